"""Inlines: what stands inside a paragraph, a heading or a cell.

Every inline is a frozen record; `at` is where it starts in the source, where known.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from msgspec import Struct

from presskit.diagnostics import Position

Direction: TypeAlias = Literal["rtl", "ltr"]


class Node(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True, tag_field="type"):
    """The base of every inline and block; its JSON names its kind as `type`."""


class Text(Node, frozen=True, tag="text"):
    """Characters, exactly as written."""

    text: str
    at: Position | None = None


class Dressed(Node, frozen=True):
    """The base of what only dresses the inlines in it; a direction may cut it in two."""

    children: tuple[Inline, ...]


class Strong(Dressed, frozen=True, tag="strong"):
    """Emphasis by weight."""


class Emphasis(Dressed, frozen=True, tag="emphasis"):
    """Emphasis; a theme decides how it looks (Arabic has no italics)."""


class Strike(Dressed, frozen=True, tag="strike"):
    """Words that no longer hold, struck through."""


class Mark(Dressed, frozen=True, tag="mark"):
    """Words that a reader is pointed to, as with a marker."""


class Subscript(Dressed, frozen=True, tag="subscript"):
    """Characters below the line: the 2 of H₂O."""


class Superscript(Dressed, frozen=True, tag="superscript"):
    """Characters above the line: the 2 of x²."""


class Code(Node, frozen=True, tag="code"):
    """A piece of program text inside a sentence."""

    text: str
    at: Position | None = None


class Link(Node, frozen=True, tag="link"):
    """Text that leads somewhere; `href` is a URL or `#id`."""

    href: str
    children: tuple[Inline, ...]


class LineBreak(Node, frozen=True, tag="line-break"):
    """A line end that the writer asked for."""


class NoteRef(Node, frozen=True, tag="note-ref"):
    """A reference to the note with this label.

    The layout pass settles `mark` (what the reader sees), `note` (the id of the note) and
    `id` (its own, to come back to).
    """

    label: str
    mark: str = ""
    note: str = ""
    id: str = ""
    at: Position | None = None


class Isolate(Node, frozen=True, tag="isolate"):
    """A run whose direction is settled, whatever stands around it.

    The layout pass adds them; a writer can ask for one: `[-5]{dir=ltr}`. `lang` is a BCP 47
    tag where the writer gave one. In a layout `asked` tells those of the writer from the others.
    """

    direction: Direction
    children: tuple[Inline, ...]
    lang: str | None = None
    asked: bool = False


Dressing: TypeAlias = Strong | Emphasis | Strike | Mark | Subscript | Superscript
DRESSES: dict[str, type[Dressing]] = {
    "strong": Strong,
    "emphasis": Emphasis,
    "strike": Strike,
    "mark": Mark,
    "subscript": Subscript,
    "superscript": Superscript,
}
Inline: TypeAlias = Text | Dressing | Code | Link | LineBreak | NoteRef | Isolate
Inlines: TypeAlias = tuple[Inline, ...]


def plain(inlines: Inlines) -> str:
    """The characters of inlines; a line break is a blank and a note reference nothing."""
    parts: list[str] = []
    for inline in inlines:
        match inline:
            case Text(text=text) | Code(text=text):
                parts.append(text)
            case LineBreak():
                parts.append(" ")
            case NoteRef():
                pass
            case _:
                parts.append(plain(inline.children))
    return "".join(parts)
