#!/bin/sh
# Runs in each clone. A file that cannot be migrated shall not keep the others back (--fail-on never): the report names it.
set -eu
exec mesh-migrate --from 2.6 --to 2.11 --fail-on never --report "json:$REPORTS/$(echo "$REPOSITORY" | tr / .).json"
