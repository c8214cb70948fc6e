import groovy.json.JsonSlurper
import io.github.ecsmaven.sandbox.project.ProjectSandbox

def aws = context.aws
def runs = ProjectSandbox.logs(basedir)
def content = { run -> (run =~ /c-[0-9a-f]{32}/)[0] }
def digest = { run -> (run =~ /image +\w+ .*@(sha256:[0-9a-f]{64})/)[0][1] }

assert runs[0] =~ /The image is built: no image of this content \(c-\w+\) is there/

assert runs[1] =~ /Image unchanged: c-\w+ is in the engine already/
assert runs[2] =~ /Image unchanged: c-\w+ is in ECR already as sha256:/ && content(runs[2]) == content(runs[0])
[runs[1], runs[2]].each { assert it.contains('Nothing to push:') && it.contains('Nothing to deploy:') && digest(it) == digest(runs[0]) }

assert runs[3] =~ /Tagged \S+\/unchanged:2.0@sha256:/ && runs[3].contains('Nothing to deploy:')
assert digest(runs[3]) == digest(runs[0])

assert runs[4].contains('The image is built: context changed: target/app.jar.')
assert digest(runs[4]) != digest(runs[0])

// The running image keeps its content tag until the other one runs.
assert runs[5].contains('The image is built: <force>') && digest(runs[5]) != digest(runs[4])
assert runs[5] =~ /(?s)Deployed unchanged:4.*Tagged \S+:c-\w+@sha256/
assert content(runs[6]) == content(runs[4])
assert digest(runs[6]) == digest(runs[5]) && runs[6].contains('Nothing to deploy:')

// Between them the runs without a change have written nothing but one tag.
assert aws.writes().findAll { it.startsWith('ecr:') } == ['ecr:CreateRepository'] + ['ecr:PutImage'] * 4
assert aws.writes().count('ecs:RegisterTaskDefinition') == 3 && aws.writes().count('ecs:UpdateService') == 3
assert new JsonSlurper().parse(new File(basedir, 'target/ecs/image.json')).contentTag == content(runs[6])
aws.close()
