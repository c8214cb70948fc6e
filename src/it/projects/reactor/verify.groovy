import io.github.ecsmaven.sandbox.project.ProjectSandbox

def aws = context.aws
def runs = ProjectSandbox.logs(basedir)
def deployed = { text -> (text =~ /Deployed (\w+):\d+ to service/).collect { it[1] } }
def firstDeployment = { text -> text.indexOf('Registered task definition') }

// All images are pushed before the first service is updated; a task definition file means its own module.
assert deployed(runs[0]) == ['api', 'web']
assert runs[0].count('Pushed ') == 2 && runs[0].lastIndexOf('Pushed ') < firstDeployment(runs[0])
assert runs[0].contains('Now what was put off: api, web')
['api', 'web'].each { assert runs[0] =~ /service +updated .* test\/${it}/ }

assert runs[1].count('Put off until library, off, web have come here too (deployAtEnd).') == 1
assert runs[1].count('Nothing to deploy:') == 2
assert runs[1].contains('Not built yet: late.')
assert runs[1].indexOf('Nothing to deploy:') > runs[1].indexOf('Building off')

[runs[2], runs[3]].each {
    assert it.contains('Nothing is pushed or deployed, because library failed. Put off and not done: api, web.')
    assert it.contains('mvn deploy -pl :api,:web')
    assert deployed(it).isEmpty() && !it.contains('Registered')
}
assert runs[3].contains('Build failures were ignored.')
assert runs[4].count('Nothing is pushed or deployed of api, web, because off failed.') == 1
assert runs[4].contains('Build failures were ignored.') && deployed(runs[4]).isEmpty()

assert deployed(runs[5]) == ['web']
assert runs[5].contains('not part of this one: api. That is left to do: mvn deploy -pl :api')
assert deployed(runs[6]) == ['api']
assert !runs[6].contains('not part of this one')

assert runs[7].contains('Failed: api deploy. Done before: api push, web push. Not begun: web deploy.')
assert runs[7].contains('rolled back') && !runs[7].contains('Registered task definition web')

// The module without the goals is built before.
assert deployed(runs[8]) == ['api', 'web']
assert firstDeployment(runs[8]) > runs[8].indexOf('(default-jar) @ late')
assert firstDeployment(runs[8]) > runs[8].indexOf('Put off until all modules are built')
assert firstDeployment(runs[8]) < runs[8].indexOf('BUILD SUCCESS')
assert runs[9].contains('Nothing is pushed or deployed, because late failed.')
assert deployed(runs[9]).isEmpty()
assert runs[10].contains('not part of this one: api, web. That is left to do: mvn deploy -pl :api,:web')
[runs[11], runs[16]].each {
    assert it.contains('Failed: api deploy.') && it.contains('rolled back') && it.contains('BUILD FAILURE')
    assert !it.contains('BUILD SUCCESS')
}

assert deployed(runs[12]) == ['api', 'web']
assert !runs[12].contains('ut off')
assert firstDeployment(runs[12]) < runs[12].indexOf('(default-jar) @ web')

assert deployed(runs[13]) == ['api']

assert deployed(runs[14]) == ['api', 'web']
assert deployed(runs[15]) == ['api', 'web']
aws.close()
