import io.github.ecsmaven.sandbox.project.ProjectSandbox

def aws = ProjectSandbox.scripted(context)
context.userProperties.setProperty('it.registry', aws.sandbox().registry())
return true
