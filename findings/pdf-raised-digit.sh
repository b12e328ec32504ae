#!/bin/bash
# SPDX-FileCopyrightText: 2026 The perfolio authors
# SPDX-License-Identifier: MIT
# pdftotext 22.12.0 reads a smaller, raised 3 behind a 10 (Cairo 1.16.0) as the digits of one number: 10 to the third comes back as 103.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.bash
. "$(dirname "$0")/common.bash"

debian libcairo2=1.16.0-7 python3-cairo=1.20.1-5+b1
debian poppler-utils=22.12.0-2+deb12u3
cat > draw.py <<'PY'
import cairo
surface = cairo.PDFSurface('out.pdf', 200, 100)
context = cairo.Context(surface)
context.select_font_face('DejaVu Sans')
context.move_to(10, 30)
for text, size, rise in (('10', 10, 0), ('3', 6, -4), (' ops', 10, 4)):
    context.set_font_size(size)
    context.rel_move_to(0, rise)
    context.show_text(text)
surface.finish()
PY
/usr/bin/python3 draw.py
expect 'pdftotext of a raised 3' "$(pdftotext out.pdf - | head -1)" '103 ops'
