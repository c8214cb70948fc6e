import groovy.json.JsonSlurper
import io.github.ecsmaven.sandbox.project.ProjectSandbox

def aws = context.aws
def runs = ProjectSandbox.logs(basedir)
def order = { text -> (text =~ /ecs-maven-plugin:[^:]+:(\w+) \(/).collect { it[1] } }

// The order of the goals: build in package, the others in deploy as they are declared.
assert order(runs[0]) == ['build', 'push', 'lifecycle', 'deploy']
assert runs[0].contains('Created ECR repository')
assert runs[0] =~ /Pushed \S+\/deploy:c-[0-9a-f]{32}@sha256:/ && runs[0] =~ /Tagged \S+\/deploy:1.0.0@sha256:/
assert runs[0].contains('Registered task definition deploy:2')
assert runs[0] =~ /repository +created .* deploy/
assert runs[0] =~ /service +updated .* test\/deploy/

assert runs[1].contains('Nothing to push:')
assert runs[1].contains('Nothing to deploy:')
assert runs[1] =~ /image +unchanged/
assert runs[1] =~ /service +unchanged .* test\/deploy/

assert runs[2].contains('Registered task definition deploy:3')
// Only a deployment makes revisions old, and the one to go back to stays.
assert runs[2].contains('Revisions: 1 deregistered (deploy:1), 2 kept, deploy:2 to roll back to')
assert !runs[1].contains('Revisions:')
assert aws.sandbox().requestLog().operations().count('ecs:ListTaskDefinitions') == 1
assert aws.writes().count('ecs:DeregisterTaskDefinition') == 1
assert runs[3] =~ /exit(ed with)? code 3|exit code: 3/
assert runs[3].contains('rolled back')
assert !runs[4].contains('Nothing to deploy')
assert runs[4].contains('rolled back')

assert runs[5].contains("has no container 'ap'") && runs[5].contains('<container>app</container>')
assert !runs[5].contains('with BuildKit')

// Nothing but this changed AWS: one repository, and a revision and an update for each change.
assert aws.writes().count('ecr:CreateRepository') == 1
assert aws.writes().count('ecs:UpdateService') == 4

def image = new JsonSlurper().parse(new File(basedir, 'target/ecs/image.json'))
def deployment = new JsonSlurper().parse(new File(basedir, 'target/ecs/deployment.json'))
assert image.imagePushed && image.imageDigest.startsWith('sha256:') && image.tags == ['1.0.0', image.contentTag]
assert deployment.status == 'rolled-back'
assert deployment.image == image.image + '@' + image.imageDigest
assert deployment.container == 'app'

aws.close()
