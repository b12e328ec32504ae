#!/bin/bash
# SPDX-FileCopyrightText: 2026 The perfolio authors
# SPDX-License-Identifier: MIT
# Brings the site up to date, in the folder of the history on its branch, and pushes it; on a conflict it begins again
# from what the others pushed, and never forces. Output: site-changed (true or false).
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$here/log.sh"
. "$here/branch.sh"
check_place
attempts=${PERFOLIO_ATTEMPTS:-6}
site=$work/site
[ "$(git rev-parse --is-shallow-repository)" = false ] ||
  die "this is a shallow clone, which has neither the tags nor their history: use actions/checkout with fetch-depth: 0"

# What the branch has in the folder, where `perfolio site` finds what it need not write again.
fetch_folder() {
  rm -rf "$site" && mkdir -p "$site/folder"
  [ -n "$1" ] && git cat-file -e "$1:$data_folder" 2>/dev/null || return 0
  git archive --format=tar "$1:$data_folder" | tar -x -C "$site/folder"
}

make_site() {
  local words=(site --repo-dir . "--output=$site/folder") sources=()
  lines_into sources "${PERFOLIO_SOURCES:-}"
  if [ "${#sources[@]}" -eq 0 ]; then
    for file in data.js history.jsonl; do
      # A copy: the folder is exchanged while its data is still read.
      if [ -e "$site/folder/$file" ]; then cp "$site/folder/$file" "$site/$file" && sources+=("$site/$file"); fi
    done
  fi
  if [ "${#sources[@]}" -eq 0 ] && [ -z "${PERFOLIO_CONFIG:-}" ] && [ ! -e perfolio.json ]; then
    die "no history: the branch '$data_branch' has neither data.js nor history.jsonl in ${data_folder:-its top folder}"
  fi
  if [ -n "${PERFOLIO_CONFIG:-}" ]; then words+=("--config=$PERFOLIO_CONFIG"); fi
  if [ -n "${PERFOLIO_TAGS:-}" ]; then words+=("--tags=$PERFOLIO_TAGS"); fi
  if [ -n "${PERFOLIO_BASELINE:-}" ]; then words+=("--baseline=$PERFOLIO_BASELINE"); fi
  if [ -n "${PERFOLIO_URL:-}" ]; then words+=("--url=$PERFOLIO_URL"); fi
  told shown "$PERFOLIO" "${words[@]}" -- "${sources[@]+"${sources[@]}"}"
}

# Prints a commit: that of BASE with the folder as it is now; BASE itself where nothing changed.
commit_of_folder() {
  local base=$1 tree index=$work/index name='github-actions[bot]'
  local mail="41898282+$name@users.noreply.github.com" prefix=${data_folder:+$data_folder/}
  rm -f "$index" &&
    { [ -z "$base" ] || GIT_INDEX_FILE=$index git read-tree "$base"; } &&
    { [ -z "$base" ] || GIT_INDEX_FILE=$index git rm -r -q --cached --ignore-unmatch -- ":(top,literal)${data_folder:-.}" >/dev/null; } &&
    (cd "$site/folder" && find . -type f | LC_ALL=C sort | cut -c3-) >"$work/names" &&
    sed "s|^|$site/folder/|" "$work/names" | git hash-object -w --no-filters --stdin-paths >"$work/blobs" &&
    paste "$work/blobs" "$work/names" | awk -F '\t' -v prefix="$prefix" '{ printf "100644 %s\t%s%s\n", $1, prefix, $2 }' |
    GIT_INDEX_FILE=$index git update-index --index-info &&
    tree=$(GIT_INDEX_FILE=$index git write-tree) || return 1
  if [ -n "$base" ] && [ "$tree" = "$(git rev-parse "$base^{tree}")" ]; then
    printf '%s\n' "$base"
    return
  fi
  GIT_AUTHOR_NAME=${GIT_AUTHOR_NAME:-$name} GIT_COMMITTER_NAME=${GIT_COMMITTER_NAME:-$name} \
    GIT_AUTHOR_EMAIL=${GIT_AUTHOR_EMAIL:-$mail} GIT_COMMITTER_EMAIL=${GIT_COMMITTER_EMAIL:-$mail} \
    git commit-tree "$tree" ${base:+-p "$base"} -m "Update the performance site"
}

changed=false
for ((attempt = 1; ; ++attempt)); do
  # Pages are never made of what only the checkout knows: no argument.
  # shellcheck disable=SC2119
  tip=$(fetched_tip) || die "cannot reach the branch of the history; the job needs the permission contents: write"
  fetch_folder "$tip"
  make_site
  commit=$(commit_of_folder "$tip") || die "cannot make a commit of the site"
  # An empty name would be the order to delete the branch.
  [[ $commit =~ ^[0-9a-f]{40,64}$ ]] || die "git made no commit of the site"
  if [ "$commit" = "$tip" ]; then
    echo "perfolio: the site is up to date"
    break
  fi
  changed=true
  if ! is_true "${PERFOLIO_AUTO_PUSH:-true}"; then
    git update-ref "refs/heads/$data_branch" "$commit"
    echo "perfolio: committed to $data_branch; auto-push is off"
    break
  fi
  if remote_git push --quiet origin "$commit:refs/heads/$data_branch" 2>"$work/push.log"; then break; fi
  shown <"$work/push.log"
  [ "$attempt" -lt "$attempts" ] || die "cannot push the site after $attempt attempts"
  echo "perfolio: the branch has moved on, or the remote was busy; again from what is there now"
  sleep "$((attempt < 6 ? attempt : 5)).$((RANDOM % 10))"
done
output site-changed "$changed"
