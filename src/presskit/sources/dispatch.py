"""Inline rules by the character they begin with, so that each is asked only where it can say yes.

markdown-it asks all its rules at every character that may mean something, and looks for a link's
end behind every bracket: a row of dots, percents or brackets took a hundred times what as many
letters take.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

    from presskit.sources.positions import Rule

# What each rule begins with; one that isn't here is asked everywhere.
_BEGINS = {
    "address": "hHwWfF",
    "newline": "\n",
    "escape": "\\",
    "foreign": "{",
    "wiki": "![",
    "maths": "$",
    "backticks": "`",
    "shifted": "~^",
    "paired": "~=",
    "emphasis": "*_",
    "link": "[",
    "span": "[",
    "image": "!",
    "given": "{",
    "footnote_inline": "^",
    "footnote_ref": "[",
    "autolink": "<",
    "html_inline": "<",
    "entity": "&",
    "attr": "{",
}
_NEED_CLOSER = frozenset(["wiki", "link", "span", "image", "footnote_inline", "footnote_ref"])
_STOPS = frozenset("".join(begins for name, begins in _BEGINS.items() if name != "address")) | {"]"}


def add_dispatch(markdown: MarkdownIt) -> None:
    """Put one rule in place of all inline rules; the last step, for it takes them as they are."""
    ruler = markdown.inline.ruler
    names = ruler.get_active_rules()
    rules = dict(zip(names, ruler.getRules(""), strict=True))
    begun = {character: _begun_by(character, rules) for character in "".join(_BEGINS.values())}
    others = _begun_by("", rules)

    def dispatch(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
        for rule in begun.get(state.src[state.pos], others):  # noqa: SIM110 - any() takes twice as long
            if rule(state, silent):
                return True
        return False

    ruler.at("text", dispatch)
    ruler.enableOnly(["text"])
    markdown.inline.terminator_re = re.compile(f"[{re.escape(''.join(sorted(_STOPS)))}]")


def _begun_by(character: str, rules: dict[str, Rule]) -> tuple[Rule, ...]:
    return tuple(
        _if_closed(rule) if name in _NEED_CLOSER else rule
        for name, rule in rules.items()
        if name not in _BEGINS or (character and character in _BEGINS[name])
    )


def _if_closed(rule: Rule) -> Rule:
    """A rule that is asked only where a closing bracket is still to come."""

    def asked(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
        return state.pos < _last_closer(state.src) and rule(state, silent)

    return asked


@lru_cache(maxsize=8)
def _last_closer(text: str) -> int:
    return text.rfind("]")
