"""The package of a book: what it says of itself, and its pictures and fonts."""

from __future__ import annotations

import io
import unicodedata
from typing import TYPE_CHECKING, Any

from presskit.language.facts import direction_of
from presskit.prepress.book.opened import XML_LANG
from presskit.prepress.records import BookFont, BookImage

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from presskit.diagnostics import Report
    from presskit.prepress.book.opened import Item, Opened

_DC = "{http://purl.org/dc/elements/1.1/}"
_WANTED = (
    "dcterms:modified",
    "schema:accessMode",
    "schema:accessibilityFeature",
    "schema:accessibilityHazard",
    "schema:accessibilitySummary",
)
_PIXELS = 5_600_000  # Apple's limit for a picture
_BYTES = 5_000_000
_SHORT_SIDE = 1000  # of a cover, in pixels
_SHOWN = {"image/jpeg", "image/png", "image/gif", "image/svg+xml"}
_UNSEEN = ("Cc", "Cf", "Zs", "Zl", "Zp", "Co", "Cs")
_FEW = 10


def check_package(book: Opened, report: Report) -> None:
    """Report what the package document lacks, and files that are missing or wrongly named."""
    package = book.package
    about = report.about(f"{report.file}/{book.package_path}")
    said = {element.get("property") for element in package.iter("{*}meta")}
    said |= {f"dc:{name}" for name in ("title", "language", "identifier") if value(book, name)}
    wanted = ("dc:title", "dc:language", "dc:identifier", *_WANTED)
    if missing := [name for name in wanted if name not in said]:
        about.add(
            "epub-metadata",
            f"the package doesn't say {', '.join(missing)}",
            hint="shops and screen readers look for it",
        )
    language = value(book, "language")
    if not package.get(XML_LANG):
        about.add("epub-language", "the package has no xml:lang", hint="its titles are read by it")
    spine = package.find("{*}spine")
    progression = spine.get("page-progression-direction") if spine is not None else None
    if language and direction_of(language) == "rtl" and progression != "rtl":
        about.add(
            "epub-progression",
            "pages turn from left to right in a right-to-left book",
            hint='write page-progression-direction="rtl" on spine',
        )
    for item in book.items.values():
        if item.path not in book.files:
            about.add(
                "epub-file-missing", f"{item.path} is not in the book", hint="export it again"
            )
        if not item.path.isascii() or " " in item.path:
            about.add(
                "epub-name",
                f"{item.path} is no name that every reader can open",
                hint="use ASCII letters, digits and hyphens",
            )


def value(book: Opened, name: str) -> str:
    """What a Dublin Core element of the package says first."""
    return (book.package.findtext(f".//{_DC}{name}") or "").strip()


def check_images(book: Opened, report: Report) -> tuple[BookImage, ...]:
    """The pictures, and what shops and readers refuse about them."""
    items = [item for item in book.items.values() if item.media_type.startswith("image/")]
    items = [item for item in items if item.path in book.files]
    records = tuple(_image(item, book.files[item.path], report) for item in items)
    cover = book.named("cover-image")
    sizes = {record.file: min(record.width, record.height) for record in records}
    if cover is None:
        report.add("epub-cover", "the book has no cover", hint="mark one as cover-image")
    elif 0 < sizes.get(cover.path, 0) < _SHORT_SIDE:
        report.about(f"{report.file}/{cover.path}").add(
            "epub-cover",
            f"the cover's short side has {sizes[cover.path]} pixels",
            hint=f"shops ask for {_SHORT_SIDE} or more",
        )
    return records


def _image(item: Item, data: bytes, report: Report) -> BookImage:
    from PIL import Image

    width = height = 0
    if item.media_type != "image/svg+xml":
        try:
            with Image.open(io.BytesIO(data)) as image:
                width, height = image.size
        except (OSError, ValueError, Image.DecompressionBombError):
            width = height = 0
    about = report.about(f"{report.file}/{item.path}")
    if item.media_type not in _SHOWN:
        about.add(
            "epub-image",
            f"{item.media_type} is unknown to many readers",
            hint="use JPEG or PNG",
        )
    elif width * height > _PIXELS or len(data) > _BYTES:
        about.add(
            "epub-image",
            f"the picture has {width} × {height} pixels and {len(data) / 1e6:.1f} MB",
            hint="shops take 5.6 million pixels and 5 MB",
        )
    return BookImage(item.path, item.media_type, width, height, len(data))


def check_fonts(book: Opened, texts: Mapping[str, str], report: Report) -> tuple[BookFont, ...]:
    """The embedded fonts, and the characters of the text that none of them has."""
    items = [i for i in book.items.values() if "font" in i.media_type or "opentype" in i.media_type]
    coverage: set[int] = set()
    records = []
    for item in items:
        characters = _coverage(book.files.get(item.path, b""))
        about = report.about(f"{report.file}/{item.path}")
        if item.media_type.endswith(("woff", "woff2")):
            about.add("epub-font", "Kobo and Kindle take no WOFF", hint="embed TTF or OTF")
        elif characters is None:
            about.add("epub-font", "the font cannot be read", hint="embed it unobfuscated")
        coverage |= characters or set()
        records.append(
            BookFont(item.path, len(book.files.get(item.path, b"")), len(characters or ()))
        )
    if coverage:
        _uncovered(coverage, texts, report)
    return tuple(records)


def _uncovered(coverage: set[int], texts: Mapping[str, str], report: Report) -> None:
    for path, text in texts.items():
        lacking = sorted({c for c in text if ord(c) not in coverage and _is_seen(c)})
        if lacking:
            report.about(f"{report.file}/{path}").add(
                "epub-text-uncovered",
                f"no embedded font has {_listed(lacking)}",
                hint="embed a font that has them, or readers show another one's",
            )


def _is_seen(character: str) -> bool:
    return unicodedata.category(character) not in _UNSEEN


def _listed(characters: Iterable[str]) -> str:
    named = [f"{c} (U+{ord(c):04X})" for c in characters]
    more = f" and {len(named) - _FEW} more" if len(named) > _FEW else ""
    return ", ".join(named[:_FEW]) + more


def _coverage(data: bytes) -> set[int] | None:
    from fontTools.ttLib import TTFont, TTLibError

    try:
        with TTFont(io.BytesIO(data), lazy=True, fontNumber=0) as font:
            cmap: Any = font.getBestCmap()
            return set(cmap or ())
    except (TTLibError, ImportError, OSError, ValueError, KeyError, AssertionError, IndexError):
        return None
