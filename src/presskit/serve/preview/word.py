"""How a DOCX looks: as LibreOffice sets it where that is installed, else its paragraphs by their styles."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from lxml import etree

from presskit.prepress.views import views

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presskit.prepress.views import Views

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SECONDS = 60
_WIDTH = 1000
_MOST = 30


def office() -> str | None:
    """LibreOffice's command, where there is one."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def views_of_word(docx: bytes, command: str) -> Views | None:
    """The pages of a DOCX by LibreOffice; None where it made none of them."""
    with TemporaryDirectory(prefix="presskit-") as folder:
        home = Path(folder)
        (home / "word.docx").write_bytes(docx)
        call = [command, "--headless", f"-env:UserInstallation={(home / 'profile').as_uri()}"]
        call += ["--convert-to", "pdf", "--outdir", folder, str(home / "word.docx")]
        try:
            subprocess.run(call, capture_output=True, timeout=_SECONDS, check=True)  # noqa: S603
            return views((home / "word.pdf").read_bytes(), _WIDTH, _MOST)
        except (OSError, subprocess.SubprocessError):
            return None


def outline(docx: bytes) -> Iterator[tuple[str, str]]:
    """The name of the style and the text of each paragraph of a DOCX, in tables too."""
    with zipfile.ZipFile(BytesIO(docx)) as archive:
        styles = etree.fromstring(archive.read("word/styles.xml"))
        document = etree.fromstring(archive.read("word/document.xml"))
    names = {
        one.get(f"{_W}styleId"): name.get(f"{_W}val", "")
        for one in styles.iter(f"{_W}style")
        if (name := one.find(f"{_W}name")) is not None
    }
    for paragraph in document.iter(f"{_W}p"):
        text = "".join(one.text or "" for one in paragraph.iter(f"{_W}t"))
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        if text.strip():
            yield names.get(style.get(f"{_W}val"), "") if style is not None else "", text
