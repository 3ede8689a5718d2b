"""What a run of text is besides its text: which character style it needs."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from presskit.model.inlines import DRESSES
from presskit.wordml.languages import word_language
from presskit.wordml.names import Name

if TYPE_CHECKING:
    from presskit.model.inlines import Direction, Dressed

_NAMES: dict[type[Dressed], str] = {dress: name for name, dress in DRESSES.items()}


class Traits(NamedTuple):
    """What a run is besides its text and direction; `language` is a BCP 47 tag or empty.

    `asked` is the direction that the writer of the text asked for.
    """

    latin: bool = False
    language: str = ""
    asked: Direction | None = None
    strong: bool = False
    emphasis: bool = False
    code: bool = False
    link: bool = False
    strike: bool = False
    mark: bool = False
    subscript: bool = False
    superscript: bool = False
    in_bold: bool = False

    def with_dress(self, dress: Dressed) -> Traits:
        """The same with what an inline dresses its text in."""
        return self._replace(**{_NAMES[type(dress)]: True})  # type: ignore[arg-type]


FIXED = (
    Traits(strong=True),
    Traits(emphasis=True),
    Traits(link=True),
    Traits(latin=True),
    Traits(code=True),
    Traits(strike=True),
    Traits(mark=True),
    Traits(subscript=True),
    Traits(superscript=True),
)


@cache
def style_name(traits: Traits) -> Name | None:
    """The character style of a run, None where it needs none."""
    parts = []
    if traits.language:
        parts.append(f"Language {word_language(traits.language)}")
    if traits.asked:
        parts.append(f"Direction {traits.asked.upper()}")
    if traits.latin and not parts:
        parts.append("LatinText")
    if traits.strong:
        parts.append("Strong in Bold" if traits.in_bold else "Strong")
    parts += [
        name
        for name, on in (
            ("Emphasis", traits.emphasis),
            ("Code", traits.code),
            ("Hyperlink", traits.link),
            ("Strike", traits.strike),
            ("Mark", traits.mark),
            ("Subscript", traits.subscript),
            ("Superscript", traits.superscript),
        )
        if on
    ]
    name = " ".join(parts)
    style_id = "".join(part[0].upper() + part[1:] for part in name.replace("-", " ").split())
    return Name(style_id, name) if name else None
