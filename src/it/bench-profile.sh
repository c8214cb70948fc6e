#!/bin/sh
# Where the time of a run goes: what Maven takes for the plugin before any of its goals begins, and what the goals do then, by the
# clock and by JDK Flight Recorder; with nothing to do, and with one file changed. The example, the sandbox, a Docker Engine.
#
#   sh src/it/bench-profile.sh [rounds]   9 unless it is said
set -eu
cd "$(dirname "$0")/../.."
. src/it/cleanup.sh
. src/it/engine.sh
. src/it/base-image.sh
. src/it/sandbox.sh
. src/it/timing.sh

rounds=${1:-9}
prepare_timing
seed_placeholder
# without_plugin: a copy of the example's POM
without_plugin() {
    python3 - "$example" <<'END'
import sys
with open(sys.argv[1] + "/pom.xml", encoding="utf-8") as file:
    pom = file.read()
name = pom.index("<artifactId>ecs-maven-plugin</artifactId>")
begin, end = pom.rindex("<plugin>", 0, name), pom.index("</plugin>", name) + len("</plugin>")
with open(sys.argv[1] + "/without.xml", "w", encoding="utf-8") as file:
    file.write(pom[:begin] + pom[end:])
END
}

# recorded NAME: a mvn deploy under the recorder, whose log is kept beside the recording
recorded() {
    MAVEN_OPTS=$(cd src/it/bench && python3 -B -c "import profile, sys; print(profile.options(sys.argv[1]))" "$example/$1.jfr") \
        timed deploy >/dev/null
    mv "$example/log" "$example/$1.log"
}

without_plugin
timed deploy >/dev/null
# Files that were just written are read again; those of a project that nobody edits are older.
sleep 3
round=0
while [ "$round" -lt "$rounds" ]; do
    timed -f without.xml package >>"$example/without"
    timed package -Decs.skip >>"$example/skipped"
    timed deploy >>"$example/deploy"
    recorded "nothing-$round"
    round=$((round + 1))
done
round=0
while [ "$round" -lt "$rounds" ]; do
    echo "<p>$round</p>" >>"$example/src/main/container/pages/about.html"
    recorded "changed-$round"
    round=$((round + 1))
done
echo "mvn package without the plugin: median $(median "$example/without") ms ($(spread "$example/without")), $rounds rounds"
echo "with -Decs.skip, so that Maven only resolves, opens and configures it: $(median "$example/skipped") ms ($(spread "$example/skipped"))"
echo "mvn deploy with nothing to do: $(median "$example/deploy") ms ($(spread "$example/deploy"))"
python3 -B src/it/bench/profile.py 'nothing to do' "$example"/nothing-*.jfr
python3 -B src/it/bench/profile.py 'one file changed, deployed' "$example"/changed-*.jfr
