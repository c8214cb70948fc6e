import io.github.ecsmaven.sandbox.project.ProjectSandbox

def aws = ProjectSandbox.scripted(context)
aws.seedService('secrets', '[{"name": "app", "image": "@placeholder@", "essential": true}]')
// The role's session token is a secret of its own.
aws.sandbox().identities().addRole('pipeline', [] as Set)
context.userProperties.setProperty('ecs.roleArn', 'arn:aws:iam::123456789012:role/pipeline')
return true
