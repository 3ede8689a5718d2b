"""Summaries that come beside a text: the newsroom's own are leads, cut-off beginnings are none."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from presskit.model.inlines import Text

if TYPE_CHECKING:
    from presskit.model.inlines import Inlines

_TAG = re.compile(r"<[a-zA-Z/!][^>]*>")
# Markup, or a character by its name: in a text without either, blanks and lines are as they look.
HAS_MARKUP = re.compile(r"<[a-zA-Z/!][^>]*>|&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]\w*);")
_NO_WORD = re.compile(r"[\W_]+")
_CUT_OFF = re.compile(r"\s*(?:\[(?:…|\.\.\.)\]|…|\.\.\.)(?:\s.*)?$", re.DOTALL)


def lead_of(summary: str, body: str) -> tuple[Inlines, ...]:
    """The lead that a summary is (HTML, as the body); nothing, where the body has its words."""
    said = words_of(summary)
    begun = bare(_CUT_OFF.sub("", said))
    if not begun or begun in bare(words_of(body)):
        return ()
    return ((Text(said),),)


def words_of(text: str) -> str:
    """The words of a piece of HTML in one line."""
    return " ".join(unescape(_TAG.sub(" ", text)).split())


def bare(text: str) -> str:
    """A text's words and numbers, as they are compared with those of another."""
    return _NO_WORD.sub(" ", text).casefold().strip()
