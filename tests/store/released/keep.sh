#!/usr/bin/env bash
# keep.sh MIGRATION CHECKOUT SERVER: fills a new database of the PostgreSQL at SERVER (postgres://.../any) through the
# version that is checked out and built in CHECKOUT, and keeps it in the folder MIGRATION, such as 0000, as plain SQL,
# archives and answers. pg_dump comes from HOLDFAST_PG_BIN, Debian's PostgreSQL 15, or the PATH.
set -euo pipefail

migration=${1:?usage: keep.sh MIGRATION CHECKOUT SERVER} checkout=${2:?} server=${3:?}
here=$(cd "$(dirname "$0")" && pwd)
export PATH="${HOLDFAST_PG_BIN:-/usr/lib/postgresql/15/bin}:$PATH"
name="holdfast_released_$migration"
url="${server%/*}/$name"

psql --quiet "$server" --command "drop database if exists $name" --command "create database $name"
mkdir -p "$here/$migration"
node "$here/fill-$migration.mjs" "$checkout" "$url"
# what psql alone understands is left out, so that the rest can be sent by any client
pg_dump --inserts --rows-per-insert=200 --no-owner --no-privileges "$url" |
  grep --invert-match '^\\' | grep --invert-match '^--' | cat --squeeze-blank >"$here/$migration/database.sql"
node "$here/answer.mjs" "$checkout" "$url" "$here/$migration"
psql --quiet "$server" --command "drop database $name"
