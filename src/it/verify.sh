#!/bin/sh
# Every test, on a fresh machine with JDK 17 and Maven.
set -eu
cd "$(dirname "$0")/../.."
exec mvn --batch-mode --no-transfer-progress verify
