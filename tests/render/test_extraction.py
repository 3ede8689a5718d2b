"""Words that come back: what readers that presskit doesn't contain find in its PDFs."""

from __future__ import annotations

import subprocess
import unicodedata
from collections import Counter
from pathlib import Path

import pymupdf
import pypdfium2
import pytest

import casebook
from presskit import api
from readers.elements import visible
from says import said
from test_direction import words_of
from tools import NODE, require

# The share of words that must come back. MuPDF and pdf.js lose blanks of their own: between the
# cells of a row, and MuPDF between a number and a word.
_LEAST = {"poppler": 0.998, "pdfium": 0.97, "mupdf": 0.93, "pdfjs": 0.90}
_FONTS = ("Amiri", "Noto Naskh Arabic", "IBM Plex Sans Arabic", "Noto Kufi Arabic", "Vazirmatn")
