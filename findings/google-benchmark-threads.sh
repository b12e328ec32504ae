#!/bin/bash
# SPDX-FileCopyrightText: 2026 The perfolio authors
# SPDX-License-Identifier: MIT
# Google Benchmark 1.7.1 divides real time by the number of threads, and adds the iterations up. An iteration that takes 1 ms,
# whoever runs it, is 1 ms on one thread and 0.5 ms on two: real_time is the reciprocal of a throughput, no latency.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.bash
. "$(dirname "$0")/common.bash"

debian libbenchmark-dev=1.7.1-1 libbenchmark1debian=1.7.1-1
build() { g++ -O1 -Iroot/usr/include bench.cc -o bench root/usr/lib/x86_64-linux-gnu/libbenchmark.so.1.7.1 -lpthread; }
cat > bench.cc <<'CC'
#include <benchmark/benchmark.h>
static void wait(benchmark::State& state) {
  for (auto _ : state) state.SetIterationTime(1e-3);
}
BENCHMARK(wait)->UseManualTime()->Iterations(100)->Threads(1)->Threads(2)->Threads(4);
BENCHMARK_MAIN();
CC
build
seen=$(./bench --benchmark_format=json 2>/dev/null | node -p '
  JSON.parse(require("fs").readFileSync(0)).benchmarks.map(b => b.threads + ":" + Math.round(b.real_time) + "x" + b.iterations).join(" ")')
expect 'libbenchmark 1.7.1, threads:real_time in ns x iterations' "$seen" '1:1000000x100 2:500000x200 4:250000x400'
