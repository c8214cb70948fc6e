import groovy.json.JsonSlurper
import io.github.ecsmaven.sandbox.project.MavenRun
import io.github.ecsmaven.sandbox.project.ProjectSandbox

def aws = context.aws
def orders = aws.service('orders')
def changes = { aws.writes().findAll { it =~ /^ecs:(RegisterTaskDefinition|UpdateService|StopServiceDeployment)$/ } }
def fate = { new JsonSlurper().parse(new File(basedir, 'target/ecs/deployment.json')).status }
def first = ['ecs:RegisterTaskDefinition', 'ecs:UpdateService']

// Real containers have to go, whatever is found.
try {
    assert ProjectSandbox.logs(basedir)[0].contains('Deployed orders:2')
    assert changes() == first

    // kill -9 in the middle of the wait: nothing can be said, and ECS goes on.
    def killed = MavenRun.start(basedir, 'deploy', '-Decs.environment.HELD=1').await('Waiting for deployment ')
    assert killed.signal('KILL').exitWithin(10) == 137
    assert !killed.output().contains('Interrupted')
    assert changes() == first * 2
    def deployment = (killed.output() =~ /Waiting for deployment (ecs-svc\/\d+)/)[0][1]

    def status = MavenRun.start(basedir, 'ecs:status')
    assert status.exit() == 0
    assert status.output() =~ /deployment in progress: orders:3/
    assert status.output() =~ /now +orders:3: \d of 1 running/
    assert status.output() =~ /now +orders:2: 1 of 1 running/
    assert changes() == first * 2

    // The next mvn deploy builds the same image, finds that very deployment and waits for its verdict.
    def following = MavenRun.start(basedir, 'deploy', '-Decs.environment.HELD=1').await("Waiting for deployment $deployment")
    assert following.output().contains('orders:3 is being deployed to service')
    following.await('orders:3: 1 of 1 running')
    orders.addFile('/www', 'ready')
    assert following.exit() == 0
    assert following.output().contains("Deployed orders:3 to service 'orders'")
    assert fate() == 'succeeded'
    assert changes() == first * 2

    // Ctrl-C: Maven ends at once and says how to go on; the service is left alone.
    def interrupted = MavenRun.start(basedir, 'deploy', '-Decs.environment.HELD=2').await('Waiting for deployment ')
    assert interrupted.signal('INT').exitWithin(10) == 130
    assert interrupted.output() =~ /Interrupted: deployment ecs-svc\/\d+ goes on in ECS. The next mvn deploy follows it./
    assert interrupted.output() =~ /Follow it: aws ecs describe-service/
    assert changes() == first * 3
    orders.await('IN_PROGRESS')

    // The same where a rollback is wished: it is asked for, and ECS brings back what ran.
    def goingBack = MavenRun.start(basedir, 'deploy', '-Decs.environment.HELD=2', '-Decs.onInterrupt=rollback')
    goingBack.await('orders:4: 1 of 1 running')
    assert goingBack.signal('INT').exitWithin(10) == 130
    assert goingBack.output() =~ /Interrupted: asked ECS to roll deployment ecs-svc\/\d+ back./
    assert changes() == first * 3 + 'ecs:StopServiceDeployment'
    orders.await('ROLLBACK_SUCCESSFUL')
    assert orders.revision() == 'orders:3'
} finally {
    aws.close()
}
