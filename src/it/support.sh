#!/bin/sh
# Runs the builder's and the push's tests on every engine of engines.sh, those of remote builders with the buildkitd of
# buildkitd.sh where that can be built, and prints the table of what was found. On Debian, as root.
#
#   sh src/it/support.sh                        all engines
#   ENGINE_NAMES='26.1 28' sh src/it/support.sh   some of them
set -eu
cd "$(dirname "$0")/../.."
. src/it/cleanup.sh
. src/it/engine.sh
. src/it/engines.sh
. src/it/buildkitd.sh

TESTS='io.github.ecsmaven.docker.*EngineTest,io.github.ecsmaven.buildkit.*EngineTest,io.github.ecsmaven.release.*EngineTest'
TESTS="$TESTS,DifferentialBuildTest,RandomPatternsTest,DaemonPublisherTest"
engine_dir=$(mktemp -d)
at_exit "rm -rf '$engine_dir'"
rows=$engine_dir/rows

# tests NAME: the tests on the engine of DOCKER_HOST; their log stays in target/support
tests() {
    log=target/support/$1.log
    if run mvn -o --batch-mode test "-Dtest=$TESTS" -Dsurefire.reportNameSuffix="$1" >"$log" 2>&1; then
        sed -n 's/.*Tests run: \([0-9]*\), Failures: 0, Errors: 0, Skipped: 0$/\1 passed/p' "$log" | tail -n 1
    else
        failed=yes
        sed -n 's/^\[ERROR\] *Tests run: \([0-9]*\), Failures: \([0-9]*\), Errors: \([0-9]*\).*/\2 + \3 of \1 failed/p' "$log" |
            tail -n 1
        echo "support: $1 failed, see $log" >&2
    fi
}

# row NAME: what auto picks there, and how the tests went
row() {
    tests "$1" >"$engine_dir/tests"
    picked=$(java -cp "target/test-classes:target/classes:$(cat "$engine_dir/classpath")" \
        io.github.ecsmaven.release.PickedBuilder)
    echo "| $picked | $(cat "$engine_dir/tests") |" >>"$rows"
}

failed=
mkdir -p target/support
# shellcheck disable=SC2086 # several names
engines_use ${ENGINE_NAMES:-$ALL_ENGINES}
run mvn -o -q --batch-mode test-compile
run mvn -o -q --batch-mode org.apache.maven.plugins:maven-dependency-plugin:build-classpath \
    "-Dmdep.outputFile=$engine_dir/classpath" >/dev/null
# It is built from what Debian unstable has that day, which may not be enough.
if make_buildkitd; then
    buildkitd_use
    BUILDKIT_HOST=$(buildkitd_host)
    BUILDKIT_TLS_HOST=$(buildkitd_tls_host)
    BUILDKIT_CERTS=$ECSMAVEN_ENGINES/buildkitd/certs
    export BUILDKIT_HOST BUILDKIT_TLS_HOST BUILDKIT_CERTS
fi
for name in ${ENGINE_NAMES:-$ALL_ENGINES}; do
    DOCKER_HOST=$(engines_host "$name")
    DOCKER_COMMAND=$(engines_docker "$name")
    export DOCKER_HOST DOCKER_COMMAND
    row "$name"
done
if [ -n "${BUILDKIT_HOST:-}" ]; then
    echo "support: remote builders with $("$ECSMAVEN_ENGINES/buildkitd/bin/buildkitd" --version)"
else
    echo 'support: no buildkitd could be built here, so remote builders were not tested'
fi
echo '| engine | image store | auto picks | tests |'
echo '|---|---|---|---|'
cat "$rows"
[ -z "$failed" ]
