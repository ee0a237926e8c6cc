#!/usr/bin/env bash
# A throw-away PostgreSQL for tests: trust on 127.0.0.1, a database of its own, nothing outside its folder.
#
#   scripts/postgres.sh start FOLDER [PORT]   prints the URL to put in HOLDFAST_TEST_DATABASE_URL
#   scripts/postgres.sh stop FOLDER           stops it and leaves the folder
#
# The server binaries come from HOLDFAST_PG_BIN, Debian's PostgreSQL 15, or the PATH, in this order.
# PostgreSQL refuses to run as root: then the server runs as the user "postgres", who comes with Debian's package.
set -euo pipefail

fail() {
  echo "postgres.sh: $*" >&2
  exit 1
}

binaries() {
  local folder
  for folder in "${HOLDFAST_PG_BIN:-}" /usr/lib/postgresql/15/bin "$(dirname "$(command -v initdb || echo /nowhere/initdb)")"; do
    if [ -n "$folder" ] && [ -x "$folder/initdb" ]; then
      echo "$folder"
      return
    fi
  done
  fail "no PostgreSQL server found. Install one (Debian: apt-get install postgresql) or set HOLDFAST_PG_BIN."
}

as_server() {
  if [ "$(id -u)" = 0 ]; then
    id postgres >/dev/null 2>&1 || fail "running as root needs a user named postgres to run the server as."
    (cd / && runuser -u postgres -- "$@")
  else
    "$@"
  fi
}

free_port() {
  node -e 'const s = require("node:net").createServer(); s.listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); });'
}

start() {
  local folder=$1 port=${2:-$(free_port)} bin database=holdfast_test
  bin=$(binaries)
  mkdir -p "$folder"
  if [ "$(id -u)" = 0 ]; then chown postgres "$folder"; fi
  chmod 700 "$folder"
  if [ ! -e "$folder/data/PG_VERSION" ]; then
    as_server "$bin/initdb" --pgdata "$folder/data" --username postgres --auth trust --encoding UTF8 --no-locale >/dev/null
  fi
  as_server "$bin/pg_ctl" --pgdata "$folder/data" --log "$folder/log" --wait --silent \
    --options "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=" start >/dev/null ||
    fail "the server did not start: $(tail -n 3 "$folder/log" 2>/dev/null)"
  if ! "$bin/psql" --host 127.0.0.1 --port "$port" --username postgres --tuples-only --no-align \
    --command "select 1 from pg_database where datname = '$database'" | grep -q 1; then
    "$bin/createdb" --host 127.0.0.1 --port "$port" --username postgres "$database"
  fi
  echo "postgres://postgres@127.0.0.1:$port/$database"
}

stop() {
  as_server "$(binaries)/pg_ctl" --pgdata "$1/data" --mode fast --wait --silent stop
}

case "${1:-}" in
  start) start "${2:?a folder is needed}" ${3:-} ;;
  stop) stop "${2:?a folder is needed}" ;;
  *) fail "usage: scripts/postgres.sh start FOLDER [PORT] | stop FOLDER" ;;
esac
