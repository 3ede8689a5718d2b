"""Layout: what every edition says, resolved.

A renderer decides nothing: numbers, ids, marker kinds, labels, table shapes, cell roles and
directions stand here. Inlines are those of the article, with isolates and note marks settled.
"""

from __future__ import annotations

import datetime
from typing import Any, Literal, TypeAlias

import msgspec

from presskit.diagnostics import Position
from presskit.model.blocks import Align, BoxKind, Pairs, Part
from presskit.model.inlines import Direction, Inlines, Node, Text
from presskit.model.publication import Digits
from presskit.model.signs import BETWEEN

Marker: TypeAlias = Literal[
    "bullet",
    "dash",
    "task",
    "decimal",
    "arabic-indic",
    "persian",
    "arabic-letter",
    "persian-letter",
    "kurdish-letter",
    "pashto-letter",
    "uyghur-letter",
    "sindhi-letter",
    "thaana-letter",
    "hebrew-letter",
    "latin-letter",
]


class LayoutHeading(Node, frozen=True, tag="heading"):
    """A crosshead; the headline is level 1, so levels are 2 to 4 and none is skipped."""

    level: int
    id: str
    children: Inlines
    at: Position | None = None


class LayoutParagraph(Node, frozen=True, tag="paragraph"):
    """A paragraph; `direction` is set only where it is not the article's."""

    children: Inlines
    direction: Direction | None = None
    at: Position | None = None


class LayoutListItem(Part, frozen=True):
    """An item; `label` is its marker as a reader sees it (`•`, `3.`, `ب.`, `☑`)."""

    label: str
    blocks: tuple[LayoutBlock, ...]


class LayoutList(Node, frozen=True, tag="list"):
    """A list; `depth` counts the lists around it, from 0. Items number from `start`."""

    marker: Marker
    depth: int
    items: tuple[LayoutListItem, ...]
    start: int = 1
    direction: Direction | None = None


class LayoutCell(Part, frozen=True):
    """A cell; a header cell has a scope and an id, a data cell the ids of its headers."""

    children: Inlines
    scope: Literal["column", "row"] | None = None
    id: str = ""
    headers: tuple[str, ...] = ()
    align: Align = "start"


class LayoutRow(Part, frozen=True):
    """A row of cells, from start to end."""

    cells: tuple[LayoutCell, ...]


class LayoutTable(Node, frozen=True, tag="table"):
    """A table, every row as wide as its head.

    `kind` is "delegation" for a table of roles and names, else "data"; `widths` are the share
    of each column in percent, estimated from its text; `description` lists the columns' heads.
    """

    kind: Literal["data", "delegation"]
    id: str
    head: LayoutRow
    rows: tuple[LayoutRow, ...]
    widths: tuple[int, ...]
    caption: Inlines = ()
    description: str = ""
    at: Position | None = None


class LayoutDelegations(Node, frozen=True, tag="delegations"):
    """The delegation tables that belong together, one a party."""

    tables: tuple[LayoutTable, ...]


class LayoutQuote(Node, frozen=True, tag="quote"):
    """A block quote or a pull quote."""

    kind: Literal["block", "pull"]
    blocks: tuple[LayoutBlock, ...]
    attribution: Inlines = ()


class LayoutFigure(Node, frozen=True, tag="figure"):
    """A picture with its pixel size, as it stands upright.

    `share` is the part of the column's width that it takes, in percent, where the writer asked.
    """

    src: str
    id: str
    alt: str
    width: int
    height: int
    caption: Inlines = ()
    credit: Inlines = ()
    at: Position | None = None
    share: int = 0


class LayoutCode(Node, frozen=True, tag="code-block"):
    """Program text; always left to right."""

    text: str
    language: str = ""
    at: Position | None = None


class LayoutDeskNote(Node, frozen=True, tag="desk-note"):
    """A remark to the layout desk about what stands before it, which no reader is shown."""

    paragraphs: tuple[LayoutParagraph, ...]


class LayoutBreak(Node, frozen=True, tag="break"):
    """A pause in the text."""


class LayoutDefinition(Part, frozen=True):
    """A term and what is said of it."""

    term: Inlines
    blocks: tuple[LayoutBlock, ...]


class LayoutDefinitions(Node, frozen=True, tag="definition-list"):
    """Terms with their definitions; `kind` tells questions, times and figures from terms."""

    items: tuple[LayoutDefinition, ...]
    kind: Pairs = "terms"


