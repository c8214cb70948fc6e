"""The tools side by side, each as its documentation makes it fast, and each from mvn package to a pushed image."""

import dataclasses
import os
import shutil

DOCKER_MAVEN_PLUGIN = "0.49.0"
JIB = "3.5.2"

PLUGIN = """
      <plugin>
        <groupId>{group}</groupId>
        <artifactId>{artifact}</artifactId>
        <version>{version}</version>
        <executions>
{executions}
        </executions>
        <configuration>
{configuration}
        </configuration>
      </plugin>"""

EXECUTION = """          <execution>
            <id>{goal}</id>
            <phase>package</phase>
            <goals>
              <goal>{goal}</goal>
            </goals>
          </execution>"""


def plugin(coordinates, goals, configuration):
    group, artifact, version = coordinates.split(":")
    return PLUGIN.format(
        group=group, artifact=artifact, version=version, configuration=configuration,
        executions="\n".join(EXECUTION.format(goal=goal) for goal in goals))


@dataclasses.dataclass
class Machine:
    """What all tools find: Maven with its settings, the docker command, the registry and the base image in it."""

    mvn: list
    docker: str
    java: list
    registry: str
    base: str
    base_digest: str
    own_version: str
    caches: str


class Tool:
    """A way from the sources to the registry."""

    key = ""
    label = ""
    coordinates = None
    pushes = True

    def __init__(self, machine):
        self.machine = machine

    def image(self, repository):
        return f"{self.machine.registry}/{repository}:1.0.0"

    def plugin(self, repository, large):
        return ""

    def commands(self, project):
        """The first is Maven's."""
        return [self.machine.mvn + ["package"]]

    def forget(self, everything):
        """Takes its caches away; those of base images too where everything is to go."""


class Maven(Tool):
    key = "maven"
    label = "`mvn package` alone"
    pushes = False


class Own(Tool):
    key = "ecs"
    label = "this plugin, BuildKit"
    builder = "buildkit"

    def __init__(self, machine):
        super().__init__(machine)
        self.coordinates = "io.github.ecsmaven:ecs-maven-plugin:" + machine.own_version

    def plugin(self, repository, large):
        return plugin(self.coordinates, ("build", "push"), f"""          <repository>{repository}</repository>
          <builder>{self.builder}</builder>""")


class OwnWithCache(Own):
    """What was pushed last is the cache of a machine that has none; only asked for by name."""

    key = "ecs-inline-cache"
    label = "this plugin, inline cache"

    def plugin(self, repository, large):
        return plugin(self.coordinates, ("build", "push"), f"""          <repository>{repository}</repository>
          <builder>{self.builder}</builder>
          <cacheFrom>
            <cache>{self.image(repository)}</cache>
          </cacheFrom>
          <cacheTo>
            <cache>type=inline</cache>
          </cacheTo>""")


class OwnWithDaemon(Own):
    """A BuildKit daemon builds, compresses and pushes, without a Docker Engine; only asked for by name."""

    key = "ecs-daemon"
    label = "this plugin, BuildKit daemon"

    def plugin(self, repository, large):
        return plugin(self.coordinates, ("build", "push"), f"""          <repository>{repository}</repository>
          <buildkitHost>{os.environ["BENCH_BUILDKITD"]}</buildkitHost>""")

    def forget(self, everything):
        if everything:
            raise SystemExit("bench: the cache of a BuildKit daemon cannot be emptied; leave out the fresh CI machine")


class OwnClassic(Own):
    key = "ecs-classic"
    label = "this plugin, classic"
    builder = "classic"


class DockerCommand(Tool):
    key = "docker"
    label = "docker build, docker push"

    def commands(self, project):
        image = self.image(project.name)
        return super().commands(project) + [
            [self.machine.docker, "build", "-t", image, "."], [self.machine.docker, "push", image]]


class DockerMavenPlugin(Tool):
    key = "docker-maven-plugin"
    label = "docker-maven-plugin"
    coordinates = "io.fabric8:docker-maven-plugin:" + DOCKER_MAVEN_PLUGIN

    def plugin(self, repository, large):
        return plugin(self.coordinates, ("build", "push"), f"""          <images>
            <image>
              <name>{self.image(repository)}</name>
              <build>
                <contextDir>${{project.basedir}}</contextDir>
              </build>
            </image>
          </images>""")


class Jib(Tool):
    key = "jib"
    label = "jib-maven-plugin"
    coordinates = "com.google.cloud.tools:jib-maven-plugin:" + JIB

    def plugin(self, repository, large):
        return plugin(self.coordinates, ("build",), f"""          <from>
            <image>{self.machine.base}@{self.machine.base_digest}</image>
          </from>
          <to>
            <image>{self.image(repository)}</image>
          </to>
          <allowInsecureRegistries>true</allowInsecureRegistries>
          <container>
            <mainClass>com.example.shop.Application</mainClass>
          </container>""" + (self.SMALL_FILE if large else ""))

    # It has no context: a file that is not of the project is named by its directory.
    SMALL_FILE = """
          <extraDirectories>
            <paths>
              <path>
                <from>small</from>
                <into>/app</into>
              </path>
            </paths>
          </extraDirectories>"""

    def commands(self, project):
        return [super().commands(project)[0] + [
            "-DsendCredentialsOverHttp=true", "-Djib.disableUpdateChecks=true", "-Djib.console=plain",
            "-Djib.baseImageCache=" + self._base_cache()]]

    def _base_cache(self):
        return os.path.join(self.machine.caches, "jib-base-images")

    def forget(self, everything):
        if everything:
            shutil.rmtree(self._base_cache(), ignore_errors=True)


class DockerJava(Tool):
    key = "docker-java"
    label = "docker-java, naively"

    def commands(self, project):
        return super().commands(project) + [
            self.machine.java + ["io.github.ecsmaven.docker.NaiveDockerJava", project.directory, self.image(project.name)]]


VARIANTS = (OwnWithCache, OwnWithDaemon)
ALL = (Maven, DockerCommand, Own, OwnClassic, DockerMavenPlugin, Jib, DockerJava)


def named(names):
    """Those tools; without names all but variants."""
    return [tool for tool in ALL + VARIANTS if tool.key in names] if names else list(ALL)
