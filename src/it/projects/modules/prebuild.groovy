import io.github.ecsmaven.sandbox.project.ProjectSandbox

ProjectSandbox.scripted(context)
return true
