#!/bin/bash
# SPDX-FileCopyrightText: 2026 The perfolio authors
# SPDX-License-Identifier: MIT
# svgo 4.1.0 turns a rectangle of height 0 that has a title into a path. By SVG such a rectangle is not drawn at all; the path is, by
# its stroke: a bar of value 0 is a bar afterwards (librsvg 2.54.7 draws 0 pixels before, a line after). The role of the root is
# taken off, and ids that aria-labelledby names.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.bash
. "$(dirname "$0")/common.bash"

npm_into here svgo@4.1.0
debian librsvg2-bin=2.54.7+dfsg-1~deb12u2
cat > before.svg <<'SVG'
<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40" viewBox="0 0 40 40" role="img" aria-labelledby="t"><title id="t">times</title><rect x="10" y="30" width="20" height="0" fill="none" stroke="#00f" stroke-width="4"><title>0 ms</title></rect></svg>
SVG
node here/node_modules/svgo/bin/svgo.js before.svg -o after.svg >/dev/null
cat after.svg; echo
printf '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"/>' > empty.svg
sum() { rsvg-convert "$1" | md5sum; }
holds 'nothing drawn before' test "$(sum before.svg)" = "$(sum empty.svg)"
holds 'something drawn after' test "$(sum after.svg)" != "$(sum empty.svg)"
expect 'role= and id= left' "$(grep -oE '(role|id)=' after.svg | wc -l)" 0
expect 'references to the id left' "$(grep -c aria-labelledby after.svg)" 1
