context.aws.stop(0)

def log = new File(basedir, 'build.log').text
assert log.count('This plugin has') == 4
['3.6.3', '3.9.', '4.0.'].each { version -> assert log.contains("Apache Maven $version") }
assert context.requests.get() == 0
