#!/bin/bash
# SPDX-FileCopyrightText: 2026 The perfolio authors
# SPDX-License-Identifier: MIT
# Appends the results to the history on its branch and pushes it; on a conflict it begins again from what the others
# pushed, and never forces. In mode `report` nothing is pushed: the history with these results is only for the report.
# Outputs: recorded (true or false), history (its file).
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$here/log.sh"
. "$here/branch.sh"
check_place

mode=${PERFOLIO_MODE:-record}
path=${data_folder:+$data_folder/}history.jsonl
history=$work/history.jsonl
attempts=${PERFOLIO_ATTEMPTS:-6}

# The results: files, or patterns of such, a line each.
named=()
lines_into named "${PERFOLIO_RESULTS:-}"
results=()
for one in "${named[@]+"${named[@]}"}"; do
  mapfile -t found < <(compgen -G "$one" || true)
  if [ "${#found[@]}" -gt 0 ] && [ ! -e "$one" ]; then results+=("${found[@]}"); else results+=("$one"); fi
done
if [ "${#results[@]}" -eq 0 ]; then
  # Without them, a pull request would be told what some commit before it did.
  if [ "$mode" = record ] || is_pull_request; then die "output-file-path names no file with results"; fi
fi

words=(record --history "$history" --repo-dir . --skip-duplicates "--suite=${PERFOLIO_SUITE:-Benchmark}")
if [ -n "${PERFOLIO_TOOL:-}" ]; then words+=("--tool=$PERFOLIO_TOOL"); fi
if is_true "${PERFOLIO_ENV_DETECT:-}"; then words+=(--env-detect); fi
if is_pull_request; then words+=(--pull-request); fi
if [ -n "${HEAD_SHA:-}" ]; then words+=("--commit=$HEAD_SHA"); fi

# Prepares the history of a commit, with the results in it. False: it had them already.
history_with_results() {
  file_of "$1" "$path" "$history" || true
  local before=none
  if [ -e "$history" ]; then before=$(sha256sum <"$history"); fi
  if [ "${#results[@]}" -gt 0 ]; then
    told shown "$PERFOLIO" "${words[@]}" -- "${results[@]}"
  fi
  [ ! -e "$history" ] || [ "$before" != "$(sha256sum <"$history")" ]
}

push_history() {
  local commit
  commit=$(commit_with "$1" "$path" "$history" "Record benchmarks of $(git rev-parse --short HEAD)") ||
    die "cannot make a commit of the history"
  # An empty name would be the order to delete the branch.
  [[ $commit =~ ^[0-9a-f]{40,64}$ ]] || die "git made no commit of the history"
  if ! is_true "${PERFOLIO_AUTO_PUSH:-true}"; then
    git update-ref "refs/heads/$data_branch" "$commit"
    echo "perfolio: committed to $data_branch; auto-push is off"
    return
  fi
  remote_git push --quiet origin "$commit:refs/heads/$data_branch" 2>"$work/push.log"
}

recorded=false
for ((attempt = 1; ; ++attempt)); do
  if [ "$mode" = record ]; then tip=$(fetched_tip); else tip=$(fetched_tip true); fi ||
    die "cannot reach the branch of the history; the job needs the permission contents: write"
  if ! history_with_results "$tip"; then
    echo "perfolio: nothing new to record"
    break
  fi
  [ "$mode" = record ] || break
  if push_history "$tip"; then
    recorded=true
    break
  fi
  shown <"$work/push.log"
  [ "$attempt" -lt "$attempts" ] || die "cannot push the history after $attempt attempts; the results are not recorded"
  echo "perfolio: the branch has moved on, or the remote was busy; again from what is there now"
  sleep "$((attempt < 6 ? attempt : 5)).$((RANDOM % 10))"
done
file_of "$tip" "${data_folder:+$data_folder/}data.js" "$work/data.js" || true
output recorded "$recorded"
if [ -e "$history" ]; then output history "$history"; fi
