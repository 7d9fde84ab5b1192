#!/bin/sh
# Runs in work/<owner>/<name>.
set -eu
reports=../../../reports
owner=$(basename "$(dirname "$PWD")")
exec mesh-migrate --from 2.6 --to 2.11 --fail-on never --report "json:$reports/$owner.$(basename "$PWD").json"
