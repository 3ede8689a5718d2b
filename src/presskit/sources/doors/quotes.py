"""Quotes of a page, and who said them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from presskit.model.inlines import plain
from presskit.sources.pasted.cutting import cut
from presskit.sources.pasted.lines import Kind

if TYPE_CHECKING:
    from lxml import html

    from presskit.model.inlines import Inlines
    from presskit.sources.pasted.lines import Line

_DASHES = "—–―-"
_PULLED = re.compile(r"(?i)pull-?quote")


def is_pull_quote(element: html.HtmlElement) -> bool:
    """Whether a box repeats words of the text."""
    is_box = element.tag in {"aside", "blockquote", "div", "p"}
    return is_box and bool(
        _PULLED.search(f"{element.get('class') or ''} {element.get('role') or ''}")
    )


def cite_of(quote: html.HtmlElement) -> html.HtmlElement | None:
    """The element that ends a quote and says whose words it has."""
    for one in [*quote.iter("cite"), *quote.iter("footer")]:
        if not _is_followed(one, quote):
            return one
    return None


def _is_followed(one: html.HtmlElement, quote: html.HtmlElement) -> bool:
    while one is not quote:
        after = [one.tail or "", *(f"{e.text_content()}{e.tail or ''}" for e in one.itersiblings())]
        if "".join(after).strip(" \n\t.\u00a0"):
            return True
        parent = one.getparent()
        assert parent is not None
        one = parent
    return False


def attributed(lines: list[Line], said: Inlines) -> tuple[list[Line], Inlines]:
    """The lines of a quote, and whose words it has: also a last line that opens with a dash."""
    last = lines[-1] if lines else None
    if last is None:
        return lines, _undashed(said)
    if not said:
        is_dashed = last.kind is Kind.ITEM and last.marker and last.marker.text in _DASHES
        return (lines[:-1], last.inlines or ()) if is_dashed and len(lines) > 1 else (lines, ())
    if last.inlines and last.text[-1] in _DASHES:
        text = last.text.rstrip(f"{_DASHES} ")
        last = replace(last, text=text, inlines=cut(last.inlines, 0, len(text)))
        lines = [*lines[:-1], last] if text else lines[:-1]
    return lines, _undashed(said)


def _undashed(said: Inlines) -> Inlines:
    text = plain(said)
    return cut(said, len(text) - len(text.lstrip(f"{_DASHES} ")), None)
