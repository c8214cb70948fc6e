#!/bin/sh
# Prints what hashing a build context costs against sha256sum and unzip -t, in a JVM that has hashed once before.
set -eu
cd "$(dirname "$0")/../.."
for tool in sha256sum unzip; do
    command -v "$tool" >/dev/null || { echo "$tool is missing: install it" >&2; exit 1; }
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

mvn -o -q -B test-compile
mvn -o -q -B org.apache.maven.plugins:maven-dependency-plugin:build-classpath -Dmdep.outputFile="$work/classpath" >/dev/null

mkdir "$work/data"
java -Xmx256m -cp "target/test-classes:target/classes:$(cat "$work/classpath")" \
    io.github.ecsmaven.context.HashBenchmark "$work/data"
