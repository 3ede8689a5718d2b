"""What types the public names have; checked by mypy, never run."""

from pathlib import Path
from typing import assert_type

import presskit
from presskit import api
from presskit.fonts.library import FontLibrary
from presskit.model.standards import Standard
from presskit.prepress.records import BookCheck, Preflight
from presskit.theming.theme import Theme

manuscript = presskit.read_article("article.md")
assert_type(manuscript, presskit.Manuscript)
assert_type(manuscript.article, presskit.Article)
assert_type(presskit.compose(manuscript), presskit.Layout)

editions = presskit.export(manuscript, to=("pdf", "epub", "docx"))
assert_type(editions, tuple[presskit.Edition, ...])
assert_type(editions[0].data, bytes)
assert_type(editions[0].write("output"), Path)
assert_type(editions[0].diagnostics, tuple[presskit.Diagnostic, ...])
presskit.export(manuscript, to="odt")  # type: ignore[arg-type]
presskit.Options(papr="a5")  # type: ignore[call-arg]

assert_type(presskit.preflight(b""), Preflight)
assert_type(api.check_book(b""), BookCheck)
assert_type(api.export_issue(api.read_issue(["issue"]), ["pdf"]), api.Digest)
assert_type(api.themes(), tuple[Theme, ...])
assert_type(api.fonts(), FontLibrary)
assert_type(api.standards(), tuple[Standard, ...])
assert_type(presskit.schema("article"), str)
