#!/bin/bash
# SPDX-FileCopyrightText: 2026 The perfolio authors
# SPDX-License-Identifier: MIT
# Cairo 1.16.0: text drawn with the operator ADD, XOR or DEST_OVER on a PDF becomes a picture, so that no figure can be searched
# or copied; with MULTIPLY it stays text (by pdftotext 22.12.0).
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.bash
. "$(dirname "$0")/common.bash"

debian libcairo2=1.16.0-7 python3-cairo=1.20.1-5+b1
debian poppler-utils=22.12.0-2+deb12u3
cat > draw.py <<'PY'
import cairo, sys
surface = cairo.PDFSurface('out.pdf', 200, 100)
context = cairo.Context(surface)
context.select_font_face('DejaVu Sans')
context.set_operator(getattr(cairo, 'OPERATOR_' + sys.argv[1]))
context.move_to(10, 30)
context.show_text('42')
surface.finish()
PY
read_back() { /usr/bin/python3 draw.py "$1"; pdftotext out.pdf - | tr -d '\n\f'; }
expect MULTIPLY "$(read_back MULTIPLY)" 42
for operator in ADD XOR DEST_OVER; do expect "$operator" "$(read_back $operator)" ''; done
