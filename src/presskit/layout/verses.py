"""Verses: lines that lack a hemistich are told of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presskit.model.blocks import Verse
from presskit.model.inlines import plain
from presskit.model.walk import walk

if TYPE_CHECKING:
    from presskit.diagnostics import Report
    from presskit.model.article import Article

_LONGEST = 60


def tell_of_single(article: Article, report: Report) -> None:
    """Report the lines of one hemistich in poems of two, and a poem that is a single one."""
    for verse in (one for one in walk((article.body, article.notes)) if isinstance(one, Verse)):
        lines = [line for stanza in verse.stanzas for line in stanza.lines]
        is_paired = any(line.second for line in lines)
        if not is_paired and len(lines) > 1:
            continue
        for line in lines:
            if not line.second:
                report.add(
                    "verse-single",
                    f"“{plain(line.first)[:_LONGEST]}” has one hemistich",
                    line.at or verse.at,
                    "write both on a line, with / between two blanks",
                )
