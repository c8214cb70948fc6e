import io.github.ecsmaven.sandbox.project.ProjectSandbox

def runs = ProjectSandbox.logs(basedir)
assert runs[0] =~ /Building \S+Dockerfile with BuildKit.* \(\/grpc, worker \S+\) of Docker Engine/
assert runs[0] =~ /token: 25, settings: 23/
assert runs[0].contains('Built modern:1.0.0: image id')
assert runs[1] =~ /#\d+ CACHED/ && !(runs[1] =~ /token: 25/)

// Neither secret is in any log, whatever is asked of it; maven-resources-plugin lists the environment with -X.
def log = new File(basedir, 'build.log').readLines().findAll { !it.startsWith('[DEBUG] env.IT_TOKEN: ') }
assert !log.any { it.contains('s3cr3t') }

assert runs[2].contains('Only BuildKit can do what <buildSecrets> asks for')
assert runs[3] =~ /Dockerfile needs BuildKit for RUN --mount=type=secret\S+ \(line 4\), and there is none: DOCKER_BUILDKIT=0/
assert runs[4] =~ /(?s)secret.*token.*not found.*<buildSecrets>/
assert runs[5].contains("The environment variable IT_TOKEN of the build secret 'token' is")
assert runs[6] =~ /(?s)failed at step \[\d\/\d] RUN.*> +4 \| RUN echo before.*No such file or directory/
assert runs[7].contains('BuildKit does not build this image: DOCKER_BUILDKIT=0 switches it off')
assert runs[7].contains('Built modern:1.0.0')
assert runs[8].contains("<builder> is 'kaniko'") && runs[8].contains('auto, buildkit or classic')
assert runs[9].contains('Built modern:1.0.0')
assert runs[10].contains('The BuildKit daemon at unix:///nowhere/buildkitd.sock does not answer')
runs[2..10].each { assert !(it =~ /\n\s+at \S+\(/) }
return true
