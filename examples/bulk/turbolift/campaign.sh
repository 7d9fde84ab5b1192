#!/bin/sh
set -eu
cd "$(dirname "$0")"
mkdir -p reports
turbolift clone
turbolift foreach -- "$PWD/migrate.sh"
mesh-migrate merge reports/*.json --format html >reports/fleet.html
