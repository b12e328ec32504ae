#!/bin/bash
# SPDX-FileCopyrightText: 2026 The perfolio authors
# SPDX-License-Identifier: MIT
# hyperfine 1.15.0 takes the measured start of a shell off each run and writes what is left, but never less than nothing: a
# command as short as `true` gets runs of exactly 0 s, in the JSON too, where nothing says they were cut off there. A mean
# or minimum of 0 is no time, and a ratio to it no ratio.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.bash
. "$(dirname "$0")/common.bash"

debian hyperfine=1.15.0-2
hyperfine --version
hyperfine --warmup 0 --runs 30 true --export-json result.json >/dev/null 2>&1
zeros=$(node -p 'JSON.parse(require("fs").readFileSync("result.json")).results[0].times.filter(t => t === 0).length')
negative=$(node -p 'JSON.parse(require("fs").readFileSync("result.json")).results[0].times.filter(t => t < 0).length')
echo "of 30 runs: $zeros of 0 s, $negative below"
holds 'some runs took exactly 0 s' test "$zeros" -gt 0
expect 'runs below 0 s' "$negative" 0
