#!/bin/bash
# SPDX-FileCopyrightText: 2026 The perfolio authors
# SPDX-License-Identifier: MIT
# librsvg 2.54.7: a flat line stroked with a gradient is not drawn, since a gradient is measured by the box of what it paints, and
# a flat line's box has no height. By the SVG specification so, and still: the series that never changed is the one that is missing.
# One that rises by a hundredth of a unit is drawn.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.bash
. "$(dirname "$0")/common.bash"

debian librsvg2-bin=2.54.7+dfsg-1~deb12u2
chart() {
  cat <<SVG
<svg xmlns="http://www.w3.org/2000/svg" width="200" height="60"><defs><linearGradient id="g"><stop stop-color="red"/><stop offset="1" stop-color="blue"/></linearGradient></defs><path d="M5 30L190 $1" stroke="url(#g)" stroke-width="4"/></svg>
SVG
}
echo '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="60"/>' | rsvg-convert > empty.png
chart 30 | rsvg-convert > flat.png
chart 30.01 | rsvg-convert > rising.png
holds 'the flat line is not drawn' cmp -s flat.png empty.png
holds 'the rising line is drawn' test "$(md5sum < rising.png)" != "$(md5sum < empty.png)"
