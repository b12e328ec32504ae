#!/bin/bash
# SPDX-FileCopyrightText: 2026 The perfolio authors
# SPDX-License-Identifier: MIT
# Chromium 156: innerText leaves out what content-visibility: auto has not laid out yet, so that how much text a page has depends on
# the height of the window and on how far it was scrolled. textContent and the browser's own search have it all. Who tests a page by
# its innerText (Playwright's innerText() does) sees it end early.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.bash
. "$(dirname "$0")/common.bash"

debian chromium=156.0.8078.108-1~deb12u1 chromium-common=156.0.8078.108-1~deb12u1
cat >page.html <<'END'
<!DOCTYPE html><style>p{content-visibility:auto;contain-intrinsic-size:auto 100px}</style><div id=list></div>
<script>
for (let i = 1; i <= 2000; ++i) list.append(Object.assign(document.createElement('p'), {textContent: 'word' + i}));
setTimeout(() => document.title = [list.innerText, list.textContent].map(text => text.includes('word2000')).concat(window.find('word2000')).join(' '), 300);
</script>
END
seen=$("$room/root/usr/lib/chromium/chromium" --headless --no-sandbox --user-data-dir="$room/profile" --virtual-time-budget=5000 --dump-dom "file://$room/page.html" 2>/dev/null |
  sed -n 's/.*<title>\(.*\)<\/title>.*/\1/p')
expect 'the last of 2000 words is in innerText, in textContent, and found by a search' "$seen" 'false true true'
