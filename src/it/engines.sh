#!/bin/sh
# The Docker Engines that the builder is tested with, each with a docker command (and buildx) about its age: Debian's
# packages in a folder each, beside whatever engine the machine has and without touching it. On Debian, as root.
#
#   20.10           Debian 12's; the machine's own docker.io where that is it
#   26.1            Debian 13's
#   28              Debian unstable's, whatever it has that day
#   28-containerd   the same with the containerd image store
#   NAME-small      the same as NAME, on a disk of 128 MB that is full soon; only where it is named
#
#   sh src/it/engines.sh prepare [NAME...] installs what they need (all, unless named)
#   sh src/it/engines.sh start [NAME...]   starts them (all, unless named) and leaves them running
#   sh src/it/engines.sh stop [NAME...]    stops them: nothing stays mounted, what they stored stays in their folder
#   sh src/it/engines.sh check [NAME...]   builds and runs a small image on each
#   sh src/it/engines.sh each COMMAND...   runs the command once for each engine of ENGINE_NAMES (all, unless set), with
#                                          ENGINE (the name), DOCKER_HOST and DOCKER_COMMAND (an executable) set
#                                          check and each start the engines that do not run, and stop those again
#   . src/it/engines.sh                    gives a script the functions (after cleanup.sh and engine.sh)
#
# ECSMAVEN_ENGINES   the folder, target/engines by default: NAME.sock, NAME/docker and NAME/log are there, and Debian's
#                    packages, which are installed once (about two minutes, 550 MB a version) and kept until deleted

ALL_ENGINES='20.10 26.1 28 28-containerd'

# The host of that engine's socket.
engines_host() {
    echo "unix://$ECSMAVEN_ENGINES/$1.sock"
}

# An executable, docker for that engine, which sees the files that its caller sees.
engines_docker() {
    echo "$ECSMAVEN_ENGINES/$1/docker"
}

suite_of() {
    case ${1%-small} in
        20.10) echo bookworm ;;
        26.1) echo trixie ;;
        28 | 28-containerd) echo sid ;;
        *)
            echo "engines: no engine '$1', only $ALL_ENGINES" >&2
            return 1
            ;;
    esac
}

# Debian 12 has no buildx; its successor's can talk to an engine of that age.
command_suite_of() {
    if [ "${1%-small}" = 20.10 ]; then
        echo trixie
    else
        suite_of "$1"
    fi
}

os_release() {
    sed -n "s/^$1=\"\{0,1\}\([^\"]*\)\"\{0,1\}$/\1/p" /etc/os-release
}

is_installed() {
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

# The folder with a suite's packages; empty for the machine itself.
root_of() {
    if [ "$1" != bookworm ] || [ "$(os_release VERSION_CODENAME)" != bookworm ] || ! is_installed docker.io; then
        echo "$ECSMAVEN_ENGINES/debian-$1"
    fi
}

# Where this machine's apt has its own Debian from.
debian_mirror() {
    # shellcheck disable=SC2016 # apt's variables
    apt-get indextargets --format '$(COMPONENT) $(RELEASE) $(REPO_URI)' 'Created-By: Packages' |
        sed -n "s/^main \($(os_release VERSION_CODENAME)\|stable\|testing\|unstable\|sid\) //p" | head -n 1
}

# in_root ROOT COMMAND...: in a mount namespace of its own: all that it mounts is gone with its last process
in_root() {
    # shellcheck disable=SC2016 # the inner shell's
    unshare --mount sh -ec '
        PATH=/usr/sbin:/usr/bin:/sbin:/bin
        engines=$1 root=$2
        shift 2
        if [ -z "$root" ]; then
            # Another dockerd or containerd of this machine has these.
            for folder in /run/docker /run/containerd; do
                mkdir -p "$folder"
                mount -t tmpfs tmpfs "$folder"
            done
            exec "$@"
        fi
        # runc wants its / to be a mount.
        mount --bind "$root" "$root"
        for tree in /proc /sys /dev; do
            mount --rbind "$tree" "$root$tree"
        done
        mount -t tmpfs tmpfs "$root/run"
        mkdir -p "$root$engines"
        mount --bind "$engines" "$root$engines"
        exec chroot "$root" "$@"' in_root "$ECSMAVEN_ENGINES" "$@"
}

# Installs a suite's packages into its folder; the stamp beside it says that all of them are there.
make_root() {
    packages='docker.io iptables systemd-standalone-sysusers'
    [ "$1" = bookworm ] || packages="$packages docker-cli docker-buildx"
    eval "$(apt-config shell http_proxy Acquire::http::Proxy https_proxy Acquire::https::Proxy)"
    export http_proxy https_proxy
    # shellcheck disable=SC2086 # several packages
    rm -rf --one-file-system "$2" &&
        debootstrap --variant=minbase --include=ca-certificates "$1" "$2" "$(debian_mirror)" &&
        configure_root "$2" &&
        in_root "$2" apt-get update &&
        in_root "$2" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $packages &&
        in_root "$2" apt-get clean &&
        touch "$2.complete"
}

# As this machine's apt is configured; and no service starts in there (invoke-rc.d asks policy-rc.d).
configure_root() {
    apt-config dump | sed -n '/^Acquire::\(http\|https\|Retries\|Check-Valid-Until\|Check-Date\)\>.* "..*";$/p' \
        >"$1/etc/apt/apt.conf.d/90machine"
    echo force-unsafe-io >"$1/etc/dpkg/dpkg.cfg.d/90fast"
    printf '#!/bin/sh\nexit 101\n' >"$1/usr/sbin/policy-rc.d"
    chmod 755 "$1/usr/sbin/policy-rc.d"
}

make_root_aside() {
    case "$2 $making " in
        ' '* | *" $1:"*) return ;;
    esac
    [ ! -f "$2.complete" ] || return 0
    echo "engines: installing docker.io of Debian $1 in $2"
    (
        ECSMAVEN_ENGINE=$2
        export ECSMAVEN_ENGINE
        exec 9>"$2.lock"
        flock 9
        [ -f "$2.complete" ] || make_root "$1" "$2" >"$2.log" 2>&1
    ) </dev/null >/dev/null 2>&1 &
    making="$making $1:$!"
    at_exit "[ -f '$2.complete' ] || end_processes '$2'"
}

