#!/bin/bash
# SPDX-FileCopyrightText: 2026 The perfolio authors
# SPDX-License-Identifier: MIT
# Puts the program where the next steps find it: the package of this action's release, where there is one and it fits
# the machine; else built from this action's own source, in a folder that is cached. Output: perfolio, its path.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$here/log.sh"
work=$(work_folder)
root=$(cd "$here/.." && pwd)
build=${PERFOLIO_BUILD:-$work/build}

done_with() {
  "$1" --version 2>&1 | shown
  output perfolio "$1"
  exit 0
}

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi; }

version=$(sed -n 's/^project(perfolio VERSION \([0-9.]*\).*/\1/p' "$root/CMakeLists.txt")

# Whether the action is used at its release: by the tag's name, or by the commit that the tag names.
is_release() {
  local ref=${ACTION_REF:-} server=${GITHUB_API_URL:-https://api.github.com}
  [ -n "${ACTION_REPOSITORY:-}" ] && [ -n "$ref" ] || return 1
  [ "$ref" != "v$version" ] || return 0
  [[ $ref =~ ^[0-9a-f]{40}$ ]] || return 1
  local commit
  commit=$(curl --silent --fail --max-time 30 -H 'Accept: application/vnd.github.sha' \
    "$server/repos/$ACTION_REPOSITORY/commits/v$version") || return 1
  [ "$commit" = "$ref" ]
}

install_release() {
  command -v dpkg >/dev/null && command -v apt-get >/dev/null && command -v curl >/dev/null || return 1
  is_release || return 1
  local name
  # The package that was built on such a system, by the name that cmake/packaging.cmake gives it.
  name=perfolio_$version-1.$(. /etc/os-release && printf '%s' "$ID${VERSION_ID:-}")_$(dpkg --print-architecture).deb
  if [ ! -f "$build/kept/$name" ]; then
    mkdir -p "$build/kept"
    curl --silent --fail --location --proto '=https' --max-time 300 -o "$work/$name" \
      "${GITHUB_SERVER_URL:-https://github.com}/$ACTION_REPOSITORY/releases/download/v$version/$name" || return 1
    mv "$work/$name" "$build/kept/$name"
  fi
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$build/kept/$name" 2>&1 | shown
}

build_it() {
  echo "::group::perfolio: building $version"
  (cd "$root" && scripts/setup) 2>&1 | shown
  cmake -S "$root" -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DPERFOLIO_TESTS=OFF 2>&1 | shown
  cmake --build "$build" --target perfolio 2>&1 | shown
  # The program looks for its fonts and styles beside itself, and only this much is worth keeping.
  mkdir -p "$build/kept/bin" "$build/kept/share/perfolio"
  cp "$build/perfolio" "$build/kept/bin/"
  cp -r "$root/fonts" "$root/formats" "$root/styles" "$build/kept/share/perfolio/"
  find "$build" -mindepth 1 -maxdepth 1 ! -name kept -exec rm -rf {} +
  echo "::endgroup::"
}

# A program that is there already, and runs here.
kept=$build/kept/bin/perfolio
if [ -n "${PERFOLIO_PROGRAM:-}" ]; then done_with "$PERFOLIO_PROGRAM"; fi
if [ -x "$kept" ]; then
  # It came from the cache; its libraries did not.
  "$kept" --version >/dev/null 2>&1 || (cd "$root" && scripts/setup) 2>&1 | shown
  if "$kept" --version >/dev/null 2>&1; then done_with "$kept"; fi
fi
if install_release; then done_with "$(command -v perfolio)"; fi
build_it
done_with "$kept"
