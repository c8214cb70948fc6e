#!/bin/sh
# What a second mvn deploy costs when there is nothing to do: against mvn package and mvn install of the example, and mvn package without
# the plugin's goals, interleaved, with the sandbox in the place of AWS. Prints medians; ROUNDS is 5 unless it is the first argument.
set -eu
cd "$(dirname "$0")/../.."
. src/it/cleanup.sh
. src/it/engine.sh
. src/it/base-image.sh
. src/it/sandbox.sh

rounds=${1:-5}
ensure_engine
BASE_IMAGE=ecsmaven/jre:17
make_base_image "$BASE_IMAGE"
run mvn -q -B --no-transfer-progress install dependency:build-classpath -DskipTests -Dspotless.check.skip \
    -Dmdep.outputFile=target/sandbox.classpath -Dmdep.includeScope=test
start_sandbox
seed_placeholder
example=$(mktemp -d)
at_exit "rm -rf '$example'"
cp -R src/it/example/. "$example"

# timed GOAL OPTION...: milliseconds
timed() {
    began=$(date +%s%N)
    (cd "$example" && exec mvn -B --no-transfer-progress "-Decs.buildArg.BASE_IMAGE=$BASE_IMAGE" "$@") </dev/null \
        >"$example/log" 2>&1 || { cat "$example/log" >&2; return 1; }
    echo $((($(date +%s%N) - began) / 1000000))
}

# decided: milliseconds in which the last mvn deploy found out that the service has nothing to do, as its summary says
decided() {
    sed -n 's/^\[INFO\]   service  *unchanged  *\([0-9]*\)\.\([0-9]\) s .*/\1\200/p' "$example/log" | sed 's/^0*\(.\)/\1/'
}

# median FILE
median() {
    sort -n "$1" | sed -n "$(((rounds + 1) / 2))p"
}

# spread FILE
spread() {
    echo "$(sort -n "$1" | head -n 1)-$(sort -n "$1" | tail -n 1)"
}

timed deploy >/dev/null
# Files younger than two seconds are read again; those of a project that nobody edits are older.
sleep 3
round=0
while [ "$round" -lt "$rounds" ]; do
    timed package -Decs.skip >>"$example/skipped"
    timed package >>"$example/package"
    timed install >>"$example/install"
    timed deploy >>"$example/deploy"
    decided >>"$example/decided"
    round=$((round + 1))
done
forget_requests
timed deploy >/dev/null
requests=$(sandbox_requests | grep -c '"operation"' || true)
! sandbox_requests | grep '"write":true' || { echo 'a mvn deploy without a change changed something (above)' >&2; exit 1; }

echo "mvn package -Decs.skip: median $(median "$example/skipped") ms ($(spread "$example/skipped")), $rounds rounds"
for goal in package install deploy; do
    echo "mvn $goal: median $(median "$example/$goal") ms ($(spread "$example/$goal")), $rounds rounds"
done
echo "mvn deploy with nothing to do, above mvn package: $(($(median "$example/deploy") - $(median "$example/package"))) ms, $requests requests"
echo "above mvn package -Decs.skip: $(($(median "$example/deploy") - $(median "$example/skipped"))) ms"
echo "above mvn install, which Maven does in between: $(($(median "$example/deploy") - $(median "$example/install"))) ms"
echo "of these ecs:deploy with its verdict: median $(median "$example/decided") ms ($(spread "$example/decided"))"
