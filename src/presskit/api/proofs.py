"""The proofreader: what is wrong with articles, and their Markdown with what can be mended."""

from __future__ import annotations

import fnmatch
import re
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from presskit.diagnostics import Diagnostic, Place, Position, PresskitError, Report
from presskit.model.publication import Publication
from presskit.rulebook import NUMBERS, RULES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from presskit.model.layout import Layout
    from presskit.model.manuscript import Manuscript
    from presskit.proof.find import Found
    from presskit.render.setting import Setting
    from presskit.sources.field_places import FieldPlaces

_SWITCH = re.compile(r"<!--\s*presskit:\s*(?P<how>ignore|ignore-file)\s+(?P<rules>[^>]*?)\s*-->")
_ALL = "ALL"
_LIST = "`presskit rule` lists them all"
# Repairs that make room for others: a blank gone, then the mark behind it.
_MOST_ROUNDS = 5


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
    path = Path(name).absolute().as_posix()
    per_file = [
        one
        for pattern, ones in check.per_file_ignores.items()
        if fnmatch.fnmatch(path, f"*/{pattern.removeprefix('./')}")
        for one in ones
    ]
    config, call = Report("presskit.toml"), Report()
    return Rules(
        _codes(check.select, config) | _codes(_parts(select), call),
        _codes((*check.ignore, *per_file), config) | _codes(_parts(ignore), call),
    )


def _parts(names: Iterable[str]) -> Iterator[str]:
    """Names given one by one, or several with commas between."""
    for name in names:
        yield from re.findall(r"[^\s,،]+", name)


def _codes(names: Iterable[str], report: Report) -> frozenset[str]:
    codes: set[str] = set()
    for name in names:
        found = codes_of(name)
        if not found:
            report.fail("rule-unknown", f"there is no rule “{name}”", hint=_LIST)
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
        self._settings: dict[str, Setting] = {}
        rules_of(self._publication, "", select, ignore)

    def read(self, path: str | Path) -> Iterator[Proof]:
        """Proofread a file: an article, pasted copy, an issue.toml or a folder of articles."""
        from presskit.files import reading as files
        from presskit.sources import read_all

        name = str(path)
        if name != "-" and (Path(path).is_dir() or Path(path).suffix == ".toml"):
            yield from self._issue(path)
            return
        try:
            manuscripts = read_all(path, self._publication)
        except PresskitError as error:
            yield self._told(name, error.diagnostics, "")
            return
        is_text = len(manuscripts) == 1 and name != "-" and Path(path).suffix != ".docx"
        text = files.read_text(Path(path)) if is_text else ""
        for manuscript in manuscripts:
            yield self.check(manuscript, text)

    def _issue(self, path: str | Path) -> Iterator[Proof]:
        from presskit.api.issues import read_issue
        from presskit.files import reading as files
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

    def fixed(self, proof: Proof, text: str) -> tuple[str, Proof]:
        """The text that was proofread with its edits made, and what is found in it then."""
        from presskit.sources import read_bytes

        for _ in range(_MOST_ROUNDS):
            new = apply(text, proof.edits)
            if new == text:
                break
            text = new
            folder = Path(proof.name).parent
            again = read_bytes(text.encode(), proof.name, folder, self._publication)
            proof = self.check(again, text)
        return text, proof

    def check(self, manuscript: Manuscript, text: str = "") -> Proof:
        """Proofread an article. `text` is its source, for edits and for switches in comments."""
        from presskit.proof.find import SAFE, find
        from presskit.sources.field_places import FieldPlaces

        report = Report(manuscript.name)
        report.know_source(manuscript.name, text or manuscript.source)
        report.extend(manuscript.diagnostics)
        self._compose(manuscript, report)
        rules = rules_of(self._publication, manuscript.name, self._select, self._ignore)
        off = tuple(_switched_off(text, report))
        places = FieldPlaces(text)
        edits: list[Edit] = []
        for one in find(manuscript.article, self._publication.digits):
            at = _place(one, places)
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
            setting = self._setting(layout)
            faces_in_use(layout, setting.theme, setting.library, report, embedded=False)
        except PresskitError as error:
            report.extend(error.diagnostics)

    def _setting(self, layout: Layout) -> Setting:
        from presskit.model.edition import Options
        from presskit.render.setting import setting_of

        language = layout.language
        if language not in self._settings:
            setting = setting_of(Options(), self._publication, language, Report())
            self._settings[language] = setting
        return self._settings[language]

    def _told(
        self, name: str, found: Iterable[Diagnostic], text: str, edits: tuple[Edit, ...] = ()
    ) -> Proof:
        rules = rules_of(self._publication, name, self._select, self._ignore)
        off = tuple(_switched_off(text, Report()))
        kept = {
            replace(one, place=Place(one.place.file or name, one.place.at)): None
            for one in found
            if rules.wants(one.code)
            and one.code != "text-repaired"
            and not _is_off(one.code, one.place.at, off)
        }
        ordered = sorted(kept, key=lambda one: _order(one.place.at))
        return Proof(name, tuple(ordered), edits)


