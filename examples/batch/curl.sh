#!/bin/sh
# Editions over HTTP: curl.sh ARTICLE [SERVER]; start the server with `presskit serve`.
# The pictures that the article names go along; what is wrong is printed.
set -eu
article=${1:?article} server=${2:-http://127.0.0.1:8000}
target=$(basename "$article" .md).zip
cd "$(dirname "$article")"
article=$(basename "$article")
set -- -F "article=@$article"
for picture in $(grep -oiE '[^ ()"<>]+\.(jpe?g|png|webp|avif|gif|svg)' "$article" | sort -u); do
  [ ! -f "$picture" ] || set -- "$@" -F "pictures=@$picture;filename=$picture"
done
if ! curl --fail-with-body --silent --show-error "$@" \
  "$server/editions?to=pdf,epub,docx" -o "$OLDPWD/$target"; then
  cat "$OLDPWD/$target" >&2
  rm -f "$OLDPWD/$target"
  exit 1
fi
