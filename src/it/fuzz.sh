#!/bin/sh
# Lets a coverage-guided fuzzer (Jazzer, by libFuzzer) look for inputs that the readers of what others wrote neither read nor
# refuse in our own words, hang at or fill the memory with: the classes *Fuzz of src/test/java, beginning with the inputs of
# src/test/resources/fuzz. Prints what each target has seen; what it has found lies in target/fuzz/TARGET, and belongs into
# src/test/resources/fuzz/TARGET, from where every run of the tests reads it.
#
#   sh src/it/fuzz.sh [SECONDS [TARGET...]]   each for 10 seconds, and all, unless said otherwise
#   . src/it/fuzz.sh                          gives a script the functions (after cleanup.sh)

JAZZER_VERSION=0.24.0

fuzz_targets() {
    (cd src/test/java && find . -name '*Fuzz.java' | sed 's|^\./||; s|\.java$||; s|/|.|g' | sort)
}

# fuzz_target SECONDS CLASS
fuzz_target() {
    fuzz_name=${2##*.}
    fuzz_work=$PWD/target/fuzz/$fuzz_name
    mkdir -p "$fuzz_work/corpus"
    # A test's inputs come first: libFuzzer writes what is new into the first folder, and only reads the others.
    if ! run "${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xmx512m -XX:+UseSerialGC -Djava.io.tmpdir="$fuzz_tmp" \
        -cp "$fuzz_classpath" com.code_intelligence.jazzer.Jazzer --target_class="$2" \
        --instrumentation_includes='io.github.ecsmaven.**' --reproducer_path="$fuzz_work" \
        -artifact_prefix="$fuzz_work/" -max_total_time="$1" -timeout=10 -rss_limit_mb=2048 -max_len=65536 -print_final_stats=1 \
        "$fuzz_work/corpus" "$PWD/src/test/resources/fuzz/$fuzz_name" >"$fuzz_work/log" 2>&1; then
        echo "fuzz: $fuzz_name FAILED; its input and the log are in target/fuzz/$fuzz_name"
        grep -e '^== Java Exception' -e '^ERROR: libFuzzer' -A 3 "$fuzz_work/log" | head -n 12
        return 1
    fi
    echo "fuzz: $fuzz_name: $(sed -n 's/^stat::number_of_executed_units: *//p' "$fuzz_work/log") inputs," \
        "$(sed -n 's/.* cov: \([0-9]*\) .*/\1/p' "$fuzz_work/log" | tail -n 1) branches, nothing found"
}

# fuzz_tests SECONDS [TARGET...]: after a compilation
fuzz_tests() {
    fuzz_seconds=$1
    shift
    fuzz_tmp=$(mktemp -d)
    at_exit "rm -rf '$fuzz_tmp'"
    for fuzz_library in jazzer jazzer-api; do
        run mvn -q --batch-mode --no-transfer-progress dependency:copy "-DoutputDirectory=$fuzz_tmp" \
            "-Dartifact=com.code-intelligence:$fuzz_library:$JAZZER_VERSION" || return 1
    done
    run mvn -o -q --batch-mode org.apache.maven.plugins:maven-dependency-plugin:build-classpath \
        "-Dmdep.outputFile=$fuzz_tmp/classpath" >/dev/null
    fuzz_classpath=target/test-classes:target/classes:$(cat "$fuzz_tmp/classpath"):$fuzz_tmp/*
    fuzz_failed=
    for target in $(fuzz_targets); do
        [ $# = 0 ] || case " $* " in *" ${target##*.} "*) ;; *) continue ;; esac
        fuzz_target "$fuzz_seconds" "$target" || fuzz_failed=yes
    done
    [ -z "$fuzz_failed" ]
}

case ${0##*/} in
    fuzz.sh)
        set -eu
        cd "$(dirname "$0")/../.."
        . src/it/cleanup.sh
        run mvn -o -q --batch-mode test-compile
        seconds=${1:-10}
        [ $# = 0 ] || shift
        fuzz_tests "$seconds" "$@"
        ;;
esac
