#!/bin/bash
# SPDX-FileCopyrightText: 2026 The perfolio authors
# SPDX-License-Identifier: MIT
# mitata 1.0.34 sorts the samples and, of more than twelve, takes off the two fastest and the two slowest before anything is
# computed. Of sixteen calls, two of which take 100 times as long, the result says max = avg: the slow ones never were.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.bash
. "$(dirname "$0")/common.bash"

npm_into here mitata@1.0.34
cat > here/bench.mjs <<'JS'
import { measure } from 'mitata';
let clock = 0, call = 0;
const durations = [1e6, 1e6, ...Array(14).fill(1e4)];
const stats = await measure(() => { clock += durations[call++ % 16]; }, {
  now: () => clock, min_samples: 16, max_samples: 16, min_cpu_time: 0, samples_threshold: 12, warmup_samples: 0,
  warmup_threshold: 0, batch_samples: 0, batch_unroll: 1, batch_threshold: 0 });
console.log(stats.samples.length, stats.max, stats.avg);
JS
expect 'mitata 1.0.34: samples kept of 16, max and avg in ns (slowest call: 1000000)' "$(node here/bench.mjs)" '12 10000 10000'
