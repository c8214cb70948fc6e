#!/bin/sh
# Prints what a build with BuildKit costs against the docker command line on the Docker Engine that runs here, or that of
# DOCKER_HOST. Usage: sh src/it/bench-buildkit.sh [docker command]
# To measure it on another engine: sh src/it/engines.sh each sh -c 'sh src/it/bench-buildkit.sh "$DOCKER_COMMAND"'
set -eu
cd "$(dirname "$0")/../.."
docker=${1:-docker}
DOCKER_BUILDKIT=1
export DOCKER_BUILDKIT
"$docker" version --format 'Docker Engine {{.Server.Version}}, docker {{.Client.Version}}'

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

# What the plugin's class realm has under Maven (target/closure.txt is made by this phase), and the logging that Maven brings.
mvn -o -q -B process-test-classes
mvn -o -q -B org.apache.maven.plugins:maven-dependency-plugin:build-classpath -Dmdep.outputFile="$work/classpath" >/dev/null
realm=$(cat target/closure.txt):$(tr ':' '\n' <"$work/classpath" | grep '/slf4j-api-')

mkdir "$work/data"
java -Xmx256m -cp "target/test-classes:target/classes:$realm" \
    io.github.ecsmaven.buildkit.BuildKitBenchmark all "$work/data" "$docker"