install_tools() {
    missing=
    for tool in debootstrap iptables ip:iproute2 curl openssl busybox:busybox-static; do
        command -v "${tool%:*}" >/dev/null || missing="$missing ${tool#*:}"
    done
    # shellcheck disable=SC2086 # several packages
    [ -z "$missing" ] || apt_install $missing
}

# Looks where to install from.
find_mirror() {
    [ -n "$(debian_mirror)" ] || run apt-get update >"$engine_dir/apt.log" 2>&1 || true
    if [ -z "$(debian_mirror)" ]; then
        echo "engines: apt on this machine knows no Debian $(os_release VERSION_CODENAME) to take packages from" >&2
        return 1
    fi
}

can_have_engines() {
    [ "$(id -u)" = 0 ] && [ "$(os_release ID)" = debian ]
}

# prepare_engines NAME...: what these engines and their docker commands need, side by side; all that can be had of it, and
# a failure when something is missing. What another script is installing is waited for.
prepare_engines() {
    if ! can_have_engines; then
        echo "engines: this needs Debian, and root" >&2
        return 1
    fi
    PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
    mkdir -p "$ECSMAVEN_ENGINES"
    engine_dir=${engine_dir:-$ECSMAVEN_ENGINES}
    suites=
    for prepared in "$@"; do
        suites="$suites $(suite_of "$prepared") $(command_suite_of "$prepared")" || return 1
    done
    install_tools || return 1
    ! are_prepared "$@" || return 0
    find_mirror || return 1
    making=
    for suite in $suites; do
        make_root_aside "$suite" "$(root_of "$suite")"
    done
    for made in $making; do
        await "${made#*:}" || true
    done
    for made in $making; do
        suite=${made%:*}
        if ! is_complete "$suite"; then
            tail -n 20 "$(root_of "$suite").log" >&2
            echo "engines: Debian $suite could not be installed; the whole log is $(root_of "$suite").log" >&2
        fi
    done
    are_prepared "$@"
}

# are_prepared NAME...: whether all that these engines and their docker commands need is installed
are_prepared() {
    for prepared in "$@"; do
        is_complete "$(suite_of "$prepared")" && is_complete "$(command_suite_of "$prepared")" || return 1
    done
}

is_complete() {
    root=$(root_of "$1")
    [ -z "$root" ] || [ -f "$root.complete" ]
}

# Each engine has a bridge of its own and no iptables: two engines would rewrite each other's rules.
bridge_of() {
    echo "ecs$(printf %s "$ECSMAVEN_ENGINES/$1" | cksum | cut -d ' ' -f 1)"
}

