"""A line of a paragraph, made of the boxes that it cuts."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Any, NamedTuple

from presskit.render.pdf.paragraphs.kashida import TATWEEL
from presskit.render.pdf.paragraphs.reading import TextNode

if TYPE_CHECKING:
    from presskit.render.pdf.paragraphs.fit import Break
    from presskit.render.pdf.paragraphs.kashida import Stretch
    from presskit.render.pdf.paragraphs.reading import Node, Paragraph

_TATWEEL_SIZE = len(TATWEEL.encode())


class Line(NamedTuple):
    """A line of a paragraph: from byte `start` to a break, with joins that are lengthened."""

    start: int
    end: Break
    stretches: tuple[Stretch, ...]
    is_last: bool


class Cut:
    """A line cut out of its paragraph and spaced to fill `room`, in CSS pixels.

    `room` is None for a line that isn't justified.
    """

    def __init__(self, context: Any, paragraph: Paragraph, line: Line, room: float | None) -> None:
        self._context = context
        self._measures = paragraph.measures
        self._line = line
        self._start, self._end = line.start, line.end
        self._room = room
        self._spacing = self._spaced(room) if room is not None else 0.0
        self._root = paragraph.root

    def _spaced(self, room: float) -> float:
        """What each blank gains or gives."""
        width, _, blanks = self._measures
        count = blanks[self._end.end] - blanks[self._start]
        taken = width[self._end.end] - width[self._start] + self._end.hyphen
        taken += sum(one.width for one in self._line.stretches)
        return (room - taken) / count if count else 0.0

    def box(self) -> Any:
        """The line's box, its parts in place from x = 0 on."""
        made = self._inline(self._root)
        _place(made, 0.0)
        return made

    def _inline(self, node: Node) -> Any:
        from weasyprint.layout.inline import _adjust_line_height

        parts = map(self._part, node.children or ())
        children = [part for part in parts if part is not None]
        box = node.box.copy_with_children(children)
        box.remove_decoration(start=node.start < self._start, end=node.end > self._end.next)
        _adjust_line_height(box)
        return box

    def _part(self, node: Node) -> Any:
        """What the line has of a box, or None."""
        is_before = node.end <= self._start and node.start < self._start
        is_behind = node.start >= self._end.next and not self._line.is_last
        if is_before or is_behind:
            return None
        if isinstance(node, TextNode):
            return self._text(node)
        return node.box.copy() if node.children is None else self._inline(node)

    def _text(self, node: TextNode) -> Any:
        skip = max(self._start - node.start, 0)
        stop = max(min(self._end.end, node.end) - node.start, skip)
        box = node.box.copy()
        box.text = node.data[skip:stop].decode()
        if skip:
            box.presskit_goes_on = True
            box.presskit_led = node.data[:skip].isspace()
        self._measure(node, box, skip, stop)
        self._lengthen(node, box, skip, stop)
        if node.start < self._end.next <= node.end and not self._line.is_last:
            self._ended(node, box)
        return box

    def _lengthen(self, node: TextNode, box: Any, start: int, stop: int) -> None:
        """Put tatweels into the text that is drawn; the text that is said has none."""
        data = bytearray(node.data[start:stop])
        inserted: list[int] = []
        for one in self._line.stretches:
            at = one.at - node.start - start
            if 0 <= at < stop - start:
                at += len(inserted) * _TATWEEL_SIZE
                data[at:at] = (TATWEEL * one.tatweels).encode()
                inserted += range(at, at + one.tatweels * _TATWEEL_SIZE, _TATWEEL_SIZE)
                box.width += one.width
        if inserted:
            box.pango_layout.text = data.decode()
            box.pango_layout.presskit_inserted = frozenset(inserted)

    def _ended(self, node: TextNode, box: Any) -> None:
        """Say of the line's last text how it parts from the next one; add the hyphen."""
        behind = node.data[: self._end.next - node.start]
        box.presskit_parted = behind[-1:].isspace()
        if self._end.hyphen:
            hyphen = box.style["hyphenate_character"]
            box.text += hyphen
            box.width += self._end.hyphen
            box.pango_layout.text += hyphen
            box.pango_layout.presskit_hyphen = len(hyphen.encode())

    def _measure(self, node: TextNode, box: Any, start: int, stop: int) -> None:
        """Give a text its size, and the layout that it is drawn by."""
        from weasyprint.text.line_break import split_first_line, strut

        height, baseline, layout = node.height, node.baseline, node.layout
        box.width = node.widths[stop] - node.widths[start]
        if box.text and (self._room is None or not node.is_even):
            layout, _, _, width, height, baseline = split_first_line(
                box.text, box.style, self._context, None, 0
            )
            box.width = width if self._room is None else box.width
        if self._room is not None:
            blanks = box.text.count(" ") + box.text.count("\u00a0")
            box.width += blanks * self._spacing
        box.pango_layout = copy(layout)
        box.pango_layout.text = box.text
        box.pango_layout.justification_spacing = self._spacing
        line_height, _ = strut(box.style)
        box.height = height
        box.margin_top = box.margin_bottom = (line_height - height) / 2
        box.baseline = baseline + box.margin_top


def _place(box: Any, x: float) -> float:
    """Put a box and what is in it at x, from left to right; gives how wide it is."""
    from weasyprint.formatting_structure.boxes import InlineBox, LineBox, TextBox

    if isinstance(box, TextBox):
        box.position_x = x
        return float(box.margin_width())
    if not isinstance(box, InlineBox | LineBox):
        box.translate(x - box.position_x, 0)
        return float(box.margin_width())
    box.position_x = x
    inner = start = box.content_box_x()
    for child in box.children[:: -1 if box.style["direction"] == "rtl" else 1]:
        inner += _place(child, inner)
    box.width = inner - start
    return float(box.margin_width())
