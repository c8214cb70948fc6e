import groovy.json.JsonSlurper
import io.github.ecsmaven.sandbox.project.ProjectSandbox

def aws = context.aws
def runs = ProjectSandbox.logs(basedir)
assert runs[1].contains('was built with another configuration')
assert runs[2].contains('is that of com.example:records:1, and this module is com.example:records:2')
assert runs[3].contains('was built but not pushed')
assert runs[4] =~ /Tagged \S+\/records:1@sha256:/
assert runs[5].contains('Registered task definition records:2')
assert runs[6] =~ /ecs:RegisterTaskDefinition/ && runs[6] =~ /role\/reader/
assert runs[7].contains('Nothing to build: <image> names') && runs[7].contains('Nothing to push: <image> names')
assert runs[7].contains('Registered task definition records:3')
assert runs[8].contains('The image is linux/amd64, but task definition arm:1 runs on linux/arm64')

def deployment = new JsonSlurper().parse(new File(basedir, 'target/ecs/deployment.json'))
assert deployment.status == 'succeeded' && deployment.confirmedDigest.startsWith('sha256:')
assert deployment.image =~ /placeholder:1@sha256:/
assert aws.writes().count('ecs:UpdateService') == 2
aws.close()
