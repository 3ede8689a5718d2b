"""How even the grey of justified text is: presskit beside stock WeasyPrint and Typst.

`grey.py` measures the running text of the examples and specimens of each language and writes the
table of docs/pdf.md, then measures every example as it is. `grey.py ARTICLE.md ...` measures the running text of these together, and
`grey.py FILE.pdf ...` each PDF. Running text is paragraphs alone, without markup.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pdf
import peers
from gaps import HEAD, Grey, grey

from presskit import api
from presskit.diagnostics import Report
from presskit.model.article import Article
from presskit.model.blocks import Paragraph
from presskit.model.inlines import Text, plain
from presskit.theming.loading import load_theme

if TYPE_CHECKING:
    from collections.abc import Sequence

_TEXTS = {
    "Arabic": ("examples/old-library.md", "examples/water-forum.md", "specimens/ar.md"),
    "Persian": ("examples/tram-persian.md", "specimens/fa.md"),
    "Hebrew": ("examples/garden-hebrew.md", "specimens/he.md"),
    "English": ("examples/night-train-english.md", "specimens/en.md"),
}
_EXAMPLES = peers.ROOT.glob("examples/*-*.md")
_TYPST = """
#set page(width: 595.28pt, height: 841.89pt, margin: 51pt, columns: 2)
#set columns(gutter: 25.5pt)
#set text(font: {fonts}, size: 12.4pt, lang: "{language}", dir: {direction}, fallback: false)
#set par(justify: true, leading: 8pt, linebreaks: "optimized")
"""
_RTL = frozenset(["ar", "fa", "he", "ur"])


def main() -> int:
    """Print the figures of what is asked for; of nothing, write the table of docs/pdf.md too."""
    paths = [Path(name) for name in sys.argv[1:]]
    if paths and all(path.suffix == ".pdf" for path in paths):
        _show(_table({path.name: grey([path]) for path in paths}))
    elif paths:
        _show(_table(_beside(paths)))
    else:
        rows = {}
        for language, names in _TEXTS.items():
            beside = _beside([peers.ROOT / name for name in names])
            rows |= {f"{language}, {program}": figures for program, figures in beside.items()}
        _show(_table(rows))
        pdf.PAGE.write_text(
            pdf.filled(pdf.PAGE.read_text("utf-8"), {"grey": _table(rows)}), "utf-8"
        )
        _show(_table({path.stem: _example(path) for path in sorted(_EXAMPLES)}))
    return 0


def _table(rows: dict[str, Grey]) -> list[str]:
    head = [f"| set by | {HEAD} |", "| --- " * (HEAD.count("|") + 2) + "|"]
    return head + [f"| {name} | {figures.row()} |" for name, figures in rows.items()]


def _show(rows: list[str]) -> None:
    print("\n".join(rows), end="\n\n")


def _example(path: Path) -> Grey:
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder, "made.pdf")
        made.write_bytes(api.export(path, ["pdf"])[0].data)
        return grey([made])


def _beside(paths: Sequence[Path]) -> dict[str, Grey]:
    """The running text of some articles of one language, set by each program."""
    import weasyprint

    articles = [api.read_article(path).article for path in paths]
    texts = [
        text
        for article in articles
        for block in article.body
        if isinstance(block, Paragraph) and (text := plain(block.children).strip())
    ]
    language = articles[0].language
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        article = Article("—", language, body=tuple(Paragraph((Text(text),)) for text in texts))
        source = work / "running.json"
        source.write_bytes(msgspec.json.encode(article))
        data, html = peers.page(source, work)
        (work / "presskit.pdf").write_bytes(data)
        weasyprint.HTML(filename=html).write_pdf(work / "weasyprint.pdf")
        rows = {
            "stock WeasyPrint": grey([work / "weasyprint.pdf"]),
            "presskit": grey([work / "presskit.pdf"]),
        }
        if Path(peers.OTHER).exists():
            made = _typst(texts, language, work)
            rows = {"Typst, optimized": grey([made])} | rows
        return rows


def _typst(texts: Sequence[str], language: str, work: Path) -> Path:
    """The texts set by Typst in the same faces, size and measure."""
    theme = load_theme("sahifa", Report()).for_language(language)
    language = language.split("-", maxsplit=1)[0]
    direction = "rtl" if language in _RTL else "ltr"
    fonts = json.dumps(theme.fonts["text"]).replace("[", "(").replace("]", ",)")
    head = _TYPST.format(fonts=fonts, language=language, direction=direction)
    body = "\n\n".join(f"#{json.dumps(text, ensure_ascii=False)}" for text in texts)
    source = work / "running.typ"
    source.write_text(head + body, "utf-8")
    command = [peers.OTHER, "-c", peers.TYPST, str(source), str(peers.ROOT / "fonts")]
    subprocess.run(command, cwd=work, check=True)
    return work / "typst.pdf"


if __name__ == "__main__":
    sys.exit(main())
