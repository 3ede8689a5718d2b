"""What stands between a dateline and the text that it runs in to."""

from __future__ import annotations

from presskit.language.facts import base_language

# Between the place and the text: a dash in most papers, shorter where dashes are short.
_DASH = " — "
_SHORT = {
    "da": " – ",
    "de": " – ",
    "fi": " – ",
    "he": " – ",
    "nb": " – ",
    "sv": " – ",
    "yi": " – ",
}
ENDS = frozenset(":-–—.،,؛;")
DASHES = frozenset([_DASH, *_SHORT.values()])


def separator(dateline: str, language: str) -> str:
    """What stands between a dateline and the text, blanks and all."""
    if dateline[-1:] in ENDS:
        return " "
    return _SHORT.get(base_language(language), _DASH)
