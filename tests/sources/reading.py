"""Short ways to read an article from a text and to look at what came of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from presskit.diagnostics import PresskitError
from presskit.model.inlines import Code, Inline, Inlines, NoteRef, Text, plain
from presskit.sources import read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presskit.model.manuscript import Manuscript

HEAD = "---\ntitle: عنوان\n---\n"


def manuscript(text: str | bytes, folder: Path = Path(), name: str = "a.md") -> Manuscript:
    data = text if isinstance(text, bytes) else text.encode()
    return read_bytes(data, name, folder)


def body(text: str, folder: Path = Path()) -> tuple[object, ...]:
    return manuscript(HEAD + text, folder).article.body


def codes(text: str | bytes, folder: Path = Path(), name: str = "a.md") -> list[str]:
    try:
        diagnostics = manuscript(text, folder, name).diagnostics
    except PresskitError as error:
        diagnostics = error.diagnostics
    return [found.code for found in diagnostics]


def leaves(value: object) -> Iterator[Text | Code | NoteRef]:
    """Every inline that has characters of its own, in order."""
    if isinstance(value, Text | Code | NoteRef):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from leaves(part)
    elif isinstance(value, msgspec.Struct):
        for field in value.__struct_fields__:
            yield from leaves(getattr(value, field))


def says(inlines: Inlines | tuple[Inline, ...]) -> str:
    return plain(inlines)
