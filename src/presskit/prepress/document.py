"""What a PDF says of itself: title, language, tags, standards, output intents, page boxes."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from pikepdf import Array, Dictionary, PdfError, Stream

from presskit.prepress.records import Box, OutputIntent
from presskit.prepress.strings import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pikepdf import Pdf

_DC_TITLE = "dc:title"
_PDFA = "http://www.aiim.org/pdfa/ns/id/"
_PDFUA = "http://www.aiim.org/pdfua/ns/id/"
_PDFX = "http://www.npes.org/pdfx/ns/id/"
_COMPONENTS = {b"GRAY": 1, b"RGB ": 3, b"Lab ": 3, b"CMYK": 4}


def title_and_standards(pdf: Pdf) -> tuple[str, tuple[str, ...]]:
    """The title, and the standards that the file claims; XMP counts before the Info dictionary."""
    info = pdf.trailer.get("/Info", Dictionary())
    try:
        xmp: Any = pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False)
        title = shown(xmp.get(_DC_TITLE, "") or "")
        claimed = [shown(claim) for claim in _claims(xmp)]
    except (PdfError, ValueError, TypeError, KeyError, AttributeError):
        title, claimed = "", []
    if not any(name.startswith("PDF/X") for name in claimed):
        # PDF/X-1a and PDF/X-3 are claimed in the Info dictionary (ISO 15930-1 and -3, 6.3).
        old = info.get("/GTS_PDFXConformance", info.get("/GTS_PDFXVersion"))
        claimed += [shown(old)] if old else []
    return title or shown(info.get("/Title", "")), tuple(claimed)


def _claims(xmp: Any) -> Iterator[str]:
    """ISO 14289-1, 5; ISO 19005-2, 6.6.4; ISO 15930-7, 6.3."""
    if part := xmp.get(f"{{{_PDFUA}}}part"):
        yield f"PDF/UA-{part}"
    if part := xmp.get(f"{{{_PDFA}}}part"):
        yield f"PDF/A-{part}{xmp.get(f'{{{_PDFA}}}conformance', '').lower()}"
    if version := xmp.get(f"{{{_PDFX}}}GTS_PDFXVersion"):
        yield str(version)


def language(pdf: Pdf) -> str:
    """The natural language of the document (ISO 32000-1, 14.9.2); empty if it names none."""
    return shown(pdf.Root.get("/Lang", ""))


def is_tagged(pdf: Pdf) -> bool:
    """Whether it has a structure tree and says that it is tagged (ISO 32000-1, 14.7 and 14.8)."""
    marked = pdf.Root.get("/MarkInfo", Dictionary())
    return "/StructTreeRoot" in pdf.Root and bool(marked.get("/Marked", False))


def output_intents(pdf: Pdf) -> tuple[OutputIntent, ...]:
    """The output intents in the order of the file."""
    return tuple(_intent(intent) for intent in pdf.Root.get("/OutputIntents", Array()))


def _intent(intent: Any) -> OutputIntent:
    stream = intent.get("/DestOutputProfile")
    icc = stream.read_bytes() if isinstance(stream, Stream) else None
    return OutputIntent(
        subtype=shown(intent.get("/S", "")),
        identifier=shown(intent.get("/OutputConditionIdentifier", "")),
        profile=None if icc is None else _description(icc),
        components=None if icc is None else _COMPONENTS.get(icc[16:20], 0),
    )


def _description(icc: bytes) -> str:
    from PIL import ImageCms

    try:
        return shown(ImageCms.getProfileDescription(io.BytesIO(icc)))
    except (ImageCms.PyCMSError, OSError):
        return ""


def box(page: Any, name: str) -> Box | None:
    """A box that the page has or inherits; None if there is none. UserUnit is reckoned in."""
    node, unit = page.obj, float(page.obj.get("/UserUnit", 1))
    found = node.get(name)
    while found is None and name == "/MediaBox" and "/Parent" in node:  # 14.11.2: others don't
        node = node.Parent
        found = node.get(name)
    if found is None:
        return None
    x1, y1, x2, y2 = (float(number) * unit for number in found)
    return Box(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))
