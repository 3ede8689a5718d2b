#!/bin/sh
# The Umm al-Qura calendar, the Hijri calendar of a Saudi masthead, is a published table, not a formula. Guess: whoever
# carries it carries the same table, so a day has one Hijri date, whatever library prints it.
# Seen: three tables under one name. ICU 78 (so the Intl of browsers and Node.js, with Java's HijrahDate saying the
# same) and hijridate 2.6.0 (typed off the printed calendars) begin 740 of the 1,896 months from 1343 to 1500 on
# different days; they agree only from 1420 to 1450, just the years that anyone tests. @umalqura/core 0.0.7 is a third.
# History tells who is right: the Mecca mosque was seized on 1 Muharram 1400 = 20 November 1979, and King Faisal was
# killed on 13 Rabi al-awwal 1395 = 25 March 1975. ICU has both a day off, and another month at a month's end.
# Costs: an archive that dates its old issues with Intl or Java, against the date printed on their own mastheads; from
# 1451 (2029) on, mastheads whose web page and print edition are made with different libraries.
# Do: use one table for all editions; for dates before 1420 take hijridate, and never mix.
# Needs: Python 3.11 or newer, npm.
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
cd "$here"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check hijridate==2.6.0 icukit-pyicu==78.3.1
npm install --silent --no-audit --no-fund --prefix . @umalqura/core@0.0.7 >/dev/null
cat >third.cjs <<'JAVASCRIPT'
const load = require("@umalqura/core");
const umalqura = load.default || load;
for (let year = 1356; year <= 1499; year++)
  for (let month = 1; month <= 12; month++) {
    const day = umalqura(year, month, 1).date;
    console.log(year, month, Date.UTC(day.getFullYear(), day.getMonth(), day.getDate()) / 86400000);
  }
JAVASCRIPT
TZ=UTC node third.cjs >third.txt
cat >seen.py <<'PYTHON'
from datetime import date, timedelta
from importlib.metadata import version
from pathlib import Path

import icu
from hijridate import Hijri

EPOCH = date(1970, 1, 1)
calendar = icu.Calendar.createInstance(icu.TimeZone.getGMT(), icu.Locale("en@calendar=islamic-umalqura"))


def by_icu(year, month, day=1):
    calendar.clear()
    calendar.set(year, month - 1, day)
    return EPOCH + timedelta(seconds=calendar.getTime())


def by_hijridate(year, month, day=1):
    found = Hijri(year, month, day).to_gregorian()
    return date(found.year, found.month, found.day)


print("ICU", icu.ICU_VERSION, "hijridate", version("hijridate"), "@umalqura/core 0.0.7")
print("guess: no month begins on different days")
months = [(year, month) for year in range(1343, 1501) for month in range(1, 13)]
differ = [one for one in months if by_icu(*one) != by_hijridate(*one)]
early, late = [one for one in differ if one[0] < 1435], [one for one in differ if one[0] > 1435]
print(f"ICU and hijridate differ in {len(differ)} of {len(months)} months: up to {early[-1]}, again from {late[0]}")
third = {}
for line in Path("third.txt").read_text().splitlines():
    year, month, days = map(int, line.split())
    third[year, month] = EPOCH + timedelta(days=days)
from_icu = sum(third[one] != by_icu(*one) for one in third)
from_hijridate = [one for one in third if third[one] != by_hijridate(*one)]
print(
    f"@umalqura/core, of {len(third)} months: {from_icu} differ from ICU,",
    f"{len(from_hijridate)} from hijridate, the last in {from_hijridate[-1][0]}",
)
KNOWN = {
    (1400, 1, 1): (date(1979, 11, 20), "the mosque of Mecca is seized"),
    (1395, 3, 13): (date(1975, 3, 25), "King Faisal is killed"),
}
for day, (true, what) in KNOWN.items():
    print(f"{day}, {what}, {true}: hijridate {by_hijridate(*day)}, ICU {by_icu(*day)}")
    assert by_hijridate(*day) == true
    assert by_icu(*day) == true + timedelta(days=1), "ICU has the known day now"
assert len(differ) == 740 and early[-1] == (1419, 12) and late[0] == (1451, 4), "other months differ now"
assert (from_icu, len(from_hijridate)) == (834, 216), "the third table changed"
print("as seen before: three tables under one name")
PYTHON
venv/bin/python seen.py
