#!/bin/sh
# Makes the issue of the week from a folder of articles; made for cron, on Sundays at five:
#   0 5 * * 0  ARTICLES=/srv/articles OUTPUT=/srv/issues /srv/presskit/examples/digest/weekly.sh
# The number is the ISO week's, or the first argument. Nothing is written where an article fails:
# the report says which, and cron mails what is on stderr.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
ARTICLES=${ARTICLES:-$here/articles}
OUTPUT=${OUTPUT:-output}
PRESSKIT=${PRESSKIT:-$here/../../bin/presskit}
TITLE=${TITLE:-حصاد الأسبوع}
number=${1:-$(date +%V)}
today=${DATE:-$(date +%Y-%m-%d)}

mkdir -p "$OUTPUT"
exec 9>"$OUTPUT/.weekly.lock"
flock -n 9 || { echo "weekly.sh: another run is at work in $OUTPUT" >&2; exit 75; }

if ! "$PRESSKIT" digest "$ARTICLES" --title "$TITLE" --number "$number" --date "$today" \
  --to epub,pdf,docx --report "$OUTPUT/issue-$number.json" -o "$OUTPUT" --quiet; then
  echo "weekly.sh: issue $number was not made; $OUTPUT/issue-$number.json says why" >&2
  exit 1
fi
