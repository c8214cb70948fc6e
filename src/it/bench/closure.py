"""How many jars and bytes Maven loads for a plugin, as Maven itself tells it."""

import glob
import os
import re
import subprocess
import xml.etree.ElementTree

NAMESPACE = "{http://maven.apache.org/POM/4.0.0}"


def own_version():
    return xml.etree.ElementTree.parse("pom.xml").getroot().findtext(NAMESPACE + "version")


def sizes(place, environment):
    """Number of jars and their bytes, from the lines of mvn -X about the plugin's class realm."""
    text = subprocess.run(
        place.tool.machine.mvn + ["-X", "package", "-Decs.skip", "-Ddocker.skip", "-Djib.skip"], cwd=place.project.directory,
        env=environment, check=True, capture_output=True, text=True, stdin=subprocess.DEVNULL).stdout
    text = re.sub("\x1b\\[[0-9;]*m", "", text)
    realm = re.search(rf"Populating class realm plugin>{re.escape(place.tool.coordinates)}.*\n((?:\[DEBUG\]   Included: .*\n)+)",
                      text)
    jars = [_jar(place.repository.directory, line.split(": ")[1]) for line in realm.group(1).splitlines()]
    return len(jars), sum(os.path.getsize(jar) for jar in jars)


def _jar(repository, coordinates):
    parts = coordinates.strip().split(":")
    group, artifact, version = parts[0], parts[1], parts[-1]
    classifier = "-" + parts[3] if len(parts) == 5 else ""
    folder = os.path.join(repository, group.replace(".", "/"), artifact, version)
    return glob.glob(os.path.join(folder, f"{artifact}-{version}{classifier}.jar"))[0]
