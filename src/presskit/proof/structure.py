"""What an article is made of: lists without items, members without names, what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from presskit.model.blocks import Delegations, List
from presskit.model.inlines import plain
from presskit.model.walk import walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presskit.diagnostics import Position
    from presskit.model.article import Article

_LONGEST_HEADLINE = 130


class Told(NamedTuple):
    """A finding about a block or about the article."""

    code: str
    message: str
    at: Position | None
    hint: str
    field: str = ""


def told(article: Article) -> Iterator[Told]:
    """What is wrong with the article's blocks and metadata."""
    yield from _metadata(article)
    outer = {id(block) for block in article.body}
    for block in walk(article.body):
        match block:
            case List():
                yield from _list(block, is_outer=id(block) in outer)
            case Delegations():
                yield from _delegations(block)


def _metadata(article: Article) -> Iterator[Told]:
    if len(article.title) > _LONGEST_HEADLINE:
        yield Told(
            "headline-long",
            f"the headline has {len(article.title)} characters",
            None,
            f"more than {_LONGEST_HEADLINE} fill half a page: shorten it",
            "title",
        )
    if not article.byline and not article.authors:
        yield Told("byline-missing", "the article has no byline", None, "add a line byline: …")
    if not article.date:
        yield Told("date-missing", "the article has no date", None, "add a line date: 2025-08-17")
    if not article.kicker:
        yield Told("kicker-missing", "the article has no kicker", None, "add a line kicker: …")


def _list(block: List, *, is_outer: bool) -> Iterator[Told]:
    if is_outer and not block.ordered and len(block.items) == 1 == len(block.items[0].blocks):
        yield Told(
            "list-single", "a list of one item", block.at, "make it a paragraph, or add items"
        )
    for item in block.items:
        if not any(plain_of(inner) for inner in item.blocks):
            yield Told("list-empty", "an item of a list is empty", item.at or block.at, "delete it")


def plain_of(block: object) -> bool:
    """Whether a block says anything."""
    children = getattr(block, "children", None)
    return bool(plain(children).strip()) if isinstance(children, tuple) else True


def _delegations(block: Delegations) -> Iterator[Told]:
    for delegation in block.delegations:
        for member in delegation.members:
            if not plain(member.name).strip():
                role = plain(member.role)
                yield Told(
                    "member-unnamed",
                    f"“{role}” has no name",
                    member.at or block.at,
                    "write role: name",
                )
