"""An issue.toml written from articles, for an editor to go on from."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presskit.model.manuscript import IssueManuscript


def write_issue_file(manuscript: IssueManuscript, folder: Path) -> str:
    """The file for `folder`, from which the articles' paths count."""
    return "\n".join(_lines(manuscript, folder)) + "\n"


def _lines(manuscript: IssueManuscript, folder: Path) -> Iterator[str]:
    issue = manuscript.issue
    yield "# An issue for `presskit digest`. Paths count from this file; a line with # says nothing."
    yield f"title = {_text(issue.title)}"
    yield f"number = {_text(issue.number)}"
    yield f"# volume = {_text(issue.volume)}"
    yield f"date = {issue.date}" if issue.date else "# date = 2025-08-17"
    yield '# hijri-date = ""               # printed beside the date, as it stands here'
    yield f"language = {_text(issue.language)}"
    yield '# cover = "cover.jpg"           # a finished cover; without one the theme designs it'
    yield '# cover-picture = "photo.jpg"   # the picture on a designed cover'
    yield '# note = "note.md"              # the editor\'s note: a file, or Markdown between """'
    yield '# colophon = "colophon.md"      # who made the issue: a file, or Markdown between """'
    yield "# flowing = true                # articles follow one another on a page of the PDF"
    for section, manuscripts in zip(issue.sections, manuscript.sections, strict=True):
        yield ""
        yield "[[section]]"
        yield f"title = {_text(section.title)}"
        yield "articles = ["
        for one in manuscripts:
            path = Path(os.path.relpath(one.name, folder)).as_posix()
            yield f"  {_text(path)},  # {one.article.title}"
        yield "]"


def _text(text: str) -> str:
    """A TOML basic string, whose escapes are those of JSON and that of DEL (TOML 1.0)."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
