import io.github.ecsmaven.sandbox.project.ProjectSandbox

def aws = context.aws
def runs = ProjectSandbox.logs(basedir)
def order = { text -> (text =~ /--- (?:ecs-maven-plugin|ecs|deploy|maven-deploy-plugin):[^:]+:(\w+) \(/).collect { it[1] } }

// In the deploy phase Maven's own goal comes first and is skipped, then ours in the order of the README.
assert order(runs[0]) == ['build', 'deploy', 'push', 'lifecycle', 'deploy']
assert runs[0].contains('Skipping artifact deployment')
assert runs[0].contains('Deployed orders:2')
assert context.url.toURL().text.startsWith('Hello from Amazon ECS')
assert runs[1].contains('Nothing to deploy')
assert aws.writes() ==
    ['ecr:CreateRepository', 'ecr:PutImage', 'ecr:StartLifecyclePolicyPreview', 'ecr:PutLifecyclePolicy', 'ecs:RegisterTaskDefinition', 'ecs:TagResource', 'ecs:UpdateService']
aws.close()
