"""Punctuation: blanks around it, marks of another script, marks that come twice."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from presskit.proof.passages import Finding, Passage

if TYPE_CHECKING:
    from collections.abc import Iterator

_ARABIC = "[\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff\u064b-\u065f\u0670]"
_LETTER = r"[^\W\d_]"
_BEFORE = re.compile(
    r"(?<=[\w\u064b-\u065f»”)])(?P<blank>[ \u00a0]+)(?P<mark>[،؛؟,;:!?]|\.(?![.\w]))(?=\s|$|[»”\")]|(?<=[،,؛;])[^\W\d_])"
)
# French sets a blank before high marks; a colon after a blank may be a ratio, a dot an ellipsis.
_FRENCH = frozenset("؟;:!?»")
_AFTER = re.compile(rf"(?<={_ARABIC})(?P<mark>[،؛؟!])(?={_ARABIC})")
_AFTER_STOP = re.compile(rf"(?<={_ARABIC}{{3}})\.(?={_ARABIC}{{3}})")
_AFTER_LATIN = re.compile(r"(?<=[a-z]{3})(?P<mark>[,;])(?=[A-Za-z]{3})")
_LATIN_IN_ARABIC = re.compile(rf"(?<={_ARABIC})(?P<mark>[,;?])(?=\s+{_ARABIC}|\s*$|[»”\"])")
_NATIVE = {",": "،", ";": "؛", "?": "؟"}
_ARABIC_IN_LATIN = re.compile(r"(?<=[A-Za-z])(?P<mark>[،؛؟])(?=\s+[A-Za-z]|\s*$)")
_FOREIGN = {native: latin for latin, native in _NATIVE.items()}
_TWICE = re.compile(
    r"(?P<mark>[،؛:,;])(?:\s*(?P=mark))+|(?P<stop>(?<=\w)\.\.(?=\s|$))|[؟?]{3,}|!{4,}|[،,؛;]\s*[.؟?]|[.](?=[،,؛;])(?<!\w\w\.)"
)
_SPELLED = re.compile(r"(?<!\.)\.{3,}(?!\.)")
_DASHES = re.compile(r"(?<!-)--(?!-)")
_ENGLISH = re.compile(r"“(?P<inside>[^“”«»]*)”")
_URL = re.compile(r"\b(?:https?://|www\.)\S+|\S+@\S+\.\S+")
_COMMA_LANGUAGES = frozenset(["ar", "fa", "ur", "ps", "ckb", "sd", "ug"])


def blanks_before(passage: Passage) -> Iterator[Finding]:
    """A blank before a mark that stands at the end of a word."""
    for match in _BEFORE.finditer(passage.text):
        if passage.base == "fr" and match["mark"] in _FRENCH:
            continue
        yield Finding(
            "blank-before-mark",
            match.start("blank"),
            match.end("blank"),
            f"there is a blank before {match['mark']}",
            "",
        )


def blanks_after(passage: Passage) -> Iterator[Finding]:
    """A mark with a word right behind it."""
    text = _URL.sub(lambda match: "x" * len(match[0]), passage.text)
    for pattern in (_AFTER, _AFTER_STOP, _AFTER_LATIN):
        for match in pattern.finditer(text):
            yield Finding(
                "blank-after-mark",
                match.start(),
                match.end(),
                f"there is no blank after {match[0]}",
                f"{match[0]} ",
            )


def scripts(passage: Passage) -> Iterator[Finding]:
    """Marks of the Latin script between Arabic words, and the other way round."""
    is_arabic = passage.base in _COMMA_LANGUAGES
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
    text = _URL.sub(lambda match: "x" * len(match[0]), passage.text)
    for match in _TWICE.finditer(text):
        if len(match[0].strip()) < 2:
            continue
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
    """English quotation marks in Arabic, where the house wants guillemets."""
    if passage.base not in _COMMA_LANGUAGES:
        return
    for match in _ENGLISH.finditer(passage.text):
        said = "the house's marks are « and »"
        yield Finding("quote-style", match.start(), match.start() + 1, said, "«")
        yield Finding("quote-style", match.end() - 1, match.end(), said, "»")
