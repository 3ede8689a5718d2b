"""The EPUB on a phone: nothing is wider than the page, and no Arabic letter is slanted."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from readers import epub
from tools import require


@pytest.mark.parametrize("name", ["long-words", "tables", "delegations-fenced"])
def test_every_table_stands_in_a_box_that_can_be_moved(name, shelf):
    book = epub.Epub(shelf.data(name, "epub"))
    boxes = [
        parent.get("class")
        for document in book.documents().values()
        for parent in document.iter()
        for child in parent
        if child.tag == f"{epub.XHTML}table"
    ]
    assert boxes
    assert set(boxes) == {"table-box"}


def test_emphasis_is_upright(shelf):
    sheet = epub.Epub(shelf.data("paragraphs", "epub")).files["EPUB/style.css"].decode()
    assert re.search(r"^em \{ font-style: normal; color: #", sheet, re.MULTILINE)


def test_a_page_of_long_words_is_no_wider_than_a_phone(shelf, tmp_path):
    chromium = require("chromium")
    for path, data in epub.Epub(shelf.data("long-words", "epub")).files.items():
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    (tmp_path / "phone.html").write_text(
        '<iframe id="f" src="EPUB/article.xhtml" width="360" height="9000"></iframe><p id="o">'
        "<script>f.onload = () => o.textContent ="
        ' "wide " + f.contentDocument.documentElement.scrollWidth</script>'
    )
    made = subprocess.run(
        [
            *(chromium, "--headless=new", "--no-sandbox", "--disable-gpu"),
            *("--allow-file-access-from-files", "--virtual-time-budget=4000", "--dump-dom"),
            (Path(tmp_path) / "phone.html").as_uri(),
        ],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert re.search(r"wide (\d+)", made.stdout)[1] == "360"
