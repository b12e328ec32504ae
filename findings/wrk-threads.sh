#!/bin/bash
# SPDX-FileCopyrightText: 2026 The perfolio authors
# SPDX-License-Identifier: MIT
# wrk 4.1.0 prints two rates: "Req/Sec" in the table is of one thread, "Requests/sec" at the end of all. With two threads the
# first is about half of the second.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.bash
. "$(dirname "$0")/common.bash"

debian wrk=4.1.0-3+b2 libluajit-5.1-2=2.1.0~beta3+git20220320+dfsg-4.1+deb12u1
serve 20
wrk -t2 -c4 -d2s "http://127.0.0.1:$port/" > out
grep -i 'req' out
# shellcheck disable=SC2016  # for awk to fill in
holds 'Req/Sec is below 0.7 of Requests/sec' awk '/Req\/Sec/ { one = $2 } /^Requests\/sec/ { all = $2 } END { exit !(one < 0.7 * all) }' out
