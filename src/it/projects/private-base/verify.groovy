import io.github.ecsmaven.sandbox.project.ProjectSandbox

def aws = context.aws
def runs = ProjectSandbox.logs(basedir)
def refused = /(?i)no basic auth credentials|unauthorized|failed to authorize|authorization failed|pull access denied|: 401 -/
assert runs[0] =~ /Tagged \S+\/base:1.0.0@/
assert runs[1] =~ /#\d+ \[1\/\d\] FROM 127.0.0.1:\d+\/base:1.0.0/ && runs[1].contains('Built private-base:1.0.0')
assert runs[2] =~ refused && runs[2].contains('docker login <registry>')

assert runs[3] =~ /(?s)\[ERROR\].*COPY missing.jar/ && runs[3].contains('line 3')
assert !(runs[3] =~ /\n\s+at \S+\(/)

assert runs[4] =~ /#\d+ \[1\/\d\] FROM 127.0.0.1:\d+\/base/ && runs[4].contains('Built private-base:1.0.0')
assert runs[5] =~ /(?s)\[ERROR\].*The password of the server '127.0.0.1:\d+' of settings.xml cannot be decrypted/
assert runs[5].contains('mvn --encrypt-password')
assert runs[6] =~ refused

assert runs[7].contains('Pulling from base') && runs[7].contains('Built private-base:1.0.0')
assert runs[8] =~ /(?s)\[ERROR\].*Step 3\/\d+ : COPY missing.jar/
runs.each { assert !it.contains(context.password) }
aws.close()
