#!/bin/sh
# Nightly: every article of a folder in three editions; only what changed is made. For cron:
#   15 4 * * * /srv/news/nightly.sh /srv/news/articles /srv/news/editions
set -eu
articles=${1:?folder of articles} editions=${2:?folder for editions}
presskit=${PRESSKIT:-presskit}
[ -d "$articles" ] || { echo "there is no folder $articles" >&2; exit 2; }
find "$articles" -name '*.md' ! -iname 'readme*' | sort |
  "$presskit" export --from - --to pdf,epub,docx -o "$editions" --timeout 120 \
    --report "$editions/report.json" --quiet
