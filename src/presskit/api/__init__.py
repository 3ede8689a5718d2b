"""What other programs import: read an article, compose it, export its editions.

manuscript = read_article("article.md")
for edition in export(manuscript, ["pdf", "docx"], Options(paper="a5")):
    edition.write("output")
"""

from __future__ import annotations

from importlib import import_module
from inspect import cleandoc
from typing import TYPE_CHECKING, Any

from presskit.diagnostics import Report
from presskit.rulebook import RULES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from presskit.api.articles import compose, docx_template, export, read_article
    from presskit.api.batch.cache import Cache
    from presskit.api.batch.executors import dask
    from presskit.api.batch.run import Batch, joined_report
    from presskit.api.handoffs import Column, Handoff, handoff
    from presskit.api.imports import Imported, read_copy, read_edited
    from presskit.api.issues import (
        Digest,
        DigestError,
        compose_issue,
        export_issue,
        issue_file,
        read_issue,
    )
    from presskit.api.proofs import Proof, Proofreader, apply, codes_of, is_markdown
    from presskit.files.writing import write_all, write_whole
    from presskit.fonts.library import FontLibrary
    from presskit.model.edition import FORMATS, MEDIA_TYPES, Edition, Format, Options
    from presskit.model.layout import Layout
    from presskit.model.standards import Standard
    from presskit.prepress.records import BookCheck, Preflight
    from presskit.sources.changes import Changes
    from presskit.theming.theme import Theme

__all__ = [
    "FORMATS",
    "MEDIA_TYPES",
    "RECORDS",
    "Batch",
    "Cache",
    "Changes",
    "Column",
    "Digest",
    "DigestError",
    "Edition",
    "Format",
    "Handoff",
    "Imported",
    "Options",
    "Proof",
    "Proofreader",
    "apply",
    "check_book",
    "codes_of",
    "compose",
    "compose_issue",
    "dask",
    "docx_template",
    "export",
    "export_issue",
    "fonts",
    "handoff",
    "is_markdown",
    "issue_file",
    "joined_report",
    "preflight",
    "read_article",
    "read_copy",
    "read_edited",
    "read_issue",
    "rule_page",
    "schema",
    "standards",
    "themes",
    "write_all",
    "write_whole",
]

# Where each name lives: a command that makes one edition loads nothing of the others.
_HOMES = {
    "compose": "presskit.api.articles",
    "docx_template": "presskit.api.articles",
    "export": "presskit.api.articles",
    "read_article": "presskit.api.articles",
    "Cache": "presskit.api.batch.cache",
    "dask": "presskit.api.batch.executors",
    "Batch": "presskit.api.batch.run",
    "joined_report": "presskit.api.batch.run",
    "FORMATS": "presskit.model.edition",
    "MEDIA_TYPES": "presskit.model.edition",
    "Edition": "presskit.model.edition",
    "Format": "presskit.model.edition",
    "Options": "presskit.model.edition",
    "write_all": "presskit.files.writing",
    "write_whole": "presskit.files.writing",
    "Column": "presskit.api.handoffs",
    "Handoff": "presskit.api.handoffs",
    "handoff": "presskit.api.handoffs",
    "Imported": "presskit.api.imports",
    "read_copy": "presskit.api.imports",
    "read_edited": "presskit.api.imports",
    "Changes": "presskit.sources.changes",
    "Digest": "presskit.api.issues",
    "DigestError": "presskit.api.issues",
    "compose_issue": "presskit.api.issues",
    "export_issue": "presskit.api.issues",
    "issue_file": "presskit.api.issues",
    "read_issue": "presskit.api.issues",
    "Proof": "presskit.api.proofs",
    "Proofreader": "presskit.api.proofs",
    "apply": "presskit.api.proofs",
    "codes_of": "presskit.api.proofs",
    "is_markdown": "presskit.api.proofs",
}

