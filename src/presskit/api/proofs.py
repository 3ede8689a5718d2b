"""The proofreader: what is wrong with articles, and their Markdown with what can be mended."""

from __future__ import annotations

import fnmatch
import re
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from presskit.diagnostics import NUMBERS, RULES, Diagnostic, Place, Position, PresskitError, Report
from presskit.model.publication import Publication

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from presskit.api.editions import Press
    from presskit.model.layout import Layout
    from presskit.proof.find import Found
    from presskit.sources.manuscript import Manuscript

_SWITCH = re.compile(r"<!--\s*presskit:\s*(?P<how>ignore|ignore-file)\s+(?P<rules>[^>]*?)\s*-->")
_ALL = "ALL"


class Rules(Struct, frozen=True):
    """Which rules are looked for: those that are on, and `named` ones, without `ignored` ones.

    Codes of `RULES`. A fix that is not safe is made only where its rule is `named`.
    """

    named: frozenset[str] = frozenset()
    ignored: frozenset[str] = frozenset()

    def wants(self, code: str) -> bool:
        """Whether findings of a rule are told."""
        return (RULES[code].on or code in self.named) and code not in self.ignored


class Edit(Struct, frozen=True):
    """A piece of a source to be replaced: where it starts, what stands there and what should."""

    at: Position
    was: str
    new: str


class Proof(Struct, frozen=True):
    """What the proofreader found in one article, in the order of its lines, and the edits for it."""

    name: str
    findings: tuple[Diagnostic, ...]
    edits: tuple[Edit, ...] = ()


def rules_of(
    publication: Publication,
    name: str = "",
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
) -> Rules:
    """The rules for a file: those of presskit.toml and of the call.

    A rule is named by its code, its number, the beginning of numbers (`PK03`), or ALL. Raises
    PresskitError (`rule-unknown`).
    """
    check = publication.check
    report = Report("presskit.toml")
    per_file = [
        one
        for pattern, ones in check.per_file_ignores.items()
        if fnmatch.fnmatch(name, pattern) or fnmatch.fnmatch(name, f"*/{pattern}")
        for one in ones
    ]
    return Rules(
        _codes((*check.select, *select), report),
        _codes((*check.ignore, *ignore, *per_file), report),
    )


def _codes(names: Iterable[str], report: Report) -> frozenset[str]:
    codes: set[str] = set()
    for name in names:
        found = codes_of(name)
        if not found:
            report.fail(
                "rule-unknown",
                f"there is no rule “{name}”",
                hint="`presskit rule` lists them all",
            )
        codes |= found
    return frozenset(codes)


def codes_of(name: str) -> set[str]:
    """The codes that a name stands for; none, where there is no such rule."""
    if name.upper() == _ALL:
        return set(RULES)
    if name in RULES:
        return {name}
    upper = name.upper()
    is_number = upper.startswith("PK")
    return {code for number, code in NUMBERS.items() if is_number and number.startswith(upper)}


