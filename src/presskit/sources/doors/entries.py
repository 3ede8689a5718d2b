"""The entries of a feed or an export: each is read by itself, so that one never harms another."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from presskit.diagnostics import PresskitError, Report
from presskit.rulebook import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from presskit.sources.doors.source import Source

_TITLE_WORDS = 10
_Entry = TypeVar("_Entry")


def read_each(
    entries: Iterable[_Entry], read: Callable[[_Entry, Report], Source], report: Report
) -> Iterator[Source]:
    """The sources that `read` makes of entries, in their order.

    An entry that cannot be read, or has neither a title nor a text, is left out and told of, with
    its address or its number.
    """
    for number, entry in enumerate(entries, 1):
        own = Report(report.file)
        try:
            source = read(entry, own)
        except PresskitError as error:
            said = next(one for one in error.diagnostics if one.severity is Severity.ERROR)
            _tell(f"entry {number}", said.message, report)
            continue
        report.extend(own.diagnostics)
        if source.given.title or source.lines:
            yield source
        else:
            _tell(source.entry or f"entry {number}", "it has neither a title nor a text", report)


def _tell(name: str, why: str, report: Report) -> None:
    report.add("entry-left-out", f"{name} was left out: {why}", hint="see it where it comes from")


def stand_in(words: str, report: Report) -> str:
    """The first words of an entry that has no title."""
    said = words.split()
    title = " ".join(said[:_TITLE_WORDS]) + ("…" if len(said) > _TITLE_WORDS else "")
    if title:
        report.add(
            "copy-doubtful", f"the entry “{title}” has no title; its first words stand in for it"
        )
    return title
