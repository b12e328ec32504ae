#!/bin/bash
# SPDX-FileCopyrightText: 2026 The perfolio authors
# SPDX-License-Identifier: MIT
# Google Benchmark 1.7.1 gets a counter's standard deviation from the difference of two large numbers. Three repetitions with
# exactly the same rate of 25600000/s have a deviation that is not 0: a test whether a result moved by more than its spread
# sees a spread of the arithmetic.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.bash
. "$(dirname "$0")/common.bash"

debian libbenchmark-dev=1.7.1-1 libbenchmark1debian=1.7.1-1
build() { g++ -O1 -Iroot/usr/include bench.cc -o bench root/usr/lib/x86_64-linux-gnu/libbenchmark.so.1.7.1 -lpthread; }
cat > bench.cc <<'CC'
#include <benchmark/benchmark.h>
static void send(benchmark::State& state) {
  for (auto _ : state) state.SetIterationTime(2.5e-9);
  state.counters["bytes"] = benchmark::Counter(64, benchmark::Counter::kIsRate);
}
BENCHMARK(send)->UseManualTime()->Iterations(1000)->Repetitions(3);
BENCHMARK_MAIN();
CC
build
./bench --benchmark_format=json 2>/dev/null > out.json
of() { node -p "JSON.parse(require('fs').readFileSync('out.json')).benchmarks.$1"; }
expect 'libbenchmark 1.7.1: different rates' "$(of 'filter(b => b.run_type == "iteration").map(b => b.bytes).filter((v, i, all) => all.indexOf(v) == i).length')" 1
deviation=$(of 'find(b => b.aggregate_name == "stddev").bytes')
echo "their standard deviation: $deviation"
holds 'the deviation of equal values is not 0' test "$deviation" != 0
