"""Verses: a paragraph a line, a tab between its hemistichs.

A tab comes back from Word, is placed by InDesign and Scribus, which lose or flatten tables, and
turns into a table there with one command.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from presskit.wordml.xml import add, clark, twips

if TYPE_CHECKING:
    from presskit.wordml.xml import Element


def add_middle(style: Element, width: float) -> None:
    """Put a tab stop into a style, where the second half of a text of this width (points) begins."""
    properties = style.find(clark("pPr"))
    assert properties is not None
    tabs = add(properties, "tabs")
    add(tabs, "tab", val="left", pos=twips(width / 2))
    behind = ("bidi", "spacing", "ind", "jc")
    place = next(i for i, one in enumerate(properties) if one.tag in map(clark, behind))
    properties.insert(place, tabs)
