#!/bin/sh
# A whole deployment (src/it/versions) against the sandbox under each Maven and JDK on one Docker Engine, and on each engine
# of engines.sh with one Maven and JDK: what is printed must hold no warning that Maven does not print without the plugin,
# and neither it nor a file that is left may hold a secret, in whatever encoding. Prints the README's table. On Debian, as
# root; JDKs that are missed are said aloud.
#
#   sh src/it/versions.sh             every Maven with every JDK, and every engine
#   sh src/it/versions.sh few         the oldest Maven and JDK, the newest ones, and the oldest engine
#   . src/it/versions.sh              gives a script the functions (after cleanup.sh, engine.sh and engines.sh)
#
# JDKS   the folder of the JDKs, /usr/lib/jvm by default

VERSIONS_JDKS='17 25'
VERSIONS_ENGINE=28

# jdk_home VERSION: where that JDK is, if it is anywhere
jdk_home() {
    for jdk_home in "${JDKS:-/usr/lib/jvm}"/*; do
        if [ -x "$jdk_home/bin/javac" ] && [ ! -L "$jdk_home" ] &&
            grep -q "^JAVA_VERSION=\"$1[.\"]" "$jdk_home/release" 2>/dev/null; then
            echo "$jdk_home"
            return
        fi
    done
}

# maven_homes: those that the build unpacks, the oldest first
maven_homes() {
    find "$PWD/target/mavens" -mindepth 1 -maxdepth 1 -type d -name 'apache-maven-*' | sort -V
}

# versions_pairs all|few: MAVEN_HOME:JAVA_HOME...
versions_pairs() {
    first_jdk=
    last_jdk=
    for version in $VERSIONS_JDKS; do
        home=$(jdk_home "$version")
        if [ -z "$home" ]; then
            echo "versions: NO JDK $version in ${JDKS:-/usr/lib/jvm}: nothing was tested with it" >&2
            continue
        fi
        [ "$1" = few ] || maven_homes | sed "s|\$|:$home|"
        first_jdk=${first_jdk:-$home}
        last_jdk=$home
    done
    [ "$1" != few ] || maven_homes | sed "1s|\$|:$first_jdk|; 2,\$s|\$|:$last_jdk|"
}

# The newest Maven 3 on the oldest JDK, for engines
usual_pair() {
    echo "$(maven_homes | grep -- '-3\.' | tail -n 1):$(jdk_home "${VERSIONS_JDKS%% *}")"
}

# versions_on ENGINE PAIR...: a row for each pair
versions_on() {
    versions_engine=$1
    shift
    run env -u DOCKER_CONTEXT -u DOCKER_TLS_VERIFY -u DOCKER_CERT_PATH "DOCKER_HOST=$(engines_host "$versions_engine")" \
        java -Xmx512m -cp "target/test-classes:target/classes:$(cat "$versions_dir/classpath")" \
        io.github.ecsmaven.versions.VersionMatrix "$PWD/target/versions" "$plugin_version" target/local-repo \
        "$versions_dir/rows" "$@" || versions_failed=yes
}

# versions_tests all|few: after the plugin is in target/local-repo and the Mavens are in target/mavens
versions_tests() {
    versions_dir=$(mktemp -d)
    at_exit "rm -rf '$versions_dir'"
    rm -rf target/versions
    : >"$versions_dir/rows"
    versions_failed=
    versions_began=$(date +%s)
    plugin_version=$(sed -n 's|^  <version>\(.*\)</version>|\1|p' pom.xml)
    run mvn -o -q --batch-mode org.apache.maven.plugins:maven-dependency-plugin:build-classpath \
        "-Dmdep.outputFile=$versions_dir/classpath" >/dev/null
    versions_engines=$VERSIONS_ENGINE
    # shellcheck disable=SC2015 # a list
    [ "$1" = few ] && versions_engines="$versions_engines 20.10" || versions_engines="$versions_engines 20.10 26.1 28-containerd"
    # shellcheck disable=SC2086 # several names
    engines_use $versions_engines || return 1
    # shellcheck disable=SC2046 # several pairs
    versions_on "$VERSIONS_ENGINE" $(versions_pairs "$1")
    for engine in ${versions_engines#* }; do
        versions_on "$engine" "$(usual_pair)"
    done
    echo '| Maven | JDK | Docker Engine | runs | warnings | secrets shown |'
    echo '|---|---|---|---|---|---|'
    cat "$versions_dir/rows"
    echo "versions: $(($(date +%s) - versions_began)) s"
    [ -z "$versions_failed" ]
}

case ${0##*/} in
    versions.sh)
        set -eu
        cd "$(dirname "$0")/../.."
        . src/it/cleanup.sh
        . src/it/engine.sh
        . src/it/engines.sh
        if ! can_have_engines; then
            echo 'versions: this needs Debian, and root' >&2
            exit 1
        fi
        run mvn -q --batch-mode --no-transfer-progress package dependency:unpack@mavens invoker:install -DskipTests \
            -Dinvoker.skip=false -Dspotless.check.skip
        versions_tests "${1:-all}"
        ;;
esac
