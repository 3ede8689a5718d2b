"""Pictures of a page: those that came along are kept, of the others a remark tells."""

from __future__ import annotations

import base64
import binascii
import re
from typing import TYPE_CHECKING

from presskit.model.blocks import DeskNote, Figure
from presskit.model.inlines import plain
from presskit.sources.doors.inlines import SAFE

if TYPE_CHECKING:
    from lxml import html

    from presskit.diagnostics import Report
    from presskit.model.inlines import Inlines

_DATA = re.compile(r"data:image/(?P<kind>png|jpe?g|gif|webp);base64,(?P<data>.*)", re.DOTALL)
_ELSEWHERE = re.compile(r"(?i)[a-z][a-z0-9+.-]*:|//|/")


class Pictures:
    """Reads pictures; `kept` are the bytes of those that stood in the page, by their new names."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self.kept: dict[str, bytes] = {}

    def read(
        self, element: html.HtmlElement, caption: Inlines
    ) -> tuple[Figure | DeskNote | None, str]:
        """A figure, or a remark where the picture isn't here, and what to call it."""
        src = (element.get("src") or "").strip()
        alt = " ".join((element.get("alt") or "").split())
        if match := _DATA.match(src):
            name = self._keep(match)
            return (Figure(name, alt, caption), name) if name else (None, "")
        if src and not _ELSEWHERE.match(src):
            return Figure(src, alt, caption), src
        said = " — ".join(filter(None, (plain(caption) or alt, src if SAFE.match(src) else "")))
        if not said:
            return None, ""
        self._report.add("copy-picture", f"the picture “{said[:80]}” isn't here: a note says so")
        return DeskNote(said), said[:40]

    def _keep(self, match: re.Match[str]) -> str:
        try:
            data = base64.b64decode(match["data"], validate=False)
        except (binascii.Error, ValueError):
            return ""
        kind = "jpg" if match["kind"].startswith("jp") else match["kind"]
        name = f"pictures/picture-{len(self.kept) + 1}.{kind}"
        self.kept[name] = data
        return name
