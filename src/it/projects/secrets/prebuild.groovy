import io.github.ecsmaven.sandbox.project.ProjectSandbox
import io.github.ecsmaven.sandbox.sts.Trust

def aws = ProjectSandbox.scripted(context)
aws.seedService('secrets', '[{"name": "app", "image": "@placeholder@", "essential": true}]')
// The role's session token is a secret of its own.
def inCi = Trust.inNobody().andPrincipal('arn:aws:iam::123456789012:user/ci')
aws.sandbox().identities().addRole('pipeline', [] as Set, inCi)
context.userProperties.setProperty('ecs.roleArn', 'arn:aws:iam::123456789012:role/pipeline')
return true
