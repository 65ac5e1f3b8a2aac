#!/usr/bin/env bash
# Gradescope runs this once, when it builds the image.
set -euo pipefail

# The address of torch's CPU builds, from "Get Started" on pytorch.org: without it the image grows by gigabytes.
TORCH_INDEX="${TORCH_INDEX:-}"

root="${AUTOGRADER_ROOT:-/autograder}"
apt-get update
apt-get install -y --no-install-recommends python3 python3-venv
if ! python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
  echo "This autograder needs Python 3.11 or newer: choose Ubuntu 24.04 (or newer) as the base image." >&2
  exit 1
fi
python3 -m venv "$root/venv"
"$root/venv/bin/pip" install ${TORCH_INDEX:+--index-url "$TORCH_INDEX"} torch torchvision
"$root/venv/bin/pip" install "$root/source/@WHEEL@"
@DATA@
