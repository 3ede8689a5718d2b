"""How much of an article comes back from its PDF: words by reader, hits of a search."""

from __future__ import annotations

import re
import sys
import tempfile
import tomllib
import unicodedata
from collections import Counter
from difflib import SequenceMatcher
from functools import cached_property
from pathlib import Path

import extract
import peers

sys.path.append(str(peers.ROOT / "tests"))

from readers.elements import visible
from says import said

# Letters, digits and the signs upon them; joiners count, they make Persian spelling.
_WORD = re.compile(
    "(?:\\w|[\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u200c\u200d])+"
)
_NOTE = re.compile(r"\[\^\w+\]")
_SILENT = frozenset(["figure", "break"])
_SOUGHT_FROM = 4


class Words:
    """The words of an article, and what a PDF has of them."""

    def __init__(self, article: Path) -> None:
        from presskit import api

        layout = said(api.compose(api.read_article(article)))
        texts = [e.text for e in layout.elements if e.kind not in _SILENT]
        texts += [e.text for note in layout.notes for e in note.elements]
        self.text = visible(_NOTE.sub(" ", "\n".join(texts)))
        self.words = words(self.text)

    def recall(self, text: str) -> float:
        """The share of the words that are in a text, each as often as it should be."""
        return 1 - len(self.missing(text)) / len(self.words)

    def missing(self, text: str) -> list[str]:
        """The words that a text lacks."""
        return sorted((Counter(self.words) - Counter(words(text))).elements())

    def in_order(self, text: str) -> float:
        """The share of the words in runs that are in the right order."""
        matcher = SequenceMatcher(None, self.words, words(text), autojunk=False)
        return sum(block.size for block in matcher.get_matching_blocks()) / len(self.words)

    @cached_property
    def sought(self) -> dict[str, int]:
        """What a reader might search for, as the article spells it, and how often it is there."""
        long = {word for word in _WORD.findall(self.text) if len(word) >= _SOUGHT_FROM}
        return {word: self.text.count(word) for word in sorted(long)}

    def found_by_pdfium(self, path: Path) -> float:
        """The share of the places that a search in Chrome finds."""
        return self._share(extract.hits(path, list(self.sought)))

    def found_in(self, text: str) -> float:
        """The share of the places that a plain search in a reader's text finds."""
        text = visible(text)
        return self._share([text.count(word) for word in self.sought])

    def _share(self, hits: list[int]) -> float:
        found = zip(hits, self.sought.values(), strict=True)
        return sum(min(hit, there) for hit, there in found) / sum(self.sought.values())


def words(text: str) -> list[str]:
    """Words after NFC, without directional marks."""
    return _WORD.findall(visible(unicodedata.normalize("NFC", text)))


def families() -> list[str]:
    """The families of fonts/ for Arabic script."""
    faces = tomllib.loads((peers.ROOT / "fonts/fonts.toml").read_text("utf-8"))["face"]
    return list(dict.fromkeys(face["family"] for face in faces if "Arab" in face["scripts"]))


def table(article: Path) -> tuple[list[str], str]:
    """The rows by font, and which words presskit's PDF lacks in which reader."""
    said_words = Words(article)
    measures = dict.fromkeys(extract.READERS, said_words.recall)
    rows: dict[str, list[str]] = {}
    lacking = []
    columns: list[str] = []
    for family in families():
        with tempfile.TemporaryDirectory() as folder:
            pair = made_with(family, article, Path(folder))
            texts = {name: [read(path) for path in pair] for name, read in extract.READERS.items()}
            cells = {name: _pair(*map(measures[name], both)) for name, both in texts.items()}
            if "poppler" in texts:
                cells["poppler, in order"] = _pair(*map(said_words.in_order, texts["poppler"]))
            cells["Chrome's search"] = _pair(*map(said_words.found_by_pdfium, pair))
            if "pdf.js" in texts:
                cells["Firefox's search"] = _pair(*map(said_words.found_in, texts["pdf.js"]))
        columns = list(cells)
        rows[family] = list(cells.values())
        for name, (_, mine) in texts.items():
            lacking.append(f"{family}, {name}: {' '.join(said_words.missing(mine))}")
    head = [f"| font | {' | '.join(columns)} |", "| --- " * (len(columns) + 1) + "|"]
    body = [f"| {family} | {' | '.join(cells)} |" for family, cells in rows.items()]
    return head + body, "\n".join(lacking)


def made_with(family: str, article: Path, work: Path) -> tuple[Path, Path]:
    """The PDFs of stock WeasyPrint and of presskit, all text in one family."""
    import weasyprint

    from presskit import Options

    theme = work / "theme"
    theme.mkdir()
    chosen = "\n".join(
        f'{role} = ["{family}", "IBM Plex Sans Arabic"]'
        for role in ("text", "display", "nameplate")
    )
    (theme / "theme.toml").write_text(f'inherits = "sahifa"\n[fonts]\n{chosen}\n', "utf-8")
    data, html = peers.page(article, work, Options(theme=str(theme)))
    stock, mine = work / "stock.pdf", work / "presskit.pdf"
    mine.write_bytes(data)
    weasyprint.HTML(filename=html).write_pdf(stock, pdf_tags=True)
    return stock, mine


def _pair(stock: float, mine: float) -> str:
    return f"{stock:.3f} → {mine:.3f}"
