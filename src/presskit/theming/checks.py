"""What a theme must be, besides the kinds of its values."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from presskit.theming.mistakes import Mistake, meant
from presskit.theming.paper import PAPERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from presskit.model.roles import Role
    from presskit.theming.places import KeyPath
    from presskit.theming.theme import Theme

_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_NOT_IN_A_NAME = re.compile(r"[\x00-\x1f\x7f\"\\\\]")


def wrong(theme: Theme, roles: Iterable[Role]) -> Iterator[Mistake]:
    """What is wrong with a theme whose values are of the right kinds.

    Every role has a style, every token that something names is there; colours, names of fonts and
    papers are what they say.
    """
    yield from _values(theme)
    for role in roles:
        style = theme.styles.get(role)
        if style is None:
            message = f"theme “{theme.name}” has no style for “{role}”"
            yield Mistake(("styles",), message, f"add [styles.{role}]")
            continue
        at = ("styles", role)
        rules = {
            "rule-start": style.rule_start,
            "rule-before": style.rule_before,
            "rule-after": style.rule_after,
        }
        tokens: dict[KeyPath, str | None] = {
            (*at, "color"): style.color,
            (*at, "background"): style.background,
        }
        tokens |= {(*at, key, "color"): rule.color for key, rule in rules.items() if rule}
        for path, token in tokens.items():
            if token is not None and token not in theme.colors:
                message = f"style “{role}”: no colour is called “{token}”"
                yield Mistake(path, message, meant(token, theme.colors))
        if style.font not in theme.fonts:
            message = f"style “{role}”: no font role is called “{style.font}”"
            yield Mistake((*at, "font"), message, meant(style.font, theme.fonts))


def _values(theme: Theme) -> Iterator[Mistake]:
    """Colours and names of fonts go into CSS, XML and fonts: they are what they say."""
    for token, color in theme.colors.items():
        if not _COLOUR.fullmatch(color):
            yield Mistake(
                ("colors", token),
                f"the colour “{token}” is “{color}”",
                'write it as "#1f4e79": six digits of 0–9 and a–f',
            )
    for role, families in theme.fonts.items():
        if not families or any(_NOT_IN_A_NAME.search(one) or not one.strip() for one in families):
            yield Mistake(
                ("fonts", role),
                f"the font role “{role}” has no families, or one with quotes",
                'write it as ["Amiri", "Noto Naskh Arabic"]',
            )
    if theme.page.paper.casefold() not in PAPERS:
        message = f"there is no paper called “{theme.page.paper}”"
        yield Mistake(("page", "paper"), message, meant(theme.page.paper, PAPERS))
    for token in theme.print.colors if theme.print else ():
        if token not in theme.colors:
            message = f"[print.colors]: no colour is called “{token}”"
            yield Mistake(("print", "colors", token), message, meant(token, theme.colors))
