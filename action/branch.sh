# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 The perfolio authors
# SPDX-License-Identifier: MIT
# The branch that holds the history. Sourced, after log.sh. Nothing is checked out: blobs, trees and commits are made
# directly, so that hooks, filters and the size of the branch do not matter.

data_branch=${PERFOLIO_BRANCH:-gh-pages}
data_folder=${PERFOLIO_DATA_DIR:-dev/bench}
data_folder=${data_folder#./}
data_folder=${data_folder%/}
if [ "$data_folder" = . ]; then data_folder=; fi
work=$(work_folder)
export GIT_TERMINAL_PROMPT=0

check_place() {
  git check-ref-format "refs/heads/$data_branch" || die "'$data_branch' is no name of a branch"
  case "/${data_folder:-top}/" in
    *//* | */../* | */./* | */.git/*) die "benchmark-data-dir-path: '$data_folder' is no folder below the top of a branch" ;;
  esac
}

# git, speaking to the remote with the token: neither as an argument nor in a file, and to the server only.
remote_git() {
  if [ -z "${GITHUB_TOKEN:-}" ]; then
    git -c core.hooksPath=/dev/null "$@"
    return
  fi
  local key="http.${GITHUB_SERVER_URL:-https://github.com}/.extraheader" basic
  basic=$(printf 'x-access-token:%s' "$GITHUB_TOKEN" | base64 -w0)
  # The empty value forgets the header that a checkout may have left: two of them are refused.
  GIT_CONFIG_COUNT=2 GIT_CONFIG_KEY_0=$key GIT_CONFIG_VALUE_0='' \
    GIT_CONFIG_KEY_1=$key GIT_CONFIG_VALUE_1="AUTHORIZATION: basic $basic" git -c core.hooksPath=/dev/null "$@"
}

# Prints the commit at the tip of the branch, fetched; nothing where there is no such branch yet. With `true`, what the
# checkout brought along does where the remote cannot be asked (in a fork's workflow, say).
fetched_tip() {
  local listed ref="refs/heads/$data_branch" here="refs/remotes/origin/$data_branch" tip
  if ! listed=$(remote_git ls-remote origin "$ref" 2>"$work/git.log"); then
    if is_true "${1:-}" && git rev-parse --verify --quiet "$here^{commit}"; then return 0; fi
    shown <"$work/git.log" >&2
    return 1
  fi
  tip=$(awk -v ref="$ref" '$2 == ref { print $1 }' <<<"$listed")
  [ -n "$tip" ] || return 0
  if ! git cat-file -e "$tip^{commit}" 2>/dev/null; then
    if ! remote_git fetch --quiet --no-tags origin "+$ref:$here" 2>"$work/git.log"; then
      shown <"$work/git.log" >&2
      return 1
    fi
    # It may have moved on between the two questions.
    git rev-parse --verify "$here^{commit}"
    return
  fi
  printf '%s\n' "$tip"
}

# Writes a file of a commit: file_of COMMIT PATH TO. False where it is not there.
file_of() {
  rm -f "$3"
  [ -n "$1" ] && git cat-file -e "$1:$2" 2>/dev/null || return 1
  git cat-file blob "$1:$2" >"$3"
}

# Prints a new commit: that of BASE (nothing: the first one) with the file FROM at PATH. Called in conditions too, where
# bash goes on after a failure: each step asks for the one before.
commit_with() {
  local base=$1 path=$2 from=$3 blob tree index=$work/index name='github-actions[bot]'
  local mail="41898282+$name@users.noreply.github.com"
  rm -f "$index" &&
    { [ -z "$base" ] || GIT_INDEX_FILE=$index git read-tree "$base"; } &&
    blob=$(git hash-object -w --no-filters "$from") &&
    printf '100644 %s\t%s\0' "$blob" "$path" | GIT_INDEX_FILE=$index git update-index -z --index-info &&
    tree=$(GIT_INDEX_FILE=$index git write-tree) &&
    GIT_AUTHOR_NAME=${GIT_AUTHOR_NAME:-$name} GIT_COMMITTER_NAME=${GIT_COMMITTER_NAME:-$name} \
      GIT_AUTHOR_EMAIL=${GIT_AUTHOR_EMAIL:-$mail} GIT_COMMITTER_EMAIL=${GIT_COMMITTER_EMAIL:-$mail} \
      git commit-tree "$tree" ${base:+-p "$base"} -m "$4"
}
