# SPDX-FileCopyrightText: 2026 The perfolio authors
# SPDX-License-Identifier: MIT
# What the findings share: a folder that goes away at the end, pinned packages unpacked into it, and one line when a tool
# no longer does what its finding says. Sourced, never run.
# shellcheck shell=bash

room=$(mktemp -d)
server=
leave() {
  [ -z "$server" ] || kill "$server" 2>/dev/null || true
  rm -rf "$room"
}
trap leave EXIT
cd "$room" || exit 1

# Unpacks Debian packages NAME=VERSION without installing them. The libraries they need beyond these are those of a Debian 12
# that builds perfolio.
debian() {
  mkdir -p packages root
  (cd packages && apt-get download "$@" >/dev/null 2>../apt.log) || { cat apt.log >&2; exit 1; }
  local package
  for package in packages/*.deb; do dpkg -x "$package" root; done
  export PATH="$room/root/usr/bin:$room/root/usr/sbin:$PATH"
  export LD_LIBRARY_PATH="$room/root/usr/lib/x86_64-linux-gnu"
  export PYTHONPATH="$room/root/usr/lib/python3/dist-packages"
}

# Installs NAME@VERSION into a folder of its own, so that two versions can stand side by side.
npm_into() {
  npm install --silent --no-audit --no-fund --prefix "$1" "$2" >/dev/null
}

# Answers every request with "ok" after $1 ms, on a port of the loopback that is kept in $port.
serve() {
  node -e '
    const delay = Number(process.argv[1]);
    const server = require("http").createServer((_, answer) => setTimeout(() => answer.end("ok"), delay));
    server.listen(0, "127.0.0.1", () => console.log(server.address().port));
    setTimeout(() => process.exit(), 60000);' "$1" >port &
  server=$!
  until [ -s port ]; do kill -0 "$server" && sleep 0.1; done
  port=$(cat port)
  export port
}

# expect WHAT SEEN STATED: the behaviour is still there when what was seen is what this finding states.
expect() {
  printf '%s: %s\n' "$1" "$2"
  [ "$2" = "$3" ] || { printf 'CHANGED: %s was «%s», is «%s»\n' "$1" "$3" "$2"; exit 1; }
}

# holds WHAT COMMAND...: the same for a condition.
holds() {
  local what=$1
  shift
  "$@" || { printf 'CHANGED: no longer true: %s\n' "$what"; exit 1; }
  printf 'holds: %s\n' "$what"
}
