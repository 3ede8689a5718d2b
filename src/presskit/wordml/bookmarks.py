"""Names of bookmarks."""

from __future__ import annotations

import re

_LONGEST_NAME = 40


def bookmark_name(identifier: str) -> str:
    """An id as the name of a bookmark: letters, digits and `_`, 40 characters at most."""
    name = re.sub(r"\W", "_", identifier, flags=re.ASCII)
    return f"b_{name}"[:_LONGEST_NAME] if not name[:1].isalpha() else name[:_LONGEST_NAME]
