"""What presskit reads of WeasyPrint's objects that has no public name: all of it is here.

`stand_ins.RELIED_UPON` has the digests of the functions that set these attributes.
"""
# ruff: noqa: SLF001 - the one file that may

from __future__ import annotations

from typing import Any


def box_of(page: Any) -> Any:
    """The box of a page of a `Document`, which holds all others."""
    return page._page_box


def tags_on(stream: Any) -> Any:
    """What was marked on a page's stream, by its number; the streams of its groups share it.

    None where the document is not tagged.
    """
    return stream._tags


def fonts_on(stream: Any) -> dict[Any, Any]:
    """The fonts that a stream draws with; all streams of a document share them."""
    fonts: dict[Any, Any] = stream._fonts
    return fonts


def elements_of(document: Any) -> list[Any]:
    """The elements of the HTML that a `Document` was made of, in their order."""
    return list(document._html.etree_element.iter())
