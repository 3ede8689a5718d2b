"""Signs that are written by name between colons: `:rocket:` of GitHub, `:material-check:` of MkDocs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAMED = re.compile(r"(?<![\w:/.])(:[a-z+][a-z0-9_+-]{0,60}:)(?![\w:/])", re.ASCII)
# MkDocs names a picture by its set: what it shows no edition has.
_PICTURE = re.compile(r":[a-z]+-[a-z0-9-]+:", re.ASCII)


def signs_named(text: str) -> Iterator[tuple[int, int, str | None]]:
    """Where a text names a sign, from and to, and the sign; None for a picture of a set.

    A name that is neither, such as `:nodoc:`, is text.
    """
    if ":" not in text:
        return
    for match in _NAMED.finditer(text):
        sign = _emoji(match[1])
        if sign or _PICTURE.fullmatch(match[1]):
            yield match.start(), match.end(), sign


def _emoji(name: str) -> str | None:
    from rich.emoji import Emoji  # takes 40 ms, and few texts have one

    sign = Emoji.replace(name)
    return sign if sign != name else None
