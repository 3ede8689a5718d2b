"""Pictures of a page: those that came along are kept, of the others a remark tells."""

from __future__ import annotations

import base64
import binascii
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin

from presskit.model.blocks import DeskNote, Figure
from presskit.model.inlines import plain
from presskit.sources.doors.elements import place_of

if TYPE_CHECKING:
    from pathlib import Path

    from lxml import html

    from presskit.diagnostics import Report
    from presskit.model.inlines import Inlines

_DATA = re.compile(r"(?i)data:image/(?P<kind>png|jpe?g|gif|webp);base64,(?P<data>.*)", re.DOTALL)
_ELSEWHERE = re.compile(r"(?i)[a-z][a-z0-9+.-]*:|//|/")
_LAZY = ("data-src", "data-lazy-src", "data-original", "data-orig-file")
_DOT = frozenset(["0", "1", "0px", "1px"])


class Pictures:
    """Reads pictures; `kept` are the bytes of those that came along, by the names they get.

    Those beside the page are found in `folder`; `base` is the address of the page.
    """

    def __init__(self, report: Report, folder: Path | None = None, base: str = "") -> None:
        self._report = report
        self._folder = folder
        self._base = base
        self.kept: dict[str, bytes] = {}

    def read(
        self, element: html.HtmlElement, caption: Inlines = (), credit: Inlines = ()
    ) -> Figure | DeskNote | None:
        """A figure, or a remark where the picture isn't here; nothing, for a dot that counts."""
        if not caption and _DOT & {element.get("width"), element.get("height")}:
            return None
        src = self._source(element)
        alt = " ".join((element.get("alt") or "").split())
        match = _DATA.match(src)
        if name := self._keep(match) if match else self._beside(src):
            return Figure(name, alt, caption, credit)
        address = "" if src.lower().startswith("data:") else urljoin(self._base, src)
        said = " — ".join(filter(None, (plain(caption) or alt, plain(credit), address[:200])))
        self._report.add(
            "copy-picture",
            f"the picture “{said[:80]}” isn't here: a note says so"
            if said
            else "a picture that says nothing of itself cannot be read",
            place_of(element),
        )
        return DeskNote(said) if said else None

    @staticmethod
    def _source(element: html.HtmlElement) -> str:
        """Where a picture is: pages that load it late have a dot in its place."""
        src = (element.get("src") or "").strip()
        late = next(filter(None, (element.get(name) for name in _LAZY)), "").strip()
        return late if late and (not src or src.startswith("data:")) else src

    def _beside(self, src: str) -> str:
        """The name of a picture in the page's folder; nothing, where it isn't there."""
        if self._folder is None or not src or _ELSEWHERE.match(src):
            return ""
        for name in (src, unquote(re.split(r"[?#]", src, maxsplit=1)[0])):
            try:
                home = self._folder.resolve()
                path = (home / name).resolve()
                if not path.is_relative_to(home) or not path.is_file():
                    continue
                inside = path.relative_to(home).as_posix()
                self.kept[inside] = path.read_bytes()
            except (OSError, ValueError, RuntimeError):  # a name too long, NUL in it, a loop
                continue
            return inside
        return ""

    def _keep(self, match: re.Match[str]) -> str:
        try:
            data = base64.b64decode(match["data"], validate=False)
        except (binascii.Error, ValueError):
            return ""
        if not data:
            return ""
        kind = "jpg" if match["kind"].lower().startswith("jp") else match["kind"].lower()
        name = f"pictures/picture-{len(self.kept) + 1}.{kind}"
        self.kept[name] = data
        return name
