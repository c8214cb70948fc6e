import io.github.ecsmaven.sandbox.project.ProjectSandbox

def aws = context.aws
def runs = ProjectSandbox.logs(basedir)

// One revision with both images and both variables, one update; the second module finds nothing left to do.
assert runs[0] =~ /containerDefinitions.app.image: .* -> \S+\/app:1.0.0/
assert runs[0] =~ /containerDefinitions.proxy.image: .* -> \S+\/proxy:1.0.0/
assert runs[0].contains('containerDefinitions.app.environment.MODULE: added')
assert runs[0].contains('containerDefinitions.proxy.environment.MODULE: added')
assert runs[0].count('Registered task definition') == 1
assert runs[0].count("Nothing to deploy: service 'shop'") == 1
assert runs[1].count("Nothing to deploy: service 'shop'") == 2

assert runs[2].contains("The modules proxy and app both deploy to the service 'shop' in cluster 'test'")
assert !runs[2].contains('Registered')

assert aws.writes().count('ecs:UpdateService') == 1
aws.close()
