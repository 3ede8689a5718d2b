"""An article's title where the front matter gives none: its heading, a bold line, the file's name."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from presskit.diagnostics import Position
from presskit.model.blocks import Heading, Paragraph
from presskit.model.inlines import Strong, plain
from presskit.sources.metadata import normal

if TYPE_CHECKING:
    from presskit.diagnostics import Report
    from presskit.model.blocks import Block, Blocks

# Jekyll makes a title of `2024-05-03-port-reopens.md`; Obsidian's notes are named by theirs.
_DATED = re.compile(r"\d{4}-\d\d-\d\d[-_ ](?P<words>.*[^\W\d].*)", re.DOTALL)
_WORDS = re.compile(r"[^\W\d_]\S*\s+\S*[^\W\d_]")
_LONGEST = 150
_ENDS = ".:;،؛,۔"


def title_in(body: Blocks, report: Report) -> tuple[str, Blocks] | None:
    """The title that a body gives, and the body without it; None where it gives none.

    That is its first level-1 heading, or what it begins with: a heading of any level, or a bold line.
    """
    for number, block in enumerate(body):
        is_title = isinstance(block, Heading) and (block.level == 1 or number == 0)
        is_title = is_title or (number == 0 and len(body) > 1 and _is_bold_line(block))
        if is_title and isinstance(block, Heading | Paragraph):
            title = plain(block.children).strip()
            if title:
                said = f"“{title}” is the title: the front matter gives none"
                report.add("title-from-heading", said, block.at)
                return title, (*body[:number], *body[number + 1 :])
    return None


def _is_bold_line(block: Block) -> bool:
    if not isinstance(block, Paragraph) or len(block.children) != 1:
        return False
    said = plain(block.children).strip()
    return (
        isinstance(block.children[0], Strong) and len(said) <= _LONGEST and said[-1:] not in _ENDS
    )


def title_of_name(report: Report) -> str:
    """The title that the file's name says by the habit of a site generator or a note book, or none."""
    name = Path(report.file or "").stem
    dated = _DATED.fullmatch(name)
    title = re.sub(r"[-_\s]+", " ", dated["words"]).strip() if dated else name.strip()
    if not dated and not _WORDS.search(name):
        return ""
    title = title[:1].upper() + title[1:]
    report.add(
        "title-from-name",
        f"“{title}” is the title: the article gives none, and its file is named so",
        Position(1),
        "add a line title: … to the front matter, or a heading # …",
    )
    return title


def without_title(title: str, body: Blocks, report: Report) -> Blocks:
    """A body without a first `# heading` that says the title again."""
    number, first = next(
        ((n, block) for n, block in enumerate(body) if isinstance(block, Heading)), (0, None)
    )
    if first is None or first.level != 1 or normal(plain(first.children)) != normal(title):
        return body
    said = f"“{title}” is the title already and is printed once"
    report.add("title-twice", said, first.at)
    return (*body[:number], *body[number + 1 :])
