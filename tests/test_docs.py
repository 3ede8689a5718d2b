"""What the pages for those who work on presskit say is so: code that runs, files that exist."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TOUR = ROOT / "docs/architecture.md"
PAGES = [TOUR, ROOT / "docs/glossary.md", ROOT / "ARCHITECTURE.md", ROOT / "CONTRIBUTING.md"]
# Where a page may take a path from: the repository, the package, or a room of it.
_PACKAGE = ROOT / "src/presskit"
_HOMES = (ROOT, _PACKAGE, *(path for path in _PACKAGE.iterdir() if path.is_dir()))
_CODE = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"\]\(([^)#\s]+)\)")
_PATH = re.compile(r"[\w.-]+(?:/[\w.-]+)*/(?:[\w-]+\.\w+)?")
_STANDS_FOR_ANY = re.compile("NAME|FAMILY|…")
_FENCE = re.compile(r"^```.*$", re.MULTILINE)


def test_the_tour_shows_what_there_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = TOUR.read_text("utf-8")
    article = re.search(r"^```markdown\n(.*?)^```$", page, re.DOTALL | re.MULTILINE)
    assert article
    (tmp_path / "tram.md").write_text(article[1], "utf-8")
    monkeypatch.chdir(tmp_path)
    parser = doctest.DocTestParser()
    examples = parser.get_doctest(_FENCE.sub("", page), {}, TOUR.name, str(TOUR), 0)
    said: list[str] = []
    ran = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(examples, out=said.append)
    assert ran.attempted > 15
    assert not ran.failed, "".join(said)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_files_that_a_page_names_exist(page: Path) -> None:
    text = page.read_text("utf-8")
    named = [one for one in _CODE.findall(text) if _PATH.fullmatch(one)]
    named = [one for one in named if not _STANDS_FOR_ANY.search(one)]
    linked = [one for one in _LINK.findall(text) if "://" not in one]
    assert named
    lost = [one for one in named if not any((home / one).exists() for home in _HOMES)]
    assert not [*lost, *(one for one in linked if not (page.parent / one).exists())]
