"""Whole commands, cold, in turns: presskit and its peers on one article, as ratios."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT.parent / "shared" / "samples" / "alaska-summit.md"
ROUNDS = 7
BASE = "weasyprint"
LIMITS = {
    "presskit pdf": 1.25,
    "presskit epub": 0.45,
    "presskit docx": 0.45,
    "presskit export": 1.5,
}
PANDOC = (
    "import pypandoc, sys; pypandoc.convert_file(sys.argv[1], sys.argv[2], outputfile=sys.argv[3])"
)
TYPST = (
    "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2], font_paths=[sys.argv[3]])"
)


def main() -> int:
    """Run every command ROUNDS times, in turns, and print the medians."""
    article = Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLE
    if not article.exists():
        article = min((ROOT / "examples").glob("[a-z]*.md"))
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        commands = peers(article.resolve(), work)
        times: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(ROUNDS + 1):
            for name, command in commands.items():
                start = time.perf_counter()
                subprocess.run(command, cwd=work, check=True, capture_output=True)
                times[name].append(time.perf_counter() - start)
        # The first round warms the file cache and the bytecode.
        medians = {name: statistics.median(taken[1:]) for name, taken in times.items()}
        failed = report(medians)
        print("\n| edition | bytes |\n| --- | --- |")
        for path in sorted(work.glob(f"{article.stem}.*")):
            print(f"| {path.suffix[1:]} | {path.stat().st_size} |")
    return failed


def report(medians: dict[str, float]) -> int:
    """Print the table; 1 when a limit is passed."""
    failed = 0
    print("| command | seconds | of weasyprint | at most |\n| --- | --- | --- | --- |")
    for name, median in medians.items():
        ratio = median / medians[BASE]
        limit = LIMITS.get(name)
        failed |= limit is not None and ratio > limit
        print(f"| {name} | {median:.3f} | {ratio:.2f} | {limit or ''} |")
    return int(failed)


def peers(article: Path, work: Path) -> dict[str, list[str]]:
    """The commands by name; those whose program is missing are left out."""
    python = str(ROOT / ".venv/bin/python")
    other = str(ROOT / ".venv-peers/bin/python")
    html = written_html(article, work)
    presskit = [python, "-m", "presskit"]
    commands = {
        BASE: [str(ROOT / ".venv/bin/weasyprint"), "--pdf-tags", str(html), "weasyprint.pdf"],
        "presskit export": [*presskit, "export", str(article), "-q", "-o", "."],
    }
    for kind in ("pdf", "epub", "docx"):
        commands[f"presskit {kind}"] = [*presskit, kind, str(article), "-q", "-o", f"one.{kind}"]
    for kind in ("epub", "docx"):
        commands[f"pandoc {kind}"] = [other, "-c", PANDOC, str(article), kind, f"pandoc.{kind}"]
    commands["typst pdf"] = [
        other, "-c", TYPST, str(written_typst(article, work)), "typst.pdf", str(ROOT / "fonts"),
    ]  # fmt: skip
    if office := shutil.which("soffice"):
        home = f"-env:UserInstallation=file://{work}/office"
        commands["libreoffice pdf"] = [
            office, "--headless", home, "--convert-to", "pdf", "--outdir", "office", str(html),
        ]  # fmt: skip
    return commands


def written_html(article: Path, work: Path) -> Path:
    """The HTML and CSS that presskit gives WeasyPrint for the article, as one file."""
    from presskit import api
    from presskit.render import pdf
    from presskit.render.pdf import engine

    path = work / "article.html"

    def keep(html: str, css: str, **given: object) -> bytes:
        style = engine.font_faces(given["faces"]) + css
        path.write_text(html.replace("</head>", f"<style>{style}</style></head>"), "utf-8")
        return b""

    pdf.write_pdf = keep
    api.export(api.read_article(article), ["pdf"])
    return path


def written_typst(article: Path, work: Path) -> Path:
    """The article's words as a Typst document in the same faces."""
    from presskit import api
    from presskit.model.inlines import plain
    from presskit.model.layout import LayoutHeading, LayoutParagraph

    layout = api.compose(api.read_article(article))
    lines = ['#set text(font: ("Amiri", "IBM Plex Sans Arabic"), lang: "ar", dir: rtl, size: 12pt)']
    for block in layout.body:
        if isinstance(block, LayoutHeading):
            lines.append(f"#heading[#{quoted(plain(block.children))}]")
        elif isinstance(block, LayoutParagraph):
            lines.append(f"#{quoted(plain(block.children))}\n")
    path = work / "article.typ"
    path.write_text("\n".join(lines), "utf-8")
    return path


def quoted(text: str) -> str:
    """A Typst string."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


if __name__ == "__main__":
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.exit(main())
