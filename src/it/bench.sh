#!/bin/sh
# What it costs to bring a service of 60 dependencies from its sources into Amazon ECR with this plugin, and with what people
# use today: side by side, interleaved, in one run, with a real Docker Engine and the sandbox in the place of AWS. Every push is checked.
# On Debian, as root: the engine is the 28 of engines.sh, and it is emptied again and again.
#
#   sh src/it/bench.sh [rounds]   3 rounds unless it is said; prints tables, and writes target/bench/bench.csv and bench.svg
#   sh src/it/bench.sh --smoke    one round, two scenarios, all tools: is every push right; no time is told
#   ECSMAVEN_BENCH_TOOLS='docker ecs' ECSMAVEN_BENCH_SCENARIOS='cold,nothing changed'   leave the others out
#   ECSMAVEN_BENCH_ENGINE=28-containerd                   another engine of engines.sh
#   ECSMAVEN_BENCH_PROFILE=yes ECSMAVEN_BENCH_TOOLS=ecs   instead of tables: what the plugin's threads do, by samples of JDK Flight Recorder
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
prepare_benchmark tools
run python3 -B src/it/bench/bench.py "$@"
