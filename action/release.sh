#!/bin/bash
# SPDX-FileCopyrightText: 2026 The perfolio authors
# SPDX-License-Identifier: MIT
# Attaches the report to its release. Without a token (a fork's workflow) the files are all there is.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$here/log.sh"

if [ -z "${GITHUB_TOKEN:-}" ]; then
  warn "no token: the report is in ${PERFOLIO_OUTPUT:-perfolio-out} and not published"
  exit 0
fi
words=(publish "--tag=${PERFOLIO_TAG:?}")
if is_true "${PERFOLIO_CREATE:-}"; then words+=(--create); fi
if [ -n "${PERFOLIO_IMAGES_BRANCH:-}" ]; then words+=("--branch=$PERFOLIO_IMAGES_BRANCH"); fi
told shown "$PERFOLIO" "${words[@]}" -- "${PERFOLIO_OUTPUT:-perfolio-out}"
