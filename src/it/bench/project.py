"""The Maven project that is measured: shaped like a Spring Boot service, and changed as a developer changes one."""

import os
import random
import shutil
import subprocess
import zipfile

LIBRARIES = 60
IGNORED_FILES = 20_000
CLASSES = ("Application", "Basket", "Catalogue", "Customer", "Delivery", "Order")
CHANGED = "Price"

POM = """<?xml version="1.0" encoding="UTF-8"?>
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>com.example</groupId>
  <artifactId>{name}</artifactId>
  <version>1.0.0</version>
  <properties>
    <maven.compiler.release>17</maven.compiler.release>
    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
    <project.build.outputTimestamp>2026-01-01T00:00:00Z</project.build.outputTimestamp>
  </properties>
  <dependencies>
{dependencies}
  </dependencies>
  <build>
    <plugins>
{plugins}
    </plugins>
  </build>
</project>
"""

DEPENDENCY = """    <dependency>
      <groupId>com.example.library</groupId>
      <artifactId>{name}</artifactId>
      <version>{version}</version>
    </dependency>"""

PLUGIN = """      <plugin>
        <groupId>org.apache.maven.plugins</groupId>
        <artifactId>maven-{name}-plugin</artifactId>
        <version>{version}</version>{more}
      </plugin>"""

COPY_LIBRARIES = """
        <executions>
          <execution>
            <goals>
              <goal>copy-dependencies</goal>
            </goals>
            <phase>prepare-package</phase>
            <configuration>
              <includeScope>runtime</includeScope>
              <outputDirectory>${project.build.directory}/lib</outputDirectory>
            </configuration>
          </execution>
        </executions>"""

DEPENDENCY_PLUGIN = PLUGIN.format(name="dependency", version="3.9.0", more=COPY_LIBRARIES)

MAVEN_PLUGINS = "\n".join([
    PLUGIN.format(name="resources", version="3.3.1", more=""),
    PLUGIN.format(name="compiler", version="3.14.1", more=""),
    PLUGIN.format(name="surefire", version="3.5.4", more=""),
    PLUGIN.format(name="jar", version="3.4.2", more=""),
    PLUGIN.format(name="install", version="3.1.4", more=""),
    PLUGIN.format(name="deploy", version="3.1.4", more=""),
    DEPENDENCY_PLUGIN,
])

DOCKERFILE = """FROM {base}
COPY target/lib/ /app/lib/
COPY target/classes/ /app/classes/
ENTRYPOINT ["java", "-cp", "/app/classes:/app/lib/*", "com.example.shop.Application"]
"""

# Plain patterns, which every tool reads alike.
IGNORED = """.git
.gitignore
frontend
pom.xml
src
target/*.jar
target/docker
target/ecs
target/generated-sources
target/jib-cache
target/maven-archiver
target/maven-status
"""

# What docker-maven-plugin reads instead of a .dockerignore: nothing but these is looked at.
INCLUDED = """Dockerfile
target/lib/**
target/classes/**
"""


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


