# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 The perfolio authors
# SPDX-License-Identifier: MIT
# What the steps print and hand on. Sourced. Text of others reaches these scripts as variables and arguments only.

# Passes on what a program says, so that no line of it is a command to the runner: one begins a line with "::", or
# stands anywhere as "##[...]".
shown() { tr '\r' '\n' | sed -u -e 's/##\[/# #[/g' -e 's/^[[:space:]]*::/perfolio: &/'; }

# One line, escaped as the runner's toolkit escapes it.
command_text() {
  local text=${1//'%'/%25}
  text=${text//$'\r'/%0D}
  printf '%s' "${text//$'\n'/%0A}"
}

note() { printf '::notice title=perfolio::%s\n' "$(command_text "$1")"; }
warn() { printf '::warning title=perfolio::%s\n' "$(command_text "$1")"; }
die() {
  printf '::error title=perfolio::%s\n' "$(command_text "$1")"
  exit 1
}

# What a program of ours complained of, in one line: its error, not its warnings, with the hint.
complaint() {
  awk '/^perfolio: / && !/^perfolio: (warning|note): / { sub(/^perfolio: /, ""); text = $0 }
    /^hint: / && text != "" { text = text "; " $0 } END { print (text == "" ? "perfolio failed" : text) }' "$1"
}

# told FILTER PROGRAM...: runs it; what it prints goes through the filter (cat, shown), what it says on the side is
# shown, and its failure is an annotation of the run that says why.
told() {
  local filter=$1 code=0 files
  shift
  files=$(work_folder)
  "$@" >"$files/printed" 2>"$files/said" || code=$?
  "$filter" <"$files/printed"
  shown <"$files/said" >&2
  [ "$code" = 0 ] || die "$(complaint "$files/said")"
}

# An output of the step. No text can end it early: nobody knows the delimiter.
output() {
  local mark
  mark=perfolio-$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
  printf '%s<<%s\n%s\n%s\n' "$1" "$mark" "$2" "$mark" >>"${GITHUB_OUTPUT:-/dev/null}"
}

# The lines of a text that are not blank, into an array: lines_into NAME TEXT.
lines_into() {
  local -n into=$1
  local line
  into=()
  while IFS= read -r line; do
    line=${line#"${line%%[![:space:]]*}"}
    line=${line%"${line##*[![:space:]]}"}
    [ -z "$line" ] || into+=("$line")
  done <<<"$2"
}

is_true() { [ "${1:-}" = true ]; }

# Whether what is measured is a pull request: in its own workflow, or in one that runs after it (workflow_run).
is_pull_request() {
  [[ ${GITHUB_EVENT_NAME:-} == pull_request* ]] ||
    { [ "${GITHUB_EVENT_NAME:-}" = workflow_run ] && [[ ${RUN_EVENT:-} == pull_request* ]]; }
}

# The folder of these steps, beside the workspace, not in it.
work_folder() {
  local folder=${RUNNER_TEMP:-/tmp}/perfolio-action
  mkdir -p "$folder"
  printf '%s' "$folder"
}
