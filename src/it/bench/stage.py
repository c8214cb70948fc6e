"""What the benchmarks share: engine, registry, base image in it, and the environment in which tools run."""

import json
import os

import closure
import tools
from engine import Engine
from project import LocalRepository
from registry import Judge, Sandbox


class Stage:
    """As the scripts have set it up; they tell it in the environment."""

    def __init__(self):
        self.directory = os.environ["BENCH_DIR"]
        self.sandbox = Sandbox(os.environ["AWS_ENDPOINT_URL"])
        self.engine_path = os.environ["DOCKER_HOST"].removeprefix("unix://")
        self.engine = Engine(self.engine_path, self.sandbox.host, self.sandbox.password)
        self.repository = LocalRepository(os.path.join(self.directory, "m2"))
        self.judge = Judge(self.sandbox)
        self.machine = self._machine()

    def work(self, *parts):
        return os.path.join(os.environ["BENCH_WORK"], *parts)

    def _machine(self):
        base = f"{self.sandbox.host}/base:17"
        self.sandbox.new_repository("base")
        self.engine.tag(os.environ["BENCH_BASE"], base)
        self.engine.push(base)
        _, digest = self.sandbox.manifest("base", "17")
        return tools.Machine(
            mvn=["mvn", "-B", "--no-transfer-progress", "-s", os.path.join(self.directory, "settings.xml"),
                 "-Dmaven.repo.local=" + self.repository.directory],
            docker=os.environ["BENCH_DOCKER"], java=["java", "-cp", self._classpath()], registry=self.sandbox.host, base=base,
            base_digest=digest, own_version=closure.own_version(), caches=self.work())

    @staticmethod
    def _classpath():
        with open("target/sandbox.classpath", encoding="utf-8") as file:
            return os.pathsep.join(
                [os.path.abspath("target/test-classes"), os.path.abspath("target/classes"), file.read().strip()])

    def environment(self, forwarder):
        """With the engine behind the forwarder, where there is one."""
        config = self.work("docker-config")
        os.makedirs(config, exist_ok=True)
        with open(os.path.join(config, "config.json"), "w", encoding="utf-8") as file:
            json.dump({"auths": {self.sandbox.host: {"auth": self.sandbox.authorization}},
                       "cliPluginsExtraDirs": [os.environ["BENCH_DOCKER_PLUGINS"]]}, file)
        return {**os.environ, "DOCKER_HOST": "unix://" + (forwarder.path if forwarder else self.engine_path),
                "DOCKER_CONFIG": config, "DOCKER_BUILDKIT": "1", "MAVEN_OPTS": ""}
