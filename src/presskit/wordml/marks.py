"""Hidden bookmarks that say where a block belongs, where the styles don't: for the way back.

Word keeps bookmarks whose names start with `_` out of sight, and moves them with their text. What
stands in an item, a quote or a definition without being of its style is marked with its depth
(`in`), and so are the paragraphs after it that go on there (`on`) and remarks (`at`). A block that
could run into the one before it is `new`, and so is a picture that opens the body; `block` and
`pull` are quotes that open with something else than a paragraph, `by` is whose words one is that
ends so; `aside` and `related` are boxes, `wide` ones with that before it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from presskit.model import layout as says
from presskit.wordml.xml import clark

if TYPE_CHECKING:
    from presskit.wordml.xml import Element

_NAME = re.compile(
    r"_pk\d+_(?P<sign>new|code|in|on|at|by|block|pull|(?:wide)?(?:aside|related))(?P<depth>\d*)"
)
_HOLDERS = (
    says.LayoutList,
    says.LayoutQuote,
    says.LayoutDefinitions,
    says.LayoutDelegations,
    says.LayoutBox,
    says.LayoutVerse,
    says.LayoutGallery,
)
NEW, IN, ON, BY, AT, CODE = "new", "in", "on", "by", "at", "code"


def needed(block: says.LayoutBlock, before: says.LayoutBlock | None, depth: int) -> str:
    """The sign that a block needs with this one before it, so deep in others; or nothing."""
    if isinstance(block, says.LayoutDeskNote):
        return ""
    if depth:
        if not isinstance(block, says.LayoutParagraph):
            return f"{IN}{depth}"
        return "" if isinstance(before, says.LayoutParagraph | None) else f"{ON}{depth}"
    runs_together = isinstance(before, _HOLDERS) and isinstance(block, _HOLDERS)
    opens = before is None and isinstance(block, says.LayoutFigure | says.LayoutGallery)
    return NEW if runs_together or opens else ""


def comment(depth: int) -> str:
    """The sign of a remark that stands so deep."""
    return f"{AT}{depth}"


def quote(block: says.LayoutQuote, depth: int) -> str:
    """The sign of a quote, so deep in others, that no paragraph of its own opens; or nothing."""
    opens_itself = block.blocks and isinstance(block.blocks[0], says.LayoutParagraph)
    return "" if opens_itself else f"{block.kind}{depth}"


def box(block: says.LayoutBox, depth: int) -> str:
    """The sign of a box, so deep in others."""
    return f"{'wide' * block.wide}{block.kind}{depth}"


def attribution(block: says.LayoutQuote, depth: int) -> str:
    """The sign of an attribution that comes after something else than a paragraph; or nothing."""
    follows = block.blocks and isinstance(block.blocks[-1], says.LayoutParagraph)
    return "" if follows else f"{BY}{depth}"


def name(number: int, sign: str) -> str:
    """The name of a bookmark that carries a sign."""
    return f"_pk{number}_{sign}"


def read(bookmark: str) -> re.Match[str] | None:
    """What a bookmark's name says, `sign` and `depth`; None where it is not one of these."""
    return _NAME.fullmatch(bookmark)


def first_paragraph(parent: Element, last: Element | None) -> Element | None:
    """The first paragraph written after an element, also one in a table."""
    start = last.getnext() if last is not None else next(iter(parent), None)
    if start is None or start.tag == clark("sectPr"):
        return None
    return next(start.iter(clark("p")), None)
