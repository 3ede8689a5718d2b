"""What of WeasyPrint is replaced: that it is still what was read, and what happens when it isn't."""

from __future__ import annotations

import io
import re

import pikepdf
import pymupdf
import pytest
import weasyprint

import casebook
from presskit import api
from presskit.render.pdf import engine, repairs, stand_ins
from presskit.render.pdf.stand_ins import READ, STAND_INS


@pytest.fixture(autouse=True)
def _asked_anew():
    fits = repairs.fits
    fits.cache_clear()
    yield
    fits.cache_clear()


def test_what_is_replaced_is_what_was_read():
    """On a new WeasyPrint this prints what to read: each target that changed, and its digest now."""
    why = {row.target: row.why for row in STAND_INS}
    changed = [f"{one}  ({why.get(one.split()[0], 'relied upon')})" for one in stand_ins.changed()]
    assert not changed, "\n".join(["", *changed])


def test_the_version_that_was_read_is_the_one_that_is_installed():
    assert weasyprint.__version__ == READ


def test_a_newer_version_in_which_nothing_changed_is_used():
    assert repairs.fits("70.9")


@pytest.mark.parametrize("change", [{"sha256": "0" * 64}, {"target": "weasyprint.layout:gone"}])
def test_a_version_in_which_a_function_changed_or_went_is_left_as_it_is(change, monkeypatch):
    row = STAND_INS[0]._replace(**change)
    monkeypatch.setattr(stand_ins, "STAND_INS", (row, *STAND_INS[1:]))
    assert [one.split()[0] for one in stand_ins.changed()] == [row.target]
    assert not repairs.fits("70.9")


def test_every_row_says_why_and_whether_it_was_reported():
    for row in STAND_INS:
        assert len(row.why) > 20, row.target
        assert re.fullmatch(r"#\d+|not reported", row.upstream), row.target
    targets = [target for row in STAND_INS for target in (row.target, *row.also)]
    assert len(set(targets)) == len(targets)


def test_a_magazine_comes_out_of_a_weasyprint_that_is_left_as_it_is(monkeypatch):
    """It is set as one document: its pages count on, its contents find the stories."""
    for module in (engine, repairs):
        monkeypatch.setattr(module, "fits", lambda _version: False)
    issue = casebook.issue_layout("english-week")
    told = []
    digest = api.export_issue(
        casebook.issue_manuscript("english-week"),
        ["pdf"],
        publication=casebook.issue_publication("english-week"),
        progress=lambda *one: told.append(one),
    )
    data = digest.editions[0].data
    assert told == [("pdf", len(issue.stories()), len(issue.stories()))]
    with pikepdf.open(io.BytesIO(data)) as made, made.open_outline() as outline:
        entries = {one.title for part in outline.root for one in (part, *part.children)}
        assert "pdfuaid:part" not in made.open_metadata()
        assert b"presskit:" not in b"".join(
            bytes(link.A.unparse())
            for page in made.pages
            for link in page.get("/Annots", ())
            if "/A" in link
        )
    headlines = {story.layout.metadata.title for story in issue.stories()}
    assert entries >= headlines
    pages = [page.get_text() for page in pymupdf.open(stream=data)]
    contents = pages[1]
    for number, page in enumerate(pages[2:], 3):
        assert re.search(rf"^{number}$", page, re.MULTILINE), page
        for headline in headlines:
            if page.find(headline) >= 0:
                assert re.search(rf"^{number}$", contents, re.MULTILINE), headline
