"""Inline rules by what they begin with, so that each is asked only where it can say yes.

markdown-it asks all its rules at every character that may mean something, and looks for a link's
end behind every bracket: a row of dots, percents or brackets took a hundred times what as many
letters take. Here a text goes on to the next place where a rule can begin, in one search.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from presskit.sources.addresses import address_from
from presskit.sources.positions import note, noting_more

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

    from presskit.sources.positions import Rule

# What each rule begins with: a character, and what else must hold behind it. A rule that isn't here
# is asked everywhere.
_BEGINS = {
    "address": ("hHwWfF", ""),
    "newline": ("\n", ""),
    "latex": ("\\", r"(?=[(\[])"),
    "escape": ("\\", ""),
    "foreign": ("{", r"(?=[%:]|/\*|[ \t]?[.#a-z]|\{(?!\{))"),
    "wiki": ("![", r"(?<=\[)|(?=\[)"),
    "maths": ("$", r"(?=[^$\s])"),
    "backticks": ("`", ""),
    "shifted": ("~^", r"(?=[^\s~^\\/])"),
    "paired": ("~=", ""),
    "emphasis": ("*_", ""),
    "link": ("[", ""),
    "span": ("[", ""),
    "image": ("!", r"(?=\[)"),
    "given": ("{", r"(?<=[)\]}]\{)"),
    "footnote_inline": ("^", r"(?=\[)"),
    "footnote_ref": ("[", r"(?=\^)"),
    "autolink": ("<", "(?=[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-])"),
    "html_inline": ("<", "(?=[A-Za-z/!?])"),
    "entity": ("&", "(?=[#A-Za-z])"),
    "attr": ("{", r"(?<=[)\]}]\{)"),
}
_NEED_CLOSER = frozenset(["wiki", "link", "span", "image", "footnote_inline", "footnote_ref"])
_CHANGE_LAST = frozenset(["given", "attr"])  # rules that add to the token before them


def add_dispatch(markdown: MarkdownIt) -> None:
    """Put one rule in place of all inline rules; the last step, for it takes them as they are.

    It notes in the tokens where they stand, too.
    """
    ruler = markdown.inline.ruler
    rules = {
        name: noting_more(rule) if name in _CHANGE_LAST else rule
        for name, rule in zip(ruler.get_active_rules(), ruler.getRules(""), strict=True)
        if name != "text"
    }
    begins = "".join(characters for characters, _ in _BEGINS.values())
    begun = {character: _begun_by(character, rules) for character in begins}
    others = _begun_by("", rules)

    def dispatch(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
        start, count = state.pos, len(state.tokens)
        for rule in begun.get(state.src[start], others):
            if rule(state, silent):
                if not silent:
                    note(state, start, count)
                return True
        _pass_text(state, silent=silent)
        return True

    ruler.at("text", dispatch)
    ruler.enableOnly(["text"])


def _begun_by(character: str, rules: dict[str, Rule]) -> tuple[Rule, ...]:
    return tuple(
        _if_closed(rule) if name in _NEED_CLOSER else rule
        for name, rule in rules.items()
        if name not in _BEGINS or (character and character in _BEGINS[name][0])
    )


def _pass_text(state: StateInline, *, silent: bool) -> None:
    """Take a character that begins nothing, and all behind it up to where something can begin."""
    start, most = state.pos, state.posMax
    if silent and state.src[start] == "[":  # markdown-it counts the brackets that it passes alone
        state.pos += 1
        return
    pattern = _STOP if start < _last_closer(state.src) else _UNCLOSED_STOP
    stop = pattern.search(state.src, start + 1, most)
    end = address_from(state.src, start + 1, stop.start() if stop else most, most)
    if not silent:
        state.append_pending(state.src[start:end])
    state.pos = end


def _stops(left_out: frozenset[str] = frozenset()) -> re.Pattern[str]:
    """What finds the next place where a rule can begin, and a bracket that closes a label.

    The characters come first, since a search for a class of characters is quick.
    """
    begins = [(*_BEGINS[name], name) for name in _BEGINS if name not in left_out | {"address"}]
    characters = re.escape("".join(one[0] for one in begins))
    conditions = [f"(?<=[{re.escape(one[0])}])(?:{one[1]})" for one in begins]
    return re.compile(rf"[{characters}\]](?:(?<=\])|{'|'.join(conditions)})")


_STOP = _stops()
_UNCLOSED_STOP = _stops(_NEED_CLOSER)


def _if_closed(rule: Rule) -> Rule:
    """A rule that is asked only where a closing bracket is still to come."""

    def asked(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
        return state.pos < _last_closer(state.src) and rule(state, silent)

    return asked


@lru_cache(maxsize=8)
def _last_closer(text: str) -> int:
    return text.rfind("]")
