#!/bin/sh
set -eu
cd "$(dirname "$0")"
NO_PROMPT=1 turbolift commit --message "Kong Mesh configuration from 2.6 to 2.11"
turbolift create-prs --draft --sleep 30s --description pull-request.md
