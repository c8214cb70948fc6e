import groovy.json.JsonSlurper
import io.github.ecsmaven.docker.DockerEngine
import io.github.ecsmaven.docker.DockerSettings
import io.github.ecsmaven.image.ImageReference

def engine = DockerEngine.connect(DockerSettings.ofThisProcess(Optional.empty()))
def ids = ['one', 'two', 'three'].collect { module ->
    def record = new JsonSlurper().parse(new File(basedir, "$module/target/ecs/image.json"))
    assert engine.find(ImageReference.parse("$module:1.0.0")).get().id().value() == record.imageId
    record.imageId
}
engine.close()
assert ids.toSet().size() == 3
assert new File(basedir, 'build.log').text =~ /with BuildKit/
