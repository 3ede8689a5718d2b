"""The language of a page: the one that it names, unless its text is in other letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from presskit.language.facts import direction_of
from presskit.language.tags import language_tag
from presskit.sources.guessing import guess_language

if TYPE_CHECKING:
    from lxml import html

_CODE = frozenset(["pre", "code", "samp", "kbd", "tt", "var", "script", "style", "textarea"])


def spoken_language(root: html.HtmlElement, said: str, title: str) -> str:
    """The language `said` of the text in `root`, unless its letters run in the other direction.

    Code doesn't count, nor does what says of itself that it runs in the other direction, as long as
    there is other text. Where there is none, the `title` decides.
    """
    for text in (_text(root, said), _text(root, ""), title):
        if any(map(str.isalpha, text)):
            break
    else:
        return said or guess_language("")
    if said and direction_of(guess_language(text)) == direction_of(said):
        return said
    return guess_language(_text(root, "") + title)


def _text(root: html.HtmlElement, said: str) -> str:
    parts: list[str] = []
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if event == "end":
            parts.append(element.tail or "" if element is not root else "")
        elif element is not root and (element.tag in _CODE or _is_turned(element, said)):
            walk.skip_subtree()
        elif isinstance(element.tag, str):
            parts.append(element.text or "")
    return " ".join(filter(None, parts))


def _is_turned(element: etree._Element, said: str) -> bool:
    tag = language_tag(element.get("lang") or "") if said else None
    return tag is not None and direction_of(tag) != direction_of(said)
