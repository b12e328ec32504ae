#!/bin/bash
# SPDX-FileCopyrightText: 2026 The perfolio authors
# SPDX-License-Identifier: MIT
# Fails the job when the report has an alert. The last step: everything has been written by then.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$here/log.sh"
if is_true "${PERFOLIO_ALERT:-}"; then die "${PERFOLIO_ALERTS:-some} benchmarks are worse than their threshold allows: ${PERFOLIO_SENTENCE:-}"; fi
