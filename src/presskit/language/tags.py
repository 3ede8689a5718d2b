"""Languages: tags checked and written as BCP 47 has them."""

from __future__ import annotations

import re
from functools import cache

_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
_SCRIPT, _REGION = 4, 2


def language_tag(text: str) -> str | None:
    """A tag as BCP 47 writes it: `ar_eg` is `ar-EG`; None where it is no tag at all."""
    tag = text.strip().replace("_", "-")
    if not _TAG.fullmatch(tag):
        return None
    first, *more = tag.split("-")
    return "-".join([first.lower(), *map(_subtag, more)])


def language_named(name: str) -> str | None:
    """The tag of a language by its name, in that language or another that presskit sets."""
    return _names().get(_plain(name))


@cache
def _names() -> dict[str, str]:
    from babel import Locale, UnknownLocaleError

    named: dict[str, str] = {}
    for tongue in ("en", "ar", "fa", "ur", "he", "fr", "de", "es", "tr"):
        for tag, name in Locale.parse(tongue).languages.items():
            named.setdefault(_plain(name), tag.replace("_", "-"))
    for tag in list(named.values()):
        try:
            own = Locale.parse(tag, sep="-").get_display_name()
        except (UnknownLocaleError, ValueError):
            continue
        if own:
            named.setdefault(_plain(own), tag)
    return named


def _plain(name: str) -> str:
    words = name.strip().casefold().removeprefix("ال")
    return words.removesuffix("ية").removesuffix("ي")


def _subtag(part: str) -> str:
    """Scripts are written Arab, regions EG (RFC 5646, 2.1.1)."""
    if len(part) == _SCRIPT and part.isalpha():
        return part.title()
    return part.upper() if len(part) == _REGION else part.lower()
