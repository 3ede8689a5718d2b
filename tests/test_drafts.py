"""Drafts are left out of batches and digests, and told of; one named alone is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presskit import api
from presskit.sources.issue import IssueFile

if TYPE_CHECKING:
    from pathlib import Path


def _written(folder: Path) -> list[Path]:
    paths = [folder / "a.md", folder / "b.md"]
    paths[0].write_text("---\ntitle: أول\n---\nنص\n", "utf-8")
    paths[1].write_text("---\ntitle: ثان\ndraft: true\n---\nنص\n", "utf-8")
    return paths


def test_a_batch_leaves_drafts_out(tmp_path: Path) -> None:
    paths = _written(tmp_path)
    batch = api.Batch(["docx"], tmp_path / "out")
    results = {result.input: result for result in batch.run(paths)}
    draft = results[str(paths[1])]
    assert (draft.status, draft.outputs) == ("draft", ())
    assert [found.code for found in draft.diagnostics] == ["draft-left-out"]
    report = batch.report()
    assert (report.made, report.drafts, report.failed) == (1, 1, 0)
    taken_in = api.Batch(["docx"], tmp_path / "all", drafts=True)
    assert [result.status for result in taken_in.run(paths)] == ["made", "made"]


def test_a_draft_is_never_taken_from_the_cache(tmp_path: Path) -> None:
    paths = _written(tmp_path)
    cache = api.Cache(tmp_path / "cache")
    alone = api.Batch(["docx"], tmp_path / "out", drafts=True, cache=cache)
    assert [result.status for result in alone.run(paths[1:])] == ["made"]
    several = api.Batch(["docx"], tmp_path / "out", cache=cache)
    assert [result.status for result in several.run(paths)] == ["made", "draft"]


def test_a_digest_leaves_drafts_out(tmp_path: Path) -> None:
    _written(tmp_path)
    for drafts, titles in ((False, ["أول"]), (True, ["أول", "ثان"])):
        issue = api.read_issue([tmp_path], IssueFile(title="عدد"), drafts=drafts)
        assert [m.article.title for section in issue.sections for m in section] == titles
        codes = [found.code for found in issue.diagnostics]
        assert codes.count("draft-left-out") == (not drafts)
