import io.github.ecsmaven.sandbox.project.ProjectSandbox

def aws = ProjectSandbox.scripted(context)
aws.seedService('records', '[{"name": "app", "image": "@placeholder@", "essential": true}]')
aws.seedService('arm', '[{"name": "app", "image": "@placeholder@", "essential": true}]', 'ARM64')
aws.sandbox().identities().addRole('reader', ['ecs:RegisterTaskDefinition'] as Set)
context.userProperties.setProperty('it.registry', aws.sandbox().registry())
return true
