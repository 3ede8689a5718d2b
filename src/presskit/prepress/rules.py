"""What is wrong with a PDF: each rule looks at what was found out and says what to do."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from presskit.prepress.pages import page_numbers

if TYPE_CHECKING:
    from presskit.diagnostics import Report
    from presskit.prepress.records import Image, Inks, Preflight, Recall

LEAST_PPI = 150
LEAST_PPI_PRINT = 200
LEAST_RECALL = 0.97
_CMYK = 4
_RGB = ("DeviceRGB", "CalRGB", "ICCBased RGB")
_TELL = 3


def report_findings(found: Preflight, report: Report) -> None:
    """Report everything that is wrong; the sides of it that belong together stand together."""
    is_for_press = any(name.startswith("PDF/X") for name in found.standards)
    _document(found, report)
    if is_for_press:
        _press(found, report)
    _fonts(found, report)
    _inks(found, report)
    _images(found, LEAST_PPI_PRINT if is_for_press else LEAST_PPI, report)
    if found.recall:
        report_recall(found.recall, "pdf-words-missing", report)


def _document(found: Preflight, report: Report) -> None:
    if found.encrypted:
        report.add(
            "pdf-encrypted",
            "the file is encrypted; presses refuse it, and some readers too",
            hint="save it without a password or restrictions",
        )
    if not found.title:
        report.add(
            "pdf-title-missing", "the document has no title", hint="set one: readers show it"
        )
    if not found.language:
        report.add(
            "pdf-language-missing",
            "the document names no language",
            hint="set one, such as ar: screen readers choose a voice by it",
        )
    if not found.tagged:
        report.add(
            "pdf-untagged",
            "the document is not tagged",
            hint="export it as a tagged PDF: screen readers follow its structure",
        )
    if not found.standards:
        report.add(
            "pdf-standard-none",
            "the file claims no standard",
            hint="ask the press or the archive whether it needs PDF/X, PDF/A or PDF/UA",
        )


def _press(found: Preflight, report: Report) -> None:
    """What ISO 15930-7 asks of a PDF/X: output intent, TrimBox (6.2.3 and 6.6), known colours."""
    intents = [intent for intent in found.output_intents if intent.subtype == "GTS_PDFX"]
    if not intents:
        report.add(
            "pdf-intent-missing",
            "the file claims PDF/X and has no output intent",
            hint="export it again with the profile of the press and its paper",
        )
    if untrimmed := [page.number for page in found.pages if page.trim is None]:
        report.add(
            "pdf-trim-missing",
            f"the file claims PDF/X and has no TrimBox on {page_numbers(untrimmed)}",
            hint="export it again with the size of the trimmed page",
        )
    # Without a profile the intent names a printing condition, and those are CMYK.
    if intents and intents[0].components in (_CMYK, None):
        _rgb(found, report)
    _blacks(found, report)


def _rgb(found: Preflight, report: Report) -> None:
    for space in _RGB:
        pages = [page.number for page in found.pages if space in page.colour_spaces]
        if pages:
            report.add(
                "pdf-colour-rgb",
                f"{space} is painted on {page_numbers(pages)}, and the output intent is CMYK",
                hint="convert pictures and colours to CMYK with the profile of the press",
            )


def _blacks(found: Preflight, report: Report) -> None:
    pages: dict[Inks, list[int]] = defaultdict(list)
    for page in found.pages:
        for inks in page.blacks:
            if any(inks[:3]):  # a grey of black ink alone is no trouble
                pages[inks].append(page.number)
    for inks, numbers in pages.items():
        report.add(
            "pdf-black-rich",
            f"black text on {page_numbers(numbers)} is {inks_in_words(inks)}",
            hint="set text in black ink alone (K 100): several inks blur when a plate shifts",
        )


def inks_in_words(inks: Inks) -> str:
    """Inks as a press names them: `C 60 M 50 Y 40 K 100`, without those that are none."""
    return " ".join(f"{name} {ink}" for name, ink in zip("CMYK", inks, strict=True) if ink)


def _fonts(found: Preflight, report: Report) -> None:
    for font in found.fonts:
        where = page_numbers(font.pages)
        if not font.embedded:
            report.add(
                "pdf-font-unembedded",
                f"the font “{font.name}” is not embedded; it sets text on {where}",
                hint="embed all fonts, or another font may stand in for it",
            )
        elif not font.subset and font.type != "Type 3":
            report.add(
                "pdf-font-whole",
                f"the font “{font.name}” is embedded whole ({font.bytes / 1000:.1f} KB)",
                hint="embed a subset, and the file is smaller",
            )
        if not font.extractable:
            report.add(
                "pdf-text-unmapped",
                f"text in “{font.name}” has no characters, on {where}",
                hint="export it with ToUnicode: this text can't be searched, copied or read aloud",
            )


def _inks(found: Preflight, report: Report) -> None:
    for page in found.pages:
        if page.over:
            report.add(
                "pdf-text-over",
                f"on page {page.number} text is printed over other text, at “{page.over}”",
                hint="look at the page: a word may be wider than its column, a frame too small",
            )
        if page.cut:
            report.add(
                "pdf-text-cut",
                f"on page {page.number} the edge cuts text, at “{page.cut}”",
                hint="look at the page: a line may be longer than its column",
            )


def _images(found: Preflight, least: int, report: Report) -> None:
    for image in found.images:
        # A picture one pixel wide or high is a plain area or a gradient.
        if image.ppi < least and min(image.width, image.height) > 1:
            report.add(
                "pdf-image-coarse",
                f"a picture of {image.width} × {image.height} pixels on page {image.page} "
                f"has {image.ppi:.0f} ppi; it should have {least}",
                hint="place it smaller, or get a larger one",
            )
    doubles: dict[tuple[int, int, int], list[Image]] = defaultdict(list)
    for image in found.images:
        if image.duplicate:
            doubles[image.width, image.height, image.bytes].append(image)
    for (width, height, size), same in doubles.items():
        report.add(
            "pdf-image-twice",
            f"a picture of {width} × {height} pixels ({size / 1000:.1f} KB) is embedded more than "
            f"once, for {page_numbers(image.page for image in same)}",
            hint="embed it once and place it again, and the file is smaller",
        )


def report_recall(recall: Recall, code: str, report: Report) -> None:
    """Report, under the code of an edition's kind, that words of the article don't come back."""
    if recall.share < LEAST_RECALL:
        some = "، ".join if any("\u0590" <= c <= "\u08ff" for c in recall.missing[0]) else ", ".join
        report.add(
            code,
            f"{recall.words - recall.found} of the article's {recall.words} words don't come back "
            f"from the text, such as {some(recall.missing[:_TELL])}",
            hint="is this an edition of this article? If so, its text can't be searched",
        )
