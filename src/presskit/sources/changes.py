"""What becomes of changes that a word processor tracked."""

from __future__ import annotations

from enum import StrEnum


class Changes(StrEnum):
    """Take them as made, or as never made."""

    ACCEPT = "accept"
    REJECT = "reject"
