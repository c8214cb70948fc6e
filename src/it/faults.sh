#!/bin/sh
# Runs the fault matrix with two Docker Engines of engines.sh, one of them on a small disk, and prints its page. On Debian, as
# root. Engines that run already are used, and stay.
#
#   sh src/it/faults.sh [MAVEN-OPTION...]     -Dreadme.update writes src/site/markdown/faults.md and the table of the README
#   . src/it/faults.sh                        gives a script the functions (after cleanup.sh, engine.sh, engines.sh)
#
# FAULTS_ENGINE   name of the engine, 28 by default: what it says stands in the page

# faults_tests OPTION...: after a compilation
faults_tests() {
    faults_engine=${FAULTS_ENGINE:-28}
    export ECSMAVEN_ENGINES
    engines_use "$faults_engine" || return 1
    prepare_engines "$faults_engine-small" || return 1
    at_exit "engines_stop $faults_engine-small"
    faults_began=$(date +%s)
    faults_status=0
    run env -u DOCKER_CONTEXT -u DOCKER_TLS_VERIFY -u DOCKER_CERT_PATH "DOCKER_HOST=$(engines_host "$faults_engine")" \
        "SMALL_ENGINE=$faults_engine-small" mvn -o --batch-mode surefire:test -Dtest=FaultMatrixTest -DexcludedGroups=none \
        -Dsurefire.reportNameSuffix=faults -DtempDir=surefire-faults "$@" || faults_status=$?
    echo "faults: $(($(date +%s) - faults_began)) s"
    return "$faults_status"
}

case ${0##*/} in
    faults.sh)
        set -eu
        cd "$(dirname "$0")/../.."
        . src/it/cleanup.sh
        . src/it/engine.sh
        . src/it/engines.sh
        if ! can_have_engines; then
            echo 'faults: this needs Debian, and root' >&2
            exit 1
        fi
        run mvn -o -q --batch-mode test-compile
        faults_tests "$@"
        ;;
esac
