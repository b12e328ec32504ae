#!/bin/bash
# SPDX-FileCopyrightText: 2026 The perfolio authors
# SPDX-License-Identifier: MIT
# librsvg 2.54.7 knows no CSS variables, and drops the whole declaration with its fallback: a fill of var(--c, blue) becomes the
# initial one, black. A presentation attribute beside it is what counts then.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.bash
. "$(dirname "$0")/common.bash"

debian librsvg2-bin=2.54.7+dfsg-1~deb12u2
paint() { echo "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><rect width='9' height='9' $1/></svg>" | rsvg-convert | md5sum; }
holds 'var() with a fallback is drawn black' test "$(paint "style='fill:var(--c,blue)'")" = "$(paint "fill='black'")"
holds 'an attribute beside it counts' test "$(paint "fill='blue' style='fill:var(--c,red)'")" = "$(paint "fill='blue'")"
