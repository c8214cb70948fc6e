#!/bin/sh
# A Docker Engine for as long as a command runs: the one that answers, else (Debian or Ubuntu, as root) one of our own,
# which ends with the command. Needs no docker command.
#
#   sh src/it/engine.sh COMMAND...   runs the command with DOCKER_HOST set
#   . src/it/engine.sh               gives a script ensure_engine and engine (after cleanup.sh)
#
# ECSMAVEN_OWN_ENGINE=true           starts one even where another answers
# ECSMAVEN_DOCKERD_OPTIONS           further options of dockerd for it

# engine PATH CURL-OPTION...: one request to the engine at DOCKER_HOST
engine() {
    engine_path=$1
    shift
    case $DOCKER_HOST in
        unix://*) curl -gsS --unix-socket "${DOCKER_HOST#unix://}" "$@" "http://localhost$engine_path" ;;
        tcp://*)
            if [ -n "${DOCKER_TLS_VERIFY:-}" ]; then
                tls=${DOCKER_CERT_PATH:-${HOME:-}/.docker}
                curl -gsS --cacert "$tls/ca.pem" --cert "$tls/cert.pem" --key "$tls/key.pem" "$@" \
                    "https://${DOCKER_HOST#tcp://}$engine_path"
            else
                curl -gsS "$@" "http://${DOCKER_HOST#tcp://}$engine_path"
            fi
            ;;
        *)
            echo "engine: cannot talk to $DOCKER_HOST, only to unix:// and tcp://" >&2
            return 1
            ;;
    esac
}

answers() {
    [ "$(DOCKER_HOST=$1 engine /_ping -m 5 2>/dev/null)" = OK ]
}

# The host of DOCKER_CONTEXT or of config.json's currentContext: a context's folder is named by the SHA-256 of its name.
context_host() {
    docker_config=${DOCKER_CONFIG:-${HOME:-}/.docker}
    context=${DOCKER_CONTEXT:-}
    if [ -z "$context" ] && [ -f "$docker_config/config.json" ]; then
        context=$(sed -n 's/.*"currentContext" *: *"\([^"]*\)".*/\1/p' "$docker_config/config.json")
    fi
    [ -n "$context" ] && [ "$context" != default ] || return 0
    meta="$docker_config/contexts/meta/$(printf %s "$context" | sha256sum | cut -d ' ' -f 1)/meta.json"
    [ ! -f "$meta" ] || sed -n 's/.*"Host" *: *"\([^"]*\)".*/\1/p' "$meta"
}

find_engine() {
    [ "${ECSMAVEN_OWN_ENGINE:-}" != true ] || return 1
    for host in $(context_host) unix:///var/run/docker.sock \
        "unix://${XDG_RUNTIME_DIR:-/run/user/$(id -u)}/docker.sock" "unix://${HOME:-}/.docker/run/docker.sock"; do
        if answers "$host"; then
            DOCKER_HOST=$host
            return
        fi
    done
    return 1
}

can_install() {
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null
}

has_static_busybox() {
    busybox=$(command -v busybox) && ldd "$busybox" 2>&1 | grep -q 'not a dynamic executable'
}

# apt_install PACKAGE...: Debian's packages
apt_install() {
    echo "engine: installing $*"
    # An unreachable list is no failure: the one with these packages may be there.
    run apt-get update >"$engine_dir/apt.log" 2>&1 || true
    if ! run env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@" >>"$engine_dir/apt.log" 2>&1
    then
        tail -n 20 "$engine_dir/apt.log" >&2
        echo "engine: apt-get install $* failed" >&2
        return 1
    fi
}

start_engine() {
    DOCKER_HOST=unix://$engine_dir/docker.sock
    unset DOCKER_TLS_VERIFY
    # shellcheck disable=SC2086 # several options
    dockerd --data-root "$engine_dir/data" --exec-root "$engine_dir/exec" --pidfile "$engine_dir/pid" \
        -H "$DOCKER_HOST" ${ECSMAVEN_DOCKERD_OPTIONS:-} </dev/null >"$engine_dir/log" 2>&1 &
    dockerd_pid=$!
    at_exit "stop_engine $dockerd_pid"
    tries=300
    until answers "$DOCKER_HOST"; do
        tries=$((tries - 1))
        if [ "$tries" = 0 ] || ! kill -0 "$dockerd_pid" 2>/dev/null; then
            tail -n 20 "$engine_dir/log" >&2
            echo "engine: dockerd did not start" >&2
            return 1
        fi
        sleep 0.2
    done
    echo "engine: started dockerd at $DOCKER_HOST"
}

stop_engine() {
    stop "$1" 30
    # What dockerd left mounted would keep its folder from going.
    sed -n "s|^[^ ]* \($engine_dir/[^ ]*\) .*|\1|p" /proc/mounts | sort -r | while read -r mount; do
        umount "$mount"
    done
    echo "engine: stopped dockerd"
}

# Sets and exports DOCKER_HOST to an engine that answers, and sees to busybox-static, the tests' smallest base image.
ensure_engine() {
    PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
    engine_dir=$(mktemp -d)
    at_exit "rm -rf '$engine_dir'"
    command -v curl >/dev/null || ! can_install || apt_install curl ca-certificates
    has_static_busybox || ! can_install || apt_install busybox-static
    if ! command -v curl >/dev/null || ! has_static_busybox; then
        echo "engine: install curl and busybox-static (a statically linked busybox) first" >&2
        return 1
    fi
    if [ -n "${DOCKER_HOST:-}" ] && [ "${ECSMAVEN_OWN_ENGINE:-}" != true ]; then
        if ! answers "$DOCKER_HOST"; then
            echo "engine: no Docker Engine answers at DOCKER_HOST=$DOCKER_HOST: start it, or unset DOCKER_HOST" >&2
            return 1
        fi
    elif ! find_engine; then
        command -v dockerd >/dev/null || ! can_install || apt_install docker.io iptables
        find_engine || own_engine || return 1
    fi
    export DOCKER_HOST
    unset DOCKER_CONTEXT
    echo "engine: using $DOCKER_HOST"
}

own_engine() {
    if ! command -v dockerd >/dev/null || [ "$(id -u)" != 0 ]; then
        cat >&2 <<END
engine: no Docker Engine answers. On Debian or Ubuntu run this as root, and it installs and starts docker.io. Elsewhere
install Docker Engine (https://docs.docker.com/engine/install/), start it (systemctl start docker), make sure that you
may use it (curl --unix-socket /var/run/docker.sock http://localhost/_ping answers OK) or set DOCKER_HOST, and try again.
END
        return 1
    fi
    start_engine
}

case ${0##*/} in
    engine.sh)
        set -eu
        . "$(dirname "$0")/cleanup.sh"
        ensure_engine
        run "$@"
        ;;
esac
