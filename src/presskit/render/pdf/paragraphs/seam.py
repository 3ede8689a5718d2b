"""What stands in for WeasyPrint's own setting of lines where a paragraph is justified."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from presskit.render.pdf.paragraphs.fit import fit
from presskit.render.pdf.paragraphs.kashida import Lengthening
from presskit.render.pdf.paragraphs.reading import TextNode, Unfit, read
from presskit.render.pdf.paragraphs.setting import Cut, Line

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from presskit.render.pdf.paragraphs.reading import Node, Paragraph

_NAME = "presskit_paragraphs"


def get_next_linebox(stock: Callable[..., Any]) -> Callable[..., Any]:
    """Set the next line where the plan for its paragraph says, or as WeasyPrint does."""

    def get_next(
        context: Any,
        linebox: Any,
        position_y: float,
        bottom_space: float,
        skip_stack: Any,
        containing_block: Any,
        *others: Any,
    ) -> Any:
        *_, first_letter, first_line = others
        given = (context, linebox, position_y, bottom_space, skip_stack, containing_block, *others)
        if first_letter or first_line or context.excluded_shapes or not _is_justified(linebox):
            return stock(*given)
        from weasyprint.layout.inline import skip_first_whitespace

        skip = skip_first_whitespace(linebox, skip_stack)
        if skip == "continue":
            return None, None
        planned = _planned(context, linebox, containing_block)
        if planned is None:
            return stock(*given)
        start = _place_of(planned.paragraph.root, skip)
        room = containing_block.width - linebox.text_indent
        lines = planned.lines(start, room, containing_block.width)
        if lines is None:
            return stock(*given)
        line = lines[start]
        box = _set(context, planned.paragraph, line, room)
        _put(box, linebox, containing_block, position_y)
        return box, None if line.is_last else _skip_to(planned.paragraph.root, line.end.next)

    return get_next


def _is_justified(linebox: Any) -> bool:
    style = linebox.style
    return bool(
        style["text_align_all"] == "justify"
        and style["text_align_last"] == "start"
        and style["white_space"] == "normal"
    )


class _Planned:
    """A paragraph and its lines, by where they were asked for and by the widths they have."""

    def __init__(self, paragraph: Paragraph) -> None:
        self.paragraph = paragraph
        self._plans: dict[tuple[int, float, float], Mapping[int, Line] | None] = {}

    def lines(self, start: int, first: float, others: float) -> Mapping[int, Line] | None:
        """The lines from a place on: as planned before, if one of them begins there."""
        for (_, _, width), lines in self._plans.items():
            if width == others == first and lines is not None and start in lines:
                return lines
        key = (start, first, others)
        if key not in self._plans:
            self._plans[key] = self._plan(start, first, others)
        return self._plans[key]

    def _plan(self, start: int, first: float, others: float) -> Mapping[int, Line] | None:
        paragraph = self.paragraph
        ends = fit(paragraph.breaks, paragraph.measures, start, first, others)
        if ends is None:
            return None
        joins = Lengthening(paragraph.joins, paragraph.measures, paragraph.tatweels)
        lines = {}
        for begin, end in sorted(ends.items()):
            is_last = end is paragraph.breaks[-1]
            room = first if begin == start else others
            stretches = () if is_last or not paragraph.joins else joins.of(begin, end, room)
            lines[begin] = Line(begin, end, stretches, is_last=is_last)
        return lines


def _planned(context: Any, linebox: Any, containing_block: Any) -> _Planned | None:
    """What is kept of a paragraph, if it can be set here."""
    kept = context.__dict__.setdefault(_NAME, {})
    if id(linebox) not in kept:
        try:
            made = _Planned(read(context, linebox, containing_block))
        except Unfit:
            made = None
        kept[id(linebox)] = linebox, made  # the box lives on, so that its id stays its own
    planned: _Planned | None = kept[id(linebox)][1]
    return planned


def _place_of(node: Node, skip: Any) -> int:
    """The byte that a skip stack leads to: numbers of children, then bytes of a text."""
    while skip is not None:
        ((number, skip),) = skip.items()
        if isinstance(node, TextNode):
            return node.start + int(number)
        children = node.children or ()
        if number >= len(children):
            return node.end
        node = children[number]
    return node.start


def _skip_to(node: Node, place: int) -> dict[int, Any] | None:
    """The skip stack that leads to a byte."""
    if isinstance(node, TextNode):
        return {place - node.start: None} if place > node.start else None
    for number, child in enumerate(node.children or ()):
        if child.end > place or child.start == place:
            skip = _skip_to(child, place)
            return {number: skip} if number or skip else None
    return None


def _set(context: Any, paragraph: Paragraph, line: Line, room: float) -> Any:
    """A line's box: justified, or the last one with blanks as they are, if it fits."""
    if line.is_last:
        box = Cut(context, paragraph, line, None).box()
        if box.width <= room:
            return box
    return Cut(context, paragraph, line, room).box()


def _put(line: Any, linebox: Any, containing_block: Any, y: float) -> None:
    """Put a line into its place, as WeasyPrint does."""
    from weasyprint.layout.inline import line_box_verticality

    left = containing_block.content_box_x()
    if containing_block.style["direction"] == "rtl":
        x = left + containing_block.width - linebox.text_indent - line.width
    else:
        x = left + linebox.text_indent
    bottom, top = line_box_verticality(line)
    line.baseline, line.position_y, line.height = -top, top, bottom - top
    line.margin_top = line.margin_bottom = 0
    line.translate(x - line.position_x, y - top)
    line.position_y = y