add_network() {
    number=0
    while [ -n "$(ip -4 route show "172.29.$number.0/24")" ]; do
        number=$((number + 1))
    done
    ip link add "$1" type bridge
    ip address add "172.29.$number.1/24" dev "$1"
    ip link set "$1" up
    echo 1 >/proc/sys/net/ipv4/ip_forward
    iptables -w -t nat -A POSTROUTING -s "172.29.$number.0/24" ! -o "$1" -j MASQUERADE
    iptables -w -I FORWARD -i "$1" -j ACCEPT
    iptables -w -I FORWARD -o "$1" -j ACCEPT
}

remove_network() {
    for chain in 'nat POSTROUTING' 'filter FORWARD'; do
        iptables -w -t "${chain% *}" -S "${chain#* }" | grep "^-A.* $1 " | while read -r _ rule; do
            # shellcheck disable=SC2086 # iptables' own words
            iptables -w -t "${chain% *}" -D $rule
        done
    done
    [ ! -d "/sys/class/net/$1" ] || ip link delete "$1"
}

# All that an engine starts inherits this variable: nothing of it is forgotten, and nothing else is ended.
processes_of() {
    grep -lzxF "ECSMAVEN_ENGINE=$1" /proc/[0-9]*/environ 2>/dev/null | cut -d / -f 3
}

# With the containers and build steps that a killed engine left: their files lie in its folder.
end_processes() {
    for process in $(processes_of "$1") \
        $(grep -lF "upperdir=$1/data/" /proc/[0-9]*/mountinfo 2>/dev/null | cut -d / -f 3); do
        stop "$process" 0
    done
}

write_command() {
    root=$(root_of "$(command_suite_of "$1")")
    config=$ECSMAVEN_ENGINES/$1/config
    mkdir -p "$config"
    echo "{\"cliPluginsExtraDirs\": [\"$root/usr/libexec/docker/cli-plugins\"]}" >"$config/config.json"
    cat >"$(engines_docker "$1")" <<END
#!/bin/sh
unset DOCKER_CONTEXT DOCKER_TLS DOCKER_TLS_VERIFY DOCKER_CERT_PATH DOCKER_API_VERSION BUILDX_BUILDER
DOCKER_HOST='$(engines_host "$1")' DOCKER_CONFIG='$config' DOCKER_BUILDKIT=1 \\
    exec '$root/usr/bin/docker' "\$@"
END
    chmod 755 "$(engines_docker "$1")"
}

# engines_start NAME: until it answers
engines_start() {
    if answers "$(engines_host "$1")"; then
        describe_engine "$1"
        return
    fi
    prepare_engines "$1" || return 1
    engines_stop "$1"
    state=$ECSMAVEN_ENGINES/$1
    bridge=$(bridge_of "$1")
    options=
    features=
    disk=
    case $1 in
        *-small) disk=128m ;;
    esac
    case $1 in
        28*) options=--ip6tables=false ;;
    esac
    case ${1%-small} in
        *-containerd) features='"containerd-snapshotter": true' ;;
    esac
    mkdir -p "$state/data"
    write_command "$1"
    # An engine tries a layer that a registry fails to take for a minute, and would hold up others meanwhile.
    echo "{\"features\": {$features}, \"max-concurrent-uploads\": 50}" >"$state/daemon.json"
    exec 9>"$ECSMAVEN_ENGINES/lock"
    run flock 9
    added=true
    add_network "$bridge" || added=false
    exec 9>&-
    "$added" || return 1
    root=$(root_of "$(suite_of "$1")")
    [ -z "$root" ] || cp -L /etc/resolv.conf /etc/hosts "$root/etc/"
    # In parentheses: a shell that redirects a function keeps the caller's descriptors, and a pipe of the caller's open.
    # The small disk is mounted where the engine alone sees it, and gone with it.
    # shellcheck disable=SC2016,SC2086 # the inner shell's variables; several options, or none
    (in_root "$root" env "ECSMAVEN_ENGINE=$state" sh -ec '
        [ -z "$1" ] || mount -t tmpfs -o "size=$1" tmpfs "$2/data"
        shift 2
        exec dockerd "$@"' dockerd "$disk" "$state" --config-file "$state/daemon.json" --data-root "$state/data" \
        --pidfile "$state/pid" --group root --bridge "$bridge" --iptables=false $options -H "$(engines_host "$1")") \
        </dev/null >"$state/log" 2>&1 &
    await_engine "$1" $! || return 1
    describe_engine "$1"
}

await_engine() {
    tries=300
    until answers "$(engines_host "$1")"; do
        tries=$((tries - 1))
        if [ "$tries" = 0 ] || ! kill -0 "$2" 2>/dev/null; then
            tail -n 20 "$ECSMAVEN_ENGINES/$1/log" >&2
            echo "engines: engine $1 did not start; the whole log is $ECSMAVEN_ENGINES/$1/log" >&2
            return 1
        fi
        sleep 0.2
    done
}

