import groovy.json.JsonSlurper
import io.github.ecsmaven.sandbox.project.ProjectSandbox

def aws = context.aws
def runs = ProjectSandbox.logs(basedir)

assert (runs[0] =~ /Deployed (\w+):2 to service/).collect { it[1] } == ['api', 'worker', 'mailer']
assert runs[0] =~ /service +updated .* test\/worker/
assert runs[0].count('Pushed ') == 1

assert runs[1].count('Nothing to deploy:') == 3

// The first is updated, the second fails, the third is left alone; the list says so.
assert runs[2].contains('Deployed api:3 to service')
assert runs[2] =~ /worker:3.*rolled back|rolled back.*worker/
assert runs[2].contains('Failed: test/worker. Done before: test/api. Not begun: test/mailer.')
assert !runs[2].contains('mailer:3')

assert (runs[3] =~ /Deployed (\w+):\d to service/).collect { it[1] } == ['mailer']

assert ['api', 'worker', 'mailer'].every { runs[4].contains("service '" + it + "'") || runs[4].contains(it + ' ') }

// All are checked before the image is built: none has that container.
assert runs[5].contains("has no container 'proxy'") && !runs[5].contains('with BuildKit')

assert aws.writes().count('ecs:UpdateService') == 6
assert aws.writes().count('ecs:RegisterTaskDefinition') == 6
def deployment = new JsonSlurper().parse(new File(basedir, 'target/ecs/deployment.json'))
assert deployment.services*.service == ['mailer'] && deployment.services*.status == ['succeeded']
aws.close()
