import io.github.ecsmaven.sandbox.project.ProjectSandbox

def aws = context.aws
def runs = ProjectSandbox.logs(basedir)
assert runs[0].count('Pushed ') == 1
assert runs[0] =~ /Tagged \S+\/push:1.0@sha256:/ && runs[0] =~ /Tagged \S+\/push:dev@sha256:/
assert runs[1].count('Nothing to push:') == 1
assert runs[1] =~ /repository +unchanged/
def digests = (runs[2] =~ /sha256:[0-9a-f]{64}/).collect { it }.unique()
assert runs[2].contains('does not let the tag be moved') && digests.size() >= 2
assert runs[2].contains('<imageTagMutability>MUTABLE')
assert runs[3] =~ /Pushed \S+\/push:c-/ && runs[3] =~ /Tagged \S+\/push:dev@sha256:/
assert runs[4].contains("ECR repository 'elsewhere' does not exist") && runs[4].contains('<createRepository>')
assert runs[6].contains('/nowhere/docker.sock')
assert runs[7].contains('images are no longer scanned when they are pushed') && runs[7] =~ /WARNING.*encrypted with KMS/

def repository = aws.sandbox().ecr().repository('push').get()
assert repository.toString().contains('"imageTagMutability":"IMMUTABLE_WITH_EXCLUSION"')
assert repository.toString().contains('"encryptionType":"KMS"')
assert aws.sandbox().ecr().images('push').collectMany { it.tags() }.findAll { !it.startsWith('c-') }.sort() == ['1.0', '2.0', 'dev']
assert aws.writes().findAll { it != 'ecr:SetRepositoryPolicy' } ==
    ['ecr:CreateRepository', 'ecr:PutImage', 'ecr:PutImage', 'ecr:PutImage', 'ecr:PutImageScanningConfiguration', 'ecr:PutImage']
aws.close()
