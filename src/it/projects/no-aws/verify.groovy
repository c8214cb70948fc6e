import groovy.json.JsonSlurper
import io.github.ecsmaven.docker.DockerEngine
import io.github.ecsmaven.docker.DockerSettings
import io.github.ecsmaven.image.ImageReference
import io.github.ecsmaven.sandbox.project.ProjectSandbox

def runs = ProjectSandbox.logs(basedir)
assert runs[0].contains('Built no-aws:1.0, no-aws:stable, no-aws:c-')
assert runs[0] =~ /#\d+ \[1\/1\] COPY target\/app.jar/
assert runs[1].contains('/nowhere/docker.sock')
assert runs[1].contains('dockerHost')
assert !(runs[1] =~ /\n\s+at \S+\(/)
assert runs[2] =~ /(?s)region.*-Decs.region/ && !runs[2].contains('with BuildKit')
assert runs[3].contains('Built no-aws:1.0.0')

assert runs[4] =~ /(?s)The least IAM policy for all goals of no-aws .*"Sid": "Repository"/
assert runs[4].contains('For the region stands *') && runs[4].contains('For the account stands *')
def policy = new JsonSlurper().parse(new File(basedir, 'target/ecs/iam-policy.json'))
assert policy.Statement*.Sid == ['LogIn', 'Repository']
assert policy.Statement[1].Resource == 'arn:aws:ecr:*:*:repository/no-aws'

def image = new JsonSlurper().parse(new File(basedir, 'target/ecs/image.json'))
assert image.image == 'no-aws:1.0.0' && !image.imagePushed && image.coordinates == 'com.example:no-aws:1.0.0'

def engine = DockerEngine.connect(DockerSettings.ofThisProcess(Optional.empty()))
['1.0', 'stable', '1.0.0'].each { tag -> assert engine.find(ImageReference.parse("no-aws:$tag")).isPresent() }
engine.close()
