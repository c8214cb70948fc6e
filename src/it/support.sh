#!/bin/sh
# Runs the builder's and the push's tests on every engine of engines.sh, two at a time, those of remote builders with the
# buildkitd of buildkitd.sh, and prints the table of what was found. On Debian, as root. Debian unstable may be in the
# middle of a change: the row of an engine that cannot be installed that day says so, and a buildkitd that cannot be built
# is missed aloud.
#
#   sh src/it/support.sh                          all engines
#   ENGINE_NAMES='26.1 28' sh src/it/support.sh   some of them
#   . src/it/support.sh                           gives a script the functions (after cleanup.sh, engine.sh, engines.sh,
#                                                 buildkitd.sh and faults.sh)

SUPPORT_TESTS='io.github.ecsmaven.docker.*EngineTest,io.github.ecsmaven.buildkit.*EngineTest'
SUPPORT_TESTS="$SUPPORT_TESTS,io.github.ecsmaven.release.*EngineTest,DifferentialBuildTest,RandomPatternsTest"

# In the background, and with what the tests before them leave of the machine.
support_prepare() {
    mkdir -p target/support "$ECSMAVEN_ENGINES"
    export ECSMAVEN_ENGINES
    engine_dir=${engine_dir:-$ECSMAVEN_ENGINES}
    # Here, since apt does one thing at a time.
    install_tools && find_mirror || return 1
    # shellcheck disable=SC2086 # several names
    nice -n 10 sh src/it/engines.sh prepare ${ENGINE_NAMES:-$ALL_ENGINES} >target/support/prepare.log 2>&1 </dev/null &
    preparing=$!
    nice -n 10 sh src/it/buildkitd.sh make >target/support/buildkitd.log 2>&1 </dev/null &
    building=$!
    # shellcheck disable=SC2016 # evaluated at the end
    at_exit 'for aside in $preparing $building $testing; do stop "$aside" 60; done'
    testing=
    echo 'support: engines and buildkitd are being prepared in the background; see target/support'
}

await_engines() {
    await "$preparing" || cat target/support/prepare.log >&2
    preparing=
    engines=
    for name in ${ENGINE_NAMES:-$ALL_ENGINES}; do
        if are_prepared "$name"; then
            engines="$engines $name"
        else
            echo "| Docker Engine $name of Debian $(suite_of "$name") | | | not installable today |" >>"$rows"
            [ "$(suite_of "$name")" = sid ] || failed=yes
        fi
    done
    for name in $engines; do
        engines_use "$name" || return 1
        at_exit "engines_stop $name-small"
    done
}

await_buildkitd() {
    if await "$building"; then
        building=
        buildkitd_use
        return
    fi
    building=
    cat target/support/buildkitd.log >&2
    cat >&2 <<'END'
support: *****************************************************************************************************
support: NO buildkitd could be built of what Debian unstable has today: REMOTE BUILDERS WERE NOT TESTED.
support: *****************************************************************************************************
END
    return 1
}

# elsewhere VARIABLE=VALUE... COMMAND...: runs the command with these, and without what leads to the caller's engine
elsewhere() {
    exec env -u DOCKER_CONTEXT -u DOCKER_TLS_VERIFY -u DOCKER_CERT_PATH "$@"
}

# begin_tests NAME TESTS VARIABLE=VALUE...: in the background; their log stays in target/support
begin_tests() {
    begun=$1
    tests=$2
    shift 2
    (elsewhere "$@" mvn -o --batch-mode surefire:test "-Dtest=$tests" -DexcludedGroups=none \
        -Dsurefire.reportNameSuffix="$begun" -DtempDir="surefire-$begun") >"target/support/$begun.log" 2>&1 </dev/null &
    testing="$testing $!"
}

