"""Delegations: `party:` and a list of `role: name`, in a fence or recognised without one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from presskit.model import blocks as model
from presskit.model.inlines import Dressed, Isolate, Text, plain
from presskit.sources.inlines import from_column, joined, stripped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from presskit.diagnostics import Position, Report
    from presskit.model.inlines import Dressing, Inline, Inlines

_NAMES = frozenset(["delegation", "delegations", "وفد", "وفود", "هیئت", "وفدہ", "משלחת"])
_FEWEST_MEMBERS = 2
_LONGEST_PARTY = 80
_LONGEST_ROLE = 60
# One word after a colon is a value more often than a person, more than six are a sentence.
_NAME_WORDS = range(2, 7)
_NO_NAME = re.compile(r"[.،؛؟!?;,:\d٠-٩۰-۹%٪«»“”\"\n]")
_NO_ROLE = re.compile(r"[.،؛؟!?;\n]")
# Words that no name has, and units that end amounts written out.
_NO_NAME_WORDS = frozenset(
    re.findall(
        r"\S+",
        "في من إلى عن مع أن إن لم لا قد هذا هذه التي الذي كل بعد قبل عند غير بين كان تم هو هي أو "
        "ثم بلا دون نحو ريال دولار دينار درهم جنيه ليرة مليون ألف مليار مئة متر كيلو "
        "در از به با که را است و ہے میں کی کا کے نے של על עם לא את "
        "the a an of in on at to for and or is are with not",
    )
)
_TITLES = re.compile(r"(?:[^\W\d_]{1,4}\.\s*)+(?=\w)")  # أ. د. and Prof. Dr.
_LOWERCASE = re.compile(r"[a-zà-ÿ]")


def is_delegations(name: str) -> bool:
    """Whether a fenced div of this name holds delegations."""
    return name.casefold() in _NAMES


def read_delegations(blocks: model.Blocks, at: Position, report: Report) -> Sequence[model.Block]:
    """The delegations of a fence; what is no part of one stays where it is.

    A row that is not of the form `role: name` is reported as `delegation-row` and kept as a name.
    """
    done: list[model.Block] = []
    for block in blocks:
        if not isinstance(block, model.List) or not _is_flat(block, report):
            done.append(block)
            continue
        party: Inlines = ()
        where = block.at
        if done and isinstance(label := done[-1], model.Paragraph):
            party, where = without_colon(label.children), label.at
            done.pop()
        members = tuple(_member(item, report) for item in block.items)
        _append(done, model.Delegation(party, members, where), at)
        at = where or at
    return done


def recognise(blocks: model.Blocks, report: Report) -> model.Blocks:
    """Blocks in which a paragraph that ends in a colon and a list of `role: name` are delegations.

    Those that follow each other belong together. Each find is noted: `delegation-unfenced`.
    """
    done: list[model.Block] = []
    found: model.Delegations | None = None
    for block in blocks:
        label = done[-1] if done else None
        if not (
            isinstance(block, model.List)
            and isinstance(label, model.Paragraph)
            and _is_label(label)
            and _are_members(block)
        ):
            done.append(block)
            continue
        done.pop()
        members = tuple(_member(item, report) for item in block.items)
        party = model.Delegation(without_colon(label.children), members, label.at)
        report.add(
            "delegation-unfenced",
            f"“{plain(party.party)}” was read as a delegation of {len(members)}",
            label.at,
            "put it between ::: delegation and ::: to say so yourself",
        )
        if done and done[-1] is not found:
            found = None
        if found is None:
            done.append(model.Delegations((), label.at))
        found = _joined_by(done, party)
    return tuple(done)


def _append(done: list[model.Block], party: model.Delegation, at: Position) -> None:
    if not (done and isinstance(done[-1], model.Delegations)):
        done.append(model.Delegations((), at))
    _joined_by(done, party)


def _joined_by(done: list[model.Block], party: model.Delegation) -> model.Delegations:
    """Put a party to the delegations that come last."""
    last = done[-1]
    assert isinstance(last, model.Delegations)
    done[-1] = last = replace(last, delegations=(*last.delegations, party))
    return last


def _is_label(block: model.Paragraph) -> bool:
    text = plain(block.children)
    lines = {inline.at.line for inline in block.children if isinstance(inline, Text) and inline.at}
    is_short = len(text) <= _LONGEST_PARTY and len(lines) <= 1
    return is_short and text.endswith(":") and text.count(":") == 1


def _are_members(block: model.List) -> bool:
    return (
        not block.ordered
        and len(block.items) >= _FEWEST_MEMBERS
        and all(map(_is_member, block.items))
    )


def _is_member(item: model.ListItem) -> bool:
    """Whether an item is a role and a person's name, and not a term and what is said of it."""
    if len(item.blocks) != 1 or not isinstance(item.blocks[0], model.Paragraph):
        return False
    if (cut := cut_at_colon(item.blocks[0].children)) is None:
        return False
    return looks_like_member(*(plain(part).strip() for part in cut))


