#!/bin/sh
# What a second mvn deploy costs when there is nothing to do: against mvn package and mvn install of the example, and mvn package without
# the plugin's goals, interleaved, with the sandbox in the place of AWS. Prints medians; ROUNDS is 5 unless it is the first argument.
set -eu
cd "$(dirname "$0")/../.."
. src/it/cleanup.sh
. src/it/engine.sh
. src/it/base-image.sh
. src/it/sandbox.sh
. src/it/timing.sh

prepare_timing
seed_placeholder
time_nothing "${1:-5}"
