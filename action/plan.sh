#!/bin/bash
# SPDX-FileCopyrightText: 2026 The perfolio authors
# SPDX-License-Identifier: MIT
# What this call is to do, and under which key a build of this version is cached. Outputs: mode, key, build.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$here/log.sh"

event=${GITHUB_EVENT_NAME:-}
mode=${PERFOLIO_MODE:-auto}
case $mode in
  auto)
    case $event in
      release) mode=release ;;
      pull_request | pull_request_target) mode=report ;;
      push) if [[ ${GITHUB_REF:-} == refs/tags/* ]]; then mode=release; else mode=record; fi ;;
      *) mode=report ;;
    esac
    ;;
  record)
    # Its code may be anybody's; and of a fork the token could not write.
    if is_pull_request; then
      note "pull requests are not recorded: this one is compared with the history"
      mode=report
    fi
    ;;
  report | release | site) ;;
  *) die "mode: '$mode' is none of auto, record, report, release, site" ;;
esac

sources=$(cd "$here/.." && find CMakeLists.txt cmake src fonts styles scripts/setup -type f -print0 | LC_ALL=C sort -z |
  xargs -0 sha256sum | sha256sum | cut -c1-32)
system=$(. /etc/os-release 2>/dev/null && printf '%s-%s' "${ID:-linux}" "${VERSION_ID:-}" || printf 'linux')
output mode "$mode"
output key "perfolio-$system-$(uname -m)-$sources"
output build "$(work_folder)/build"
echo "perfolio: mode $mode"
