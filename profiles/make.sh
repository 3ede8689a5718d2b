#!/bin/sh
# Make the profiles anew from the published measurements: profiles/make.sh
# Needs Debian's argyll (colprof) and icc-profiles-free (the measurements, *.ti3).
set -eu
cd "$(dirname "$0")"
data=/usr/share/color/icc
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# make NAME FILE INK-LIMIT DESCRIPTION
make() {
  cp "$data/$2.ti3" "$work/$1.ti3"
  (cd "$work" && colprof -qm -bm -kr -l"$3" -D "$4" -M "$2" -A presskit \
    -C "Made by presskit from characterisation data under the zlib licence" "$1")
  cp "$work/$1.icc" "$1.icc"
}
make fogra39 FOGRA39L 330 'presskit: coated paper (FOGRA39L)'
make newsprint TR002 240 'presskit: newsprint, coldset (CGATS TR 002)'
sha256sum ./*.icc
