"""All rules put to an article; and those whose repairs are safe put into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from presskit.diagnostics import Position
from presskit.proof import letters, punctuation, quotes, words
from presskit.proof.brackets import brackets
from presskit.proof.mending import mended
from presskit.proof.passages import Finding, Passage, passages
from presskit.proof.structure import told

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import TypeAlias

    from presskit.diagnostics import Report
    from presskit.model.article import Article

    TextRule: TypeAlias = "Callable[[Passage], Iterator[Finding]]"

SAFE = frozenset(["quote-prime", "no-break-space"])
_RULES: tuple[TextRule, ...] = (
    quotes.primes,
    brackets,
    punctuation.blanks_before,
    punctuation.blanks_after,
    punctuation.scripts,
    punctuation.repeated,
    punctuation.ellipses,
    punctuation.dashes,
    punctuation.house_quotes,
    letters.presentation_forms,
    letters.tatweel,
    letters.no_break_spaces,
    letters.forms,
    letters.digits,
    words.repeated,
)
_SAFE_RULES: tuple[TextRule, ...] = (quotes.primes, letters.no_break_spaces)


class Found(Struct, frozen=True):
    """A finding with its place; `was` is the text there and `mended` what should stand instead.

    In a field of the article, which has no place of its own, `whole` is all of its text and
    `start` the offset in it.
    """

    code: str
    message: str
    at: Position | None = None
    hint: str | None = None
    was: str = ""
    mended: str | None = None
    field: str = ""
    whole: str = ""
    start: int = 0


def find(article: Article, digits: str | None = None) -> Iterator[Found]:
    """Everything that the rules find in an article, passage by passage.

    `digits` is the CLDR numbering system of the house.
    """
    said = tuple(passages(article))
    for passage in said:
        for rule in _RULES:
            for finding in rule(passage):
                yield _found(passage, finding)
        for finding in letters.house_digits(passage, digits or ""):
            yield _found(passage, finding)
    for passage, finding in (*quotes.quotations(said), *words.names(said)):
        yield _found(passage, finding)
    for one in told(article):
        yield Found(one.code, one.message, one.at, one.hint, field=one.field, whole=article.title)


def _found(passage: Passage, finding: Finding) -> Found:
    new, hint = finding.mended, finding.hint
    if new is not None and (whose := _kept(passage, finding)):
        new, hint = None, f"--fix leaves {whose} alone: mend it by hand"
    return Found(
        finding.code,
        finding.message,
        passage.at(finding.start),
        hint,
        passage.written[finding.start : finding.end],
        new,
        passage.field,
        passage.written if passage.field else "",
        finding.start,
    )


def _kept(passage: Passage, finding: Finding) -> str:
    """Whose words a repair would change that are never mended: a name's, or a quotation's."""
    if passage.is_name:
        return "names"
    if finding.code in SAFE:
        return ""
    inside = any(
        start < finding.start and finding.end < end for start, end in quotes.quoted(passage)
    )
    return "quotations" if passage.is_cited or inside else ""


def repaired(article: Article, report: Report) -> Article:
    """The article with its safe repairs, each noted as `text-repaired`.

    A prime that closes a quotation becomes its closer, and a no-break space between Arabic words a
    blank. Nothing else is changed, and no name.
    """

    def mend(passage: Passage) -> list[Finding]:
        findings = [one for rule in _SAFE_RULES for one in rule(passage) if one.mended is not None]
        for one in findings:
            was, new = passage.written[one.start : one.end], one.mended
            what = "a no-break space became a blank" if new == " " else f"{was} became {new}"
            near = " ".join(passage.written[max(one.start - 12, 0) : one.end].split())
            report.add("text-repaired", f"{what}: “{near}”", passage.at(one.start), _KEEP)
        return findings

    return mended(article, mend)


_KEEP = "--no-fix leaves texts as they are"
