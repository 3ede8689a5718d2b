"""Punctuation: blanks around it, marks of another script, marks that come twice."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from presskit.language.facts import comma_of, direction_of
from presskit.proof.passages import HIDDEN, Finding, Passage

if TYPE_CHECKING:
    from collections.abc import Iterator

_ARABIC = "[\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff\u064b-\u065f\u0670]"
_HEBREW = "[\u05d0-\u05ea]"
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_BEFORE = re.compile(
    r"(?<=[\w\u064b-\u065f»”)\"’\]%٪…؟!﴾])(?P<blank>[ \u00a0]+)(?P<mark>[،؛؟۔,;:!?]|\.(?![.\w]))"
    r"(?=\s|$|[»”\")]|(?<=[،,؛;])[^\W\d_])"
)
_SMILEY = re.compile(r"[ \u00a0]+[:;]-?[()]")
_RATIO = re.compile(r"(?<=\d) : ?(?=\d)")
# French sets a blank before high marks.
_FRENCH = frozenset("؟;:!?»")
_AFTER = (
    re.compile(rf"(?<={_ARABIC})[،؛؟!](?=[«“(]?{_ARABIC})"),
    re.compile(rf"(?<={_ARABIC}{{2}}):(?=[«“]|{_ARABIC}{{2}})"),
    re.compile(rf"(?<={_ARABIC}{{3}})\.(?={_ARABIC}{{3}})"),
    re.compile(rf"(?<={_HEBREW}{{2}})[,;!?](?={_HEBREW}{{2}})"),
    re.compile(r"(?<=[a-z]{3})[,;](?=[A-Za-z]{3})"),
)
_LATIN_IN_ARABIC = re.compile(
    rf"(?:(?<={_ARABIC})|(?<=[»”)])(?=[,;?]\s+{_ARABIC}))(?P<blank>[ \u00a0]*)(?P<mark>[,;?])"
    rf"(?=\s+[«“(]?{_ARABIC}|\s*$|[»”\"!]|{_ARABIC})"
)
_NATIVE = {",": "،", ";": "؛", "?": "؟"}
_ARABIC_IN_LATIN = re.compile(
    r"(?<=[A-Za-z])(?P<blank>[ \u00a0]*)(?P<mark>[،؛؟])(?=\s+[A-Za-z]|\s*$)"
)
_FOREIGN = {native: latin for latin, native in _NATIVE.items()}
_TWICE = re.compile(
    r"[،؛](?:\s*[،؛])+|,(?:\s*,)+|;(?:\s*;)+|(?<![A-Za-z]):(?:\s+:)+"
    r"|[؟?]{3,}|!{4,}|[،,؛;]\s*(?:\.(?!\.)|[؟?])"
)
# In Arabic papers two full stops are a pause, between words as at a paragraph's end.
_TWO_STOPS = re.compile(r"(?<=\w)\.\.(?!\.)(?=\s|$)")
_SPELLED = re.compile(r"(?<!\.)\.{3,}(?!\.)")
_DASHES = re.compile(r"(?<!-)--(?!-)")
_ENGLISH = re.compile(r"“(?P<inside>[^“”«»]*)”")
_INSIDE = re.compile("«[^«»]*»")


def blanks_before(passage: Passage) -> Iterator[Finding]:
    """A blank before a mark that stands at the end of a word."""
    for match in _BEFORE.finditer(passage.text):
        if match["mark"] in _FRENCH and _is_french(match, passage):
            continue
        if _SMILEY.match(passage.text, match.start()) or _RATIO.match(passage.text, match.start()):
            continue
        yield Finding(
            "blank-before-mark",
            match.start("blank"),
            match.end("blank"),
            f"there is a blank before {match['mark']}",
            "",
        )


def _is_french(match: re.Match[str], passage: Passage) -> bool:
    """Whether a high mark stands as French sets it: in French, or in words of it cited elsewhere."""
    if passage.base == "fr":
        return True
    is_latin = bool(_LATIN.match(passage.text, match.start() - 1))
    return is_latin and (direction_of(passage.base) == "rtl" or "\u00a0" in match["blank"])


def blanks_after(passage: Passage) -> Iterator[Finding]:
    """A mark with a word right behind it."""
    for pattern in _AFTER:
        for match in pattern.finditer(passage.text):
            yield Finding(
                "blank-after-mark",
                match.start(),
                match.end(),
                f"there is no blank after {match[0]}",
                f"{match[0]} ",
            )


def scripts(passage: Passage) -> Iterator[Finding]:
    """Marks of the Latin script between Arabic words, and the other way round."""
    is_arabic = comma_of(passage.base) == "،"
    pattern = _LATIN_IN_ARABIC if is_arabic else _ARABIC_IN_LATIN
    others = _NATIVE if is_arabic else _FOREIGN
    for match in pattern.finditer(passage.text):
        yield Finding(
            "mark-of-other-script",
            match.start("mark"),
            match.end("mark"),
            f"{match['mark']} stands between words of the other script",
            others[match["mark"]],
        )


def repeated(passage: Passage) -> Iterator[Finding]:
    """Marks that come twice."""
    has_pauses = comma_of(passage.base) == "،"
    stops = () if has_pauses else _TWO_STOPS.finditer(passage.text)
    for match in chain(_TWICE.finditer(passage.text), stops):
        yield Finding(
            "mark-repeated",
            match.start(),
            match.end(),
            f"“{match[0]}”: one mark is enough",
            hint="delete the others",
        )


def ellipses(passage: Passage) -> Iterator[Finding]:
    """Three full stops where one sign is meant."""
    for match in _SPELLED.finditer(passage.text):
        yield Finding("ellipsis-spelled", match.start(), match.end(), "this is an ellipsis", "…")


def dashes(passage: Passage) -> Iterator[Finding]:
    """Two hyphens where a dash is meant."""
    for match in _DASHES.finditer(passage.text):
        yield Finding("dash-spelled", match.start(), match.end(), "this is a dash", "–")


def house_quotes(passage: Passage) -> Iterator[Finding]:
    """English quotation marks in Arabic, where the house wants guillemets; those inside « » stay."""
    if comma_of(passage.base) != "،" or passage.base == "ur":
        return
    text = _INSIDE.sub(lambda match: HIDDEN * len(match[0]), passage.text)
    for match in _ENGLISH.finditer(text):
        said = "the house's marks are « and »"
        yield Finding("quote-style", match.start(), match.start() + 1, said, "«")
        yield Finding("quote-style", match.end() - 1, match.end(), said, "»")