def is_markdown(name: str) -> bool:
    """Whether a file is Markdown, which alone can be mended in its place."""
    from presskit.sources.kinds import Kind, kind_of

    return Path(name).is_file() and kind_of(name, Path(name).read_bytes()) is Kind.MARKDOWN


def apply(text: str, edits: Sequence[Edit]) -> str:
    """A source with edits made; one whose place says something else is left undone."""
    lines = re.split(r"(\r\n|\r|\n)", text)  # and what ends them
    done: tuple[int, int] | None = None
    for edit in sorted(edits, key=lambda one: _order(one.at), reverse=True):
        number, start = (edit.at.line - 1) * 2, edit.at.column - 1
        end = start + len(edit.was)
        overlaps = done is not None and (number, end) > done
        if number < len(lines) and lines[number][start:end] == edit.was and not overlaps:
            lines[number] = lines[number][:start] + edit.new + lines[number][end:]
            done = (number, start)
    return "".join(lines)


def _order(at: Position | None) -> tuple[int, int]:
    return (at.line, at.column) if at else (0, 0)


def _fix_hint(one: Found, *, can_fix: bool) -> str:
    new = one.mended
    said = "delete it" if new == "" else "make it a blank" if new == " " else f"write {new}"
    return said if can_fix else f"{said}; --fix --select {one.code} does"


def _place(one: Found, places: FieldPlaces) -> Position | None:
    if one.field == "alt":
        picture = one.at and Position(one.at.line, one.at.column - one.start)
        return places.in_alt(picture, one.whole, one.start)
    return places.at(one.field, one.whole, one.start) if one.field else one.at


def _switched_off(text: str, report: Report) -> Iterator[tuple[frozenset[str], int, int]]:
    """The rules that comments switch off, with the first and the last line where they do."""
    lines = re.split(r"\r\n|\r|\n", text)
    for number, line in enumerate(lines, 1):
        match = _SWITCH.search(line)
        if match is None:
            continue
        codes: set[str] = set()
        for name in _parts([match["rules"]]):
            if not (found := codes_of(name)):
                at = Position(number, line.index(name, match.start("rules")) + 1)
                report.add("rule-unknown", f"there is no rule “{name}”", at, _LIST)
            codes |= found
        if match["how"] == "ignore-file":
            yield frozenset(codes), 0, len(lines)
            continue
        start = end = number + 1
        while end <= len(lines) and (lines[end - 1].strip() or end == start):
            end += 1
        yield frozenset(codes), number, end


def _is_off(code: str, at: Position | None, off: Sequence[tuple[frozenset[str], int, int]]) -> bool:
    line = at.line if at else 0
    return any(code in codes and first <= line <= last for codes, first, last in off)
