import io.github.ecsmaven.sandbox.project.ProjectSandbox

def aws = context.aws
def log = ProjectSandbox.logs(basedir)[0]
assert log =~ /No Dockerfile in \S+library: nothing to do/
assert !log.contains('No Dockerfile in ' + basedir + ':')
assert log =~ /Tagged \S+\/service:1.0.0@/ && log =~ /Tagged \S+\/other:1.0.0@/
assert aws.sandbox().requestLog().operations().count('ecr:GetAuthorizationToken') == 1
assert aws.sandbox().ecr().repositoryNames().toSorted() == ['other', 'service']
aws.close()
