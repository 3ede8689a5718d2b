"""Limits that every kind of input keeps."""

from __future__ import annotations

# Word has nine levels of lists; a reader loses the thread long before.
DEEPEST = 9
