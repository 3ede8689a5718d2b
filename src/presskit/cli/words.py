"""Numbers as people say them."""

from __future__ import annotations


def size_in_words(size: int) -> str:
    """A number of bytes as people say it."""
    return f"{size / 1000:.1f} KB" if size < 1_000_000 else f"{size / 1_000_000:.1f} MB"
