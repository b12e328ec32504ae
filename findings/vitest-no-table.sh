#!/bin/bash
# SPDX-FileCopyrightText: 2026 The perfolio authors
# SPDX-License-Identifier: MIT
# Vitest 4.1.12, where its output is no terminal (CI): where one benchmark throws, the table of all beside it is not printed,
# though they were measured: only how many times faster one is than another, "NaNx" than the one that threw. Without it
# the table of a file is printed twice. Vitest 2.1.9 prints a row of zeros for what throws, and each table once.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.bash
. "$(dirname "$0")/common.bash"

npm_into . vitest@4.1.12
cat > whole.bench.mjs <<'JS'
import { bench } from 'vitest';
bench('alone', () => { Math.sqrt(2); }, { time: 20, warmupTime: 1 });
bench('other', () => { JSON.stringify({ a: 1 }); }, { time: 20, warmupTime: 1 });
JS
cp whole.bench.mjs broken.bench.mjs
echo "bench('throws', () => { throw new Error('x'); }, { time: 20 });" >> broken.bench.mjs
count() { NO_COLOR=1 npx vitest bench --run "$1" </dev/null 2>/dev/null | grep -c "$2" || true; }
expect 'rows of "alone" in a file without errors' "$(count whole '· alone')" 2
expect 'the same beside a benchmark that throws' "$(count broken '· alone')" 0
expect 'lines "faster than" there' "$(count broken 'faster than')" 2
