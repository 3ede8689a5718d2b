"""How what a check found out is printed for people."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, TypeVar

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from presskit.cli.words import size_in_words
from presskit.prepress.pages import page_numbers
from presskit.prepress.rules import inks_in_words

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator

    from rich.console import RenderableType

    from presskit.prepress.records import BookCheck, Box, OutputIntent, Page, Preflight, Recall

_STORED = {"DCT": "JPEG", "JPX": "JPEG 2000", "": "uncompressed"}
_Fact = TypeVar("_Fact", bound="Hashable")


def print_preflight(found: Preflight, *, stderr: bool = False) -> None:
    """Print what was found out about a PDF: facts, fonts, pictures; the findings are not here."""
    tables = [_fonts(found)] if found.fonts else []
    tables += [_images(found)] if found.images else []
    _print(found.file, _facts(found), tables, stderr=stderr)


def print_book(found: BookCheck) -> None:
    """Print what was found out about an EPUB; the findings are not here."""
    tables = [_book_fonts(found)] if found.fonts else []
    tables += [_book_images(found)] if found.images else []
    _print(found.file, _book_facts(found), tables, stderr=False)


def _print(
    file: str, facts: Iterable[tuple[str, str]], tables: Iterable[Table], *, stderr: bool
) -> None:
    console = Console(stderr=stderr, markup=False, highlight=False, emoji=False)
    console.print(Text(file, style="bold"), soft_wrap=True)
    grid = Table.grid("", "", padding=(0, 2))
    for label, value in facts:
        grid.add_row(Text(label, style="dim"), Text(value))
    parts: list[RenderableType] = [grid, *tables]
    for part in parts:
        console.print(Padding(part, (0, 0, 1, 2), expand=False))


def _facts(found: Preflight) -> Iterator[tuple[str, str]]:
    pages = f"{len(found.pages)} page{'s' if len(found.pages) != 1 else ''}"
    yield "document", f"PDF {found.pdf_version}, {pages}, {size_in_words(found.bytes)}"
    yield "title", found.title or "none"
    yield "language", found.language or "none"
    yield "tagged", "yes" if found.tagged else "no"
    yield "standards", ", ".join(found.standards) or "none claimed"
    for intent in found.output_intents:
        yield "made for", _intent(intent)
    yield "size", _by_page(((_size(page), page.number) for page in found.pages), found)
    spaces = ((space, page.number) for page in found.pages for space in page.colour_spaces)
    yield "colours", _by_page(spaces, found) or "none"
    if blacks := [(inks_in_words(i), page.number) for page in found.pages for i in page.blacks]:
        yield "black text", _by_page(blacks, found)
    transparent = [page.number for page in found.pages if page.transparency]
    yield "transparency", page_numbers(transparent) if transparent else "none"
    if not found.images:
        yield "pictures", "none"
    if found.recall:
        yield "words", _recall(found.recall)
        if found.recall.missing:
            yield "not found", ", ".join(found.recall.missing)


def _book_facts(found: BookCheck) -> Iterator[tuple[str, str]]:
    yield "document", f"EPUB, {found.documents} documents, {size_in_words(found.bytes)}"
    yield "title", found.title or "none"
    yield "language", found.language or "none"
    yield "pages turn", found.progression or "as the reader likes"
    yield "identifier", found.identifier or "none"
    yield "words", str(found.words)
    if found.recall:
        yield "found", _recall(found.recall)
        if found.recall.missing:
            yield "not found", ", ".join(found.recall.missing)


def _book_fonts(found: BookCheck) -> Table:
    table = Table("Font", box=None, pad_edge=False, header_style="bold")
    for heading in ("Characters", "Size"):
        table.add_column(heading, justify="right")
    for font in found.fonts:
        table.add_row(font.file, str(font.characters), size_in_words(font.bytes))
    return table


def _book_images(found: BookCheck) -> Table:
    table = Table("Picture", "Pixels", box=None, pad_edge=False, header_style="bold")
    table.add_column("Size", justify="right")
    for image in found.images:
        table.add_row(image.file, f"{image.width} × {image.height}", size_in_words(image.bytes))
    return table


def _intent(intent: OutputIntent) -> str:
    profile = f" (profile {intent.profile or 'without a name'})" if intent.components else ""
    return f"{intent.identifier or 'no name'}{profile}, {intent.subtype}"


def _size(page: Page) -> str:
    trim = page.trim or page.media
    size = f"{_mm(trim)} mm"
    if page.bleed and page.bleed != trim:
        size += f", {_mm(page.bleed)} mm with bleed"
    if page.media not in (trim, page.bleed):
        size += f", on {_mm(page.media)} mm"
    return size


def _mm(box: Box) -> str:
    return "{} × {}".format(*box.size_mm)


def _by_page(facts: Iterable[tuple[_Fact, int]], found: Preflight) -> str:
    """Facts of pages, with the pages where they aren't those of all."""
    pages: dict[_Fact, list[int]] = defaultdict(list)
    for fact, number in facts:
        pages[fact].append(number)
    return "; ".join(
        str(fact) if len(on) == len(found.pages) else f"{fact} ({page_numbers(on)})"
        for fact, on in pages.items()
    )


def _recall(recall: Recall) -> str:
    share = recall.found * 1000 // max(recall.words, 1) / 10  # never rounded up to all of them
    return f"{recall.found} of the article's {recall.words} come back ({share:g} %)"


def _fonts(found: Preflight) -> Table:
    table = Table("Font", "Type", "Embedded", "Text", box=None, pad_edge=False, header_style="bold")
    table.add_column("Size", justify="right")
    for font in found.fonts:
        embedded = "no" if not font.embedded else "subset" if font.subset else "whole"
        readable = "readable" if font.extractable else "unreadable"
        table.add_row(font.name, font.type, embedded, readable, size_in_words(font.bytes))
    return table


def _images(found: Preflight) -> Table:
    table = Table("Page", "Picture", box=None, pad_edge=False, header_style="bold")
    table.add_column("ppi", justify="right")
    for heading in ("Colour", "Bits", "Stored as"):
        table.add_column(heading)
    table.add_column("Size", justify="right")
    for image in found.images:
        table.add_row(
            str(image.page),
            f"{image.width} × {image.height}",
            f"{image.ppi:.0f}",
            image.colour_space,
            str(image.bits),
            _STORED.get(image.filter, image.filter),
            size_in_words(image.bytes),
        )
    return table
