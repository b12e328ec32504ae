#!/bin/bash
# SPDX-FileCopyrightText: 2026 The perfolio authors
# SPDX-License-Identifier: MIT
# Cairo 1.16.0 keeps coordinates in 32 bits with 8 of them behind the point. A line to x = 8500000 wraps round: the picture
# has no line, the PDF one that ends elsewhere, and the status is success. At 17000000 the picture has it again.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.bash
. "$(dirname "$0")/common.bash"

debian libcairo2=1.16.0-7 python3-cairo=1.20.1-5+b1
cat > draw.py <<'PY'
import cairo
def drawn(x):
    image = cairo.ImageSurface(cairo.FORMAT_A8, 20, 20)
    context = cairo.Context(image)
    context.set_line_width(2)
    context.move_to(0, 10)
    context.line_to(x, 10)
    context.stroke()
    image.flush()
    return bytes(image.get_data())[10 * image.get_stride() + 5]
print(cairo.cairo_version_string(), *(drawn(x) for x in (8000000, 8500000, 17000000)))
PY
expect 'Cairo, ink at x = 5 of a line from 0 to 8.0, 8.5, 17 million' "$(/usr/bin/python3 draw.py)" '1.16.0 255 0 255'
