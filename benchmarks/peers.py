"""What the benchmarks share: one article given to presskit and its peers, and their commands timed."""

from __future__ import annotations

import re
import shutil
import statistics
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from presskit import Options

ROOT = Path(__file__).parents[1]
BASE = "weasyprint"
PEERS = (BASE, "presskit", "typst", "pandoc-xelatex", "chromium", "libreoffice")
PLAIN = "plain.html"  # the page for pandoc
PYTHON = str(ROOT / ".venv/bin/python")
OTHER = str(ROOT / ".venv-peers/bin/python")
PRESSKIT = [PYTHON, "-m", "presskit"]
TYPST = (
    "import sys, typst; typst.compile(sys.argv[1], output='typst.pdf', font_paths=[sys.argv[2]])"
)
_PICTURE = re.compile(r'src="(presskit:[^"]+)"')
_RUNNING = re.compile(r'<div class="running-\w+">.*?</div>', re.DOTALL)


def page(article: Path, work: Path, options: Options | None = None) -> tuple[bytes, Path]:
    """presskit's PDF of an article, and the HTML behind it as a file that stands by itself.

    The HTML is what presskit hands to WeasyPrint, with its style sheets and pictures.
    """
    import weasyprint

    from presskit import api
    from presskit.render.pdf import engine
    from presskit.sources.publication import find_publication

    vars(engine._KEPT).clear()  # noqa: SLF001 - sheets that are kept would not be seen here
    publication, _ = find_publication(article.parent)
    pages: list[dict[str, Any]] = []
    sheets: list[str] = []
    html_class, css_class = weasyprint.HTML, weasyprint.CSS

    def html(**given: Any) -> Any:
        pages.append(given)
        return html_class(**given)

    def css(**given: Any) -> Any:
        sheets.append(given["string"])
        return css_class(**given)

    weasyprint.HTML, weasyprint.CSS = html, css
    try:
        manuscript = api.read_article(article, publication)
        edition = api.export(manuscript, ["pdf"], options, publication)[0]
    finally:
        weasyprint.HTML, weasyprint.CSS = html_class, css_class
    style = "\n".join(sheets)
    text = pages[0]["string"].replace("</head>", f"<style>{style}</style></head>")
    for number, url in enumerate(dict.fromkeys(_PICTURE.findall(text))):
        data = pages[0]["url_fetcher"].fetch(url).read()
        kind = "png" if data.startswith(b"\x89PNG") else "jpg"
        (work / f"picture-{number}.{kind}").write_bytes(data)
        text = text.replace(f'"{url}"', f'"picture-{number}.{kind}"')
    path = work / "article.html"
    path.write_text(text, "utf-8")
    return edition.data, path


def pandoc() -> str:
    """The path of pandoc's program."""
    ask = [OTHER, "-c", "import pypandoc; print(pypandoc.get_pandoc_path())"]
    return subprocess.run(ask, capture_output=True, text=True, check=True).stdout.strip()


def pdf_commands(article: Path, html: Path) -> dict[str, list[str]]:
    """How each program makes `NAME.pdf` of the article, by NAME; who isn't installed misses.

    All get the same page in the same fonts. pandoc and Typst don't know its style sheet.
    """
    work = html.parent
    plain = work / PLAIN
    plain.write_text(_for_pandoc(html.read_text("utf-8")), "utf-8")
    commands = {
        BASE: [str(ROOT / ".venv/bin/weasyprint"), "--pdf-tags", str(html), "weasyprint.pdf"],
        "presskit": [*PRESSKIT, "pdf", str(article), "-q", "-o", "presskit.pdf"],
        "typst": [OTHER, "-c", TYPST, str(_typst(plain)), str(ROOT / "fonts")],
    }
    if shutil.which("xelatex"):
        commands["pandoc-xelatex"] = _xelatex(plain)
    if chromium := shutil.which("chromium"):
        commands["chromium"] = [
            chromium, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
            "--allow-file-access-from-files", f"--user-data-dir={work / 'profile'}",
            "--print-to-pdf=chromium.pdf", html.as_uri(),
        ]  # fmt: skip
    if office := shutil.which("soffice"):
        docx = work / "libreoffice.docx"
        subprocess.run([*PRESSKIT, "docx", str(article), "-q", "-o", docx], check=True)
        commands["libreoffice"] = [
            office, "--headless", f"-env:UserInstallation={(work / 'office').as_uri()}",
            "--convert-to", "pdf", str(docx),
        ]  # fmt: skip
    return commands


def _for_pandoc(html: str) -> str:
    """The page as pandoc keeps it whole: it drops what isn't in `main`; notes want a blank."""
    html = _RUNNING.sub("", html).replace('<span class="note', ' <span class="note')
    return re.sub(r"<(/?)(?:header|main)\b", r"<\1div", html)


def _typst(plain: Path) -> Path:
    """The page as a Typst document, by pandoc."""
    path = plain.with_name("article.typ")
    command = [pandoc(), plain, "-f", "html", "-t", "typst"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    fonts = '#set text(font: ("Amiri", "IBM Plex Sans Arabic"), lang: "ar", dir: rtl, size: 12pt)'
    path.write_text(f"{fonts}\n{done.stdout}", "utf-8")
    return path


def _xelatex(plain: Path) -> list[str]:
    fonts = f"Path={ROOT / 'fonts/amiri'}/,BoldFont=Amiri-Bold.ttf,Script=Arabic"
    variables = {
        "mainfont": "Amiri-Regular.ttf",
        "mainfontoptions": fonts,
        "lang": "ar",
        "dir": "rtl",
        "fontsize": "12pt",
        "geometry": "margin=51pt",
    }
    given = [word for name, value in variables.items() for word in ("-V", f"{name}={value}")]
    target = ["-o", "pandoc-xelatex.pdf", "--pdf-engine=xelatex"]
    return [pandoc(), str(plain), "-f", "html", *target, *given]


def medians(commands: Mapping[str, list[str]], work: Path, rounds: int) -> dict[str, float]:
    """The median seconds of each command, run in turns; a first round warms the file cache."""
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(rounds + 1):
        for name, command in commands.items():
            start = time.perf_counter()
            subprocess.run(command, cwd=work, check=True, capture_output=True)
            times[name].append(time.perf_counter() - start)
    return {name: statistics.median(taken[1:]) for name, taken in times.items()}
