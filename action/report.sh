#!/bin/bash
# SPDX-FileCopyrightText: 2026 The perfolio authors
# SPDX-License-Identifier: MIT
# Makes the report: in modes `record` and `report` of the newest run against the one before, in mode `release` of a
# release. Its facts are outputs of the step, its alerts annotations.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$here/log.sh"
. "$here/branch.sh"
check_place
mode=${PERFOLIO_MODE:-report}

words=(report --repo-dir . "--output=${PERFOLIO_OUTPUT:-perfolio-out}" --github-actions)
lines_into sources "${PERFOLIO_SOURCES:-}"
if [ "$mode" = release ]; then
  [ "$(git rev-parse --is-shallow-repository)" = false ] ||
    die "this is a shallow clone, which has neither the tags nor their history: use actions/checkout with fetch-depth: 0"
  tag=${PERFOLIO_TAG:-}
  if [ -z "$tag" ] && [[ ${GITHUB_REF:-} == refs/tags/* ]]; then tag=${GITHUB_REF#refs/tags/}; fi
  [ -n "$tag" ] || die "no tag: run this on a release or a tag, or set the input tag"
  words+=("--release=$tag")
  if [ "${#sources[@]}" -eq 0 ]; then
    tip=$(fetched_tip true) || die "cannot reach the branch of the history"
    for file in data.js history.jsonl; do
      file_of "$tip" "${data_folder:+$data_folder/}$file" "$work/$file" && sources+=("$work/$file")
    done
  fi
  output tag "$tag"
else
  words+=(--by run)
  if is_pull_request; then words+=(--pull-requests); fi
  for file in data.js history.jsonl; do
    if [ -e "$work/$file" ]; then sources+=("$work/$file"); fi
  done
fi
# A config may name histories of its own.
if [ "${#sources[@]}" -eq 0 ] && [ -z "${PERFOLIO_CONFIG:-}" ] && [ ! -e perfolio.json ]; then
  die "no history: the branch '$data_branch' has neither data.js nor history.jsonl in ${data_folder:-its top folder}"
fi
if [ -n "${PERFOLIO_CONFIG:-}" ]; then words+=("--config=$PERFOLIO_CONFIG"); fi
if [ -n "${PERFOLIO_TAGS:-}" ]; then words+=("--tags=$PERFOLIO_TAGS"); fi
if [ -n "${PERFOLIO_BASELINE:-}" ]; then words+=("--baseline=$PERFOLIO_BASELINE"); fi
if [ -n "${PERFOLIO_ALERT_THRESHOLD:-}" ]; then words+=("--alert-threshold=$PERFOLIO_ALERT_THRESHOLD"); fi
if [ -n "${PERFOLIO_FAIL_THRESHOLD:-}" ]; then words+=("--fail-threshold=$PERFOLIO_FAIL_THRESHOLD"); fi
if [ -n "${PERFOLIO_FORMATS:-}" ]; then words+=("--formats=$PERFOLIO_FORMATS"); fi

# Whether the summary is shown depends on what it says.
summary=$work/summary.md
rm -f "$summary"
said=$work/outputs
rm -f "$said"
GITHUB_STEP_SUMMARY=$summary GITHUB_OUTPUT=$said told cat "$PERFOLIO" "${words[@]}" -- "${sources[@]+"${sources[@]}"}"
cat "$said" >>"${GITHUB_OUTPUT:-/dev/null}"
alert=$(awk 'said { print; exit } /^alert<</ { said = 1 }' "$said")
if is_true "${PERFOLIO_SUMMARY_ALWAYS:-true}" || is_true "$alert"; then
  cat "$summary" >>"${GITHUB_STEP_SUMMARY:-/dev/null}"
fi
