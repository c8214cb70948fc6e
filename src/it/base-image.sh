#!/bin/sh
# A small Java base image made on the spot, for where no registry can be reached: this machine's JDK through jlink, the
# shared libraries that it needs, and nothing else (no shell). Done already for this JDK: nothing to do.
#
#   sh src/it/base-image.sh NAME:TAG   e.g. ecsmaven/jre:17; at the engine of DOCKER_HOST

case ${0##*/} in
    base-image.sh)
        set -eu
        . "$(dirname "$0")/cleanup.sh"
        . "$(dirname "$0")/engine.sh"
        DOCKER_HOST=${DOCKER_HOST:-unix:///var/run/docker.sock}
        ;;
esac

# The JDK that Maven takes: JAVA_HOME's, else the one on the path.
java_property() {
    "${JAVA_HOME:+$JAVA_HOME/bin/}java" -XshowSettings:properties -version 2>&1 | sed -n "s/^ *$1 = //p"
}

make_runtime() {
    if "$1/bin/jlink" --add-modules java.base,java.logging,jdk.httpserver --compress=2 --no-header-files \
        --no-man-pages --strip-java-debug-attributes --output "$2" >"$2.log" 2>&1; then
        return
    fi
    echo "base image: no small runtime (jlink: $(tail -n 1 "$2.log")), so the whole JDK is copied"
    mkdir -p "$2"
    (cd "$1" && tar -chf - --exclude=./jmods --exclude=./src.zip --exclude=./lib/src.zip --exclude=./man \
        --exclude=./include --exclude=./demo .) | tar -xf - -C "$2"
}

# The shared libraries outside the runtime, each at its place, and those by which older glibcs look names up.
copy_libraries() {
    find "$1" -type f \( -name '*.so' -o -path '*/bin/java' \) -exec ldd {} + 2>/dev/null |
        sed -n -e 's/^[^:]*=> \(\/[^ ]*\) (.*/\1/p' -e 's/^[[:space:]]*\(\/[^ ]*\) (.*/\1/p' | grep -v "^$1/" | sort -u |
        while read -r library; do
            for copied in "$library" "${library%/*}"/libnss_dns.so.2 "${library%/*}"/libnss_files.so.2; do
                [ ! -f "$copied" ] || install -D -m 755 "$copied" "$2$copied"
            done
        done
}

url_encode() {
    printf %s "$1" | sed 's/%/%25/g; s/ /%20/g; s/+/%2B/g; s/=/%3D/g; s|/|%2F|g; s/"/%22/g; s/&/%26/g'
}

import_image() {
    query="fromSrc=-&repo=$(url_encode "${2%:*}")&tag=$(url_encode "${2##*:}")"
    root=$1
    shift 2
    for change in "$@"; do
        query="$query&changes=$(url_encode "$change")"
    done
    answer=$(tar --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner -cf - -C "$root" . |
        engine "/images/create?$query" -X POST -H 'Content-Type: application/x-tar' -T -)
    case $answer in
        *'"error"'* | *'"message"'*)
            echo "base image: the engine refused it: $answer" >&2
            return 1
            ;;
    esac
}

# make_base_image NAME:TAG: a script that sourced this one takes the image away again when it ends
make_base_image() {
    jdk=$(java_property java.runtime.version)
    if engine "/images/$1/json" | grep -qF "\"io.github.ecsmaven.jdk\":\"$jdk\""; then
        return
    fi
    base_dir=$(mktemp -d)
    at_exit "rm -rf '$base_dir'"
    mkdir -p "$base_dir/root/opt" "$base_dir/root/etc" "$base_dir/root/tmp"
    chmod 755 "$base_dir/root"
    chmod 1777 "$base_dir/root/tmp"
    echo 'app:x:10001:10001::/tmp:/sbin/nologin' >"$base_dir/root/etc/passwd"
    echo 'app:x:10001:' >"$base_dir/root/etc/group"
    make_runtime "$(java_property java.home)" "$base_dir/root/opt/java"
    rm -f "$base_dir/root/opt/java.log"
    copy_libraries "$base_dir/root/opt/java" "$base_dir/root"
    import_image "$base_dir/root" "$1" 'ENV JAVA_HOME=/opt/java' 'ENV PATH=/opt/java/bin' \
        "LABEL io.github.ecsmaven.jdk=\"$jdk\""
    [ "${0##*/}" = base-image.sh ] || at_exit "engine '/images/$1?force=true' -X DELETE -o '$base_dir/removed'"
    echo "base image: made $1 of JDK $jdk"
}

case ${0##*/} in
    base-image.sh) make_base_image "${1:?usage: base-image.sh NAME:TAG}" ;;
esac
