"""Blocks: what an article's body is made of, as the newsroom wrote it."""

from __future__ import annotations

from typing import Literal, TypeAlias

from msgspec import Struct

from presskit.diagnostics import Position
from presskit.model.inlines import Inlines, Node

Align: TypeAlias = Literal["start", "center", "end"]
Pairs: TypeAlias = Literal["terms", "facts", "questions", "timeline"]
BoxKind: TypeAlias = Literal["aside", "related"]


class Part(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """The base of a block's parts, which have one kind each and need no `type`."""


class Heading(Node, frozen=True, tag="heading"):
    """A crosshead; level 2 to 4 under the headline."""

    level: int
    children: Inlines
    id: str = ""
    at: Position | None = None


class Paragraph(Node, frozen=True, tag="paragraph"):
    """A paragraph of running text."""

    children: Inlines
    at: Position | None = None


class ListItem(Part, frozen=True):
    """An item of a list: any blocks, another list among them.

    `done` tells a task from other items of a bullet list, and whether it is done.
    """

    blocks: tuple[Block, ...]
    at: Position | None = None
    done: bool | None = None


class List(Node, frozen=True, tag="list"):
    """A list with bullets, or with numbers from `start`."""

    items: tuple[ListItem, ...]
    ordered: bool = False
    start: int = 1
    at: Position | None = None


class Member(Part, frozen=True):
    """One person of a delegation: a role and a name."""

    role: Inlines
    name: Inlines
    at: Position | None = None


class Delegation(Part, frozen=True):
    """A named party with its members; `party` may be empty for a lone list."""

    party: Inlines
    members: tuple[Member, ...]
    at: Position | None = None


class Delegations(Node, frozen=True, tag="delegations"):
    """The delegations that belong together, such as the two sides of a meeting."""

    delegations: tuple[Delegation, ...]
    at: Position | None = None


class Cell(Part, frozen=True):
    """A cell of a table."""

    children: Inlines


class Row(Part, frozen=True):
    """A row of a table."""

    cells: tuple[Cell, ...]
    at: Position | None = None


class Table(Node, frozen=True, tag="table"):
    """A table with one header row; `align` has one entry a column, None where not given."""

    head: Row
    rows: tuple[Row, ...]
    align: tuple[Align | None, ...] = ()
    caption: Inlines = ()
    at: Position | None = None


class BlockQuote(Node, frozen=True, tag="block-quote"):
    """Words cited from elsewhere."""

    blocks: tuple[Block, ...]
    attribution: Inlines = ()
    at: Position | None = None


class PullQuote(Node, frozen=True, tag="pull-quote"):
    """Words of the article itself, repeated large."""

    blocks: tuple[Block, ...]
    attribution: Inlines = ()
    at: Position | None = None


class Figure(Node, frozen=True, tag="figure"):
    """A picture; `src` is a path in the article's folder, `alt` says what it shows.

    `share` is how much of the column's width it takes, in percent; 0 leaves that to the edition.
    """

    src: str
    alt: str = ""
    caption: Inlines = ()
    credit: Inlines = ()
    at: Position | None = None
    share: int = 0


class CodeBlock(Node, frozen=True, tag="code-block"):
    """Program text on lines of its own."""

    text: str
    language: str = ""
    at: Position | None = None


class Break(Node, frozen=True, tag="break"):
    """A pause in the text, shown as an ornament or a rule."""

    at: Position | None = None


class Definition(Part, frozen=True):
    """A term and what is said of it, a question and its answer, a time, a figure."""

    term: Inlines
    blocks: tuple[Block, ...]
    at: Position | None = None


class DefinitionList(Node, frozen=True, tag="definition-list"):
    """Terms with their definitions; `kind` tells questions, times and figures from terms."""

    items: tuple[Definition, ...]
    at: Position | None = None
    kind: Pairs = "terms"


class Gallery(Node, frozen=True, tag="gallery"):
    """Two to six pictures that stand together, with one caption."""

    figures: tuple[Figure, ...]
    caption: Inlines = ()
    credit: Inlines = ()
    at: Position | None = None


class QrCode(Node, frozen=True, tag="qr-code"):
    """An address to be read from print by a phone, and the text beside it; elsewhere a link."""

    href: str
    children: Inlines
    at: Position | None = None


class VerseLine(Part, frozen=True):
    """A line of a poem; a classical one has two hemistichs."""

    first: Inlines
    second: Inlines = ()
    at: Position | None = None


class Stanza(Part, frozen=True):
    """Lines of a poem that stand together."""

    lines: tuple[VerseLine, ...]


class Verse(Node, frozen=True, tag="verse"):
    """A poem, or lines of one."""

    stanzas: tuple[Stanza, ...]
    attribution: Inlines = ()
    at: Position | None = None


class Box(Node, frozen=True, tag="box"):
    """What is set apart from the text, under a title of its own or none.

    A "related" box leads to other articles, and has the language's title where it has none. One
    that is `wide` goes across the columns. A box holds no other box: an inner one is opened.
    """

    blocks: tuple[Block, ...]
    title: Inlines = ()
    kind: BoxKind = "aside"
    wide: bool = False
    at: Position | None = None


class DeskNote(Node, frozen=True, tag="desk-note"):
    """A remark to the layout desk about what stands before it: a comment in Word, else unseen.

    Plain text; a line is a paragraph.
    """

    text: str
    at: Position | None = None


Block: TypeAlias = (
    Heading
    | Paragraph
    | List
    | Delegations
    | Table
    | BlockQuote
    | PullQuote
    | Figure
    | CodeBlock
    | Break
    | DefinitionList
    | Box
    | Verse
    | Gallery
    | QrCode
    | DeskNote
)
Blocks: TypeAlias = tuple[Block, ...]