# end_tests NAME: those that began first; prints how they went
end_tests() {
    ended=${testing# }
    ended=${ended%% *}
    ended_well=true
    await "$ended" || ended_well=false
    testing=${testing#" $ended"}
    passed=$(sed -n 's/.*Tests run: \([0-9]*\), Failures: 0, Errors: 0, Skipped: 0$/\1 passed/p' "target/support/$1.log" |
        tail -n 1)
    if "$ended_well" && [ -n "$passed" ]; then
        result=$passed
    else
        failed=yes
        result=$(sed -n 's/^\[[A-Z]*\] *Tests run: \([0-9]*\), Failures: \([0-9]*\), Errors: \([0-9]*\), Skipped: \([0-9]*\)$/\2 + \3 of \1 failed, \4 skipped/p' \
            "target/support/$1.log" | tail -n 1)
        grep -e '^\[ERROR\]' "target/support/$1.log" | head -n 40 >&2 || true
        echo "support: $1 failed, see target/support/$1.log" >&2
    fi
}

# begin_engine NAME: its tests, of which some start the engine on a small disk
begin_engine() {
    begin_tests "$1" "$SUPPORT_TESTS" "DOCKER_HOST=$(engines_host "$1")" "DOCKER_COMMAND=$(engines_docker "$1")" \
        "SMALL_ENGINE=$1-small"
}

# end_engine NAME: what auto picks there, and how the tests went
end_engine() {
    end_tests "$1"
    picked=$(elsewhere "DOCKER_HOST=$(engines_host "$1")" java \
        -cp "target/test-classes:target/classes:$(cat "$support_dir/classpath")" \
        io.github.ecsmaven.release.PickedBuilder) || failed=yes
    echo "| $picked | $result |" >>"$rows"
}

test_engines() {
    running=
    for name in $engines; do
        begin_engine "$name"
        [ -z "$running" ] || end_engine "$running"
        running=$name
    done
    [ -z "$running" ] || end_engine "$running"
}

test_remote_builders() {
    remote='not tested: no buildkitd could be built today'
    if await_buildkitd; then
        begin_tests buildkitd DaemonPublisherTest "BUILDKIT_HOST=$(buildkitd_host)" \
            "BUILDKIT_TLS_HOST=$(buildkitd_tls_host)" "BUILDKIT_CERTS=$ECSMAVEN_ENGINES/buildkitd/certs"
        end_tests buildkitd
        remote="$result with $("$ECSMAVEN_ENGINES/buildkitd/bin/buildkitd" --version)"
        test_syntax_line
    fi
}

# A frontend that a "# syntax=" line names, out of a private repository, on every engine
test_syntax_line() {
    frontend=$ECSMAVEN_ENGINES/buildkitd/bin/dockerfile-frontend
    if [ ! -x "$frontend" ]; then
        echo 'support: NO frontend could be built: "# syntax=" lines were not tested with one' >&2
        return
    fi
    for name in $engines; do
        begin_tests "syntax-$name" SyntaxLineTest "DOCKER_HOST=$(engines_host "$name")" "DOCKERFILE_FRONTEND=$frontend"
        end_tests "syntax-$name"
        echo "support: \"# syntax=\" line on $name: $result"
    done
}

# What goes wrong around a deployment, on the engine whose words stand in the page
test_faults() {
    case " $engines " in
        *" ${FAULTS_ENGINE:-28} "*) ;;
        *)
            echo "support: engine ${FAULTS_ENGINE:-28} is missing: faults were not tested" >&2
            return
            ;;
    esac
    faults_tests >target/support/faults.log 2>&1 || {
        failed=yes
        grep -e '^\[ERROR\]' target/support/faults.log | head -n 40 >&2
        echo "support: faults failed, see target/support/faults.log" >&2
    }
}

# support_tests: after support_prepare and a compilation; prints the table
support_tests() {
    support_dir=$(mktemp -d)
    at_exit "rm -rf '$support_dir'"
    rows=$support_dir/rows
    : >"$rows"
    failed=
    support_began=$(date +%s)
    run mvn -o -q --batch-mode org.apache.maven.plugins:maven-dependency-plugin:build-classpath \
        "-Dmdep.outputFile=$support_dir/classpath" >/dev/null
    await_engines || return 1
    test_engines
    test_remote_builders
    test_faults
    echo "support: remote builders: $remote"
    echo '| engine | image store | auto picks | tests |'
    echo '|---|---|---|---|'
    cat "$rows"
    echo "support: $(($(date +%s) - support_began)) s"
    [ -z "$failed" ]
}

case ${0##*/} in
    support.sh)
        set -eu
        cd "$(dirname "$0")/../.."
        . src/it/cleanup.sh
        . src/it/engine.sh
        . src/it/engines.sh
        . src/it/buildkitd.sh
        . src/it/faults.sh
        if ! can_have_engines; then
            echo 'support: this needs Debian, and root' >&2
            exit 1
        fi
        support_prepare
        run mvn -o -q --batch-mode test-compile
        support_tests
        ;;
esac
