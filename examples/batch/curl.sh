#!/bin/sh
# Editions over HTTP: curl.sh ARTICLE [SERVER]; start the server with `presskit serve`.
set -eu
article=${1:?article} server=${2:-http://127.0.0.1:8000}
curl --fail-with-body --silent --show-error -F "article=@$article" \
  "$server/editions?to=pdf,epub,docx" -o "$(basename "$article" .md).zip"
