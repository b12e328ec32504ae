#!/bin/bash
# SPDX-FileCopyrightText: 2026 The perfolio authors
# SPDX-License-Identifier: MIT
# bench-node 0.15.0, csvReport: a name with commas is not quoted, so that its row has two columns more than the header; and the
# operations per second are grouped as the locale of the process has it: 5,863,763 in English is 5.863.763 in German, where
# anything below a million reads as a thousandth of itself.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.bash
. "$(dirname "$0")/common.bash"

npm_into "$room" bench-node@0.15.0
cat > bench.mjs <<'JS'
import { Suite, csvReport } from 'bench-node';
const suite = new Suite({ reporter: csvReport, minSamples: 3 });
suite.add('sum of 1,000 items, cached', () => 1 + 1);
await suite.run();
JS
LC_ALL=en_US.UTF-8 node --allow-natives-syntax bench.mjs >english.csv
LC_ALL=de_DE.UTF-8 node --allow-natives-syntax bench.mjs >german.csv
commas() { sed -n "$1p" english.csv | sed 's/"[^"]*"//g' | tr -cd , | wc -c; }
digits() { sed -n 2p "$1" | grep -oE '"[0-9.,]+"' | tr 0-9 d | sed -E 's/d+/d/g'; }
expect 'commas outside of quotes in the header and in the row' "$(commas 1) $(commas 2)" '5 7'
expect 'operations per second in English' "$(digits english.csv)" '"d,d,d"'
expect 'the same in German' "$(digits german.csv)" '"d.d.d"'