def looks_like_member(role: str, name: str) -> bool:
    """Whether what stands before and after a colon can be a role and a person's name."""
    name = _TITLES.sub("", name, count=1) if _TITLES.match(name) else name
    words = name.split()
    return (
        0 < len(role) <= _LONGEST_ROLE
        and not _NO_ROLE.search(role)
        and len(words) in _NAME_WORDS
        and not _NO_NAME.search(name)
        and _NO_NAME_WORDS.isdisjoint(words)
        and not _LOWERCASE.match(words[0])
        and not _LOWERCASE.match(words[-1])
    )


def _is_flat(block: model.List, report: Report) -> bool:
    """Whether all items are lines; a list with more in it is no list of members."""
    for item in block.items:
        if any(not isinstance(inner, model.Paragraph) for inner in item.blocks):
            report.add(
                "delegation-row",
                "this item is more than one line; its list was kept as a list",
                item.at,
                "write role: name",
            )
            return False
    return True


def _member(item: model.ListItem, report: Report) -> model.Member:
    """A role and a name, cut at the first colon of the item's text."""
    inlines: Inlines = ()
    for block in item.blocks:
        assert isinstance(block, model.Paragraph)
        inlines = (*inlines, Text(" "), *block.children) if inlines else block.children
    if (cut := cut_at_colon(inlines)) is not None:
        return model.Member(*cut, item.at)
    report.add("delegation-row", f"“{plain(inlines)}” has no role", item.at, "write role: name")
    return model.Member((), inlines, item.at)


def cut_at_colon(inlines: Inlines) -> tuple[Inlines, Inlines] | None:
    """What stands before and after the first colon, also where that is inside an emphasis."""
    for number, inline in enumerate(inlines):
        parts: tuple[Inlines, Inlines] | None = None
        if isinstance(inline, Text) and ":" in inline.text:
            role = inline.text.partition(":")[0]
            parts = (Text(role, inline.at),), (from_column(inline, len(role) + 1),)
        elif isinstance(inline, Dressed | Isolate):
            inner = cut_at_colon(inline.children)
            parts = inner and (_inside(inline, inner[0]), _inside(inline, inner[1]))
        if parts is not None:
            before = (*inlines[:number], *parts[0])
            after = (*parts[1], *inlines[number + 1 :])
            return stripped(before), stripped(joined(after))
    return None


def _inside(inline: Dressing | Isolate, children: Inlines) -> tuple[Inline, ...]:
    return (replace(inline, children=children),) if children else ()


def without_colon(inlines: Inlines) -> Inlines:
    """A line without the colon at its end."""
    *before, last = inlines
    if isinstance(last, Text):
        text = last.text.rstrip().removesuffix(":")
        return stripped((*before, Text(text, last.at)))
    if isinstance(last, Dressed | Isolate):
        return (*before, *_inside(last, without_colon(last.children)))
    return inlines
