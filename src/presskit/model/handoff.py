"""Manifest: what a handoff to the layout desk holds, for people and programs."""

from __future__ import annotations

import datetime
from typing import Literal, TypeAlias

from presskit.diagnostics import Diagnostic
from presskit.model.blocks import Part
from presskit.model.inlines import Direction

FileKind: TypeAlias = Literal[
    "document", "tagged-text", "text", "table", "image", "style-sheet", "readme"
]
Place: TypeAlias = Literal["cover", "opening", "body", "note"]


class HandoffFile(Part, frozen=True):
    """A file of the handoff; `path` counts from its root, `sha256` is of its bytes."""

    path: str
    kind: FileKind
    bytes: int
    sha256: str


class Measure(Part, frozen=True):
    """What a length is estimated for: a column's width, and the type that is set in it."""

    width_mm: float
    family: str
    size_pt: float
    leading_pt: float


class Length(Part, frozen=True):
    """How long a text is; lines, centimetres and column inches are estimates for the measure.

    They are those of the running text: lead, crossheads, paragraphs, lists, quotes and tables, all
    in the measure's type. `words` and `characters` (blanks among them) count all that is read.
    """

    words: int
    characters: int
    lines: int
    centimetres: float
    column_inches: float


class HandoffImage(Part, frozen=True):
    """A picture as it was delivered, not touched; `source` is how the article names it.

    `width` and `height` are pixels as it stands upright; `placed_mm` is its size in the DOCX and
    `dpi` its resolution there; `width_at_300_dpi_mm` is how wide print can have it. A drawing has
    none of these two. `after` is how the text before it begins.
    """

    path: str
    source: str
    place: Place
    after: str
    width: int
    height: int
    colour_space: str
    placed_mm: tuple[float, float] | None
    dpi: int | None
    width_at_300_dpi_mm: float | None
    alt: str
    caption: str
    credit: str


class HandoffTable(Part, frozen=True):
    """A table; the first of its `rows` is its head. Kind "delegation" has roles and names."""

    path: str
    kind: Literal["data", "delegation"]
    caption: str
    columns: int
    rows: int


class HandoffStory(Part, frozen=True):
    """One story: its files, its length, and what the desk is asked to do."""

    title: str
    language: str
    direction: Direction
    section: str
    text: str
    length: Length
    images: tuple[HandoffImage, ...]
    tables: tuple[HandoffTable, ...]
    footnotes: int
    desk_notes: tuple[str, ...]
    tagged_text: str = ""


class StyleUse(Part, frozen=True):
    """A style of the DOCX by its name, how often it is used, and how its first text begins."""

    name: str
    kind: Literal["paragraph", "character", "table"]
    count: int
    sample: str


class Manifest(Part, frozen=True):
    """What a handoff holds. `findings` are what was found in its articles."""

    presskit: str
    title: str
    publication: str
    date: datetime.date | None
    language: str
    direction: Direction
    measure: Measure
    length: Length
    document: str
    stories: tuple[HandoffStory, ...]
    styles: tuple[StyleUse, ...]
    files: tuple[HandoffFile, ...]
    findings: tuple[Diagnostic, ...]
