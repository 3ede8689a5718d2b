"""Delegations: `party:` and a list of `role: name`, in a fence or recognised without one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from presskit.model import blocks as model
from presskit.model.inlines import Text, plain
from presskit.sources.inlines import stripped

if TYPE_CHECKING:
    from presskit.diagnostics import Position, Report
    from presskit.model.inlines import Inline, Inlines

_NAMES = frozenset(["delegation", "delegations", "وفد", "وفود", "هیئت", "משלחת"])
_FEWEST_MEMBERS = 2
_LONGEST_PARTY = 80
_LONGEST_ROLE = 60
_LONGEST_NAME = 6
_SENTENCE = re.compile(r"[.،؛؟!?;,:\d٠-٩۰-۹%٪«»“”\"]")


def is_delegations(name: str) -> bool:
    """Whether a fenced div of this name holds delegations."""
    return name.casefold() in _NAMES


def read_delegations(blocks: model.Blocks, at: Position, report: Report) -> list[model.Block]:
    """The delegations of a fence; what is no part of one follows them, in order.

    A row that is not of the form `role: name` is reported as `delegation-row` and kept as a name.
    """
    parties: list[model.Delegation] = []
    others: list[model.Block] = []
    label: model.Paragraph | None = None
    for block in blocks:
        if isinstance(block, model.Paragraph):
            if label is not None:
                others.append(label)
            label = block
        elif isinstance(block, model.List):
            members = tuple(_member(item, report) for item in block.items)
            party = _without_colon(label.children) if label else ()
            parties.append(model.Delegation(party, members, label.at if label else block.at))
            label = None
        else:
            others.append(block)
    if label is not None:
        others.append(label)
    return [model.Delegations(tuple(parties), at), *others] if parties else others


def recognise(blocks: model.Blocks, report: Report) -> model.Blocks:
    """Blocks in which a paragraph that ends in a colon and a list of `role: name` are delegations.

    Those that follow each other belong together. Each find is noted: `delegation-unfenced`.
    """
    done: list[model.Block] = []
    for block in blocks:
        label = done[-1] if done else None
        if not (isinstance(block, model.List) and _is_label(label) and _are_members(block)):
            done.append(block)
            continue
        assert isinstance(label, model.Paragraph)
        done.pop()
        members = tuple(_member(item, report) for item in block.items)
        party = model.Delegation(_without_colon(label.children), members, label.at)
        report.add(
            "delegation-unfenced",
            f"“{plain(party.party)}” was read as a delegation of {len(members)}",
            label.at,
            "put it between ::: delegation and ::: to say so yourself",
        )
        before = done[-1] if done else None
        if isinstance(before, model.Delegations):
            done[-1] = model.Delegations((*before.delegations, party), before.at)
        else:
            done.append(model.Delegations((party,), label.at))
    return tuple(done)


def _is_label(block: model.Block | None) -> bool:
    if not isinstance(block, model.Paragraph):
        return False
    text = plain(block.children)
    return text.endswith(":") and len(text) <= _LONGEST_PARTY and text.count(":") == 1


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
    role, colon, name = plain(item.blocks[0].children).partition(":")
    words = name.split()
    return (
        bool(colon)
        and 0 < len(role.strip()) <= _LONGEST_ROLE
        and 2 <= len(words) <= _LONGEST_NAME
        and not _SENTENCE.search(name)
        and not re.search(r"[.؟!?؛;]", role)
    )


def _member(item: model.ListItem, report: Report) -> model.Member:
    """A role and a name, cut at the first colon of the item's text."""
    paragraphs = [b.children for b in item.blocks if isinstance(b, model.Paragraph)]
    inlines: Inlines = ()
    for paragraph in paragraphs:
        inlines = (*inlines, Text(" "), *paragraph) if inlines else paragraph
    for number, inline in enumerate(inlines):
        if isinstance(inline, Text) and ":" in inline.text:
            role, _, name = inline.text.partition(":")
            before: tuple[Inline, ...] = (*inlines[:number], Text(role, inline.at))
            at = inline.at and type(inline.at)(inline.at.line, inline.at.column + len(role) + 1)
            after: tuple[Inline, ...] = (Text(name, at), *inlines[number + 1 :])
            return model.Member(stripped(before), stripped(after), item.at)
    report.add(
        "delegation-row",
        f"“{plain(inlines)}” has no role",
        item.at,
        "write role: name",
    )
    return model.Member((), inlines, item.at)


def _without_colon(inlines: Inlines) -> Inlines:
    last = inlines[-1]
    if isinstance(last, Text):
        return stripped((*inlines[:-1], Text(last.text.rstrip().removesuffix(":"), last.at)))
    return inlines
