#!/bin/bash
# SPDX-FileCopyrightText: 2026 The perfolio authors
# SPDX-License-Identifier: MIT
# Fails the job when the report has an alert. The last step: everything has been written by then.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$here/log.sh"
count=${PERFOLIO_ALERTS:-0}
if [ -n "${PERFOLIO_FAIL_THRESHOLD:-}" ]; then count=${PERFOLIO_FAILS:-0}; fi
[ "$count" = 0 ] || die "worse than its threshold allows: $count; ${PERFOLIO_SENTENCE:-}"
