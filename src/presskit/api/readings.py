"""An article as an editor sees it while it is put right: its pieces, what is found in it, its Markdown."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from presskit.diagnostics import Diagnostic, Report
from presskit.language.facts import direction_of
from presskit.model.blocks import Figure
from presskit.model.inlines import Direction
from presskit.model.pieces import Piece
from presskit.model.publication import Publication
from presskit.model.walk import walk
from presskit.rulebook import RULES, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from presskit.api.imports import Imported
    from presskit.api.proofs import Proofreader
    from presskit.model.article import Article
    from presskit.model.decision import Decision
    from presskit.model.manuscript import Manuscript
    from presskit.model.pieces import Correction

# What `left_out`, `doubt` and an empty title say already.
_SAID = frozenset(["copy-left-out", "copy-doubtful", "copy-untitled"])
_KEYS = {
    "kicker": "kicker",
    "headline": "title",
    "deck": "deck",
    "byline": "byline",
    "date": "date",
    "dateline": "dateline",
    "lead": "lead",
    "figure": "image",
    "source": "source",
    "tags": "tags",
}


class Finding(Struct, frozen=True):
    """What the proofreader found; `at` is a line and a column of the Markdown, from 1.

    Where it can be mended, `was` is to become `new` there.
    """

    code: str
    number: str
    severity: Severity
    message: str
    hint: str = ""
    at: tuple[int, int] | None = None
    was: str | None = None
    new: str | None = None


class LeftOut(Struct, frozen=True):
    """Lines of pasted copy that are no part of the article: what they say, and why not."""

    line: int
    text: str
    why: str


class Reading(Struct, frozen=True):
    """An article of any kind as it was read, or as it is with corrections.

    `markdown` is all of it; `pieces` and `findings` know their lines in it. `name` is what its file
    can be called. `left_out` are lines of copy; `told` is what reading had to tell of the file as
    it came. `pictures` came inside it.
    """

    markdown: str
    name: str
    title: str
    language: str
    direction: Direction
    pieces: tuple[Piece, ...]
    findings: tuple[Finding, ...]
    left_out: tuple[LeftOut, ...] = ()
    told: tuple[Finding, ...] = ()
    pictures: dict[str, bytes] = {}


def read_pieces(
    path: str | Path,
    publication: Publication | None = None,
    corrections: Sequence[Correction] = (),
    pictures: Iterable[str] = (),
) -> Reading:
    """Read an article of any kind, with an editor's corrections, to be looked over.

    Pictures lie beside the file; those named in `pictures` that the article doesn't show are put
    into it: the first as its main picture where it has none, the others at its end. A picture that
    isn't there is a finding. Raises PresskitError when the file can't be read, IndexError for the
    correction of a piece that isn't there.
    """
    from presskit.files import reading as files
    from presskit.sources.kinds import Kind, kind_of
    from presskit.sources.retaking import retaken
    from presskit.writers.markdown import write_markdown

    publication = publication or Publication()
    path = Path(path)
    data = files.read_bytes(path, Report(path.name))
    kind = kind_of(path.name, data)
    if kind is Kind.MARKDOWN:
        text = files.decode(data, Report(path.name))
        article = plainly(text, path.name, publication)
        made = _with_pictures(retaken(article, corrections), pictures)
        # What nobody corrected stays as it was typed.
        return _reading(text if made == article else write_markdown(made), path, publication)
    imported = _imported(path, publication)
    article = _with_pictures(retaken(imported.article, corrections), pictures)
    decisions = () if article != imported.article else imported.decisions
    reading = _reading(write_markdown(article), path, publication, dict(_doubts(decisions)))
    copy = files.decode(data, Report()) if kind is Kind.COPY else ""
    return replace(
        reading,
        left_out=tuple(_left_out(imported.decisions, copy.split("\n"))),
        told=tuple(told_as(one) for one in imported.diagnostics if one.code not in _SAID),
        pictures=imported.pictures,
    )


def _imported(path: Path, publication: Publication) -> Imported:
    """The article of a file that is no Markdown; pictures that are inside it lie beside it then."""
    from presskit.api.imports import read_copy

    imported = read_copy(path, publication)
    if len(imported) != 1:
        Report(path.name).fail(
            "copy-several",
            f"the file holds {len(imported)} articles",
            hint="make Markdown of them with `presskit import`, and take one",
        )
    for name, picture in imported[0].pictures.items():
        place = path.parent / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(picture)
    return imported[0]


def plainly(text: str, name: str, publication: Publication) -> Article:
    """The article of Markdown, whether its pictures are there or not."""
    from presskit.sources.article_markdown import read_markdown

    report = Report(name)
    article = read_markdown(text, report, publication, untitled=True)
    report.raise_errors()
    return article


def _with_pictures(article: Article, names: Iterable[str]) -> Article:
    shown = {one.src for one in walk(article) if isinstance(one, Figure)}
    for name in names:
        if name in shown:
            continue
        if article.image is None:
            article = replace(article, image=Figure(name))
        else:
            article = replace(article, body=(*article.body, Figure(name)))
    return article


def _reading(
    text: str, path: Path, publication: Publication, doubts: dict[int | str, str] | None = None
) -> Reading:
    """The reading of Markdown: its pieces and what is found in it."""
    from presskit.api.imports import name_of
    from presskit.model.manuscript import Manuscript
    from presskit.pictures.images import check_pictures
    from presskit.sources.retaking import pieces_of

    article = plainly(text, path.name, publication)
    report = Report(path.name)
    if not article.title:
        said, todo = "the article has no headline", "say which line it is"
        report.add("copy-untitled", said, hint=todo)
    pictures = check_pictures(article, path.parent, report)
    manuscript = Manuscript(
        article, path.name, path.parent, pictures, report.diagnostics, source=text
    )
    lines = text.split("\n")
    return Reading(
        markdown=text,
        name=name_of(article, 1),
        title=article.title,
        language=article.language,
        direction=direction_of(article.language),
        pieces=tuple(
            one if one.line else replace(one, line=_line_of(one.taken, lines))
            for one in pieces_of(article, doubts or {})
        ),
        findings=findings_of(manuscript, publication),
    )


@lru_cache(maxsize=4)
def _proofreader(publication: bytes) -> Proofreader:
    from presskit.api.proofs import Proofreader

    # Who sees each fix before it is made may be offered those that are not safe too.
    on = [code for code, rule in RULES.items() if rule.on]
    return Proofreader(msgspec.json.decode(publication, type=Publication), select=on)


def _line_of(taken: str, lines: Sequence[str]) -> int:
    """The line of the front matter that holds a field, as presskit writes it; 0 for none."""
    key = f"{_KEYS.get(taken, taken)}:"
    return next((number for number, line in enumerate(lines, 1) if line.startswith(key)), 0)


def findings_of(manuscript: Manuscript, publication: Publication) -> tuple[Finding, ...]:
    """What the proofreader finds in an article, each with the edit that mends it: the one at its place."""
    is_text = manuscript.name.endswith((".md", ".markdown"))
    proofreader = _proofreader(msgspec.json.encode(publication))
    proof = proofreader.check(manuscript, manuscript.source if is_text else "")
    edits = {(edit.at.line, edit.at.column): edit for edit in proof.edits}
    found = []
    for one in proof.findings:
        told, at = told_as(one), one.place.at
        told = replace(told, at=(at.line, at.column) if at else None)
        edit = edits.pop(told.at, None) if told.at else None
        found.append(replace(told, was=edit.was, new=edit.new) if edit else told)
    return tuple(found)


def told_as(one: Diagnostic, where: str = "") -> Finding:
    """A finding without its place; `where` is said before it."""
    return Finding(one.code, one.number, one.severity, where + one.message, one.hint or "")


def _doubts(decisions: Iterable[Decision]) -> Iterator[tuple[int | str, str]]:
    """Why pieces are doubtful, by the number of their block or by the name of their field."""
    from presskit.sources.pasted.article import DOUBTFUL

    for one in decisions:
        if one.confidence < DOUBTFUL and one.taken != "left-out":
            yield (one.taken if one.block is None else one.block), one.why


def _left_out(decisions: Iterable[Decision], lines: Sequence[str]) -> Iterator[LeftOut]:
    for one in decisions:
        if one.taken == "left-out":
            said = "\n".join(lines[one.first - 1 : one.last]).strip()
            yield LeftOut(one.first, said or one.text, one.why)