RECORDS = {
    "article": ("presskit.model.article", "Article"),
    "batch-report": ("presskit.model.batch", "BatchReport"),
    "batch-result": ("presskit.model.batch", "BatchResult"),
    "handoff": ("presskit.model.handoff", "Manifest"),
    "issue": ("presskit.model.issue", "Issue"),
    "layout": ("presskit.model.layout", "Layout"),
    "digest-report": ("presskit.model.report", "DigestReport"),
    "issue-layout": ("presskit.model.issue_layout", "IssueLayout"),
    "book-check": ("presskit.prepress.records", "BookCheck"),
    "preflight": ("presskit.prepress.records", "Preflight"),
    "publication": ("presskit.model.publication", "Publication"),
    "theme": ("presskit.theming.theme", "ThemeFile"),
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(_HOMES[name]), name)


def standards() -> tuple[Standard, ...]:
    """The standards that a PDF of presskit can claim."""
    from presskit.model.standards import STANDARDS

    return tuple(STANDARDS.values())


def preflight(data: bytes, layout: Layout | None = None, name: str = "") -> Preflight:
    """Whether a finished PDF, made by presskit or not, is fit for the press and for readers.

    `data` are the bytes of the PDF; `layout` is what it should say (see `compose`), and without
    one no words are compared; `name` is what to call the file in the findings. The record says
    what there is: boxes in points, the resolution of pictures in pixels to the inch, fonts,
    colour spaces, standards that are claimed (a claim is not proved). Its `diagnostics` say what
    is wrong. Raises PresskitError when the file cannot be opened (`pdf-unreadable`,
    `pdf-encrypted`).
    """
    from presskit.prepress.check import check

    return check(data, layout, name)


def check_book(data: bytes, layout: Layout | None = None, name: str = "") -> BookCheck:
    """Whether a finished EPUB, made by presskit or not, is fit for readers.

    `data` are the bytes of the EPUB; `layout` is what it should say (see `compose`), and without
    one no words are compared; `name` is what to call the file in the findings. Looks for what
    EPUBCheck and Ace don't: direction and language of every document, roles, ways through the
    book, characters that no font has, CSS that old readers drop. Raises PresskitError
    (`epub-unreadable`) when the file cannot be opened.
    """
    from presskit.prepress.book.check import check_book

    return check_book(data, layout, name)


def rule_page(name: str) -> str:
    """What a rule means, in Markdown: its page, or what is known of it. KeyError for no rule."""
    from presskit.resources import rules_folder

    rule = RULES[name]
    path = rules_folder() / f"{rule.number}.md"
    head = f"# {rule.number} {name}\n\n{rule.meaning} ({rule.severity.value})\n"
    off = "" if rule.on else "\nIt is off unless it is selected.\n"
    page = path.read_text(encoding="utf-8") if path.is_file() else ""
    return head + off + (f"\n{page}" if page else "")


def themes() -> tuple[Theme, ...]:
    """The themes that come with presskit."""
    from presskit.theming.loading import load_theme, theme_names

    return tuple(load_theme(name, Report()) for name in theme_names())


def fonts(folders: Sequence[Path] = ()) -> FontLibrary:
    """The library of faces: presskit's own and those in `folders`."""
    from presskit.fonts.library import load_library

    report = Report()
    library = load_library(tuple(folders), report)
    report.raise_errors()
    return library


def undented(schema: Any) -> Any:
    """A schema whose descriptions have no indentation: Python 3.13 takes it off docstrings."""
    if isinstance(schema, dict):
        return {
            key: cleandoc(value)
            if key == "description" and isinstance(value, str)
            else undented(value)
            for key, value in schema.items()
        }
    return [undented(one) for one in schema] if isinstance(schema, list) else schema


def schema(record: str) -> str:
    """The JSON Schema (2020-12) of a record: "article", "layout", "preflight" and so on."""
    import msgspec

    module, name = RECORDS[record]
    described = undented(msgspec.json.schema(getattr(import_module(module), name)))
    if record == "theme":  # one that inherits says only what differs
        for table in described["$defs"].values():
            table.pop("required", None)
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return msgspec.json.format(msgspec.json.encode(head | described)).decode() + "\n"
