#!/bin/sh
set -eu
cd "$(dirname "$0")"
# Never inside of a clone: everything that is new there is committed.
REPORTS=${REPORTS:-$PWD/reports}
export REPORTS
mkdir -p "$REPORTS"
multi-gitter run ./migrate.sh --config config.yaml "$@"
mesh-migrate merge "$REPORTS"/*.json --format html >"$REPORTS/fleet.html"
