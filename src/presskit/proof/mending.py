"""Mending: an article with repairs put into its texts, all else the very same."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from presskit.diagnostics import Position
from presskit.model.blocks import CodeBlock, DeskNote, Figure
from presskit.model.inlines import Code, Isolate, LineBreak, NoteRef, Text
from presskit.proof.passages import (
    FIELD_NAMES,
    FIELDS,
    INLINES,
    is_name,
    of_alt,
    of_field,
    passage,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TypeAlias

    from presskit.model.article import Article
    from presskit.model.inlines import Inline, Inlines
    from presskit.proof.passages import Finding, Passage

    Mend: TypeAlias = Callable[[Passage], Sequence[Finding]]

_T = TypeVar("_T")


def mended(article: Article, mend: Mend) -> Article:
    """The article with what `mend` says put into its texts; names are left alone."""
    fields = {
        name: _mended_text(text, mend(of_field(text, article.language, name)))
        for name in FIELDS
        if name not in FIELD_NAMES and (text := getattr(article, name))
    }
    return _inside(replace(article, **fields), article.language, mend)


def _inside(value: _T, language: str, mend: Mend) -> _T:
    if isinstance(value, CodeBlock | DeskNote | Position):
        return value
    if isinstance(value, tuple):
        if value and isinstance(value[0], INLINES):
            return _mended_inlines(value, mend(passage(value, language)))  # type: ignore[return-value]
        parts = tuple(_inside(part, language, mend) for part in value)
        same = all(one is other for one, other in zip(parts, value, strict=True))
        return value if same else parts  # type: ignore[return-value]
    if isinstance(value, Struct):
        changed: dict[str, object] = {}
        for name in value.__struct_fields__:
            part = getattr(value, name)
            if isinstance(part, Struct | tuple) and not is_name(value, name):
                new = _inside(part, language, mend)
                if new is not part:
                    changed[name] = new
        if isinstance(value, Figure) and (found := mend(of_alt(value, language))):
            changed["alt"] = _mended_text(value.alt, found)
        return replace(value, **changed) if changed else value
    return value


def _mended_text(text: str, findings: Sequence[Finding]) -> str:
    for one in sorted(findings, key=lambda one: -one.start):
        if one.mended is not None:
            text = text[: one.start] + one.mended + text[one.end :]
    return text


def _mended_inlines(inlines: Inlines, findings: Sequence[Finding]) -> Inlines:
    edits = [one for one in findings if one.mended is not None]
    if not edits:
        return inlines
    return _Mender(edits).inlines(inlines)


class _Mender:
    """Walks through inlines and puts edits into the texts that hold all of what they change."""

    def __init__(self, edits: Sequence[Finding]) -> None:
        self._edits = edits
        self._offset = 0

    def inlines(self, inlines: Inlines) -> Inlines:
        """The inlines with the edits."""
        return tuple(map(self._inline, inlines))

    def _inline(self, inline: Inline) -> Inline:
        match inline:
            case Text(text=text, at=at):
                start = self._offset
                self._offset += len(text)
                inside = [
                    replace(one, start=one.start - start, end=one.end - start)
                    for one in self._edits
                    if start <= one.start and one.end <= self._offset
                ]
                return Text(_mended_text(text, inside), at) if inside else inline
            case LineBreak() | Code() | NoteRef():
                self._offset += 1
                return inline
            case Isolate(lang=lang) if lang:
                self._offset += 1
                return inline
            case _:
                return replace(inline, children=self.inlines(inline.children))
