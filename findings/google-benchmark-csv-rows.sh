#!/bin/bash
# SPDX-FileCopyrightText: 2026 The perfolio authors
# SPDX-License-Identifier: MIT
# Google Benchmark 1.7.1 puts what is no time into the CSV's real_time column: a coefficient of variation stands under the unit
# of the benchmark ("s"), a fit's coefficient is in ns under the unit "N" although the benchmark was asked for ms, and its
# error is a ratio under no unit at all. Only the end of the name tells, and the JSON's aggregate_unit.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.bash
. "$(dirname "$0")/common.bash"

debian libbenchmark-dev=1.7.1-1 libbenchmark1debian=1.7.1-1
build() { g++ -O1 -Iroot/usr/include bench.cc -o bench root/usr/lib/x86_64-linux-gnu/libbenchmark.so.1.7.1 -lpthread; }
cat > bench.cc <<'CC'
#include <benchmark/benchmark.h>
static void work(benchmark::State& state) {
  for (auto _ : state) state.SetIterationTime(1e-6 * state.range(0));
  state.SetComplexityN(state.range(0));
}
BENCHMARK(work)->UseManualTime()->Iterations(10)->Repetitions(3)->ReportAggregatesOnly()->Unit(benchmark::kSecond)->Arg(8);
BENCHMARK(work)->Name("fit")->UseManualTime()->Iterations(10)->Arg(8)->Arg(16)->Arg(32)
    ->Complexity(benchmark::oN)->Unit(benchmark::kMillisecond);
BENCHMARK_MAIN();
CC
build
./bench --benchmark_format=csv 2>/dev/null > out.csv
expect 'libbenchmark 1.7.1: unit of the cv' "$(grep '_cv"' out.csv | cut -d, -f5)" s
expect 'fit of 1 us per N, asked in ms: time and unit' "$(grep '_BigO"' out.csv | cut -d, -f3,5)" '1000,N'
expect 'unit of its error' "$(grep '_RMS"' out.csv | cut -d, -f5)" ''
