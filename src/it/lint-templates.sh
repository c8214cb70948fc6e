#!/bin/sh
# Checks the golden templates of services from nothing (src/test/resources/stack) with a linter for AWS CloudFormation that others
# keep: cfn-lint of npm, with a specification of the resource types that is newer than its own. Needs Node.js and npm, which it
# installs on Debian, as root, where they are missing.
#
#   sh src/it/lint-templates.sh
set -eu
cd "$(dirname "$0")/../.."

if ! command -v npm >/dev/null; then
    echo 'lint-templates: installing nodejs npm'
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends nodejs npm >/dev/null
fi
mkdir -p target/lint
[ -f target/lint/package.json ] || echo '{"private": true}' >target/lint/package.json
npm --prefix target/lint install --no-audit --no-fund --ignore-scripts cfn-lint@1.9.7 @aws-cdk/cfnspec@2.72.1 \
    >target/lint/npm.log 2>&1 || {
    tail -n 5 target/lint/npm.log >&2
    echo 'lint-templates: the linter could not be installed, see above' >&2
    exit 1
}
cp target/lint/node_modules/@aws-cdk/cfnspec/spec/specification.json \
    target/lint/node_modules/cfn-lint/data/aws_resources_specification.json
NODE_PATH=target/lint/node_modules exec node src/it/lint-templates.js src/test/resources/stack
