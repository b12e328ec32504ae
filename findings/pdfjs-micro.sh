#!/bin/bash
# SPDX-FileCopyrightText: 2026 The perfolio authors
# SPDX-License-Identifier: MIT
# pdf.js 4.10.38 normalises what it reads: the micro sign (U+00B5) that a PDF made by Cairo 1.16.0 states comes back as the Greek
# letter (U+03BC), so a search of the text for the unit as it was written finds nothing. pdftotext keeps it.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.bash
. "$(dirname "$0")/common.bash"

npm_into here pdfjs-dist@4.10.38
debian libcairo2=1.16.0-7 python3-cairo=1.20.1-5+b1
cat > draw.py <<'PY'
import cairo
surface = cairo.PDFSurface('out.pdf', 200, 100)
context = cairo.Context(surface)
context.select_font_face('DejaVu Sans')
context.move_to(10, 30)
context.show_text('5\u00b5s')
surface.finish()
PY
/usr/bin/python3 draw.py
cat > here/read.mjs <<'JS'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { readFileSync } from 'fs';
const read = async (disableNormalization) => {
  const document = await getDocument({ data: new Uint8Array(readFileSync('out.pdf')), verbosity: 0 }).promise;
  const text = await (await document.getPage(1)).getTextContent({ disableNormalization });
  return text.items.map((i) => i.str).join('').codePointAt(1).toString(16);
};
console.log(await read(false), await read(true));
JS
expect 'pdf.js 4.10.38, the unit with and without normalising' "$(node here/read.mjs 2>/dev/null)" '3bc b5'
