"""presskit: one press article, three editions that say the same thing.

    from presskit import export
    for edition in export("article.md", to=("pdf", "epub", "docx")):
        edition.write("output")

`export_issue(read_issue(["issue.toml"]), ["epub"])` makes a digest, `handoff` packs for the layout desk,
`Proofreader().read("article.md")` proofreads, `read_copy` imports.

Importing this is light: each name is loaded when it is first used.
"""

from __future__ import annotations

from presskit.release import VERSION

TYPE_CHECKING = False  # as type checkers read it; `typing` takes as long as telling the version
if TYPE_CHECKING:
    from presskit.api import (
        Batch,
        Cache,
        Edition,
        Options,
        Proofreader,
        compose,
        export,
        export_issue,
        handoff,
        preflight,
        read_article,
        read_copy,
        read_issue,
        schema,
    )
    from presskit.diagnostics import Diagnostic, PresskitError, Report
    from presskit.model.article import Article
    from presskit.model.batch import BatchReport, BatchResult
    from presskit.model.issue import Issue
    from presskit.model.layout import Layout
    from presskit.model.manuscript import Manuscript
    from presskit.model.publication import Publication

__version__ = VERSION

_HOMES = {
    "Article": "presskit.model.article",
    "Batch": "presskit.api",
    "BatchReport": "presskit.model.batch",
    "BatchResult": "presskit.model.batch",
    "Cache": "presskit.api",
    "Diagnostic": "presskit.diagnostics",
    "Edition": "presskit.api",
    "Issue": "presskit.model.issue",
    "Layout": "presskit.model.layout",
    "Manuscript": "presskit.model.manuscript",
    "Options": "presskit.api",
    "PresskitError": "presskit.diagnostics",
    "Proofreader": "presskit.api",
    "Publication": "presskit.model.publication",
    "Report": "presskit.diagnostics",
    "compose": "presskit.api",
    "export": "presskit.api",
    "export_issue": "presskit.api",
    "handoff": "presskit.api",
    "preflight": "presskit.api",
    "read_article": "presskit.api",
    "read_copy": "presskit.api",
    "read_issue": "presskit.api",
    "schema": "presskit.api",
}

__all__ = [
    "Article",
    "Batch",
    "BatchReport",
    "BatchResult",
    "Cache",
    "Diagnostic",
    "Edition",
    "Issue",
    "Layout",
    "Manuscript",
    "Options",
    "PresskitError",
    "Proofreader",
    "Publication",
    "Report",
    "compose",
    "export",
    "export_issue",
    "handoff",
    "preflight",
    "read_article",
    "read_copy",
    "read_issue",
    "schema",
]


def __getattr__(name: str) -> object:
    from importlib import import_module

    if name not in _HOMES:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(_HOMES[name]), name)
