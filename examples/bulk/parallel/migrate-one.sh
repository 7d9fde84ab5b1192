#!/usr/bin/env bash
# Clones one repository, migrates it, commits on a branch, pushes: migrate-one.sh <name> <url>
# It may be killed at any moment and run again: the report comes last, and a branch is pushed once.
set -euo pipefail
name=$1 url=$2
branch=${BRANCH:-kong-mesh-$TO} reports=${REPORTS:-.} work=${WORK:-${TMPDIR:-/tmp}/mesh-migrate-bulk}

[ ! -e "$reports/$name.json" ] || exit 0
mkdir -p "$reports" "$work"
reports=$(cd "$reports" && pwd) clone=$(cd "$work" && pwd)/$name
rm -rf "$clone" # what a killed run left
trap 'rm -rf "$clone"' EXIT

git clone --quiet --depth 1 "$url" "$clone"
cd "$clone"
mesh-migrate --from "$FROM" --to "$TO" --quiet --fail-on never --list-changed \
  --report "json:$reports/$name.json.part" >.git/changed
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
mv "$reports/$name.json.part" "$reports/$name.json"
