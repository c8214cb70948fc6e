import groovy.json.JsonSlurper
import io.github.ecsmaven.sandbox.project.ProjectSandbox

def aws = context.aws
def runs = ProjectSandbox.logs(basedir)
assert runs[0].contains('Created the lifecycle policy of lifecycle:')
assert runs[0].contains('untagged images expire 7 days after their push')
assert runs[0] =~ /lifecycle policy +created .* 2 rules/
assert runs[0].contains('No <cluster> and <service>: nothing is deployed.')
assert runs[1].contains('The lifecycle policy of lifecycle is unchanged:')
assert runs[2] =~ /<lifecycle><rules><rule>\[1\]/
assert runs[2].contains('maximumNumberOfImages')
// It was refused before anything was done.
assert !runs[2].contains('with BuildKit')
assert runs[3].contains('Changed the lifecycle policy of lifecycle:')

def policy = new JsonSlurper().parseText(aws.sandbox().ecr().lifecyclePolicy('lifecycle'))
assert policy.rules*.rulePriority == [10]
// A policy is tried out before it is put; before the push too, where there are images already.
// The second run writes nothing; the profile of the last one leaves the labels of the parent out, so the image differs.
assert aws.writes() == [
    'ecr:CreateRepository', 'ecr:PutImage', 'ecr:StartLifecyclePolicyPreview', 'ecr:PutLifecyclePolicy',
    'ecr:StartLifecyclePolicyPreview', 'ecr:PutImage', 'ecr:StartLifecyclePolicyPreview', 'ecr:PutLifecyclePolicy']
assert runs[0].contains('The one image there stays for the next 30 days, if nothing is pushed.')
aws.close()