class LayoutGallery(Node, frozen=True, tag="gallery"):
    """Pictures that stand together.

    `rows` has how wide the pictures of each row are, in percent of the room, so that all of a row
    are equally high; what is left of 100 is between them.
    """

    figures: tuple[LayoutFigure, ...]
    rows: tuple[tuple[float, ...], ...]
    caption: Inlines = ()
    credit: Inlines = ()

    def placed(self) -> tuple[tuple[tuple[LayoutFigure, float], ...], ...]:
        """The rows, each picture with its width."""
        figures = iter(self.figures)
        return tuple(tuple((next(figures), share) for share in row) for row in self.rows)


class LayoutQrCode(Node, frozen=True, tag="qr-code"):
    """An address that a phone reads from print, and the text beside it, which has the link."""

    href: str
    children: Inlines


class LayoutVerseLine(Part, frozen=True):
    """A line of a poem; a classical one has two hemistichs."""

    first: Inlines
    second: Inlines = ()


class LayoutStanza(Part, frozen=True):
    """Lines of a poem that stand together."""

    lines: tuple[LayoutVerseLine, ...]


class LayoutVerse(Node, frozen=True, tag="verse"):
    """A poem; `paired` where a line has two hemistichs. `direction` only where not the article's."""

    stanzas: tuple[LayoutStanza, ...]
    paired: bool = False
    direction: Direction | None = None
    attribution: Inlines = ()


class LayoutBox(Node, frozen=True, tag="box"):
    """What is set apart from the text; one that is `wide` goes across the columns."""

    kind: BoxKind
    blocks: tuple[LayoutBlock, ...]
    title: Inlines = ()
    wide: bool = False


LayoutBlock: TypeAlias = (
    LayoutHeading
    | LayoutParagraph
    | LayoutList
    | LayoutTable
    | LayoutDelegations
    | LayoutQuote
    | LayoutFigure
    | LayoutCode
    | LayoutBreak
    | LayoutDeskNote
    | LayoutDefinitions
    | LayoutBox
    | LayoutVerse
    | LayoutGallery
    | LayoutQrCode
)
LayoutBlocks: TypeAlias = tuple[LayoutBlock, ...]


class LayoutNote(Part, frozen=True):
    """A footnote in the order of its first reference; `refs` are the references' ids."""

    id: str
    mark: str
    refs: tuple[str, ...]
    blocks: LayoutBlocks


class Opening(Part, frozen=True):
    """What stands over the body; `date` is written out in the article's language.

    `id` is the headline's. `dateline` is one that stands on a line of its own, since the body begins
    with no paragraph.
    """

    headline: Inlines
    id: str = "headline"
    kicker: Inlines = ()
    deck: Inlines = ()
    byline: Inlines = ()
    dateline: Inlines = ()
    date: Inlines = ()
    lead: tuple[LayoutParagraph, ...] = ()
    image: LayoutFigure | None = None

    @property
    def line(self) -> Inlines:
        """The line under the headline: byline and date, with a sign between."""
        between = (Text(BETWEEN),) if self.byline and self.date else ()
        return (*self.byline, *between, *self.date)


class Furniture(Part, frozen=True):
    """Running head and folio: what a page carries besides the text.

    `logo` is the nameplate as a picture; without it the publication's name is set.
    """

    start: Inlines
    end: Inlines
    digits: Digits
    logo: LayoutFigure | None = None


class OutlineEntry(Part, frozen=True):
    """A heading in the outline; `title` is plain text."""

    level: int
    title: str
    id: str


class Metadata(Part, frozen=True):
    """What the edition says of itself to machines; `identifier` is stable for a slug.

    `authors` are those that the article names, `writers` they or else the names in its byline; an
    issue's are those of its stories. `number`, `volume` and `issn` are those of an issue;
    `dateline` is one that runs in to the body, `printed_date` the date that its writer gave for print.
    `draft` and `extra` are the article's: the way back from Word needs them.
    """

    title: str
    identifier: str
    slug: str
    authors: tuple[str, ...] = ()
    writers: tuple[str, ...] = ()
    publication: str = ""
    section: str = ""
    date: datetime.date | None = None
    tags: tuple[str, ...] = ()
    description: str = ""
    dateline: str = ""
    number: str = ""
    volume: str = ""
    issn: str = ""
    printed_date: str = ""
    draft: bool = False
    extra: dict[str, Any] = msgspec.field(default_factory=dict)


class Labels(Part, frozen=True):
    """Words presskit adds, in the article's language."""

    role: str
    name: str
    notes: str
    note: str
    back: str
    contents: str
    cover: str
    start: str
    source: str
    accessibility: str


class Layout(Part, frozen=True):
    """What every edition of an article says."""

    language: str
    direction: Direction
    metadata: Metadata
    labels: Labels
    opening: Opening
    furniture: Furniture
    body: LayoutBlocks
    notes: tuple[LayoutNote, ...] = ()
    source: Inlines = ()
    outline: tuple[OutlineEntry, ...] = ()
