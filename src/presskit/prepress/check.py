"""The preflight of one PDF: opened, read page by page, judged."""

from __future__ import annotations

import io
import zlib
from typing import TYPE_CHECKING, Any

import pikepdf
from msgspec.structs import replace

from presskit.diagnostics import Report
from presskit.prepress import document
from presskit.prepress.content import Painted, read_content
from presskit.prepress.fonts import font_record
from presskit.prepress.images import image_records
from presskit.prepress.records import Page, Preflight
from presskit.prepress.rules import report_findings
from presskit.prepress.strings import shown

if TYPE_CHECKING:
    from presskit.model.layout import Layout
    from presskit.prepress.records import Font, Recall

# Where a file isn't built as the standard says, the objects in it aren't those that code expects.
_BROKEN = (
    pikepdf.PdfError,
    ArithmeticError,
    AttributeError,
    LookupError,
    NotImplementedError,
    RuntimeError,
    TypeError,
    ValueError,
    zlib.error,
)


def check(data: bytes, layout: Layout | None, name: str) -> Preflight:
    """What there is to say about a PDF, and about how well it says what `layout` says.

    Raises PresskitError (`pdf-unreadable`, `pdf-encrypted`) when it cannot be opened.
    """
    report = Report(name or None)
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            painted = {n: _painted(n, page, report) for n, page in enumerate(pdf.pages, 1)}
            found = _read(pdf, painted, data, name, report)
            # PDFium follows forms however often they draw one another.
            has_end = not any(page.endless for page in painted.values())
            if has_end:
                found = _with_inks(found, pdf, data, report)
            if damage := pdf.get_warnings():
                _report_damage(str(damage[0]), report)
    except pikepdf.PasswordError:
        report.fail(
            "pdf-encrypted",
            "the file opens only with a password",
            hint="save it without one: neither a press nor presskit can read it",
        )
    except _BROKEN as error:
        report.fail(
            "pdf-unreadable",
            f"this is no PDF that can be read: {_first_line(error)}",
            hint="export it again, and check that it came over whole",
        )
    if layout is not None and has_end:
        found = replace(found, recall=_recall(data, layout, report))
    report_findings(found, report)
    return replace(found, diagnostics=report.diagnostics)


def _read(
    pdf: pikepdf.Pdf, painted: dict[int, Painted], data: bytes, name: str, report: Report
) -> Preflight:
    title, standards = document.title_and_standards(pdf)
    pages = dict(enumerate(pdf.pages, 1))
    return Preflight(
        file=name,
        bytes=len(data),
        pdf_version=pdf.pdf_version,
        title=title,
        language=document.language(pdf),
        tagged=document.is_tagged(pdf),
        encrypted=pdf.is_encrypted,
        standards=standards,
        output_intents=document.output_intents(pdf),
        pages=tuple(_page(number, page, painted[number]) for number, page in pages.items()),
        fonts=_fonts(painted, report),
        images=image_records({number: seen.placements for number, seen in painted.items()}),
        recall=None,
        diagnostics=(),
    )


def _painted(number: int, page: pikepdf.Page, report: Report) -> Painted:
    painted = Painted()
    try:
        read_content(page, painted)
    except _BROKEN as error:
        _report_damage(f"page {number}: {_first_line(error)}", report)
    if painted.endless:
        _report_damage(f"page {number}: its forms draw one another without end", report)
    return painted


def _page(number: int, page: pikepdf.Page, painted: Painted) -> Page:
    media = document.box(page, "/MediaBox")
    if media is None:
        message = f"page {number} has no MediaBox"
        raise ValueError(message)
    return Page(
        number=number,
        media=media,
        trim=document.box(page, "/TrimBox"),
        bleed=document.box(page, "/BleedBox"),
        colour_spaces=tuple(sorted(painted.colours)),
        blacks=tuple(sorted(painted.blacks)),
        transparency=painted.transparency,
    )


def _fonts(painted: dict[int, Painted], report: Report) -> tuple[Font, ...]:
    """The fonts in the order in which text is set in them; one that is broken is told of."""
    objects: dict[object, Any] = {}
    pages: dict[object, list[int]] = {}
    for number, seen in painted.items():
        for key, font in seen.fonts.items():
            objects[key] = font
            pages.setdefault(key, []).append(number)
    records = []
    for key, font in objects.items():
        try:
            records.append(font_record(font, pages[key]))
        except _BROKEN as error:
            _report_damage(f"a font of page {min(pages[key])}: {_first_line(error)}", report)
    return tuple(records)


def _with_inks(found: Preflight, pdf: pikepdf.Pdf, data: bytes, report: Report) -> Preflight:
    """The record with what text does on each page; one whose unit is no point is left out."""
    from pypdfium2 import PdfiumError

    from presskit.prepress.ink import page_inks

    edges = {
        page.number: page.trim or document.box(source, "/CropBox") or page.media
        for page, source in zip(found.pages, pdf.pages, strict=True)
        if "/UserUnit" not in source.obj
    }
    try:
        inks = page_inks(data, edges)
    except PdfiumError as error:
        _report_damage(f"PDFium can't read its text: {_first_line(error)}", report)
        return found
    pages = tuple(
        replace(page, cut=inks[page.number].cut, over=inks[page.number].over)
        if page.number in inks
        else page
        for page in found.pages
    )
    return replace(found, pages=pages)


def _recall(data: bytes, layout: Layout, report: Report) -> Recall | None:
    from pypdfium2 import PdfiumError

    from presskit.prepress.words import pdf_text, recall

    try:
        return recall(layout, pdf_text(data))
    except PdfiumError as error:
        _report_damage(f"PDFium can't read its text: {_first_line(error)}", report)
        return None


def _report_damage(what: str, report: Report) -> None:
    report.add(
        "pdf-damaged",
        f"the file is damaged ({what})",
        hint="export it again: a press may stop at what this reader could mend",
    )


def _first_line(error: Exception) -> str:
    return shown((str(error).splitlines() or [type(error).__name__])[0])
