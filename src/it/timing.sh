# Sourced by the scripts that time Maven: the example in a folder of its own, $example, and the sandbox in the place of AWS.

prepare_timing() {
    ensure_engine
    BASE_IMAGE=ecsmaven/jre:17
    make_base_image "$BASE_IMAGE"
    run mvn -q -B --no-transfer-progress install dependency:build-classpath -DskipTests -Dspotless.check.skip \
        -Dmdep.outputFile=target/sandbox.classpath -Dmdep.includeScope=test
    start_sandbox
    example=$(mktemp -d)
    at_exit "rm -rf '$example'"
    cp -R src/it/example/. "$example"
}

# timed GOAL OPTION...: milliseconds
timed() {
    began=$(date +%s%N)
    (cd "$example" && exec mvn -B --no-transfer-progress "-Decs.buildArg.BASE_IMAGE=$BASE_IMAGE" "$@") </dev/null \
        >"$example/log" 2>&1 || { cat "$example/log" >&2; return 1; }
    echo $((($(date +%s%N) - began) / 1000000))
}

# median FILE
median() {
    sort -n "$1" | sed -n "$((($(wc -l <"$1") + 1) / 2))p"
}

# spread FILE
spread() {
    echo "$(sort -n "$1" | head -n 1)-$(sort -n "$1" | tail -n 1)"
}

# time_nothing ROUNDS: a mvn deploy with nothing to do, and what Maven does without it
time_nothing() {
    timed deploy >/dev/null
    # Files that were just written are read again; those of a project that nobody edits are older.
    sleep 3
    round=0
    while [ "$round" -lt "$1" ]; do
        timed package -Decs.skip >>"$example/skipped"
        timed package >>"$example/package"
        timed install >>"$example/install"
        timed deploy >>"$example/deploy"
        round=$((round + 1))
    done
    forget_requests
    timed deploy >/dev/null
    requests=$(sandbox_requests | grep -c '"operation"' || true)
    ! sandbox_requests | grep '"write":true' || { echo 'a mvn deploy without a change changed something (above)' >&2; return 1; }

    echo "mvn package -Decs.skip: median $(median "$example/skipped") ms ($(spread "$example/skipped")), $1 rounds"
    for goal in package install deploy; do
        echo "mvn $goal: median $(median "$example/$goal") ms ($(spread "$example/$goal")), $1 rounds"
    done
    echo "mvn deploy with nothing to do, above mvn package: $(($(median "$example/deploy") - $(median "$example/package"))) ms, $requests requests"
    echo "above mvn package -Decs.skip: $(($(median "$example/deploy") - $(median "$example/skipped"))) ms"
    echo "above mvn install, which Maven does in between: $(($(median "$example/deploy") - $(median "$example/install"))) ms"
}
