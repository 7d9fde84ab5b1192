#!/usr/bin/env bash
# Clones one repository, migrates it, commits on a branch, pushes: migrate-one.sh <name> <url>
# It may be killed at any moment and run again: a branch is pushed once, and the report, which says that all is done, comes last.
set -euo pipefail
name=$1 url=$2 branch=${BRANCH:-kong-mesh-$TO}
mkdir -p "${REPORTS:-.}"
report=$(cd "${REPORTS:-.}" && pwd)/$name.json draft=$report.$$.part
[ ! -e "$report" ] || exit 0

clone=${TMPDIR:-/tmp}/mesh-migrate-$name.$$
trap 'exit 130' INT
trap 'exit 143' TERM
trap 'trap "" INT TERM; rm -rf "$clone" "$draft"' EXIT
mkdir -m 700 "$clone"
git clone --quiet --depth 1 "$url" "$clone"
cd "$clone"
mesh-migrate --from "$FROM" --to "$TO" --quiet --fail-on never --list-changed --report "json:$draft" >.git/changed
if [ -s .git/changed ]; then
  git checkout --quiet -b "$branch"
  git add --pathspec-from-file=- <.git/changed
  git commit --quiet --no-verify -m "Kuma and Kong Mesh configuration from $FROM to $TO"
  there=0
  git ls-remote --exit-code --heads origin "$branch" >/dev/null || there=$?
  case $there in
    0) # an earlier run was killed after its push, or somebody else has this branch
      git fetch --quiet --depth 1 origin "$branch"
      git diff --quiet FETCH_HEAD HEAD || { echo "$name: $branch is there with other changes" >&2; exit 1; } ;;
    2) git push --quiet origin "$branch" ;;
    *) exit "$there" ;;
  esac
fi
mv "$draft" "$report"
