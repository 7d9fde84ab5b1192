#!/usr/bin/env bash
# The same as run.sh with what every machine has. xargs tells by 123 that some failed, not which: they have no report.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
export FROM=${FROM:-2.6} TO=${TO:-2.11} REPORTS=${REPORTS:-$PWD/reports}
mkdir -p "$REPORTS"
failed=0
xargs -P "${JOBS:-4}" -L 1 "$here/migrate-one.sh" <"${1:-$here/repositories.tsv}" || failed=$?
mesh-migrate merge "$REPORTS"/*.json --format html >"$REPORTS/fleet.html"
exit "$failed"
