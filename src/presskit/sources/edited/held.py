"""Blocks that are still being read: what holds more of the paragraphs that follow.

A document has one paragraph after the other. Each is put into the place that is open: the text, an
item of a list, a quotation, a box, a definition. When all are read, places become blocks.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from presskit.model import blocks as b
from presskit.model.inlines import Text
from presskit.model.roles import BOX_ROLES

if TYPE_CHECKING:
    from presskit.model.inlines import Inlines


WIDE = "wide"


@dataclass
class HeldList:
    """A list; `number` is Word's, `depth` its level."""

    ordered: bool
    depth: int
    number: int
    start: int
    items: list[Place] = field(default_factory=list)


@dataclass
class HeldQuote:
    """A quote or a box; `kind` is the sign that opens it."""

    kind: str
    inside: Place
    attribution: Inlines = ()
    title: Inlines = ()

    def is_box(self) -> bool:
        """Whether it is a box."""
        return self.kind.removeprefix(WIDE) in BOX_ROLES


@dataclass
class HeldDefinitions:
    """Terms and what is said of each."""

    kind: b.Pairs = "terms"
    items: list[tuple[Inlines, Place]] = field(default_factory=list)


@dataclass
class HeldDelegations:
    """Parties that follow one another."""

    parties: list[b.Delegation] = field(default_factory=list)


@dataclass
class HeldVerse:
    """A poem, line by line."""

    stanzas: list[list[b.VerseLine]] = field(default_factory=list)
    attribution: Inlines = ()


Held: TypeAlias = "b.Block | HeldVerse | HeldList | HeldQuote | HeldDefinitions | HeldDelegations"


@dataclass
class Place:
    """What holds blocks: the text itself, an item, a quote, a definition; `owner` is whose it is."""

    blocks: list[Held] = field(default_factory=list)
    owner: HeldList | HeldQuote | HeldDefinitions | None = None
    done: bool | None = None


def closed(place: Place) -> b.Blocks:
    """What a place holds, as blocks."""
    return tuple(_block(held) for held in place.blocks)


def _block(held: Held) -> b.Block:
    match held:
        case HeldList():
            items = tuple(b.ListItem(closed(item), done=item.done) for item in held.items)
            return b.List(items, held.ordered, held.start if held.ordered else 1)
        case HeldQuote():
            blocks = closed(held.inside)
            if held.is_box():
                return _box(held, blocks)
            kind = b.BlockQuote if held.kind == "block" else b.PullQuote
            return kind(blocks, held.attribution)
        case HeldVerse():
            stanzas = tuple(b.Stanza(tuple(lines)) for lines in held.stanzas)
            return b.Verse(stanzas, held.attribution)
        case HeldDefinitions():
            pairs = tuple(b.Definition(term, closed(said)) for term, said in held.items)
            return b.DefinitionList(pairs, kind=held.kind)
        case HeldDelegations():
            return b.Delegations(tuple(held.parties))
        case _:
            return held


def _box(held: HeldQuote, blocks: b.Blocks) -> b.Box:
    kind: b.BoxKind = "related" if held.kind.endswith("related") else "aside"
    return b.Box(blocks, held.title, kind, held.kind.startswith(WIDE))


def verse_line(inlines: Inlines) -> b.VerseLine:
    """A line of a poem; a tab parts its hemistichs."""
    for number, inline in enumerate(inlines):
        if isinstance(inline, Text) and "\t" in inline.text:
            first, _, second = inline.text.partition("\t")
            return b.VerseLine(
                (*inlines[:number], *((Text(first),) if first else ())),
                (*((Text(second),) if second else ()), *inlines[number + 1 :]),
            )
    return b.VerseLine(inlines)
