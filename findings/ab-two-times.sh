#!/bin/bash
# SPDX-FileCopyrightText: 2026 The perfolio authors
# SPDX-License-Identifier: MIT
# ab of apache2-utils 2.4.71 prints "Time per request" twice with the same words before the colon: a client's mean, and the
# same divided by the concurrency. The second is about a quarter here; a reader that keeps the last match keeps a reciprocal
# throughput as a latency, and it is below the fastest request.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.bash
. "$(dirname "$0")/common.bash"

debian apache2-utils=2.4.71-1~deb12u1 libapr1=1.7.2-3+deb12u1 libaprutil1=1.6.3-1+deb12u1
serve 20
ab -n 40 -c 4 "http://127.0.0.1:$port/" > out 2>/dev/null
grep 'Time per request' out
expect 'ab, lines of that name' "$(grep -c '^Time per request:' out)" 2
# shellcheck disable=SC2016  # for awk to fill in
holds 'the second is below the 20 ms that each answer takes' \
  awk '/^Time per request/ { last = $4 } END { exit !(last < 20) }' out
