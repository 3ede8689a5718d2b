"""The text of PDFs as readers that presskit doesn't contain hand it out, and what a search finds."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import pymupdf
import pypdf
import pypdfium2

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

HERE = Path(__file__).parent
_JAVA = (
    "-XX:TieredStopAtLevel=1",
    "-XX:+UseSerialGC",
    "-Dfile.encoding=UTF-8",
    "-Dstdout.encoding=UTF-8",
)
READERS: dict[str, Callable[[Path], str]] = {}


def reader(name: str) -> Callable[[Callable[[Path], str]], Callable[[Path], str]]:
    """Enter a function from a PDF to its text under the reader's name."""

    def enter(function: Callable[[Path], str]) -> Callable[[Path], str]:
        READERS[name] = function
        return function

    return enter


@reader("poppler")
def poppler(path: Path) -> str:
    """As `pdftotext` prints it, and Evince and Okular copy it."""
    done = subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True)
    return done.stdout.decode()


@reader("PDFium")
def pdfium(path: Path) -> str:
    """As Chrome copies it."""
    with pypdfium2.PdfDocument(path) as pdf:
        return "\n".join(page.get_textpage().get_text_range() for page in pdf)


@reader("pdf.js")
def pdfjs(path: Path) -> str:
    """As Firefox searches it."""
    done = subprocess.run(["node", HERE / "text.mjs", path], capture_output=True, check=True)
    text = json.loads(done.stdout.splitlines()[-1])["text"]
    assert isinstance(text, str)
    return text


@reader("MuPDF")
def mupdf(path: Path) -> str:
    """As PyMuPDF hands it to programs."""
    with pymupdf.open(path) as pdf:
        return "\n".join(page.get_text() for page in pdf)


@reader("PDFBox")
def pdfbox(path: Path) -> str:
    """As Java programs and search engines index it."""
    command = ["java", *_JAVA, "-jar", _pdfbox(), "export:text", "-i", path, "-console"]
    done = subprocess.run(command, capture_output=True, check=True, encoding="utf-8")
    return done.stdout.split("\n", 1)[1]


@reader("pypdf")
def pypdf_(path: Path) -> str:
    """As Python programs that know nothing else read it."""
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages)


@reader("MuPDF, untagged")
def mupdf_untagged(path: Path) -> str:
    """The same of the file without tags."""
    with pymupdf.open("pdf", untagged(path)) as pdf:
        return "\n".join(page.get_text() for page in pdf)


def _pdfbox() -> Path | None:
    return next((HERE.parent / ".tools/pdfbox").glob("*.jar"), None)


def untagged(path: Path) -> bytes:
    """A PDF without its structure tree and its marks of content."""
    with pikepdf.open(path) as pdf:
        for key in ("/StructTreeRoot", "/MarkInfo"):
            if key in pdf.Root:
                del pdf.Root[key]
        for page in pdf.pages:
            kept = [
                (operands, operator)
                for operands, operator in pikepdf.parse_content_stream(page)
                if str(operator) not in {"BDC", "BMC", "EMC"}
            ]
            page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(kept))
        made = io.BytesIO()
        pdf.save(made)
    return made.getvalue()


def hits(path: Path, sought: Sequence[str]) -> list[int]:
    """How often the search of PDFium, which is Chrome's, finds each of these words."""
    with pypdfium2.PdfDocument(path) as pdf:
        pages = [page.get_textpage() for page in pdf]
        return [sum(_found(page, word) for page in pages) for word in sought]


def _found(page: pypdfium2.PdfTextPage, word: str) -> int:
    search = page.search(word, match_case=True)
    count = 0
    while search.get_next():
        count += 1
    return count


def versions() -> dict[str, str]:
    """Which readers there are, with their versions; those that miss are left out of READERS."""
    told = {
        "PDFium": str(pypdfium2.PDFIUM_INFO).split("@")[0],
        "MuPDF": pymupdf.mupdf_version,
    }
    if shutil.which("pdftotext"):
        said = subprocess.run(["pdftotext", "-v"], capture_output=True, text=True, check=False)
        told["poppler"] = said.stderr.split("\n")[0].split()[-1]
    package = HERE / "node/node_modules/pdfjs-dist/package.json"
    if package.exists() and shutil.which("node"):
        told["pdf.js"] = json.loads(package.read_text("utf-8"))["version"]
    told["pypdf"] = pypdf.__version__
    if (jar := _pdfbox()) and shutil.which("java"):
        told["PDFBox"] = jar.stem.rpartition("-")[2]
    for name in list(READERS):
        if name.split(",")[0] not in told:
            del READERS[name]
    return told
