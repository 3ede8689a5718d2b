"""Values of front matter that hold others: maps and lists, over lines or in brackets.

Everything at their leaves is text as it was written; no number, date or `no` becomes another thing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias, cast

from presskit.sources.front_values import KEY, unquoted

if TYPE_CHECKING:
    from presskit.sources.front_values import Value

Data: TypeAlias = "str | list[Data] | dict[str, Data]"
_ITEM = re.compile(r"-(?:[ \t]+(?P<rest>.*))?$")
_TOKEN = re.compile(
    r"""\s*(?:(?P<sign>[\[\]{},،])|(?P<text>"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\[\]{},،"']+))"""
)
_PAIR = re.compile(r"""(?P<key>"[^"]*"|'[^']*'|[^:]+?)\s*:(?:\s+(?P<text>.*)|\s*)$""", re.DOTALL)
_DEEPEST = 20


def data_of(value: Value) -> Data:
    """What a value holds; text that only looks like a map or a list is text."""
    if value.data is not None:
        return cast("Data", value.data)
    if value.items is not None and value.text[:1] == "[":
        return _flow(value.text, list(value.items))
    if value.items is not None or value.text[:2] == "- " or (value.indent and "\n" in value.text):
        return _block(value.text.split("\n"))
    if value.indent and KEY.match(value.text):
        return _block([value.text])
    if value.text[:1] == "{" and value.text[-1:] == "}":
        return _flow(value.text, value.text)
    return value.text


def names_of(data: Data) -> list[str]:
    """The names of people in a value: texts, or the maps of site generators."""
    match data:
        case str():
            return [" ".join(name.split()) for name in re.split(r"[,،;؛\n]", data) if name.strip()]
        case list():
            return [
                name
                for one in data
                for name in ([" ".join(one.split())] if isinstance(one, str) else names_of(one))
                if name
            ]
        case dict():
            return _names_in_map(data)


def _names_in_map(data: dict[str, Data]) -> list[str]:
    for key in (
        "name",
        "literal",
        "display_name",
        "full_name",
        "title",
        "الاسم",
        "اسم",
        "نام",
        "שם",
    ):
        if found := data.get(key):
            return [" ".join(found.split())] if isinstance(found, str) else names_of(found)
    parts = (data.get(key) for key in ("given", "first_name", "family", "last_name"))
    whole = " ".join(part for part in parts if isinstance(part, str))
    return [whole] if whole else []


def _block(lines: list[str], depth: int = 0) -> Data:
    """Lines as a list, a map or a text."""
    filled = [line for line in lines if line.strip() and not line.lstrip().startswith("#")]
    if not filled or depth > _DEEPEST:
        return ""
    indent = min(len(line) - len(line.lstrip()) for line in filled)
    filled = [line[indent:] for line in filled]
    heads = [line for line in filled if not line[:1].isspace()]
    if all(map(_ITEM.match, heads)):
        return [_item(group, depth) for group in _groups(filled, _ITEM)]
    if all(KEY.match(line) or _ITEM.match(line) for line in heads):
        return dict(_pair(group, depth) for group in _groups(filled, KEY))
    return _scalar(" ".join(line.strip() for line in filled))


def _groups(lines: list[str], head: re.Pattern[str]) -> list[list[str]]:
    """Lines that begin one thing each, with those that belong to it."""
    groups: list[list[str]] = []
    for line in lines:
        if not groups or (head.match(line) and not line[:1].isspace()):
            groups.append([])
        groups[-1].append(line)
    return groups


def _item(lines: list[str], depth: int) -> Data:
    match = _ITEM.match(lines[0])
    rest = (match and match["rest"]) or ""
    # What follows the sign stands in as far as the lines under it do.
    first = [" " * (len(lines[0]) - len(rest)) + rest] if rest else []
    return _block([*first, *lines[1:]], depth + 1)


def _pair(lines: list[str], depth: int) -> tuple[str, Data]:
    match = KEY.match(lines[0])
    if match is None:
        return lines[0].strip(), ""
    key, said = match["key"].strip("\"'"), match["value"]
    if len(lines) == 1:
        return key, _scalar(said)
    inside = lines[1:]
    if said and not re.fullmatch(r"[|>][+-]?\d?", said):
        return key, _scalar(" ".join([said, *(line.strip() for line in inside)]))
    if said:
        joiner = "\n" if said[0] == "|" else " "
        return key, joiner.join(line.strip() for line in inside)
    return key, _block(inside, depth + 1)


def _scalar(text: str) -> Data:
    text = text.strip()
    if text[:1] + text[-1:] in ("[]", "{}"):
        return _flow(text, text)
    return unquoted(text)


def _flow(text: str, otherwise: Data) -> Data:
    """A list or a map in brackets; `otherwise` where the brackets are none of that kind."""
    tokens = [match for match in _TOKEN.finditer(text) if match[0].strip()]
    if sum(len(match[0]) for match in tokens) < len(text.strip()):
        return otherwise
    stack: list[list[Data] | dict[str, Data]] = []
    waiting: list[str] = []  # the key of each open map that waits for its value
    done: Data | None = None
    for match in tokens:
        sign, said = match["sign"], (match["text"] or "").strip()
        if sign in ("[", "{"):
            if len(stack) > _DEEPEST or done is not None:
                return otherwise
            stack.append([] if sign == "[" else {})
            waiting.append("")
        elif sign in ("]", "}"):
            if not stack:
                return otherwise
            closed = stack.pop()
            waiting.pop()
            if not stack:
                done = closed
            elif not _put(stack, waiting, closed):
                return otherwise
        elif said and (not stack or not _take(stack, waiting, said)):
            return otherwise
    return otherwise if stack or done is None else done


def _take(stack: list[list[Data] | dict[str, Data]], waiting: list[str], said: str) -> bool:
    """Take a text: a list's item, a map's pair, or the key of a value in brackets."""
    if isinstance(stack[-1], list) or waiting[-1]:
        return _put(stack, waiting, unquoted(said))
    match = _PAIR.match(said)
    if match is None:
        return False
    waiting[-1] = match["key"].strip("\"'")
    return not match["text"] or _put(stack, waiting, unquoted(match["text"].strip()))


def _put(stack: list[list[Data] | dict[str, Data]], waiting: list[str], value: Data) -> bool:
    top = stack[-1]
    if isinstance(top, list):
        top.append(value)
        return True
    key, waiting[-1] = waiting[-1], ""
    if key:
        top[key] = value
    return bool(key)
