#!/usr/bin/env bash
# Mints a token for the zone and puts it into Secrets Manager.
set -euo pipefail

zone="${1:?usage: rotate-zone-token.sh ZONE}"

token=$(kumactl generate control-plane-token --zone="$zone" --valid-for=720h)

aws secretsmanager put-secret-value \
  --secret-id "kong-mesh/$zone/cp-token" \
  --secret-string "$token"

# the break-glass token has no lifetime of its own
kumactl generate control-plane-token \
  --zone=break-glass \
  > /tmp/break-glass.token
