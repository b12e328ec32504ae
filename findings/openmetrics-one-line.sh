#!/bin/bash
# SPDX-FileCopyrightText: 2026 The perfolio authors
# SPDX-License-Identifier: MIT
# Two formats look alike to whoever exports a benchmark's level: OpenMetrics and Prometheus' older text. Debian's Python client
# 0.16.0 has a parser for each, and one line with a time stamp is of two moments, a thousand times apart: OpenMetrics counts
# seconds, the older text milliseconds. And the linter, promtool 2.42.0, reads only the older one: valid OpenMetrics that declares a
# state set, the type made for "which of these verdicts", is refused as an unknown type, `# EOF` and `# UNIT` pass as comments.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.bash
. "$(dirname "$0")/common.bash"

debian prometheus=2.42.0+ds-5+deb12u1 python3-prometheus-client=0.16.0-0.1
stamp() {
  /usr/bin/python3 - "$1" <<'PYTHON'
import importlib, sys
families = importlib.import_module(sys.argv[1]).text_string_to_metric_families
text = "# TYPE level_seconds gauge\nlevel_seconds 0.045 1700000000\n" + ("# EOF\n" if "openmetrics" in sys.argv[1] else "")
print(int(float(next(iter(families(text))).samples[0].timestamp)))
PYTHON
}
expect 'moment by OpenMetrics, in s' "$(stamp prometheus_client.openmetrics.parser)" 1700000000
expect 'moment by the older text, in s' "$(stamp prometheus_client.parser)" 1700000

printf '# HELP verdict Of the release.\n# TYPE verdict stateset\nverdict{verdict="better"} 1\nverdict{verdict="worse"} 0\n# EOF\n' >set.txt
/usr/bin/python3 -c '
from prometheus_client.openmetrics.parser import text_string_to_metric_families as families
print([family.type for family in families(open("set.txt").read())])' | tee read.txt
expect 'the type that its own parser reads' "$(cat read.txt)" "['stateset']"
promtool check metrics <set.txt 2>lint.txt && status=0 || status=$?
cat lint.txt
expect 'exit status of promtool' "$status" 1
holds 'promtool knows no stateset' grep -q 'unknown metric type "stateset"' lint.txt
sed 's/stateset/gauge/' set.txt | promtool check metrics
echo 'holds: with a gauge in its place the same lines pass'
