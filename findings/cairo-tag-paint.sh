#!/bin/bash
# SPDX-FileCopyrightText: 2026 The perfolio authors
# SPDX-License-Identifier: MIT
# Cairo 1.16.0: an image painted as the first thing of a tagged PDF is an error of nesting, and the document is lost; the same image
# as the fill of a rectangle is none, and neither is painting it once anything else was drawn in a tag.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.bash
. "$(dirname "$0")/common.bash"

debian libcairo2=1.16.0-7 python3-cairo=1.20.1-5+b1
cat > draw.py <<'PY'
import cairo, sys
surface = cairo.PDFSurface('out.pdf', 200, 100)
context = cairo.Context(surface)
image = cairo.ImageSurface(cairo.FORMAT_RGB24, 10, 10)
try:
    for step in sys.argv[1:]:
        context.tag_begin('Figure', '')
        if step == 'paint':
            context.set_source_surface(image, 0, 0)
            context.paint()
        elif step == 'fill':
            context.set_source_surface(image, 0, 0)
            context.rectangle(0, 0, 10, 10)
            context.fill()
        else:
            context.set_source_rgb(0, 0, 0)
            context.rectangle(50, 50, 5, 5)
            context.fill()
        context.tag_end('Figure')
    context.show_page()
    surface.finish()
    print('a document')
except cairo.Error as error:
    print(error.args[0])
PY
drawn() { /usr/bin/python3 draw.py "$@"; }
expect 'an image painted' "$(drawn paint)" 'invalid tag name, attributes, or nesting'
expect 'the same filled' "$(drawn fill)" 'a document'
expect 'a box, then an image painted' "$(drawn box paint)" 'a document'
expect 'an image painted, then a box' "$(drawn paint box)" 'invalid tag name, attributes, or nesting'
