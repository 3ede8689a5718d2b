"""Heading levels: the headline is level 1, crossheads 2 to 4, and none is skipped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from presskit.model.blocks import Heading
from presskit.model.inlines import plain

if TYPE_CHECKING:
    from presskit.diagnostics import Report
    from presskit.model.blocks import Block, Blocks

_DEEPEST = 4


def mend(body: Blocks, report: Report) -> Blocks:
    """The body with its top-level headings on levels 2 to 4, each change reported.

    Level-1 headings in the body push all headings down by one. A heading that skips a level is
    raised; one without text is left out.
    """
    headings = [block for block in body if isinstance(block, Heading)]
    shift = 1 if any(heading.level <= 1 for heading in headings) else 0
    mended: list[Block] = []
    above = 1
    for block in body:
        if not isinstance(block, Heading):
            mended.append(block)
            continue
        name = plain(block.children).strip()
        if not name:
            report.add("heading-empty", "a heading without text was left out", block.at)
            continue
        level = _level(block, above, shift, name, report)
        above = level
        mended.append(replace(block, level=level))
    return tuple(mended)


def _level(heading: Heading, above: int, shift: int, name: str, report: Report) -> int:
    level = max(heading.level, 1) + shift
    if heading.level <= 1:
        report.add(
            "heading-demoted",
            f"“{name}” is a level-1 heading; in the body it became level {level}",
            heading.at,
            "write ## for a crosshead; # is the headline",
        )
    if level > _DEEPEST:
        report.add(
            "heading-too-deep",
            f"“{name}” is on level {level}; it became level {min(_DEEPEST, above + 1)}",
            heading.at,
            "an article has crossheads on levels 2 to 4",
        )
        return min(_DEEPEST, above + 1)
    if level > above + 1:
        report.add(
            "heading-skipped",
            f"“{name}” jumps to level {level}; it became level {above + 1}",
            heading.at,
            f"write {'#' * (above + 1)} here, or add the heading above it",
        )
        return above + 1
    return level
