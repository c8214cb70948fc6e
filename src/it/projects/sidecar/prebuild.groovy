import io.github.ecsmaven.sandbox.project.ProjectSandbox

ProjectSandbox.scripted(context).seedService('shop', '''[
    {"name": "app", "image": "@placeholder@", "essential": true},
    {"name": "proxy", "image": "@placeholder@", "essential": true}]''')
return true
