# Sourced by the scripts beside it: whatever a script started ends with it, also when it is interrupted.

CLEANUP=
RUNNING=

# at_exit COMMAND: evaluated when the script ends; the newest first
at_exit() {
    CLEANUP="$1
$CLEANUP"
}

# run COMMAND...: without stdin, and ended when the script is; a shell answers signals only between foreground commands
run() {
    "$@" </dev/null &
    await $!
}

# await PID: until that background command ends, with its status
await() {
    RUNNING=$1
    await_status=0
    wait "$RUNNING" || await_status=$?
    RUNNING=
    return "$await_status"
}

# stop PID SECONDS: asks it to end, and insists when it has not after that time
stop() {
    kill "$1" 2>/dev/null || return 0
    patience=$(($2 * 5))
    while kill -0 "$1" 2>/dev/null; do
        [ "$patience" -gt 0 ] || kill -9 "$1" 2>/dev/null
        patience=$((patience - 1))
        sleep 0.2
    done
    wait "$1" 2>/dev/null || true
}

clean_up() {
    exit_status=$?
    trap - EXIT
    trap '' HUP INT TERM
    set +e
    [ -z "$RUNNING" ] || stop "$RUNNING" 10
    eval "$CLEANUP"
    exit "$exit_status"
}

trap clean_up EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM
