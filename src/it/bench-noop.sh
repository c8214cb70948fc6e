#!/bin/sh
# What ecs:push, ecs:lifecycle and ecs:deploy cost when there is nothing to do: mvn deploy against mvn install of the example,
# interleaved, with the sandbox in the place of AWS. Prints medians; ROUNDS is 5 unless it is the first argument.
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

# timed GOAL: milliseconds
timed() {
    began=$(date +%s%N)
    (cd "$example" && exec mvn -B --no-transfer-progress "-Decs.buildArg.BASE_IMAGE=$BASE_IMAGE" "$1") </dev/null \
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
round=0
while [ "$round" -lt "$rounds" ]; do
    timed install >>"$example/install"
    timed deploy >>"$example/deploy"
    decided >>"$example/decided"
    round=$((round + 1))
done
forget_requests
timed deploy >/dev/null
requests=$(sandbox_requests | grep -c '"operation"' || true)

echo "mvn install: median $(median "$example/install") ms ($(spread "$example/install")), $rounds rounds"
echo "mvn deploy:  median $(median "$example/deploy") ms ($(spread "$example/deploy"))"
echo "push + lifecycle + deploy with nothing to do: $(($(median "$example/deploy") - $(median "$example/install"))) ms, $requests requests"
echo "of these ecs:deploy with its verdict: median $(median "$example/decided") ms ($(spread "$example/decided"))"
