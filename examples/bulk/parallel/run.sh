#!/usr/bin/env bash
# Migrates the repositories of a list on this machine: run.sh [list]. Run it again after an interruption.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
export FROM=${FROM:-2.6} TO=${TO:-2.11} REPORTS=${REPORTS:-$PWD/reports}
mkdir -p "$REPORTS"
failed=0
parallel --jobs "${JOBS:-4}" --termseq TERM,10000,KILL --colsep '\t' --joblog "$REPORTS/jobs.tsv" --resume-failed \
  "$here/migrate-one.sh" {1} {2} <"${1:-$here/repositories.tsv}" || failed=$?
mesh-migrate merge "$REPORTS"/*.json --format html >"$REPORTS/fleet.html"
exit "$failed" # how many failed; jobs.tsv says which
