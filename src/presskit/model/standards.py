"""Standards that a PDF can claim.

PDF/A-1 is not among them (its PDF 1.4 knows no object streams and no transparent pictures), nor
are PDF/A-4e and 4f, which are for engineering models and attached files.
"""

from __future__ import annotations

from typing import Literal

from presskit.model.blocks import Part


class Standard(Part, frozen=True):
    """A standard: ISO 14289 (ua), ISO 19005 (a) or ISO 15930 (x), its part and level.

    `version` is the PDF version it is written for; `tagged` says whether it is about people who
    don't see the page, so that the text's language and each picture's alternative must be known.
    """

    name: str
    title: str
    family: Literal["ua", "a", "x"]
    part: int
    version: str
    tagged: bool
    level: str = ""


_ALL = (
    Standard("ua-1", "PDF/UA-1", "ua", 1, "1.7", tagged=True),
    Standard("ua-2", "PDF/UA-2", "ua", 2, "2.0", tagged=True),
    Standard("a-2a", "PDF/A-2a", "a", 2, "1.7", tagged=True, level="A"),
    Standard("a-2b", "PDF/A-2b", "a", 2, "1.7", tagged=False, level="B"),
    Standard("a-2u", "PDF/A-2u", "a", 2, "1.7", tagged=False, level="U"),
    Standard("a-3a", "PDF/A-3a", "a", 3, "1.7", tagged=True, level="A"),
    Standard("a-3b", "PDF/A-3b", "a", 3, "1.7", tagged=False, level="B"),
    Standard("a-3u", "PDF/A-3u", "a", 3, "1.7", tagged=False, level="U"),
    Standard("a-4", "PDF/A-4", "a", 4, "2.0", tagged=False),
    Standard("x-4", "PDF/X-4", "x", 4, "1.6", tagged=False),
)
STANDARDS = {standard.name: standard for standard in _ALL}
NO_STANDARD = "none"
