#!/bin/bash
# SPDX-FileCopyrightText: 2026 The perfolio authors
# SPDX-License-Identifier: MIT
# cronometro 4.0.3 gives a test that throws a mean of 0 ns, the best there can be, and in JSON the error is an empty object: only
# `success` tells it from a test that took no time. The README says that a failed test has nothing but its error.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.bash
. "$(dirname "$0")/common.bash"

npm_into "$room" cronometro@4.0.3
cat > bench.mjs <<'JS'
import { isMainThread } from 'node:worker_threads';
import { cronometro } from 'cronometro';
const results = await cronometro({ works() { return Math.random(); }, broken() { throw new Error('no'); } },
  { iterations: 20, print: false });
if (isMainThread) {
  const { success, mean, max, error } = JSON.parse(JSON.stringify(results)).broken;
  console.log(success, mean, max, JSON.stringify(error));
}
JS
expect 'success, mean, max and error of a test that throws' "$(node bench.mjs)" 'false 0 0 {}'
holds 'the README says that only the error is there' grep -q 'only the property error will be present' \
  "$room/node_modules/cronometro/README.md"
