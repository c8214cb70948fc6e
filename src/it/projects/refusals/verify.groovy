import io.github.ecsmaven.sandbox.project.ProjectSandbox

def runs = ProjectSandbox.logs(basedir)
def says = [
    [/-Decs.desiredcount.*Did you mean 'ecs.desiredCount'/],
    [/-Decs.service is set but empty/],
    [/<servce>.*pom.xml, line \d+.*Did you mean 'service'/, /<rule>\[1\]<selektion>.*Did you mean 'selection'/],
    [/<cluster> is set and <service> is not/],
    [/docker.Missing does not exist/, /-Decs.dockerfile/],
    [/no Dockerfile in .*src/, /<dockerfile>/],
    [/needs AWS, and Maven is offline/],
    [/maven-jar-plugin:jar \(execution 'again'\)/, /declare maven-jar-plugin first and ecs-maven-plugin after it/],
    [/'1.0\+1' cannot be an image tag/],
    [/'Shop' cannot be the name of an ECR repository: it has capital letters/],
    [/<platform>.*linux\/arm64/],
    [/image.json, which ecs:build writes/],
    [/no service 'refusals' in cluster 'test'/],
]
assert runs.size() == says.size()
says.eachWithIndex { patterns, i -> patterns.each { assert runs[i] =~ it } }
// An error is for reading: no stack trace.
runs.each { assert !(it =~ /\n\s+at \S+\(/) }

// Whatever was refused, nothing was changed.
assert context.aws.writes() == []
context.aws.close()
