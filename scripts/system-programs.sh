#!/usr/bin/env bash
# Installs what some tests use beside Node, on Debian: Postgres with its tools, a pooler, a NATS server, a browser, sqlmap. `npm test` needs none of it.
set -euo pipefail

missing=()
[ -x /usr/lib/postgresql/15/bin/pg_dump ] || missing+=(postgresql-15)
[ -x /usr/sbin/pgbouncer ] || missing+=(pgbouncer)
command -v nats-server >/dev/null || missing+=(nats-server)
command -v chromium >/dev/null || missing+=(chromium)
command -v sqlmap >/dev/null || missing+=(sqlmap)
if [ ${#missing[@]} -eq 0 ]; then
  echo 'All there.'
  exit
fi

as_root=()
[ "$(id -u)" -eq 0 ] || as_root=(sudo)
export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" apt-get install -qq -y --no-install-recommends "${missing[@]}"
# The packages start servers of their own; the tests make theirs.
if [[ " ${missing[*]} " == *' postgresql-15 '* ]]; then "${as_root[@]}" pg_ctlcluster 15 main stop || true; fi
if [[ " ${missing[*]} " == *' pgbouncer '* ]]; then "${as_root[@]}" service pgbouncer stop || true; fi
