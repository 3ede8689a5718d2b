"""HTML in Markdown: no markup of presskit's, so its words are kept and its comments are not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from presskit.diagnostics import Position
from presskit.model.inlines import Text

if TYPE_CHECKING:
    from presskit.diagnostics import Report

_OWN = re.compile(r"<!--\s*presskit:")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


def read_html(html: str, at: Position, report: Report, *, is_known: bool = False) -> list[Text]:
    """A piece of HTML as text, one for each line; comments are left out, with a note.

    `is_known` says that HTML in the same block was reported before.
    """
    comments = list(_COMMENT.finditer(html)) if "-->" in html else []
    for match in comments:
        if _OWN.match(match[0]):
            continue
        report.add("comment-dropped", "a comment stands in no edition", _place(html, match, at))
    # A comment's line ends stay, so that the lines after it keep their places.
    kept = html
    for match in reversed(comments):
        kept = kept[: match.start()] + "\n" * match[0].count("\n") + kept[match.end() :]
    texts = []
    for number, line in enumerate(kept.split("\n")):
        start = line.find(line.strip())
        column = at.column + start if number == 0 else 1 + start
        if line.strip():
            texts.append(Text(line.strip(), Position(at.line + number, column)))
    if texts and not is_known:
        report.add(
            "html-as-text",
            f"“{texts[0].text[:40]}” is HTML; it was kept as text",
            texts[0].at,
            "use Markdown instead",
        )
    return texts


def _place(html: str, match: re.Match[str], at: Position) -> Position:
    line = html.count("\n", 0, match.start())
    head = html.rfind("\n", 0, match.start()) + 1
    column = match.start() - head
    return Position(at.line + line, column + (1 if line else at.column))
