#!/bin/sh
# A buildkitd of its own, to test remote builders with: on Debian, as root. Debian has no package with the program, but
# golang-github-docker-docker-dev has its whole source: built once with Debian's Go and libraries (ten minutes on two
# cores, 3 GB of disk meanwhile). Its worker is the containerd and runc of engine 28's folder.
#
#   sh src/it/buildkitd.sh make            builds it, where it is not there yet
#   sh src/it/buildkitd.sh start           starts it and leaves it running
#   sh src/it/buildkitd.sh stop            stops it
#   sh src/it/buildkitd.sh check           builds an image for two platforms with it
#   sh src/it/buildkitd.sh with COMMAND... runs the command with BUILDKIT_HOST (unix), BUILDKIT_TLS_HOST (tcp, mTLS) and
#                                          BUILDKIT_CERTS (the folder of ca.pem, cert.pem and key.pem) set
#   . src/it/buildkitd.sh                  gives a script the functions (after cleanup.sh, engine.sh and engines.sh)
#
# ECSMAVEN_ENGINES   the folder, as engines.sh says: buildkitd.sock and buildkitd/log are there

buildkitd_host() {
    echo "unix://$ECSMAVEN_ENGINES/buildkitd.sock"
}

# The same buildkitd with mTLS, at a port that the system chose.
buildkitd_tls_host() {
    sed -n 's/.*running server on \(127\.0\.0\.1:[0-9]*\).*/tcp:\/\/\1/p' "$ECSMAVEN_ENGINES/buildkitd/log" | tail -n 1
}

# In a copy of unstable's folder, which goes when the program is there.
make_buildkitd() {
    prepare_engines 28 || return 1
    program=$ECSMAVEN_ENGINES/buildkitd/bin/buildkitd
    mkdir -p "$ECSMAVEN_ENGINES/buildkitd/bin"
    [ ! -x "$program" ] || return 0
    making_root=$ECSMAVEN_ENGINES/debian-sid-golang
    at_exit "[ -x '$program' ] || end_processes '$making_root'; rm -rf --one-file-system '$making_root'"
    echo "buildkitd: building it from Debian's sources in $making_root"
    (
        ECSMAVEN_ENGINE=$making_root
        export ECSMAVEN_ENGINE
        copy_root "$(root_of sid)" "$making_root" && in_root "$making_root" sh -exc "$(build_steps)" build "$program"
    ) </dev/null >"$ECSMAVEN_ENGINES/buildkitd/make.log" 2>&1 &
    if ! await $!; then
        tail -n 20 "$ECSMAVEN_ENGINES/buildkitd/make.log" >&2
        echo "buildkitd: not built; the whole log is $ECSMAVEN_ENGINES/buildkitd/make.log" >&2
        return 1
    fi
    rm -rf --one-file-system "$making_root"
}

copy_root() {
    rm -rf --one-file-system "$2" &&
        cp -a "$1" "$2" &&
        sed 's/^deb /deb-src /' "$2/etc/apt/sources.list" >"$2/etc/apt/sources.list.d/source.list"
}

