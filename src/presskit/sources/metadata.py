"""Metadata: the keys of front matter, in the languages editors write, made into fields."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from presskit.sources.keys import ALIASES, BY_RANK, IMAGE_ALIASES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from presskit.diagnostics import Report
    from presskit.sources.front_values import FrontMatter, Value

_TOGETHER = frozenset(["tags"])
_PUBLISHED = frozenset(["published", "publish", "منشور"])
_SWITCHES = _PUBLISHED | {"draft"}
_SAID = {"true": True, "yes": True, "on": True, "نعم": True, "بله": True} | {
    "false": False,
    "no": False,
    "off": False,
    "لا": False,
    "خیر": False,
}
_SHOWN = 6
_NEAR = 0.8
# Tatweel, tashkeel, and the marks of direction.
_MARKS = re.compile(r"[\u0640\u064b-\u065f\u0670\u200e\u200f\u061c]")
_SAME = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ة": "ه", "ى": "ي", "ی": "ي", "ک": "ك", "ؤ": "و"}
)


class Fields(NamedTuple):
    """What front matter says: values by field, and those of keys that are none of an article's.

    `more` are further values of a field that takes them all, such as tags.
    """

    values: dict[str, Value]
    more: dict[str, list[Value]]
    extra: dict[str, Value]


def fields(matter: FrontMatter, report: Report) -> Fields:
    """The values by field name; keys of no field are reported, all at once (`front-matter-key`)."""
    found = Fields({}, {}, {})
    given: dict[str, tuple[int, str]] = {}
    names = _Names(ALIASES)
    for key, value in matter.values.items():
        name, rank = names.field_of(key)
        if key.casefold() in _SWITCHES and switch_of(value) is not None:
            found.values.setdefault("draft", _as_draft(key, value))
        elif name is None:
            found.extra[key] = value
        elif name not in found.values:
            found.values[name], given[name] = value, (rank, key)
        elif name in _TOGETHER:
            found.more.setdefault(name, []).append(value)
        elif name in BY_RANK:
            if rank < given[name][0]:
                found.extra[given[name][1]] = found.values[name]
                found.values[name], given[name] = value, (rank, key)
            else:
                found.extra[key] = value
        else:
            report.add(
                "front-matter-broken",
                f"“{key}” gives the {name} a second time",
                matter.keys[key],
                "keep one of the two",
            )
    _tell_of_extra([key for key in found.extra if names.field_of(key)[0] is None], matter, report)
    return found


def _tell_of_extra(keys: list[str], matter: FrontMatter, report: Report) -> None:
    """One finding for all keys that are none of an article."""
    if not keys:
        return
    near = next((one for key in keys if (one := _Names(ALIASES).near(key))), "")
    many = len(keys) > 1
    report.add(
        "front-matter-key",
        f"{_listed_keys(keys)} {'are no keys' if many else 'is no key'} of an article; "
        f"{'they are' if many else 'it is'} kept for programs",
        matter.keys[keys[0]],
        f"did you mean “{near}”?" if near else f"keys are {', '.join(ALIASES)}",
    )


def _listed_keys(keys: list[str]) -> str:
    shown = ", ".join(f"“{key[:40]}”" for key in keys[:_SHOWN])
    more = len(keys) - _SHOWN
    return f"{shown} and {more} more" if more > 0 else shown


def switch_of(value: Value) -> bool | None:
    """What a switch says; None where the value is none."""
    return _SAID.get(value.text.strip().casefold())


def _as_draft(key: str, value: Value) -> Value:
    """`published: false` is `draft: true`."""
    on = switch_of(value)
    return replace(value, text="false" if on == (key.casefold() in _PUBLISHED) else "true")


def image_fields(matter: FrontMatter, report: Report) -> dict[str, Value]:
    """The values under `image:` by name; an unknown key is reported as `front-matter-key`."""
    found: dict[str, Value] = {}
    names = _Names(IMAGE_ALIASES)
    for key, value in matter.values.items():
        name, _ = names.field_of(key)
        if name is None:
            near = names.near(key)
            hint = f"did you mean “{near}”?" if near else f"keys are {', '.join(IMAGE_ALIASES)}"
            report.add("front-matter-key", f"“{key}” is no key of an image", matter.keys[key], hint)
        else:
            found.setdefault(name, value)
    return found


def listed(value: Value) -> tuple[str, ...]:
    """A list: items, or a text cut at commas."""
    items = value.items if value.items is not None else re.split(r"[,،;؛\n]", value.text)
    return tuple(" ".join(item.split()) for item in items if item.strip())


def normal(text: str) -> str:
    """Words without what writers vary: case, hyphens, tashkeel, hamza and the article."""
    words = _MARKS.sub("", text).casefold().translate(_SAME)
    return " ".join(word.removeprefix("ال") for word in re.split(r"[\s_\u200c-]+", words) if word)


class _Names:
    """Finds the field that a key names."""

    def __init__(self, aliases: Mapping[str, tuple[str, ...]]) -> None:
        # Spelled out first: the Persian تصویر is a picture, the Arabic تصوير its credit.
        self._exact = {
            alias: (name, rank)
            for name, more in aliases.items()
            for rank, alias in enumerate((name, *more))
        }
        self._normal = {normal(alias): found for alias, found in self._exact.items()}

    def field_of(self, key: str) -> tuple[str | None, int]:
        """The field and the rank of the key among its names; None for none."""
        return self._exact.get(key) or self._normal.get(normal(key)) or (None, 0)

    def near(self, key: str) -> str:
        """The field whose name is nearest to a key that names none."""
        near = get_close_matches(normal(key), self._normal, 1, _NEAR)
        return self._normal[near[0]][0] if near else ""