class LocalRepository:
    """Maven's local repository of the benchmark, with the libraries that the project depends on."""

    def __init__(self, directory):
        self.directory = directory

    def add_libraries(self):
        for number in range(LIBRARIES):
            self.add(f"library-{number:02}", "1.0", self.size(number), number)

    @staticmethod
    def size(number):
        """55 MB in all, of which the largest jar has a tenth, as with the jars of a web framework."""
        return (150_000, 250_000, 400_000, 600_000, 1_000_000, 3_100_000)[number % 6]

    def add(self, name, version, size, seed):
        folder = os.path.join(self.directory, "com/example/library", name, version)
        shutil.rmtree(folder, ignore_errors=True)
        write(os.path.join(folder, f"{name}-{version}.pom"),
              '<project><modelVersion>4.0.0</modelVersion><groupId>com.example.library</groupId>'
              f"<artifactId>{name}</artifactId><version>{version}</version></project>")
        self._write_jar(os.path.join(folder, f"{name}-{version}.jar"), name, size, random.Random(seed))

    @staticmethod
    def _write_jar(path, name, size, source):
        """Entries of the size of classes that deflate to about half, as classes do."""
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as jar:
            for number in range(max(1, size // 2_500)):
                entry = zipfile.ZipInfo(f"com/example/{name.replace('-', '')}/Type{number}.class", (2026, 1, 1, 0, 0, 0))
                entry.compress_type = zipfile.ZIP_DEFLATED
                jar.writestr(entry, source.randbytes(2_200).hex())


class Project:
    """One tool's copy of the project."""

    def __init__(self, directory, name, base, plugin):
        self.directory = directory
        self.name = name
        self.base = base
        self.plugin = plugin
        self.extra = []

    def path(self, *parts):
        return os.path.join(self.directory, *parts)

    def create(self):
        for name in CLASSES:
            write(self.path("src/main/java/com/example/shop", name + ".java"), self._source(name, 0))
        write(self.path("src/main/resources/application.properties"), "server.port=8080\n")
        write(self.path("Dockerfile"), DOCKERFILE.format(base=self.base))
        write(self.path(".dockerignore"), IGNORED)
        write(self.path(".maven-dockerinclude"), INCLUDED)
        write(self.path(".gitignore"), "target\nfrontend\n")
        for number in range(IGNORED_FILES):
            write(self.path("frontend/node_modules", f"package-{number // 100}", f"file-{number}.js"), "x")
        self.reset(0)
        self._commit()

    def _commit(self):
        for arguments in (["init", "-q"], ["add", "-A"],
                          ["-c", "user.name=bench", "-c", "user.email=bench@example.com", "commit", "-q", "-m", "Begin"]):
            subprocess.run(["git", *arguments], cwd=self.directory, check=True, stdin=subprocess.DEVNULL)

    @staticmethod
    def _source(name, value):
        return (f"package com.example.shop;\n\npublic final class {name} {{\n    public static final long VALUE = {value}L;\n\n"
                f"    private {name}() {{}}\n\n    public static void main(String[] arguments) {{\n"
                f"        System.out.println({CHANGED if name == 'Application' else name}.VALUE);\n    }}\n}}\n")

    def reset(self, value):
        """As after a checkout: nothing is built, no dependency is added."""
        self.clean()
        self.extra = []
        self._write_pom()
        self.change_class(value)

    def clean(self):
        shutil.rmtree(self.path("target"), ignore_errors=True)

    def change_class(self, value):
        write(self.path("src/main/java/com/example/shop", CHANGED + ".java"), self._source(CHANGED, value))

    def add_dependency(self, name, version):
        self.extra.append((name, version))
        self._write_pom()

    def _write_pom(self):
        names = [(f"library-{number:02}", "1.0") for number in range(LIBRARIES)] + self.extra
        write(self.path("pom.xml"), POM.format(
            name=self.name, plugins=MAVEN_PLUGINS + self.plugin,
            dependencies="\n".join(DEPENDENCY.format(name=name, version=version) for name, version in names)))

    def shipped_files(self):
        """What the image must hold, as paths below the project."""
        found = []
        for root in ("target/lib", "target/classes"):
            for folder, _, names in os.walk(self.path(root)):
                found += [os.path.join(folder, name) for name in names]
        return found


class LargeContext(Project):
    """500 MB beside the Dockerfile, which copies one small file."""

    PARTS = 50

    def create(self):
        write(self.path("src/main/java/com/example/shop/Application.java"),
              self._source("Application", 0).replace(CHANGED + ".VALUE", "VALUE"))
        write(self.path("Dockerfile"), f"FROM {self.base}\nCOPY small/small.txt /app/\n")
        write(self.path(".maven-dockerinclude"), "**\n")
        os.makedirs(self.path("data"))
        for number in range(self.PARTS):
            os.link(self._part(number), self.path("data", f"part-{number}"))
        self.reset(0)

    def _part(self, number):
        """The same file for all tools."""
        path = os.path.join(os.path.dirname(self.directory), "data", f"part-{number}")
        if not os.path.exists(path):
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "wb") as file:
                file.write(os.urandom(10 * 1024 * 1024))
        return path

    def change_class(self, value):
        write(self.path("small/small.txt"), f"{value}\n")

    def _write_pom(self):
        write(self.path("pom.xml"), POM.format(name=self.name, plugins=MAVEN_PLUGINS + self.plugin, dependencies=""))

    def shipped_files(self):
        return [self.path("small/small.txt")]
