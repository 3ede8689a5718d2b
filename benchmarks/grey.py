"""How even the grey of justified text is: presskit beside stock WeasyPrint and Typst.

`grey.py` measures the running text of the examples and specimens of each language, then every
example as it is. `grey.py ARTICLE.md ...` measures the running text of these together, and
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
import peers
from gaps import HEAD, Grey, grey

from presskit import api
from presskit.diagnostics import Report
from presskit.model.article import Article
from presskit.model.blocks import Paragraph
from presskit.model.inlines import Text, plain
from presskit.theming.theme import load_theme

if TYPE_CHECKING:
    from collections.abc import Sequence

_TEXTS = {
    "Arabic": ("examples/old-library.md", "examples/water-forum.md", "specimens/ar.md"),
    "Persian": ("examples/tram-persian.md", "specimens/fa.md"),
    "Hebrew": ("examples/garden-hebrew.md", "specimens/he.md"),
    "English": ("examples/night-train-english.md", "specimens/en.md"),
}
_TYPST = """
#set page(width: 595.28pt, height: 841.89pt, margin: 51pt, columns: 2)
#set columns(gutter: 25.5pt)
#set text(font: {fonts}, size: 12.4pt, lang: "{language}", dir: {direction}, fallback: false)
#set par(justify: true, leading: 8pt, linebreaks: "optimized")
"""
_RTL = frozenset(["ar", "fa", "he", "ur"])


def main() -> int:
    """Print the figures of what is asked for."""
    paths = [Path(name) for name in sys.argv[1:]]
    if paths and all(path.suffix == ".pdf" for path in paths):
        _show({path.name: grey([path]) for path in paths})
    elif paths:
        _show(_beside(paths))
    else:
        for language, names in _TEXTS.items():
            print(f"\n{language}\n")
            _show(_beside([peers.ROOT / name for name in names]))
        print("\nexamples as they are\n")
        _show({path.stem: _example(path) for path in sorted(peers.ROOT.glob("examples/*-*.md"))})
    return 0


def _show(rows: dict[str, Grey]) -> None:
    print(f"| set by | {HEAD} |\n{'| --- ' * (HEAD.count('|') + 2)}|")
    for name, figures in rows.items():
        print(f"| {name} | {figures.row()} |")


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
