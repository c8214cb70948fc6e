#!/bin/sh
# Prints what sending a build context costs (time, ignored files, heap) on the Docker Engine that runs here.
# Usage: sh src/it/bench-context.sh [path of the engine's socket]
set -eu
cd "$(dirname "$0")/../.."
socket=${1:-/var/run/docker.sock}
[ -S "$socket" ] || { echo "no Docker Engine at $socket: start one, or name its socket as the first argument" >&2; exit 1; }
command -v curl >/dev/null || { echo "curl is missing: install it" >&2; exit 1; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

mvn -o -q -B test-compile
mvn -o -q -B org.apache.maven.plugins:maven-dependency-plugin:build-classpath -Dmdep.outputFile="$work/classpath" >/dev/null

mkdir "$work/data"
java -Xmx256m -cp "target/test-classes:target/classes:$(cat "$work/classpath")" \
    io.github.ecsmaven.context.ContextBenchmark all "$work/data" "$socket"
