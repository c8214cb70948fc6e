"""Entry of src/it/bench-reactor.sh: reactors of modules with an image each, built and pushed with -T 2."""

import os
import statistics
import sys

import measure
from engine import CountingForwarder
from project import DEPENDENCY_PLUGIN, MAVEN_PLUGINS, write
from stage import Stage
from tools import Own, PLUGIN

SIZES = (10, 50)

PARENT = """<?xml version="1.0" encoding="UTF-8"?>
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>com.example</groupId>
  <artifactId>reactor</artifactId>
  <version>1.0.0</version>
  <packaging>pom</packaging>
  <properties>
    <maven.compiler.release>17</maven.compiler.release>
    <maven.deploy.skip>true</maven.deploy.skip>
    <maven.install.skip>true</maven.install.skip>
    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
    <project.build.outputTimestamp>2026-01-01T00:00:00Z</project.build.outputTimestamp>
  </properties>
  <modules>
{modules}
  </modules>
  <build>
    <plugins>
{plugins}
    </plugins>
  </build>
</project>
"""

MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <parent>
    <groupId>com.example</groupId>
    <artifactId>reactor</artifactId>
    <version>1.0.0</version>
  </parent>
  <artifactId>{name}</artifactId>
</project>
"""

EXECUTIONS = """          <execution>
            <goals>
              <goal>build</goal>
              <goal>push</goal>
            </goals>
          </execution>"""


class ReactorError(Exception):
    """A run that did not go as it must."""


class Reactor:
    """So many modules, each with a class and an image."""

    def __init__(self, stage, size):
        self.stage = stage
        self.size = size
        self.directory = stage.work(f"reactor-{size}")
        self.names = [f"reactor{size}-module-{number:02}" for number in range(size)]

    def create(self):
        group, artifact, version = Own(self.stage.machine).coordinates.split(":")
        plugins = MAVEN_PLUGINS.replace(DEPENDENCY_PLUGIN, "") + PLUGIN.format(
            group=group, artifact=artifact, version=version, executions=EXECUTIONS, configuration="")
        write(os.path.join(self.directory, "pom.xml"), PARENT.format(
            plugins=plugins, modules="\n".join(f"    <module>{name}</module>" for name in self.names)))
        for name in self.names:
            write(os.path.join(self.directory, name, "pom.xml"), MODULE.format(name=name))
            write(os.path.join(self.directory, name, "Dockerfile"),
                  f"FROM {self.stage.machine.base}\nCOPY target/classes/ /app/classes/\n")

    def change(self, value):
        for name in self.names:
            write(self._source(name), f"package com.example;\n\nfinal class Service {{\n    static final String NAME = \"{name} {value}\";\n}}\n")

    def _source(self, name):
        return os.path.join(self.directory, name, "src/main/java/com/example/Service.java")

    def run(self, options, forwarder, name):
        log = os.path.join(self.stage.directory, "logs", f"reactor-{self.size}-{name}.log")
        return measure.run(
            [self.stage.machine.mvn + ["-T", "2", "deploy"] + options], self.directory, self.stage.environment(forwarder), log)

    def check(self):
        for name in self.names:
            self.stage.judge.check(name, "1.0.0", [os.path.join(self.directory, name, "target/classes/com/example/Service.class")])


class Times:
    """Seconds without and with images."""

    def __init__(self):
        self.alone = []
        self.whole = []

    def per_module(self, size):
        return (statistics.median(self.whole) - statistics.median(self.alone)) / size * 1000


def measured(stage, reactor, forwarder, times, number):
    reactor.change(2 * number)
    times.alone.append(reactor.run(["-Decs.skip"], forwarder, f"{number}-alone").seconds)
    reactor.change(2 * number + 1)
    stage.sandbox.forget_requests()
    forwarder.forget()
    times.whole.append(reactor.run([], forwarder, f"{number}-images").seconds)
    requests = stage.sandbox.requests()
    tokens = sum(request["operation"] == "ecr:GetAuthorizationToken" for request in requests)
    if tokens != 1:
        raise ReactorError(f"{tokens} tokens for one run of {reactor.size} modules")
    reactor.check()
    return len(requests)


def main(arguments):
    rounds = int(arguments[0]) if arguments else 3
    stage = Stage()
    forwarder = CountingForwarder(stage.work("engine.sock"), stage.engine_path)
    reactors = {size: Reactor(stage, size) for size in SIZES}
    times = {size: Times() for size in SIZES}
    for reactor in reactors.values():
        reactor.create()
        # The first run fills Maven's local repository and creates the repositories in ECR; its time is nobody's.
        measured(stage, reactor, forwarder, Times(), 0)
    rows = {}
    for number in range(1, rounds + 1):
        for size, reactor in reactors.items():
            requests = measured(stage, reactor, forwarder, times[size], number)
            rows[size] = (f"| {size} | {statistics.median(times[size].alone):.1f} | {statistics.median(times[size].whole):.1f}"
                          f" | {times[size].per_module(size):.0f} | 1 | {requests} | {forwarder.connections} | {forwarder.most} |")
            print(f"round {number}: {size} modules, every push is right", flush=True)
    forwarder.close()
    tell(stage, rows.values())


def tell(stage, rows):
    text = "\n".join([
        "| modules | s with `-Decs.skip` | s with images | ms a module | tokens | requests | connections to the engine | at a time |",
        "|---|---|---|---|---|---|---|---|", *rows])
    print(text)
    with open(os.path.join(stage.directory, "reactor.md"), "w", encoding="utf-8") as file:
        file.write(text + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
