#!/bin/sh
# What a service from nothing costs beside the time that AWS takes: its first creation, and a mvn deploy with nothing to do, with the sandbox
# in the place of AWS. A creation's own time is that of mvn ecs:deploy above mvn validate, without what its main thread slept between two looks and
# waited for answers (Java Flight Recorder, ThreadSleep and SocketRead). Prints medians; ROUNDS is 5 unless it is the first argument.
set -eu
cd "$(dirname "$0")/../.."
. src/it/cleanup.sh
. src/it/engine.sh
. src/it/base-image.sh
. src/it/sandbox.sh
. src/it/timing.sh

# waited RECORDING: milliseconds that the main thread waited
waited() {
    "${JAVA_HOME:+$JAVA_HOME/bin/}jfr" print --stack-depth 0 --events jdk.ThreadSleep,jdk.SocketRead "$1" | awk '
        $1 == "duration" { took = $3 * ($4 == "s" ? 1000 : $4 == "us" ? 0.001 : 1) }
        $1 == "eventThread" && $3 == "\"main\"" { sum += took }
        END { printf "%d\n", sum }'
}

# recorded GOAL: timed, with a recording of its waits
recorded() {
    waits='+jdk.ThreadSleep#enabled=true,+jdk.ThreadSleep#threshold=1ms,+jdk.SocketRead#enabled=true,+jdk.SocketRead#threshold=1ms'
    MAVEN_OPTS="-XX:StartFlightRecording:settings=none,filename=$example/recording.jfr,$waits" timed "$1"
}

# created: a first creation with the image in ECR; adds to $example/created and $example/own
created() {
    started=$(recorded validate)
    whole=$(recorded ecs:deploy)
    grep -q 'Created stack' "$example/log" || { cat "$example/log" >&2; return 1; }
    echo "$whole" >>"$example/created"
    echo $((whole - started - $(waited "$example/recording.jfr"))) >>"$example/own"
}

prepare_timing
rounds=${1:-5}
make_from_nothing "$example"
timed deploy >/dev/null
round=0
while [ "$round" -lt "$rounds" ]; do
    timed ecs:destroy -Decs.destroy=hello >/dev/null
    created
    round=$((round + 1))
done
echo "first creation by mvn ecs:deploy: median $(median "$example/created") ms, own time $(median "$example/own") ms ($(spread "$example/own")), $rounds rounds"
time_nothing "$rounds"
