#!/bin/bash
# SPDX-FileCopyrightText: 2026 The perfolio authors
# SPDX-License-Identifier: MIT
# tinybench 2.9.0, 3.1.1 and 6.2.5, one task that takes 1, 1, 1 and 7 ms by a made-up clock. 2.9.0 states 400 operations per
# second, which is 1 / mean; since 3 the throughput is the mean of the four rates, 785.7, and nearly twice as high. The
# quantiles changed as well: p75 was a sample (1 ms), and now lies between two (2.5 ms).
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.bash
. "$(dirname "$0")/common.bash"

cat > bench.mjs <<'JS'
const { Bench } = await import(`${process.argv[2]}/node_modules/tinybench/${process.argv[3]}`);
let clock = 0, call = 0;
const bench = new Bench({ now: () => clock, time: 0, iterations: 4, warmup: false, warmupTime: 0, warmupIterations: 0 });
bench.add('task', () => { clock += [1, 1, 1, 7][call++ % 4]; });
await bench.run();
const result = bench.tasks[0].result;
const latency = result.latency?.mean ? result.latency : result;
console.log(latency.mean, (result.throughput?.mean ?? result.hz).toFixed(1), latency.p75);
JS
for version in 2.9.0 3.1.1 6.2.5; do
  npm_into "$room/$version" "tinybench@$version"
  entry=$(cd "$room/$version/node_modules/tinybench" && ls dist/index.js)
  seen=$(node bench.mjs "$room/$version" "$entry")
  case $version in
    2.9.0) expect "tinybench $version: mean ms, per second, p75" "$seen" '2.5 400.0 1' ;;
    *) expect "tinybench $version: mean ms, per second, p75" "$seen" '2.5 785.7 2.5' ;;
  esac
done
