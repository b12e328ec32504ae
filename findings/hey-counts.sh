#!/bin/bash
# SPDX-FileCopyrightText: 2026 The perfolio authors
# SPDX-License-Identifier: MIT
# hey 0.1.4 shares its requests among the workers and drops the remainder: 43 by 10 sends 40, and says nothing. Below 100 the
# highest percentiles stand as "0% in 0.0000 secs". Under "average, fastest, slowest" the connection's two others are those of
# whole responses, so that its average is below its fastest.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.bash
. "$(dirname "$0")/common.bash"

debian hey=0.1.4-2+b4
serve 20
hey -n 43 -c 10 "http://127.0.0.1:$port/" > out
expect 'hey 0.1.4, responses to -n 43 -c 10' "$(grep -o '\[200\].*' out | tr -s '\t ' ' ')" '[200] 40 responses'
expect 'last percentile' "$(grep '% in' out | tail -1 | sed 's/^ *//')" '0% in 0.0000 secs'
grep dialup out
holds 'fastest of DNS+dialup is fastest of all' test "$(grep dialup out | cut -d, -f2 | tr -dc 0-9.)" = "$(grep Fastest out | tr -dc 0-9.)"
