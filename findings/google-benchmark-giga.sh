#!/bin/bash
# SPDX-FileCopyrightText: 2026 The perfolio authors
# SPDX-License-Identifier: MIT
# Google Benchmark 1.7.1 prints counters with the same letter by two measures: bytes_per_second by powers of 1024, and every
# other by powers of 1000. 512 GB/s and 512 G items/s (both 512e9 in the JSON) stand in one line as 476.837G/s and 512G/s.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.bash
. "$(dirname "$0")/common.bash"

debian libbenchmark-dev=1.7.1-1 libbenchmark1debian=1.7.1-1
build() { g++ -O1 -Iroot/usr/include bench.cc -o bench root/usr/lib/x86_64-linux-gnu/libbenchmark.so.1.7.1 -lpthread; }
cat > bench.cc <<'CC'
#include <benchmark/benchmark.h>
static void copy(benchmark::State& state) {
  for (auto _ : state) state.SetIterationTime(1e-6);
  state.SetBytesProcessed(512000 * state.iterations());
  state.SetItemsProcessed(512000 * state.iterations());
}
BENCHMARK(copy)->UseManualTime()->Iterations(100);
BENCHMARK_MAIN();
CC
build
line=$(./bench 2>/dev/null | grep ^copy | grep -o 'bytes_per_second.*')
expect 'libbenchmark 1.7.1, console' "$line" 'bytes_per_second=476.837G/s items_per_second=512G/s'
json=$(./bench --benchmark_format=json 2>/dev/null | node -p '
  const b = JSON.parse(require("fs").readFileSync(0)).benchmarks[0];
  Math.round(b.bytes_per_second / 1e9) + " " + Math.round(b.items_per_second / 1e9)')
expect 'JSON, in 1e9' "$json" '512 512'
