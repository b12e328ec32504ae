#!/bin/bash
# SPDX-FileCopyrightText: 2026 The perfolio authors
# SPDX-License-Identifier: MIT
# Google Benchmark's "library_build_type" says whether the library was built with assertions, not how the benchmark was. Debian's
# 1.7.1 says "debug" and warns that times may be affected, also of a program built with -O2 -DNDEBUG: a reader that drops debug runs
# drops every run on Debian.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.bash
. "$(dirname "$0")/common.bash"

debian libbenchmark-dev=1.7.1-1 libbenchmark1debian=1.7.1-1
cat > bench.cc <<'CC'
#include <benchmark/benchmark.h>
static void nothing(benchmark::State& state) {
  for (auto _ : state) state.SetIterationTime(1e-6);
}
BENCHMARK(nothing)->UseManualTime()->Iterations(10);
BENCHMARK_MAIN();
CC
g++ -O2 -DNDEBUG -Iroot/usr/include bench.cc -o bench root/usr/lib/x86_64-linux-gnu/libbenchmark.so.1.7.1 -lpthread
expect 'libbenchmark 1.7.1, program built with NDEBUG' \
  "$(./bench --benchmark_format=json 2>/dev/null | node -p 'JSON.parse(require("fs").readFileSync(0)).context.library_build_type')" debug
