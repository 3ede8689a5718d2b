"""Names for files that every system takes."""

from __future__ import annotations

import re

# Room for an ending, and for a number before, in the 255 bytes of common file systems.
_LONGEST = 200
# Names that need no library to be known as good: too long for `CON` and its like.
_GOOD = re.compile(r"\w[\w -]{3,48}\w")


def file_name(text: str) -> str:
    """`text` as the name of a file, without its ending: in no folder, not hidden; "" for none.

    A slug comes from whoever wrote the article, and is no way out of the folder of outputs.
    """
    if _GOOD.fullmatch(text):
        return text
    from pathvalidate import sanitize_filename

    short = text.encode("utf-8", "surrogateescape")[:_LONGEST].decode("utf-8", "ignore")
    return sanitize_filename(short, replacement_text="-").lstrip(".-")
