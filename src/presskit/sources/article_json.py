"""Article JSON: the model itself, strictly checked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from presskit.files.reading import position
from presskit.language.tags import language_tag
from presskit.model.article import Article
from presskit.model.blocks import BlockQuote, Box, DefinitionList, Heading, List, PullQuote
from presskit.model.inlines import NoteRef
from presskit.model.records import record_of_json
from presskit.sources.bidi import without_strays_inside
from presskit.sources.limits import DEEPEST
from presskit.sources.repeated_keys import repeated_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presskit.diagnostics import Report

_BYTE = re.compile(r" ?\(byte (\d+)\)")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_LINES = ("title", "kicker", "deck", "byline", "dateline", "slug", "printed_date")
_LEVELS = range(1, 7)
_SCHEMA = "see `presskit schema article`"
# Far beyond what ten lists and their text need, and far from Python's own limit.
_MOST_RECORDS_DEEP = 100


def read_json(text: str, report: Report) -> Article:
    """An article from JSON that follows `presskit schema article`.

    Fails with `json-invalid`, saying where: the line of a syntax error, else the path of the
    value; also with `nesting-too-deep`. What else is wrong is added to the report.
    """
    article = _on_lines(without_strays_inside(_decoded(text, report), report))
    if not article.title.strip():
        report.add("title-missing", "the article has no title", hint="fill in “title”")
    tag = language_tag(article.language)
    if tag is None:
        report.add(
            "language-unknown",
            f"“{article.language}” is not a language tag",
            hint="write ar, ar-EG, fa, ur, he, en …",
        )
    _check_notes(article, report)
    return replace(article, language=tag or article.language)


def _on_lines(article: Article) -> Article:
    """The article with what is printed on a line on one line, as front matter has it."""
    fields = {name: " ".join(getattr(article, name).split()) for name in _LINES}
    lists = {
        name: tuple(" ".join(one.split()) for one in getattr(article, name) if one.strip())
        for name in ("authors", "tags")
    }
    return replace(article, **fields, **lists)


def _decoded(text: str, report: Report) -> Article:
    try:
        article = record_of_json(text.encode(), Article)
        if path := repeated_key(text):
            report.fail("json-invalid", f"“{path}” is given twice", hint="keep one of the two")
        for value, path in _walk(article, "$", 0, 0):
            _check_value(value, path, report)
    except msgspec.ValidationError as error:
        what, _, path = str(error).partition(" - at ")
        where = f"at {path.strip('`')}: " if path else ""
        report.fail("json-invalid", f"this is no article: {where}{what}", hint=_SCHEMA)
    except msgspec.DecodeError as error:
        found = _BYTE.search(str(error))
        before = text.encode()[: int(found[1])] if found else text.encode()
        at = position(text, len(before.decode("utf-8", "ignore")))
        what = _BYTE.sub("", str(error)).removeprefix("JSON is malformed: ")
        report.fail("json-invalid", f"this is not JSON: {what}", at, "mend it here")
    except RecursionError:
        report.fail(
            "nesting-too-deep",
            f"lists and quotes are nested more than {DEEPEST} deep",
            hint=f"flatten them: Word knows {DEEPEST} levels",
        )
    return article


def _walk(value: object, path: str, depth: int, records: int) -> Iterator[tuple[object, str]]:
    """Every value in a record, with its path; RecursionError where lists go too deep."""
    if isinstance(value, tuple):
        for number, part in enumerate(value):
            yield from _walk(part, f"{path}[{number}]", depth, records)
    elif isinstance(value, Struct):
        depth += isinstance(value, List | BlockQuote | PullQuote | DefinitionList | Box)
        if depth > DEEPEST or records > _MOST_RECORDS_DEEP:
            raise RecursionError
        yield value, path
        for name in value.__struct_fields__:
            yield from _walk(getattr(value, name), f"{path}.{name}", depth, records + 1)
    else:
        yield value, path


def _check_value(value: object, path: str, report: Report) -> None:
    match value:
        case str() if found := _CONTROL.search(value):
            report.add(
                "control-character",
                f"a control character (U+{ord(found[0]):04X}) at {path}",
                hint="delete it",
            )
        case Heading(level=level, at=at) if level not in _LEVELS:
            report.add("json-invalid", f"no heading has level {level}: {path}.level", at, _SCHEMA)


def _check_notes(article: Article, report: Report) -> None:
    """Notes and their references agree, as the reader of Markdown makes sure."""
    used = {
        value.label: (value, path)
        for value, path in _walk(article, "$", 0, 0)
        if isinstance(value, NoteRef)
    }
    labels = [note.label for note in article.notes]
    for label, (ref, path) in used.items():
        if label not in labels:
            report.add(
                "note-missing",
                f"the note “{label}” is not defined: {path}",
                ref.at,
                "add it to “notes”",
            )
    for number, label in enumerate(labels):
        if label in labels[:number]:
            report.add(
                "note-duplicate",
                f"the note “{label}” is defined twice: $.notes[{number}]",
                hint="rename one of them",
            )
        elif label not in used:
            report.add(
                "note-unused",
                f"nothing refers to the note “{label}”; it stands in no edition",
                hint="refer to it, or delete it",
            )
