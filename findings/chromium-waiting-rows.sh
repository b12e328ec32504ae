#!/bin/bash
# SPDX-FileCopyrightText: 2026 The perfolio authors
# SPDX-License-Identifier: MIT
# Chromium 156: content-visibility: auto, which lets a long page lay out what comes near and nothing else, does nothing for the
# rows of a table, without a word: 2000 rows are all laid out. The same rows wait once their display is grid; the table is still one
# to a screen reader. (CSS Containment 2: boxes inside a table have no size containment.)
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.bash
. "$(dirname "$0")/common.bash"

debian chromium=156.0.8078.108-1~deb12u1 chromium-common=156.0.8078.108-1~deb12u1
cat >page.html <<'END'
<!DOCTYPE html><style>tr{content-visibility:auto;contain-intrinsic-size:auto 100px}.grid tr{display:grid}</style>
<table id=plain></table><table id=grid class=grid></table>
<script>
for (const table of [plain, grid]) for (let i = 0; i < 2000; ++i) table.insertRow().insertCell().textContent = 'x';
setTimeout(() => document.title = [plain, grid].map(table => table.rows[1999].offsetHeight).join(' '), 300);
</script>
END
seen=$("$room/root/usr/lib/chromium/chromium" --headless --no-sandbox --user-data-dir="$room/profile" --virtual-time-budget=5000 --dump-dom "file://$room/page.html" 2>/dev/null |
  sed -n 's/.*<title>\(.*\)<\/title>.*/\1/p')
read -r plain grid <<<"$seen"
holds 'a far row of a table is as high as its text: it was laid out' test "$plain" -lt 40
expect 'height of a far row that is a grid, which is the one it is told to have until it comes near' "$grid" 100
