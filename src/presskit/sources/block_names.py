"""What stands behind a div's colons: the name of a block, a title, a wish."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from msgspec import Struct

_WISH = re.compile(r"\{([^{}]*)\}")
_QUOTED_TITLE = re.compile(r"""title=(?:"([^"]*)"|'([^']*)')""")
_TITLED = frozenset(
    ["box", "facts", "questions", "timeline", "verse", "gallery", "qr-code", "related"]
)
_AROUND_TITLE = " \t:-–—[]"
_TANWIN = str.maketrans("", "", "\u064b\u064c\u064d")  # which many leave out


class Opening(Struct, frozen=True):
    """A div's first line: the `kind` of block, empty for an unknown name, and what is behind it.

    The title starts at `column` of what stands behind the colons; a `wide` block goes across the
    columns.
    """

    kind: str
    title: str = ""
    column: int = 0
    wide: bool = False


def read_opening(info: str) -> Opening:
    """The name, the title and the wishes of `::: box Title {.wide}`, from what is behind the colons."""
    text = info.rstrip().rstrip(":").rstrip()
    wishes = " ".join(match[1] for match in _WISH.finditer(text))
    bare = _WISH.sub(lambda match: " " * len(match[0]), text)
    wide = any(word.lstrip(".") in _words()["wide"]["words"] for word in wishes.casefold().split())
    quoted, title = _QUOTED_TITLE.search(text), ""
    if quoted:
        title, bare = quoted[1] or quoted[2] or "", _QUOTED_TITLE.sub("", bare)
    if not bare.strip():  # pandoc's {.box}
        kind, _ = _name_at(wishes)
    else:
        kind, end = _name_at(bare)
        title = title if quoted else bare[end:].strip(_AROUND_TITLE)
    if title and kind not in _TITLED:
        return Opening("")
    return Opening(kind, title, max(info.find(title), 0), wide)


@cache
def speaker(kind: str) -> re.Pattern[str]:
    """What a line of an interview opens with; `kind` is "question" or "answer"."""
    words = "|".join(map(re.escape, sorted(_words()["speakers"][kind], key=len, reverse=True)))
    return re.compile(rf"(?:{words})\s*(?:[\d٠-٩۰-۹]+\s*)?[:.)：]\s*", re.IGNORECASE)


def _name_at(text: str) -> tuple[str, int]:
    """The kind of the longest name that a text begins with, and where it ends."""
    start = len(text) - len(text.lstrip(" \t."))
    folded = text.casefold() if len(text.casefold()) == len(text) else text
    for name, kind in _names():
        end = start + len(name)
        if folded.startswith(name, start) and not text[end : end + 1].isalnum():
            return kind, end
    return "", start


@cache
def _names() -> tuple[tuple[str, str], ...]:
    """Every name with its kind, longest first."""
    names: dict[str, str] = {}
    for kind, written in _words()["names"].items():
        for name in map(str.casefold, written):
            names |= {name: kind, name.translate(_TANWIN): kind}
    return tuple(sorted(names.items(), key=lambda one: -len(one[0])))


@cache
def _words() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((files(__package__) / "block_names.toml").read_text("utf-8"))
