"""Which language a text is in: by its script, then by letters and words that tell one from others."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from functools import cache
from importlib.resources import files

from msgspec import Struct, convert

_READ, _ENOUGH = 500_000, 30_000  # characters: of the source, and of the text in it
_SCRIPTS = {
    "Arab": "[\u0620-\u064a\u066e-\u06d3\u06d5\u06fa-\u06fc\u06ff\u0750-\u077f\u08a0-\u08c7]",
    "Hebr": "[\u05d0-\u05ea\u05f0-\u05f2]",
    "Thaa": "[\u0780-\u07a5\u07b1]",
    "Syrc": "[\u0710-\u072f]",
    "Latn": "[A-Za-z\u00c0-\u024f]",
    "Grek": "[\u0370-\u03ff\u1f00-\u1fff]",
    "Cyrl": "[\u0400-\u04ff]",
    "Armn": "[\u0531-\u0587]",
    "Geor": "[\u10d0-\u10ff]",
    "Hani": "[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]",
    "Hang": "[\u1100-\u11ff\uac00-\ud7a3]",
    "Deva": "[\u0900-\u097f]",
    "Beng": "[\u0980-\u09ff]",
    "Taml": "[\u0b80-\u0bff]",
    "Thai": "[\u0e01-\u0e5b]",
    "Ethi": "[\u1200-\u137f]",
}
_KANA = re.compile("[\u3040-\u30ff]")
_MANY_KANA = 0.1  # of the characters of a Japanese text; a Chinese one has them in names alone
_COUNTED = {name: re.compile(letters) for name, letters in _SCRIPTS.items()}
# Latin words stand in texts of other scripts as names and terms, so its letters count half.
_WEIGHT = {"Latn": 0.5}
_ALONE = {
    "Thaa": "dv",
    "Syrc": "syr",
    "Grek": "el",
    "Armn": "hy",
    "Geor": "ka",
    "Hang": "ko",
    "Deva": "hi",
    "Beng": "bn",
    "Taml": "ta",
    "Thai": "th",
    "Ethi": "am",
}
_DEFAULT = "ar"
_WORD = re.compile(
    r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670])*|[۽۾]"
)
_MARKS = re.compile("[\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0640]")
# What is no text of the language: code, tags, addresses, names of files, spans in another one.
_NO_TEXT = re.compile(
    r"`[^`\n]{1,500}`|<[^<>\n]{1,500}>|\bhttps?:[^\s<>]+|\bwww\.[^\s<>]+|[\w.+-]{1,64}@[\w.-]+"
    r"|\[[^\[\]\n]{0,2000}\]\{[^{}\n]{0,200}\blang=[^{}\n]{0,200}\}|\]\([^()\s]{0,2000}"
)
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_KEY = re.compile(r"\s*[\w -]{1,40}:(?=\s|$)")


class _Tongue(Struct, frozen=True, forbid_unknown_fields=True):
    """What tells a language; `own` letters weigh more than `letters` that others have too."""

    words: str = ""
    own: str = ""
    letters: str = ""
    signs: str = ""
    hints: str = ""
    starts: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()


def guess_language(text: str) -> str:
    """The language of a text in Markdown or without markup; Arabic where there are no letters."""
    text = _bare(text[:_READ])[:_ENOUGH]
    counts = {
        name: len(letters.findall(text)) * _WEIGHT.get(name, 1)
        for name, letters in _COUNTED.items()
    }
    script = max(counts, key=lambda name: counts[name])
    if not counts[script]:
        return _DEFAULT
    if script == "Hani":
        return "ja" if len(_KANA.findall(text)) > _MANY_KANA * counts[script] else "zh"
    return _ALONE.get(script) or _told_apart(script, text)


def _bare(text: str) -> str:
    """The text without fenced code, the keys of front matter, and what is no text."""
    kept: list[str] = []
    fence = ""
    lines = text.split("\n")
    in_front = lines[0].rstrip() == "---"
    for number, line in enumerate(lines):
        if in_front and number and line.rstrip() in {"---", "..."}:
            in_front = False
        mark = _FENCE.match(line)
        if fence:
            if mark and mark[1].startswith(fence):
                fence = ""
        elif mark:
            fence = mark[1]
        else:
            kept.append(_KEY.sub("", line, count=1) if in_front else line)
    return _NO_TEXT.sub(" ", "\n".join(kept))


def _told_apart(script: str, text: str) -> str:
    """The language of a script whose signs most words show; the first one wins a tie."""
    words = Counter(unicodedata.normalize("NFC", word) for word in _WORD.findall(text.casefold()))
    tongues = _tongues()[script]
    scores = {
        name: sum(_score(word, tongue) * count for word, count in words.items())
        for name, tongue in tongues.items()
    }
    return max(scores, key=lambda name: scores[name])


def _score(word: str, tongue: _Tongue) -> int:
    """How much a word speaks for a language."""
    plain = _MARKS.sub("", word)
    letters = set(word)
    score = 0
    if plain in _words(tongue) or letters & set(tongue.own):
        score = 4
    elif letters & set(tongue.letters):
        score = 3
    elif letters & set(tongue.signs) or (len(plain) > 3 and plain.startswith(tongue.starts)):
        score = 2
    elif len(plain) > 3 and plain.endswith(tongue.ends):
        score = 1
    return score + bool(letters & set(tongue.hints))


@cache
def _words(tongue: _Tongue) -> frozenset[str]:
    return frozenset(_MARKS.sub("", word) for word in tongue.words.split())


@cache
def _tongues() -> dict[str, dict[str, _Tongue]]:
    table = tomllib.loads((files(__package__) / "languages.toml").read_text("utf-8"))
    return convert(table, dict[str, dict[str, _Tongue]])
