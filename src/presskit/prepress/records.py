"""What a check finds out of a finished edition: plain records, printed as JSON and described by a schema.

Lengths are points (1/72 inch) unless a name says otherwise; pages are counted from 1.
"""

from __future__ import annotations

from typing import TypeAlias

from msgspec import Struct

from presskit.diagnostics import Diagnostic
from presskit.model.units import POINT_IN_MM

Inks: TypeAlias = tuple[int, int, int, int]


class Box(Struct, frozen=True):
    """A page box (ISO 32000-1, 14.11.2): its edges in points."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def size_mm(self) -> tuple[int, int]:
        """Width and height, in whole millimetres."""
        width, height = self.right - self.left, self.top - self.bottom
        return round(width * POINT_IN_MM), round(height * POINT_IN_MM)


class Page(Struct, frozen=True):
    """A page: its boxes (None where it has none of its own) and what is painted on it.

    `colour_spaces` are those that something is painted in. `blacks` are the inks of its black
    text, each in percent of cyan, magenta, yellow and black. `transparency` says that something
    is blended with what lies below it. `cut` is text that the page's edge cuts, `over` text that is
    printed over other text; each is the first of it.
    """

    number: int
    media: Box
    trim: Box | None
    bleed: Box | None
    colour_spaces: tuple[str, ...]
    blacks: tuple[Inks, ...]
    transparency: bool
    cut: str = ""
    over: str = ""


class Font(Struct, frozen=True):
    """A font that text is set in; `bytes` is what its embedded program takes in the file.

    `to_unicode` says that it has a ToUnicode CMap, `extractable` that its codes have characters
    by that or by a standard encoding (ISO 14289-1, 7.21.7).
    """

    name: str
    type: str
    embedded: bool
    subset: bool
    bytes: int
    to_unicode: bool
    extractable: bool
    pages: tuple[int, ...]


class Image(Struct, frozen=True):
    """A picture where it is placed; `bytes` is what it takes in the file.

    `ppi` are its pixels to the inch as it is placed, the lower of both directions. `bits` are
    those of a component. `duplicate` says that its bytes stand in the file more than once.
    """

    page: int
    width: int
    height: int
    ppi: float
    colour_space: str
    bits: int
    filter: str
    bytes: int
    duplicate: bool


class OutputIntent(Struct, frozen=True):
    """The press or screen that the colours are meant for (ISO 32000-1, 14.11.5).

    `subtype` is "GTS_PDFX", "GTS_PDFA1" or another; `components` are those of the profile.
    `profile` (its description) and `components` are None where no profile is embedded.
    """

    subtype: str
    identifier: str
    profile: str | None
    components: int | None


class Recall(Struct, frozen=True):
    """How many of the article's words come back from the PDF; `missing` are a few that don't."""

    words: int
    found: int
    share: float
    missing: tuple[str, ...]


class Preflight(Struct, frozen=True):
    """Everything found out about a PDF; `diagnostics` say what is wrong with it.

    `standards` are those that the file claims ("PDF/UA-1", "PDF/A-2a", "PDF/X-4"): a claim, not
    a proof. `recall` is None where there was no article to compare with.
    """

    file: str
    bytes: int
    pdf_version: str
    title: str
    language: str
    tagged: bool
    encrypted: bool
    standards: tuple[str, ...]
    output_intents: tuple[OutputIntent, ...]
    pages: tuple[Page, ...]
    fonts: tuple[Font, ...]
    images: tuple[Image, ...]
    recall: Recall | None
    diagnostics: tuple[Diagnostic, ...]


class BookFont(Struct, frozen=True):
    """A font in an EPUB; `characters` are those that it has, 0 where it cannot be read."""

    file: str
    bytes: int
    characters: int


class BookImage(Struct, frozen=True):
    """A picture in an EPUB; its size in pixels is 0 by 0 where it has none or cannot be read."""

    file: str
    media_type: str
    width: int
    height: int
    bytes: int


class BookCheck(Struct, frozen=True):
    """Everything found out about an EPUB; `diagnostics` say what is wrong with it.

    `progression` is the side that pages turn to, "rtl", "ltr" or nothing; `documents` are counted,
    and so are the words that they show. `recall` is None where there was no article to compare with.
    """

    file: str
    bytes: int
    title: str
    language: str
    progression: str
    identifier: str
    documents: int
    words: int
    fonts: tuple[BookFont, ...]
    images: tuple[BookImage, ...]
    recall: Recall | None
    diagnostics: tuple[Diagnostic, ...]
