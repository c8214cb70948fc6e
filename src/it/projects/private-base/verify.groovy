import io.github.ecsmaven.sandbox.project.ProjectSandbox

def aws = context.aws
def runs = ProjectSandbox.logs(basedir)
assert runs[0] =~ /Pushed \S+\/base:1.0.0@/
assert runs[1].contains('Pulling from base') && runs[1].contains('Built private-base:1.0.0')
assert runs[2] =~ /(?i)no basic auth credentials|unauthorized/
assert runs[2] =~ /Step 2\/\d+ : FROM/

assert runs[3] =~ /(?s)\[ERROR\].*Step 3\/\d+ : COPY missing.jar/
assert !(runs[3] =~ /\n\s+at \S+\(/)

assert runs[4].contains('Pulling from base') && runs[4].contains('Built private-base:1.0.0')
assert runs[5] =~ /(?s)\[ERROR\].*The password of the server '127.0.0.1:\d+' of settings.xml cannot be decrypted/
assert runs[5].contains('mvn --encrypt-password')
assert runs[6] =~ /(?i)no basic auth credentials|unauthorized/
runs.each { assert !it.contains(context.password) }
aws.close()
