"""What WeasyPrint complains of, told at the place in the theme that it is about."""

from __future__ import annotations

import logging
import re
from contextlib import contextmanager
from pathlib import Path
from threading import get_ident
from typing import TYPE_CHECKING, NamedTuple

from presskit.diagnostics import Place, Position
from presskit.theming.mistakes import meant
from presskit.theming.tracing import position

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from presskit.diagnostics import Report

_AT = re.compile(r" at (\d+):(\d+)")
_DECLARATION = re.compile(r"`([\w-]+):")
_QUOTED = re.compile(r"`([^`]*)`", re.DOTALL)
_WORDS = re.compile(r"'(.+)'$", re.DOTALL)
_MOST_SHOWN = 80


class StyleSheet(NamedTuple):
    """A style sheet, and where a line of it comes from, if a file of the theme has it."""

    text: str
    place: Callable[[int], Place | None] = lambda _: None


class _Complaints(logging.Handler):
    def __init__(self, report: Report) -> None:
        super().__init__(logging.WARNING)
        self._report = report

    def emit(self, record: logging.LogRecord) -> None:
        self._report.add("render-warning", f"PDF: {record.getMessage()}")


@contextmanager
def complaints(report: Report) -> Iterator[None]:
    """What WeasyPrint logs meanwhile goes to the report; what stops it becomes `render-failed`."""
    from weasyprint.urls import URLFetchingError

    logger = logging.getLogger("weasyprint")
    handler = _Complaints(report)
    here = get_ident()
    handler.addFilter(lambda record: record.thread == here)  # others may be setting theirs
    logger.addHandler(handler)
    try:
        yield
    except URLFetchingError as error:  # a colour profile that is not there
        report.fail("render-failed", f"PDF: {error}", hint="put the file into the theme's folder")
    finally:
        logger.removeHandler(handler)


def tell(message: str, sheet: StyleSheet, report: Report) -> None:
    """Report what was said of a style sheet as `render-warning`, in the theme's own file.

    What is said of a place that no theme wrote stays as it is.
    """
    line = _line(message, sheet.text)
    place = sheet.place(line) if line else None
    if place is None or place.file is None or place.at is None:
        report.add("render-warning", message)
        return
    said = _AT.sub("", message)
    said = _QUOTED.sub(lambda quoted: f"“{_short(quoted[1])}”", said)
    name = _DECLARATION.search(message)
    at = position(Path(place.file), place.at.line, f"“{name[1]}”") if name else place.at
    hint = None
    if name and "unknown property" in message:
        from weasyprint.css.validation.properties import PROPERTIES

        hint = meant(name[1], PROPERTIES) or None
    report.about(place.file).add("render-warning", said, Position(at.line, at.column), hint)


def _line(message: str, text: str) -> int | None:
    """The line of a style sheet that a message names, or whose words it quotes."""
    if found := _AT.search(message):
        return int(found[1])
    words = _WORDS.search(message)
    start = text.find(words[1]) if words else -1
    return text.count("\n", 0, start) + 1 if start >= 0 else None


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _MOST_SHOWN else text[:_MOST_SHOWN] + "…"
