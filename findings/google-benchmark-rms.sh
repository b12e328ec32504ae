#!/bin/bash
# SPDX-FileCopyrightText: 2026 The perfolio authors
# SPDX-License-Identifier: MIT
# Google Benchmark 1.7.1 fits two curves, to real and to CPU time, and its JSON has both coefficients, but one `rms`, which is
# that of CPU time, whatever the benchmark is timed by. A fit of manual times that is exact comes with the error of another
# curve; the console has both. And under any unit that was asked for, the JSON's coefficients are in ns, as their own
# `time_unit` says.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.bash
. "$(dirname "$0")/common.bash"

debian libbenchmark-dev=1.7.1-1 libbenchmark1debian=1.7.1-1
cat > bench.cc <<'CC'
#include <benchmark/benchmark.h>
static void work(benchmark::State& state) {
  const int n = static_cast<int>(state.range(0));
  for (auto _ : state) {
    for (int i = 0; i < n * (n == 64 ? 5000 : 500); ++i) benchmark::DoNotOptimize(i);  // CPU time is no line over n
    state.SetIterationTime(1e-6 * n);                                                  // the time measured is
  }
  state.SetComplexityN(n);
}
BENCHMARK(work)->UseManualTime()->Iterations(50)->Arg(8)->Arg(16)->Arg(32)->Arg(64)
    ->Complexity(benchmark::oN)->Unit(benchmark::kMillisecond);
BENCHMARK_MAIN();
CC
g++ -O1 -Iroot/usr/include bench.cc -o bench root/usr/lib/x86_64-linux-gnu/libbenchmark.so.1.7.1 -lpthread
./bench --benchmark_out=out.json --benchmark_out_format=json 2>/dev/null > out.txt
field() { python3 -c "
import json, sys
rows = [r for r in json.load(open('out.json'))['benchmarks'] if r['run_type'] == 'aggregate']
print(eval(sys.argv[1], {'big_o': rows[0], 'rms': rows[1], 'round': round}))" "$1"; }
expect 'console: error of the fit to the times measured' "$(awk '/_RMS/ {print $2, $3}' out.txt)" '0 %'
expect 'JSON: keys with the error' "$(field "[k for k in rms if 'rms' in k]")" "['rms']"
holds "JSON: the error is not that of the times measured, but above 20 %" test "$(field "rms['rms'] > 0.2")" = True
expect 'JSON: coefficient of 1 us per N, asked in ms' "$(field "(round(big_o['real_coefficient']), big_o['time_unit'])")" "(1000, 'ns')"
