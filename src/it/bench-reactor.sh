#!/bin/sh
# What a reactor of many modules costs with -T 2, each with an image of its own: reactors of 10 and of 50 modules, with and without
# the plugin's goals, on engine 28 of engines.sh and with the sandbox in the place of AWS. Every push is checked; a run that asks for
# a second token, or that hangs, is a failure. On Debian, as root; the engine is emptied.
#
#   sh src/it/bench-reactor.sh [rounds]   3 rounds unless it is said
set -eu
cd "$(dirname "$0")/../.."
. src/it/cleanup.sh
. src/it/engine.sh
. src/it/engines.sh
. src/it/buildkitd.sh
. src/it/base-image.sh
. src/it/sandbox.sh
. src/it/bench/setup.sh

require_python
prepare_benchmark reactor
run python3 -B src/it/bench/reactor.py "$@"
