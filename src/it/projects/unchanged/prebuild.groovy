import io.github.ecsmaven.sandbox.project.ProjectSandbox

def aws = ProjectSandbox.scripted(context)
aws.seedService('unchanged', '''[{"name": "app", "image": "@placeholder@", "essential": true}]''')
return true