# GOPATH: BuildKit itself, with the go.mod without which Go would not find v2 of a library; Debian's libraries; and what
# docker.io's source carries because Debian lacks it. Left out is the worker without containerd: it needs a newer stargz
# snapshotter than Debian's.
build_steps() {
    cat <<'END'
apt-get update
export DEBIAN_FRONTEND=noninteractive
apt-get build-dep -y --no-install-recommends docker.io
apt-get install -y --no-install-recommends golang-go golang-github-docker-docker-dev golang-github-pkg-profile-dev
mkdir -p /build/own/src/github.com/moby /build/carried
apt-get source --print-uris docker.io | sed -n "s/^'\(.*\)' docker\.io_[^-]*\.orig\.tar\.xz [0-9]* \(SHA.*\)/\1 \2/p" |
    while read -r uri hash; do
        /usr/lib/apt/apt-helper download-file "$uri" /build/docker.tar.xz "$hash"
    done
tar -xJf /build/docker.tar.xz -C /build/carried --wildcards '*/engine/vendor/*' '*/engine/vendor.mod'
mv /build/carried/*/engine/vendor /build/carried/src
cp -r /usr/share/gocode/src/github.com/moby/buildkit /build/own/src/github.com/moby/
cd /build/own/src/github.com/moby/buildkit
printf 'module github.com/moby/buildkit\n\ngo 1.23\n' >go.mod
rm cmd/buildkitd/main_oci_worker.go
version=$(sed -n 's|.*github.com/moby/buildkit \(v[^ ]*\).*|\1|p' /build/carried/*/engine/vendor.mod | head -n 1)
export CGO_ENABLED=0 GO111MODULE=off GOPATH=/build/own:/usr/share/gocode:/build/carried GOCACHE=/build/cache
go build -ldflags "-s -w -X github.com/moby/buildkit/version.Version=$version" -o /build/buildkitd ./cmd/buildkitd
cp /build/buildkitd "$1"
# A frontend for "# syntax=" lines, of the same source; where it does not build, they are missed in the tests.
go build -ldflags '-s -w' -o /build/dockerfile-frontend ./frontend/dockerfile/cmd/dockerfile-frontend &&
    cp /build/dockerfile-frontend "${1%/*}/" || echo 'dockerfile-frontend: not built'
END
}

# certificate NAME SUBJECT EXTENSION: signed by ca.pem
certificate() {
    openssl req -newkey rsa:2048 -nodes -subj "/CN=$2" -keyout "$1-key.pem" -out "$1.csr"
    echo "$3" >"$1.ext"
    openssl x509 -req -days 30 -in "$1.csr" -CA ca.pem -CAkey ca-key.pem -CAcreateserial -extfile "$1.ext" \
        -out "$1-cert.pem"
}

# ca.pem, cert.pem and key.pem: a client's, named as Docker names them
make_certificates() {
    rm -rf "$1"
    mkdir -p "$1"
    (
        cd "$1" || exit
        openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj '/CN=ecsmaven test CA' -keyout ca-key.pem -out ca.pem
        certificate server localhost 'subjectAltName=DNS:localhost,IP:127.0.0.1'
        certificate client 'ecsmaven test' 'extendedKeyUsage=clientAuth'
        mv client-cert.pem cert.pem
        mv client-key.pem key.pem
    ) >"$1.log" 2>&1
}

