"""What each edition's runs show from left to right, by an implementation of UAX 9 that is not presskit's."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from bidi import get_display

from presskit.layout.unbroken import settled
from presskit.model.inlines import Isolate, Text
from presskit.render.runs.direction import Run
from presskit.render.runs.pieces import pieces

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from presskit.model.inlines import Direction, Inlines

_LANGUAGES = {"rtl": "ar", "ltr": "en"}
_UNSEEN = dict.fromkeys(map(ord, "\u200e\u200f\u202c\u202d\u2066\u2067\u2069"))
_LRI, _RLI, _PDI, _LRO, _PDF = "\u2066\u2067\u2069\u202d\u202c"


def shown(text: str, base: Direction) -> dict[str, str]:
    """A paragraph as the PDF and the EPUB, LibreOffice, and Word show it."""
    inlines = settled((Text(text),), base, _LANGUAGES[base])
    runs = [piece for piece in pieces(inlines, base, base) if isinstance(piece, Run)]
    return {
        "html": seen("".join(_isolated(inlines)), base),
        "characters": seen("".join(run.text for run in runs), base),
        "runs": seen("".join(stood_by_runs([(run.text, run.rtl) for run in runs], base)), base),
    }


def seen(text: str, base: Direction) -> str:
    """Characters from left to right, without those that draw nothing."""
    return get_display(text, base_dir="R" if base == "rtl" else "L").translate(_UNSEEN)


def _isolated(inlines: Inlines) -> Iterator[str]:
    """Text with the controls that `<bdi dir>` stands for (HTML, 15.3.5)."""
    for inline in inlines:
        if isinstance(inline, Isolate):
            yield _RLI if inline.direction == "rtl" else _LRI
            yield from _isolated(inline.children)
            yield _PDI
        else:
            assert isinstance(inline, Text)
            yield inline.text


def isolated_markup(element: Any) -> str:
    """The text of an element, with the controls that its `<bdi dir>` stand for."""
    return "".join(_markup(element))


def _markup(element: Any) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag.endswith("}bdi"):
            yield _RLI if child.get("dir") == "rtl" else _LRI
            yield from _markup(child)
            yield _PDI
        else:
            yield from _markup(child)
        yield child.tail or ""


def stood_by_runs(runs: Iterable[tuple[str, bool]], base: Direction) -> Iterator[str]:
    """Texts and whether they have `w:rtl`, which Word goes by: without it a run is left to right."""
    for rtl, group in groupby(runs, key=lambda run: run[1]):
        text = "".join(text for text, _ in group)
        if rtl == (base == "rtl"):
            yield text
        else:
            yield f"{_RLI}{text}{_PDI}" if rtl else f"{_LRI}{_LRO}{text}{_PDF}{_PDI}"
