import io.github.ecsmaven.sandbox.project.ProjectSandbox
import io.github.ecsmaven.sandbox.sts.Trust

def aws = ProjectSandbox.scripted(context)
aws.seedService('records', '[{"name": "app", "image": "@placeholder@", "essential": true}]')
aws.seedService('arm', '[{"name": "app", "image": "@placeholder@", "essential": true}]', 'ARM64')
def inCi = Trust.inNobody().andPrincipal('arn:aws:iam::123456789012:user/ci')
aws.sandbox().identities().addRole('reader', ['ecs:RegisterTaskDefinition'] as Set, inCi)
context.userProperties.setProperty('it.registry', aws.sandbox().registry())
return true
