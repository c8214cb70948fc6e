import io.github.ecsmaven.sandbox.project.ProjectSandbox
import java.nio.charset.StandardCharsets

def aws = context.aws
def log = new File(basedir, 'build.log').text
def runs = ProjectSandbox.logs(basedir)
assert runs.size() == 4
runs.each { assert it =~ /Pushed|Nothing to push/ && it =~ /Deployed secrets:\d/ }

// A secret in base64 looks different at each of three offsets; its ends depend on its neighbours.
def traces = { String secret ->
    def base64 = (0..2).collect { offset ->
        def encoded = ('x' * offset + secret).bytes.encodeBase64().toString()
        encoded.substring(4, encoded.length() - 4)
    }
    [secret, URLEncoder.encode(secret, StandardCharsets.UTF_8)] + base64 + base64.collect { it.tr('+/', '-_') }
}
def identities = aws.sandbox().identities()
def kinds = [aws.sandbox().ecr().tokens().issued(), identities.sessionTokens(), identities.secretAccessKeys()]
kinds.each { assert it }
// The user's and those of the sessions of its role.
assert identities.secretAccessKeys().size() > 1
def secrets = kinds.sum()
secrets.each { secret -> traces(secret).each { assert !log.contains(it) } }
aws.close()
