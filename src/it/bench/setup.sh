# Sourced by the benchmarks: the engine, the sandbox, the plugin in a local repository of its own, and what bench.py asks for.

require_python() {
    for tool in python3 git; do
        command -v "$tool" >/dev/null || { echo "$tool is missing: install it" >&2; return 1; }
    done
}

# A folder of Maven's artifacts that is filled from the build's own, and from Central only with what that lacks.
prepare_repository() {
    # Where Maven has the libraries of the tests from.
    build_repository=$(tr ':' '\n' <target/sandbox.classpath | sed -n 's|/org/assertj/assertj-core/.*||p')
    sed "s|@localRepositoryUrl@|file://$build_repository|" src/it/settings.xml >"$BENCH_DIR/settings.xml"
    run mvn -q -B --no-transfer-progress install:install-file -Dfile="$(ls target/ecs-maven-plugin-*.jar | head -n 1)" \
        -DpomFile=dependency-reduced-pom.xml -DlocalRepositoryPath="$BENCH_DIR/m2"
}

compile_plugin() {
    run mvn -q -B --no-transfer-progress package dependency:build-classpath -DskipTests -Dspotless.check.skip \
        -Dmdep.outputFile=target/sandbox.classpath -Dmdep.includeScope=test
}

# prepare_benchmark NAME: all of it; the benchmark's own folder is new, and gone at the end
prepare_benchmark() {
    BENCH_DIR=$PWD/target/bench
    engine_dir=$(mktemp -d)
    at_exit "rm -rf '$engine_dir'"
    BENCH_WORK=$BENCH_DIR/$1
    rm -rf "$BENCH_WORK"
    mkdir -p "$BENCH_WORK" "$BENCH_DIR/logs"
    # Half a gigabyte that nobody looks at again.
    at_exit "rm -rf '$BENCH_WORK'"
    compile_plugin
    prepare_repository
    engines_use "${ECSMAVEN_BENCH_ENGINE:-28}"
    DOCKER_HOST=$(engines_host "${ECSMAVEN_BENCH_ENGINE:-28}")
    export DOCKER_HOST
    case " ${ECSMAVEN_BENCH_TOOLS:-} " in
        *' ecs-daemon '*)
            buildkitd_use
            BENCH_BUILDKITD=$(buildkitd_host)
            export BENCH_BUILDKITD
            ;;
    esac
    unset DOCKER_CONTEXT DOCKER_TLS_VERIFY DOCKER_CERT_PATH
    BENCH_BASE=ecsmaven/jre:17
    make_base_image "$BENCH_BASE"
    start_sandbox
    BENCH_DOCKER=$(root_of "$(command_suite_of 28)")/usr/bin/docker
    BENCH_DOCKER_PLUGINS=$(root_of "$(command_suite_of 28)")/usr/libexec/docker/cli-plugins
    export BENCH_DIR BENCH_WORK BENCH_BASE BENCH_DOCKER BENCH_DOCKER_PLUGINS
}
