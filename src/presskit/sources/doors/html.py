"""HTML: a saved page, the export of a CMS, or what the clipboard holds.

Nothing of the markup is kept as it is: elements become the model's own records, so scripts, styles
and foreign attributes cannot pass.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import html
from msgspec.structs import replace

from presskit.sources.doors.blocks import BlockReader
from presskit.sources.doors.page import article_of, given_by
from presskit.sources.doors.source import Source
from presskit.sources.languages import guess_language
from presskit.sources.pasted.lines import Kind, Line

if TYPE_CHECKING:
    from presskit.diagnostics import Report
    from presskit.sources.pasted.opening import Given


def read_html(
    text: str, report: Report, *, language: str = "", given: Given | None = None
) -> Source:
    """The article of a page, or of a piece of HTML.

    `language` is that of articles that name none, `given` what is known besides. Parts of the page
    around the article are left out; those that stand inside it are noted as `copy-left-out`.
    """
    parser = html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=False
    )
    tree = html.document_fromstring(text.encode("utf-8", "replace") or b"<p></p>", parser=parser)
    given = given or given_by(tree, text)
    root = article_of(tree)
    tag = given.language or language or guess_language(root.text_content())
    reader = BlockReader(report)
    reader.read(root)
    return Source(_levelled(reader.lines), replace(given, language=tag), reader.pictures.kept)


def _levelled(lines: list[Line]) -> list[Line]:
    """Lines whose headings begin with level 2; those that were only bold stand under the others."""
    real = [line.level for line in lines if line.level]
    # A page's headline is none of them.
    shift = 2 - min((level for level in real if level > 1), default=2)
    done: list[Line] = []
    last = 1
    for line in lines:
        if line.kind is not Kind.HEADING:
            done.append(line)
            continue
        level = min(max(line.level + shift, 2), 4) if line.level else min(last + 1, 4)
        last = level if line.level > 1 else last
        done.append(replace(line, level=level))
    return done
