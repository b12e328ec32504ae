#!/bin/bash
# SPDX-FileCopyrightText: 2026 The perfolio authors
# SPDX-License-Identifier: MIT
# Posts comment.md: to the pull request that was measured (there is one comment, brought up to date), else to the commit.
# What cannot be posted is a warning: the files are there.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$here/log.sh"
work=$(work_folder)

api=${GITHUB_API_URL:-https://api.github.com}
mark='<!-- perfolio:comment -->'
author=${PERFOLIO_COMMENT_AUTHOR:-github-actions[bot]}

give_up() {
  warn "$1; comment.md is among the files of the report"
  exit 0
}

if ! is_true "${PERFOLIO_COMMENT_ALWAYS:-}"; then
  is_true "${PERFOLIO_COMMENT_ON_ALERT:-}" && is_true "${PERFOLIO_ALERT:-}" || exit 0
fi
[ -n "${GITHUB_TOKEN:-}" ] || give_up "no token to comment with"
case $GITHUB_TOKEN in *[!A-Za-z0-9._=+/~-]*) give_up "the token has characters that no token has" ;; esac
for program in jq curl; do
  command -v "$program" >/dev/null || give_up "commenting needs $program"
done
[[ ${GITHUB_REPOSITORY:-} =~ ^[A-Za-z0-9._-]+/[A-Za-z0-9._-]+$ ]] || give_up "GITHUB_REPOSITORY names no repository"
# Plain http is for a server on this machine.
case $api in
  https://*) protocol='=https' ;;
  http://127.0.0.1:* | http://localhost:*) protocol='=http' ;;
  *) give_up "$api is not reached over TLS" ;;
esac

# call METHOD PATH [FILE]: prints the answer. The token goes through standard input, so that no list of processes has it.
call() {
  local more=()
  if [ $# -gt 2 ]; then more=(--data-binary "@$3" -H 'Content-Type: application/json'); fi
  printf 'header = "Authorization: Bearer %s"\n' "$GITHUB_TOKEN" |
    curl --config - --silent --show-error --fail --proto "$protocol" --max-time 60 -X "$1" \
      -H 'Accept: application/vnd.github+json' -H 'X-GitHub-Api-Version: 2022-11-28' "${more[@]+"${more[@]}"}" \
      "$api/repos/$GITHUB_REPOSITORY/$2" 2>"$work/curl.log" || { shown <"$work/curl.log" >&2; return 1; }
}

# The number of the pull request: the event says it, or, after a fork's workflow, its head does.
pull_request() {
  if [[ ${PR_NUMBER:-} =~ ^[0-9]+$ ]]; then
    echo "$PR_NUMBER"
  elif [ "${GITHUB_EVENT_NAME:-}" = workflow_run ] && is_pull_request; then
    local head
    head=$(jq -rn --arg owner "${HEAD_OWNER:-}" --arg branch "${HEAD_BRANCH:-}" '$owner + ":" + $branch | @uri')
    call GET "pulls?state=open&head=$head" |
      jq -r --arg sha "${HEAD_SHA:-}" '[.[] | select(.head.sha == $sha) | .number][0] // empty'
  fi
}

# The number of our comment there, if any. Its author is asked as well: anybody can write the mark.
our_comment() {
  local page
  for ((page = 1; page <= 10; ++page)); do
    call GET "issues/$1/comments?per_page=100&page=$page" >"$work/comments.json" || return 1
    jq -r --arg mark "$mark" --arg author "$author" \
      '[.[] | select(.user.login == $author and (.body | startswith($mark))) | .id][0] // empty' "$work/comments.json" |
      grep . && return
    [ "$(jq length "$work/comments.json")" -eq 100 ] || return 0
  done
}

jq -n --rawfile text "${PERFOLIO_COMMENT_FILE:?}" --arg mark "$mark" '{body: ($mark + "\n" + $text)[0:65536]}' >"$work/comment.json"
number=$(pull_request) || give_up "the pull request cannot be found"
if [ -z "$number" ]; then
  if is_pull_request; then give_up "no open pull request has this commit as its head"; fi
  call POST "commits/${GITHUB_SHA:?}/comments" "$work/comment.json" >"$work/answer.json" || give_up "the commit cannot be commented"
else
  id=$(our_comment "$number") || give_up "the comments of the pull request cannot be read"
  if [ -n "$id" ]; then
    call PATCH "issues/comments/$id" "$work/comment.json" >"$work/answer.json" || give_up "the comment cannot be changed"
  else
    call POST "issues/$number/comments" "$work/comment.json" >"$work/answer.json" || give_up "the pull request cannot be commented"
  fi
fi
echo "perfolio: commented"
