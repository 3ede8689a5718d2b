"""What theme.toml can say besides the names of roles, each key with what it means.

`docs/themes.md` and the JSON Schema are made from these records, and mistakes are told by them.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

import msgspec
from msgspec import Meta, Struct

_MOST = 10_000  # points; no paper is larger

Length: TypeAlias = Annotated[float, Meta(ge=-_MOST, le=_MOST)]
Size: TypeAlias = Annotated[float, Meta(gt=0, le=_MOST)]
Count: TypeAlias = Annotated[int, Meta(ge=1, le=_MOST)]
Share: TypeAlias = Annotated[float, Meta(ge=0, le=1)]
Inks: TypeAlias = tuple[Share, Share, Share, Share]
# Style sheets, of which an heir's comes after its base's.
Sheet: TypeAlias = Literal["print.css", "issue.css", "reader.css"]


def says(description: str) -> Meta:
    """What a key means, for people."""
    return Meta(description=description)


class Strict(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """A table whose keys are these and no others; `_` is written `-`."""


class Rule(Strict, frozen=True):
    """A rule beside a block."""

    width: Annotated[Size, says("how thick it is")]
    color: Annotated[str, says("its colour token")]
    gap: Annotated[Length, says("between it and the text")] = 0


class RoleStyle(Strict, frozen=True):
    """How a role looks, in what PDF, EPUB and Word can all express. Lengths are points."""

    size: Annotated[Size, says("of the type")]
    leading: Annotated[Size, says("from one line to the next")]
    font: Annotated[str, says("a font role of `[fonts]`")] = "text"
    weight: Annotated[int, Meta(ge=1, le=1000), says("400 is regular, 700 bold")] = 400
    color: Annotated[str, says("a colour token of `[colors]`")] = "ink"
    background: Annotated[str | None, says("a colour token; none in e-books")] = None
    align: Annotated[
        Literal["start", "center", "end", "justify"],
        says("e-books know start and center, Word start, center and justify"),
    ] = "start"
    kashida: Annotated[
        Literal["none", "some", "more"],
        says("how far joins of Arabic letters are lengthened in open lines, where it is justified"),
    ] = "none"
    hyphens: Annotated[
        bool, says("words are divided in justified lines of the PDF, by their language's patterns")
    ] = False
    before: Annotated[Length, says("space over the block")] = 0
    after: Annotated[Length, says("space under it")] = 0
    indent: Annotated[Length, says("at the start side")] = 0
    hanging: Annotated[Length, says("how far a list's mark stands out of the text, in Word")] = 0
    padding: Annotated[Length, says("around the text, inside background and rules")] = 0
    keep_with_next: Annotated[bool, says("no page or column ends after it")] = False
    keep_together: Annotated[bool, says("no page or column ends in it")] = False
    rule_start: Annotated[Rule | None, says("a rule at the start side")] = None
    rule_before: Annotated[Rule | None, says("a rule over the block")] = None
    rule_after: Annotated[Rule | None, says("a rule under it")] = None


class Margins(Strict, frozen=True):
    """Page margins in points."""

    top: Annotated[Size, says("over the text; the running head stands in it")]
    bottom: Annotated[Size, says("under the text; the folio stands in it")]
    start: Annotated[Size, says("at the side where lines start")]
    end: Annotated[Size, says("at the side where lines end")]


class Page(Strict, frozen=True):
    """The page. Lengths are points."""

    paper: Annotated[str, says("the paper that all lengths are meant for")]
    columns: Annotated[Count, says("of the running text")]
    gutter: Annotated[Size, says("between two columns")]
    margins: Annotated[Margins, says("`top`, `bottom`, `start`, `end`")]
    narrowest: Annotated[
        Size, says("where columns would be narrower than this, there are fewer")
    ] = 180


class Print(Strict, frozen=True):
    """What the press gets (`[print]`). Lengths are points.

    The sheet is larger than the page by `bleed` and, around that, by `slug`, where the marks stand.
    """

    profile: Annotated[str, says("`fogra39`, `newsprint`, or an .icc file in the theme's folder")]
    inside: Annotated[Size, says("the margin beside the spine")]
    outside: Annotated[Size, says("the margin away from it")]
    bleed: Annotated[Length, says("how far colour reaches over the page's edge")] = 8.5
    slug: Annotated[Length, says("the room around that, where the marks stand")] = 22.5
    folio: Annotated[
        Literal["start", "center", "end", "outside"], says("where the page number stands")
    ] = "outside"
    resolution: Annotated[Count, says("the most pixels an inch that a picture keeps")] = 450
    colors: Annotated[
        dict[str, Inks],
        says("a token's shares of cyan, magenta, yellow and black, 0 to 1, where not converted"),
    ] = msgspec.field(default_factory=dict)