# buildkitd_start: until it answers
buildkitd_start() {
    state=$ECSMAVEN_ENGINES/buildkitd
    if [ -n "$(processes_of "$state")" ]; then
        echo "buildkitd: runs at $(buildkitd_host) and $(buildkitd_tls_host)"
        return
    fi
    make_buildkitd || return 1
    mkdir -p "$state/data"
    make_certificates "$state/certs"
    root=$(root_of sid)
    cp -L /etc/resolv.conf /etc/hosts "$root/etc/"
    # In parentheses, as engines_start says why.
    # shellcheck disable=SC2016 # the inner shell's
    (in_root "$root" env "ECSMAVEN_ENGINE=$state" sh -ec '
        printf "version = 2\ndisabled_plugins = [\"io.containerd.grpc.v1.cri\"]\n" >/run/containerd.toml
        containerd --config /run/containerd.toml --root "$1/data/containerd" --state /run/containerd &
        until [ -S /run/containerd/containerd.sock ]; do
            kill -0 $!
            sleep 0.1
        done
        echo $$ >"$1/pid"
        exec "$1/bin/buildkitd" --root "$1/data/buildkit" --containerd-worker-net host --group root \
            --tlscacert "$1/certs/ca.pem" --tlscert "$1/certs/server-cert.pem" --tlskey "$1/certs/server-key.pem" \
            --addr "unix://$1.sock" --addr tcp://127.0.0.1:0' buildkitd "$state") </dev/null >"$state/log" 2>&1 &
    started=$!
    tries=300
    until [ -n "$(buildkitd_tls_host)" ] && [ -S "$state.sock" ]; do
        tries=$((tries - 1))
        if [ "$tries" = 0 ] || ! kill -0 "$started" 2>/dev/null; then
            tail -n 20 "$state/log" >&2
            echo "buildkitd: did not start; the whole log is $state/log" >&2
            return 1
        fi
        sleep 0.2
    done
    echo "buildkitd: $("$state/bin/buildkitd" --version) at $(buildkitd_host) and, with mTLS, $(buildkitd_tls_host)"
}

buildkitd_stop() {
    state=$ECSMAVEN_ENGINES/buildkitd
    if [ -f "$state/pid" ]; then
        daemon=$(cat "$state/pid")
        ! processes_of "$state" | grep -qx "$daemon" || stop "$daemon" 30
        echo "buildkitd: stopped"
    fi
    end_processes "$state"
    rm -f "$state/pid" "$state.sock"
}

# buildx_build BUILDER HOST OPTIONS...: of the small image, for two platforms, with a builder by that name
buildx_build() {
    builder=$1
    shift
    run "$docker" buildx create --name "$builder" --driver remote "$@" >>"$state/check.log" 2>&1 &&
        run "$docker" buildx build --builder "$builder" --no-cache --platform linux/amd64,linux/arm64 \
            --output "type=oci,dest=$state/check.tar" "$state/check" >>"$state/check.log" 2>&1
    built=$?
    run "$docker" buildx rm "$builder" >>"$state/check.log" 2>&1 || true
    return "$built"
}

buildkitd_check() {
    state=$ECSMAVEN_ENGINES/buildkitd
    docker=$(engines_docker 28)
    write_command 28
    mkdir -p "$state/check"
    cp "$(command -v busybox)" "$state/check/busybox"
    cat >"$state/check/Dockerfile" <<'END'
FROM --platform=$BUILDPLATFORM scratch AS built
COPY busybox /bin/busybox
SHELL ["/bin/busybox", "sh", "-ec"]
RUN --mount=type=cache,target=/cache busybox date >/built
FROM scratch
COPY --from=built /built /built
END
    : >"$state/check.log"
    if ! buildx_build ecsmaven-unix "$(buildkitd_host)" ||
        ! buildx_build ecsmaven-tls "$(buildkitd_tls_host)" --driver-opt \
            "cacert=$state/certs/ca.pem,cert=$state/certs/cert.pem,key=$state/certs/key.pem"; then
        cat "$state/check.log" >&2
        echo "buildkitd: does not work" >&2
        return 1
    fi
    rm -f "$state/check.tar"
    echo "buildkitd: builds for two platforms, through its socket and with mTLS"
}

# buildkitd_use: starts it where it does not run, and then it ends with the script
buildkitd_use() {
    [ -n "$(processes_of "$ECSMAVEN_ENGINES/buildkitd")" ] || at_exit buildkitd_stop
    buildkitd_start
}

case ${0##*/} in
    buildkitd.sh)
        set -eu
        cd "$(dirname "$0")/../.."
        . src/it/cleanup.sh
        . src/it/engine.sh
        . src/it/engines.sh
        action=${1:-}
        [ $# = 0 ] || shift
        case $action in
            make) make_buildkitd ;;
            start) buildkitd_start ;;
            stop) buildkitd_stop ;;
            check)
                buildkitd_use
                buildkitd_check
                ;;
            with)
                buildkitd_use
                BUILDKIT_HOST=$(buildkitd_host)
                BUILDKIT_TLS_HOST=$(buildkitd_tls_host)
                BUILDKIT_CERTS=$ECSMAVEN_ENGINES/buildkitd/certs
                export BUILDKIT_HOST BUILDKIT_TLS_HOST BUILDKIT_CERTS
                run "$@"
                ;;
            *)
                echo "usage: buildkitd.sh make|start|stop|check, or buildkitd.sh with COMMAND..." >&2
                exit 2
                ;;
        esac
        ;;
esac
