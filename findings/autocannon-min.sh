#!/bin/bash
# SPDX-FileCopyrightText: 2026 The perfolio authors
# SPDX-License-Identifier: MIT
# autocannon 8.0.0 counts latency in whole ms: below 1 ms the median is 0, and "min" is 1 (the smallest that is not 0), above
# the median. A range drawn from min need not hold its own mean. `amount` ends in less than a second and
# is still stated per sampled second: 50 requests of some ms are 50 requests/s on average.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.bash
. "$(dirname "$0")/common.bash"

npm_into here autocannon@8.0.0
cat > here/run.js <<'JS'
const autocannon = require('autocannon');
const server = require('http').createServer((_, answer) => answer.end('ok')).listen(0, '127.0.0.1', async () => {
  const url = `http://127.0.0.1:${server.address().port}`;
  const { latency } = await autocannon({ url, duration: 2, connections: 2 });
  const few = await autocannon({ url, amount: 50, connections: 2 });
  console.log(latency.min, latency.p50, latency.min > latency.p50, few.requests.average);
  process.exit();
});
JS
expect 'autocannon 8.0.0: min, p50, min above median, requests/s of 50 requests' "$(node here/run.js 2>/dev/null)" '1 0 true 50'
