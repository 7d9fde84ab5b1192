#!/usr/bin/env bash
# Spreads the list over the machines of hosts.txt, which need git, rsync, mesh-migrate and leave to push: run-ssh.sh [list]
set -euo pipefail
list=$(realpath "${1:-$(dirname "$0")/repositories.tsv}")
export FROM=${FROM:-2.6} TO=${TO:-2.11} REPORTS=${REPORTS:-$PWD/reports}
hosts=$(realpath "${HOSTS:-$(dirname "$0")/hosts.txt}")
mkdir -p "$REPORTS"
cp "$(dirname "$0")/migrate-one.sh" "$REPORTS/"
cd "$REPORTS" # what comes back is put here
failed=0
REPORTS=. parallel --sshloginfile "$hosts" --jobs "${JOBS:-2}" --termseq TERM,10000,KILL --colsep '\t' --joblog jobs.tsv --resume-failed \
  --env FROM --env TO --env REPORTS --workdir "${REMOTE:-mesh-migrate-bulk}" --basefile migrate-one.sh --return {1}.json --cleanup \
  ./migrate-one.sh {1} {2} <"$list" || failed=$?
mesh-migrate merge ./*.json --format html >fleet.html
exit "$failed"
