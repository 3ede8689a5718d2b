"""What is drawn in a Word file, and tables: put to the lines with the captions beside them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from lxml import etree
from msgspec.structs import replace

from presskit.model.blocks import DeskNote, Figure, Table
from presskit.model.inlines import Text, plain
from presskit.sources.doors.word.xml import OFFICE, A, R, V, parsed

if TYPE_CHECKING:
    from presskit.model.inlines import Inlines
    from presskit.sources.doors.lines import LineMaker
    from presskit.sources.doors.word.document import Document
    from presskit.sources.doors.word.package import Target
    from presskit.sources.doors.word.xml import Element

Captioned: TypeAlias = Figure | DeskNote | Table

_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
_CHUNK = "a document of another kind inside this one"
_TAG = re.compile(
    rb"<(?:style|script|head)\b.*?</(?:style|script|head)>|<[^>]*>", re.DOTALL | re.IGNORECASE
)


class Objects:
    """Puts pictures and tables; `caption` takes what stands over or under them.

    A caption belongs to what was put last, where that has none yet and no text stands between
    them; else it waits for what comes next.
    """

    def __init__(self, document: Document, made: LineMaker) -> None:
        self._document = document
        self._made = made
        self._last: Captioned | None = None
        self._count = -1
        self._waiting: Inlines = ()

    def is_last(self, made: LineMaker) -> bool:
        """Whether something without a caption was put last."""
        return self._last is not None and made.count == self._count

    def put(self, element: Element, targets: dict[str, Target]) -> None:
        """Put the pictures of a drawing, and tell of what else is drawn with words in it."""
        for one in self._document.pictures.read(element, targets):
            self._put(one, one.src if isinstance(one, Figure) else one.text[:40])
        for path in element.iter(f"{V}textpath"):
            if said := " ".join((path.get("string") or "").split()):
                self._made.paragraph((Text(said),))
        if any(one.get(f"{OFFICE}hr") for one in element.iter(f"{V}rect")):
            self._made.rule()
        for chart in element.iter(f"{_CHART}chart"):
            self._tell("a chart", targets.get(chart.get(f"{R}id", "")))
        for diagram in element.iter(_DIAGRAM):
            self._tell("a diagram", targets.get(diagram.get(f"{R}dm", "")))

    def table(self, table: Table) -> None:
        """Put a table."""
        self._put(table, "table")

    def caption(self, inlines: Inlines, *, keeps_next: bool) -> None:
        """Take a caption; one that Word keeps with what follows stands over it."""
        if self._waiting:
            self.flush()
        if self.is_last(self._made) and not keeps_next and self._last is not None:
            self._made.change(self._last, _captioned(self._last, inlines))
            self._last = None
        else:
            self._waiting = inlines
            self._count = self._made.count

    def flush(self) -> None:
        """Put a caption that nothing came after as text."""
        inlines, self._waiting = self._waiting, ()
        if inlines:
            self._made.paragraph(inlines)

    def chunk(self, element: Element, targets: dict[str, Target]) -> None:
        """Tell of a whole document of another kind that stands inside this one."""
        target = targets.get(element.get(f"{R}id", ""))
        data = None if target is None else self._document.package.bytes_of(target.name)
        if data and not data.startswith(b"PK"):
            self._document.left_out.add(_CHUNK, _TAG.sub(b" ", data).decode("utf-8", "replace"))
        elif target is not None:
            self._document.left_out.add(_CHUNK, target.name)

    def _put(self, one: Captioned, text: str) -> None:
        waiting, self._waiting = self._waiting, ()
        if waiting and self._count == self._made.count:
            one = _captioned(one, waiting)
            self._last = None
        else:
            if waiting:
                self._made.paragraph(waiting)
            self._last = one
        self._made.block(one, text)
        self._count = self._made.count

    def _tell(self, what: str, target: Target | None) -> None:
        data = None if target is None else self._document.package.bytes_of(target.name)
        try:
            root = parsed(data) if data else None
        except etree.XMLSyntaxError:
            root = None
        texts = [] if root is None else [one.text or "" for one in root.iter(f"{A}t", f"{_CHART}v")]
        why = f"{what}, which presskit can’t draw"
        self._document.left_out.add(why, " ".join(dict.fromkeys(texts)) or what)


def _captioned(one: Captioned, inlines: Inlines) -> Captioned:
    if isinstance(one, DeskNote):
        return DeskNote(" — ".join(filter(None, (plain(inlines), one.text))))
    return replace(one, caption=inlines)
