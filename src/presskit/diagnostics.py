"""What went wrong, where, and what to do: the one way every stage reports.

The rules are those of `rulebook`. A stage adds diagnostics to a `Report`; an error that stops the
work travels as `PresskitError`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from msgspec import Struct
from msgspec.structs import replace

from presskit.rulebook import RULES, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable


class Position(Struct, frozen=True, array_like=True):
    """A line and a column of the source, both counted from 1, in characters."""

    line: int
    column: int = 1


class Place(Struct, frozen=True, omit_defaults=True):
    """A file as the user named it and, where known, the position in it."""

    file: str | None = None
    at: Position | None = None

    def __str__(self) -> str:
        parts = [self.file or "presskit"]
        if self.at is not None:
            parts += [str(self.at.line), str(self.at.column)]
        return ":".join(parts)


class Diagnostic(Struct, frozen=True, omit_defaults=True):
    """One finding: a code of `RULES`, its severity, its place, and what to do about it."""

    code: str
    severity: Severity
    message: str
    place: Place = Place()
    hint: str | None = None

    def __str__(self) -> str:
        hint = f" ({self.hint})" if self.hint else ""
        return f"{self.place}: {self.severity} [{self.code}] {self.message}{hint}"

    @property
    def number(self) -> str:
        """The number of its rule."""
        return RULES[self.code].number


class PresskitError(Exception):
    """The work cannot go on; carries the diagnostics that say why."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("\n".join(map(str, self.diagnostics)))


def raise_warnings(found: Iterable[Diagnostic]) -> None:
    """Raise `PresskitError` where there is a warning among findings; warnings are errors then."""
    found = tuple(found)
    if any(one.severity is Severity.WARNING for one in found):
        raise PresskitError(
            replace(one, severity=Severity.ERROR) if one.severity is Severity.WARNING else one
            for one in found
        )


class Report:
    """Collects diagnostics about a file; the only mutable thing passed between stages."""

    def __init__(self, file: str | None = None) -> None:
        self.file = file
        self._found: dict[Diagnostic, None] = {}  # a set that keeps the order of finding
        self._sources: dict[str | None, str] = {}

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """The findings so far, in the order they were made."""
        return tuple(self._found)

    def about(self, file: str) -> Report:
        """A report on another file, whose findings are added to this one's."""
        other = Report(file)
        other._found = self._found
        other._sources = self._sources
        return other

    def know_source(self, file: str, text: str) -> None:
        """Remember the text of a file, to find places in it that a later stage doesn't know."""
        if text:
            self._sources[file] = text

    def find(self, text: str) -> Position | None:
        """Where a piece of text stands first in the file, if its source is known."""
        source = self._sources.get(self.file, "")
        start = source.find(text)
        if start < 0:
            return None
        before = source[:start]
        return Position(before.count("\n") + 1, start - before.rfind("\n"))

    def add(
        self, code: str, message: str, at: Position | None = None, hint: str | None = None
    ) -> Diagnostic:
        """Record a finding under a code of `RULES` (KeyError for any other) and return it.

        The same finding twice is recorded once.
        """
        found = Diagnostic(code, RULES[code].severity, message, Place(self.file, at), hint)
        self._found[found] = None
        return found

    def extend(self, found: Iterable[Diagnostic]) -> None:
        """Record findings that another report holds."""
        self._found.update(dict.fromkeys(found))

    def replace(self, found: Iterable[Diagnostic]) -> None:
        """Hold these findings instead: the same ones in another order, or with other places."""
        found = tuple(found)
        self._found.clear()
        self.extend(found)

    def take(self) -> tuple[Diagnostic, ...]:
        """The findings so far; afterwards the report holds none."""
        found = self.diagnostics
        self._found.clear()
        return found

    def fail(
        self, code: str, message: str, at: Position | None = None, hint: str | None = None
    ) -> NoReturn:
        """Record an error and raise `PresskitError` with everything found so far."""
        self.add(code, message, at, hint)
        raise PresskitError(self._found)

    def raise_errors(self) -> None:
        """Raise `PresskitError` when an error was recorded."""
        if any(found.severity is Severity.ERROR for found in self._found):
            raise PresskitError(self._found)
