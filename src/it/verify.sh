#!/bin/sh
# Every test, on a fresh machine with JDK 17, Maven and git (Linux): first with one Docker Engine, then (on Debian, as
# root) on those of support.sh, a few combinations of versions.sh, and the pushes of bench.sh without their times. Arguments
# go to Maven, and then there is no second part.
set -eu
cd "$(dirname "$0")/../.."
. src/it/cleanup.sh
. src/it/engine.sh
. src/it/base-image.sh
. src/it/engines.sh
. src/it/buildkitd.sh
. src/it/faults.sh
. src/it/support.sh
. src/it/versions.sh

began=$(date +%s)
# Whoever runs the tests may have an AWS account; the tests must not find it.
unset AWS_PROFILE AWS_DEFAULT_PROFILE AWS_REGION AWS_DEFAULT_REGION AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY \
    AWS_SESSION_TOKEN AWS_ROLE_ARN AWS_WEB_IDENTITY_TOKEN_FILE AWS_ENDPOINT_URL AWS_CONTAINER_CREDENTIALS_FULL_URI \
    AWS_CONTAINER_CREDENTIALS_RELATIVE_URI

ensure_engine
BASE_IMAGE=ecsmaven/jre:17
export BASE_IMAGE
make_base_image "$BASE_IMAGE"
support=
if [ $# != 0 ]; then
    support='arguments were given'
elif ! can_have_engines; then
    support='that needs Debian, and root'
else
    support_prepare
fi
status=0
run mvn --batch-mode --no-transfer-progress "-Dit.docker.host=$DOCKER_HOST" verify "$@" || status=$?
if [ -n "$support" ]; then
    echo "verify: support.sh, versions.sh and bench.sh were left out: $support"
elif [ "$status" != 0 ]; then
    echo 'verify: support.sh, versions.sh and bench.sh were left out after a failure'
else
    echo "verify: $(($(date +%s) - began)) s with one engine"
    support_tests || status=$?
    run sh src/it/lint-templates.sh || status=$?
    versions_tests few || status=$?
    run sh src/it/bench.sh --smoke || status=$?
fi
echo "verify: $(($(date +%s) - began)) s"
exit "$status"