class Proofreader:
    """Proofreads articles of one publication; themes and fonts are read once for all of them."""

    def __init__(
        self,
        publication: Publication | None = None,
        select: Sequence[str] = (),
        ignore: Sequence[str] = (),
    ) -> None:
        self._publication = publication or Publication()
        self._select = select
        self._ignore = ignore
        self._presses: dict[str, Press] = {}
        rules_of(self._publication, "", select, ignore)

    def read(self, path: str | Path) -> Iterator[Proof]:
        """Proofread a file: an article, pasted copy, an issue.toml or a folder of articles."""
        from presskit.sources import files, read_all

        name = str(path)
        if name != "-" and (Path(path).is_dir() or Path(path).suffix == ".toml"):
            yield from self._issue(path)
            return
        try:
            manuscripts = read_all(path, self._publication)
        except PresskitError as error:
            yield self._told(name, error.diagnostics, "")
            return
        is_markdown = len(manuscripts) == 1 and name != "-" and Path(path).suffix != ".docx"
        text = files.read_text(Path(path)) if is_markdown else ""
        for manuscript in manuscripts:
            yield self.check(manuscript, text)

    def _issue(self, path: str | Path) -> Iterator[Proof]:
        from presskit.api.issues import read_issue
        from presskit.sources import files
        from presskit.sources.issue import IssueFile

        given = IssueFile(title=Path(path).stem) if Path(path).is_dir() else None
        if (Path(path) / "issue.toml").is_file():
            given = None
        issue = read_issue([path], given, self._publication)
        yield self._told(issue.name, issue.diagnostics, "")
        for failed in issue.failed:
            yield self._told(failed.file, failed.diagnostics, "")
        for manuscripts in issue.sections:
            for one in manuscripts:
                file = Path(one.name)
                yield self.check(one, files.read_text(file) if file.is_file() else "")

    def check(self, manuscript: Manuscript, text: str = "") -> Proof:
        """Proofread an article. `text` is its source, for edits and for switches in comments."""
        from presskit.proof.find import SAFE, find

        report = Report(manuscript.name)
        report.diagnostics += manuscript.diagnostics
        self._compose(manuscript, report)
        rules = rules_of(self._publication, manuscript.name, self._select, self._ignore)
        off = tuple(_switched_off(text))
        edits: list[Edit] = []
        for one in find(manuscript.article, self._publication.digits):
            at = one.at or _place_of_field(one, text)
            if not rules.wants(one.code) or _is_off(one.code, at, off):
                continue
            can_fix = one.mended is not None and (one.code in SAFE or one.code in rules.named)
            hint = one.hint or (_fix_hint(one, can_fix=can_fix) if one.mended is not None else None)
            report.add(one.code, one.message, at, hint)
            if can_fix and at and one.mended is not None:
                edits.append(Edit(at, one.was, one.mended))
        return self._told(manuscript.name, report.diagnostics, text, tuple(edits))

    def _compose(self, manuscript: Manuscript, report: Report) -> None:
        """What the layout pass and the fonts have to say of it."""
        from presskit.layout.compose import compose
        from presskit.render.faces import faces_in_use

        sizes = {src: (p.width, p.height) for src, p in manuscript.pictures.items()}
        # What an edition mends is told by the rules.
        try:
            layout = compose(manuscript.article, report, self._publication, sizes)
            press = self._press(layout)
            faces_in_use(layout, press.theme, press.library, report)
        except PresskitError as error:
            known = report.diagnostics
            known += [one for one in error.diagnostics if one not in known]

    def _press(self, layout: Layout) -> Press:
        from presskit.api.editions import Options, Press

        if layout.language not in self._presses:
            press = Press(Options(), self._publication, layout.language, Report())
            self._presses[layout.language] = press
        return self._presses[layout.language]

    def _told(
        self, name: str, found: Iterable[Diagnostic], text: str, edits: tuple[Edit, ...] = ()
    ) -> Proof:
        rules = rules_of(self._publication, name, self._select, self._ignore)
        off = tuple(_switched_off(text))
        kept = {
            replace(one, place=Place(one.place.file or name, one.place.at)): None
            for one in found
            if rules.wants(one.code)
            and one.code != "text-repaired"
            and not _is_off(one.code, one.place.at, off)
        }
        ordered = sorted(kept, key=lambda one: _order(one.place.at))
        return Proof(name, tuple(ordered), edits)


def apply(text: str, edits: Sequence[Edit]) -> str:
    """A source with edits made; one whose place says something else is left undone."""
    lines = text.split("\n")
    done: tuple[int, int] | None = None
    for edit in sorted(edits, key=lambda one: _order(one.at), reverse=True):
        number, start = edit.at.line - 1, edit.at.column - 1
        end = start + len(edit.was)
        overlaps = done is not None and (number, end) > done
        if number < len(lines) and lines[number][start:end] == edit.was and not overlaps:
            lines[number] = lines[number][:start] + edit.new + lines[number][end:]
            done = (number, start)
    return "\n".join(lines)


def _order(at: Position | None) -> tuple[int, int]:
    return (at.line, at.column) if at else (0, 0)


def _fix_hint(one: Found, *, can_fix: bool) -> str:
    new = one.mended
    said = "delete it" if new == "" else "make it a blank" if new == " " else f"write {new}"
    return said if can_fix else f"{said}; --fix --select {one.code} does"


def _place_of_field(one: Found, text: str) -> Position | None:
    """Where a finding in a field stands, if the source says the field once."""
    if not one.field or not one.whole or text.count(one.whole) != 1:
        return None
    index = text.index(one.whole) + one.start
    before = text[:index]
    return Position(before.count("\n") + 1, index - (before.rfind("\n") + 1) + 1)


def _switched_off(text: str) -> Iterator[tuple[frozenset[str], int, int]]:
    """The rules that comments switch off, with the first and the last line where they do."""
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        match = _SWITCH.search(line)
        if match is None:
            continue
        names = re.split(r"[\s,،]+", match["rules"].strip())
        codes = frozenset(code for name in names for code in codes_of(name))
        if match["how"] == "ignore-file":
            yield codes, 0, len(lines)
            continue
        start = end = number + 1
        while end <= len(lines) and (lines[end - 1].strip() or end == start):
            end += 1
        yield codes, number, end


def _is_off(code: str, at: Position | None, off: Sequence[tuple[frozenset[str], int, int]]) -> bool:
    line = at.line if at else 0
    return any(code in codes and first <= line <= last for codes, first, last in off)
