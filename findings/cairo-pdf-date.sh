#!/bin/bash
# SPDX-FileCopyrightText: 2026 The perfolio authors
# SPDX-License-Identifier: MIT
# Cairo 1.16.0 takes PDF dates of one form. With a blank for the T, as date(1) and git write it, the date is left out of the file, and
# nothing is reported; without a zone it is written without one.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.bash
. "$(dirname "$0")/common.bash"

debian libcairo2=1.16.0-7 python3-cairo=1.20.1-5+b1
cat > date.py <<'PY'
import cairo, re
def stated(text):
    surface = cairo.PDFSurface('out.pdf', 10, 10)
    surface.set_metadata(cairo.PDF_METADATA_CREATE_DATE, text)
    cairo.Context(surface).show_page()
    surface.finish()
    found = re.search(rb'CreationDate \((.*?)\)', open('out.pdf', 'rb').read())
    return found.group(1).decode() if found else 'none'
print(*(stated(t) for t in ('2026-01-02T03:04:05Z', '2026-01-02T03:04:05', '2026-01-02 03:04:05+02:00')))
PY
expect 'Cairo 1.16.0' "$(/usr/bin/python3 date.py)" '20260102030405Z 20260102030405 none'