describe_engine() {
    docker=$(engines_docker "$1")
    engine_version=$("$docker" version --format '{{.Server.Version}} (API {{.Server.APIVersion}}')
    docker_version=$("$docker" version --format '{{.Client.Version}}')
    buildx_version=$("$docker" buildx version | cut -d ' ' -f 2)
    echo "engines: $1 is Docker Engine $engine_version, $("$docker" info --format '{{.Driver}}')), with docker" \
        "$docker_version and buildx $buildx_version, at $(engines_host "$1")"
}

engines_stop() {
    state=$ECSMAVEN_ENGINES/$1
    if [ -f "$state/pid" ]; then
        dockerd_pid=$(cat "$state/pid")
        # After a restart of the machine the number is another process's.
        ! processes_of "$state" | grep -qx "$dockerd_pid" || stop "$dockerd_pid" 30
        echo "engines: stopped $1"
    fi
    end_processes "$state"
    remove_network "$(bridge_of "$1")"
    rm -f "$state/pid" "$state.sock"
}

# engines_use NAME...: starts those that do not run, and they end with the script
engines_use() {
    prepare_engines "$@" || return 1
    for used in "$@"; do
        answers "$(engines_host "$used")" || at_exit "engines_stop $used"
        engines_start "$used" || return 1
    done
}

# engines_check NAME: RUN steps with a cache mount and the network, and a container of the image
engines_check() {
    docker=$(engines_docker "$1")
    context=$ECSMAVEN_ENGINES/$1/check
    mkdir -p "$context"
    cp "$(command -v busybox)" "$context/busybox"
    gateway=$(ip -4 -o address show dev "$(bridge_of "$1")" | sed 's/.* inet \([0-9.]*\).*/\1/')
    cat >"$context/Dockerfile" <<END
FROM scratch
COPY busybox /bin/busybox
SHELL ["/bin/busybox", "sh", "-ec"]
RUN --mount=type=cache,target=/cache busybox touch /cache/seen && busybox ping -c 1 -W 5 $gateway
CMD ["/bin/busybox", "echo", "works"]
END
    if ! run "$docker" build --no-cache -t ecsmaven-check "$context" >"$context/log" 2>&1 ||
        ! run "$docker" run --rm ecsmaven-check >>"$context/log" 2>&1 ||
        [ "$(tail -n 1 "$context/log")" != works ]; then
        cat "$context/log" >&2
        echo "engines: $1 does not work" >&2
        return 1
    fi
    "$docker" image rm ecsmaven-check >>"$context/log"
    echo "engines: $1 builds and runs"
}

# engines_each COMMAND...: once for each engine
engines_each() {
    failed=
    for ENGINE in ${ENGINE_NAMES:-$ALL_ENGINES}; do
        DOCKER_HOST=$(engines_host "$ENGINE")
        DOCKER_COMMAND=$(engines_docker "$ENGINE")
        export ENGINE DOCKER_HOST DOCKER_COMMAND
        run "$@" || failed="$failed $ENGINE"
    done
    if [ -n "$failed" ]; then
        echo "engines: failed with$failed" >&2
        return 1
    fi
}

case ${0##*/} in
    engines.sh)
        set -eu
        cd "$(dirname "$0")/../.."
        . src/it/cleanup.sh
        . src/it/engine.sh
        ;;
esac

ECSMAVEN_ENGINES=${ECSMAVEN_ENGINES:-target/engines}
case $ECSMAVEN_ENGINES in
    /*) ;;
    *) ECSMAVEN_ENGINES=$PWD/$ECSMAVEN_ENGINES ;;
esac

case ${0##*/} in
    engines.sh)
        action=${1:-}
        [ $# = 0 ] || shift
        names=$*
        [ -n "$names" ] || names=$ALL_ENGINES
        # shellcheck disable=SC2086 # several names
        case $action in
            prepare) prepare_engines $names ;;
            start)
                prepare_engines $names
                for name in $names; do
                    engines_start "$name"
                done
                ;;
            stop)
                for name in $names; do
                    engines_stop "$name"
                done
                ;;
            check)
                engines_use $names
                for name in $names; do
                    engines_check "$name"
                done
                ;;
            each)
                engines_use ${ENGINE_NAMES:-$ALL_ENGINES}
                engines_each "$@"
                ;;
            *)
                echo "usage: engines.sh prepare|start|stop|check [NAME...] or engines.sh each COMMAND..." >&2
                exit 2
                ;;
        esac
        ;;
esac
