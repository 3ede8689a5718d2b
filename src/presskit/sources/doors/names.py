"""What the class, the id and the like of an element say that it is."""

from __future__ import annotations

import re
import tomllib
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import html

_ATTRIBUTES = ("class", "id", "itemprop", "rel", "data-component", "data-testid")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_APART = re.compile(r"[^a-z0-9]+")
# A variant of an element of the text that has advertisements in it: `Report__Section--Ads`.
_WITH_ADS = re.compile(r"(?i)(?<=\w)--ads?$")
_LAYOUT = "layout"


class Role(StrEnum):
    """A part of a page: of the site around the article, or of the article."""

    SITE = "site"
    ABOUT = "about"
    DATE = "date"
    AUTHOR = "author"
    KICKER = "kicker"
    DECK = "deck"
    CAPTION = "caption"
    CREDIT = "credit"
    GALLERY = "gallery"
    ARTICLE = "article"


# Who tells of these tells about the article.
_TELL = frozenset([Role.DATE, Role.AUTHOR, Role.KICKER])


def roles_of(element: html.HtmlElement) -> frozenset[Role]:
    """What an element's names say that it is; nothing, where they say nothing."""
    said = " ".join(filter(None, (element.get(name) for name in _ATTRIBUTES)))
    return _roles(said) if said else frozenset()


@lru_cache(maxsize=4096)
def _roles(said: str) -> frozenset[Role]:
    found: set[Role] = set()
    for name in said.split():
        kind = _WITH_ADS.sub("", name)
        found |= _roles_of_name(_APART.sub(" ", _HUMP.sub(" ", kind).lower()).split())
    if Role.ARTICLE in found:
        found.discard(Role.SITE)
    if found & _TELL:
        found.add(Role.ABOUT)
    return frozenset(found)


def _roles_of_name(words: list[str]) -> set[Role]:
    """The roles of one name, by its words and its pairs of words."""
    said = {*words, *(f"{one}-{other}" for one, other in pairwise(words))}
    listed = _listed()
    found = {role for role in Role if said & listed[role]}
    is_laid_out = bool(said & listed[_LAYOUT])
    if is_laid_out:
        found.discard(Role.SITE)
    elif words == ["widget"]:
        found.add(Role.SITE)
    return found


@cache
def _listed() -> dict[str, frozenset[str]]:
    """The lists of names.toml."""
    text = files(__package__).joinpath("names.toml").read_text(encoding="utf-8")
    return {name: frozenset(said) for name, said in tomllib.loads(text).items()}
