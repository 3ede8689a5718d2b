"""A paragraph's boxes as one text: its widths, shaped once, and where its lines may end.

Widths are those of a justified line, whose blanks Pango sets apart from letters.
"""

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec import Struct

from presskit.render.pdf.breaks import SHORTEST_ADDRESS, is_address, points_in
from presskit.render.pdf.paragraphs.fit import Break, Measures
from presskit.render.pdf.paragraphs.hyphens import hyphenated
from presskit.render.pdf.paragraphs.kashida import AMOUNTS, Faces, Join, joins_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_WRAPPING = {"normal": True, "nowrap": False}
_STIFF = frozenset(["a", "code", "kbd", "samp"])  # whose words stay whole, and as wide as they are
_UNIT = 1 / 1024  # of a CSS pixel: the least spacing that Pango knows
_GLYPH = 5  # integers of a PangoGlyphInfo; the second is the width
_SOFT = "\u00ad"
_BLANKS = " \u00a0"  # what WeasyPrint widens
_SEEN = 4  # bytes of a word whose repetition is seen
_WORD = re.compile(r"\S+")
_IN_A_WORD = 50.0  # badness of a break with a hyphen, or after one
_IN_AN_ADDRESS = 80.0


class Unfit(Exception):  # noqa: N818
    """The paragraph holds something that only WeasyPrint can set."""


class Node(Struct):
    """A box of a paragraph, and the bytes of its text; one with a fixed width has no children."""

    box: Any
    start: int
    end: int
    children: list[Node] | None = None


class TextNode(Node):
    """A text: its bytes, the width before each, and its layout when it was shaped.

    Where one font sets it all, its lines are as high as the whole, and `is_even` says so.
    """

    data: bytes = b""
    widths: list[float] = []
    layout: Any = None
    height: float = 0.0
    baseline: float = 0.0
    is_even: bool = True


class Paragraph(Struct):
    """A paragraph: its boxes, its measures and its breaks, the last of which is its end.

    `joins` are those that may be lengthened, by so many tatweels at most.
    """

    root: Node
    measures: Measures
    breaks: list[Break]
    joins: list[Join]
    tatweels: int


def read(context: Any, linebox: Any, containing_block: Any) -> Paragraph:
    """Read a line box with all its paragraph in it. Raises Unfit."""
    reader = _Reader(context, containing_block, linebox)
    root = Node(linebox, 0, 0)
    reader.children(root)
    return reader.paragraph(root)


class _Reader:
    def __init__(self, context: Any, containing_block: Any, linebox: Any) -> None:
        self._context = context
        self._block = containing_block
        is_rtl = linebox.style["direction"] == "rtl"
        self._tatweels = AMOUNTS.get(_token(linebox, "__kashida"), 0) if is_rtl else 0
        self._hyphens = _token(linebox, "__hyphens") == "auto"
        self._is_stiff = False  # in an element whose words stay as they are
        self._joins: list[Join] = []
        self._data = bytearray()
        self._widths: list[float] = []
        self._spaces: dict[int, float] = {}  # width of the blank that begins at a byte
        self._waiting = 0.0  # what has a width and no text
        self._breaks: dict[int, tuple[float, float]] = {}  # penalty and hyphen by byte

    def paragraph(self, root: Node) -> Paragraph:
        """What was read."""
        size = len(self._data)
        root.end = size
        width = list(accumulate(self._widths, initial=0.0))
        width[-1] += self._waiting
        blanks, whites = [0] * size, [0.0] * size
        for at, white in self._spaces.items():
            blanks[at], whites[at] = 1, white
        measures = Measures(
            width, list(accumulate(whites, initial=0.0)), list(accumulate(blanks, initial=0))
        )
        text = bytes(self._data)
        places = sorted(self._breaks.items())
        breaks = [
            _break(text, at, hyphen, penalty) for at, (penalty, hyphen) in places if at < size
        ]
        breaks.append(_break(text, size, 0.0, 0.0))
        return Paragraph(root, measures, breaks, self._joins, self._tatweels)

    def children(self, node: Node) -> tuple[str, str]:
        """Read what is in an inline box; its first and last character, empty for what is none."""
        children = node.children = []
        first, last = None, ""
        can_wrap = _wraps(node.box)
        for box in node.box.children:
            start = len(self._data)
            child, opens, ends = self._read(box)
            children.append(child)
            if first is None:
                first = opens
            elif can_wrap and last and opens and self._parts(last + opens, box):
                self._breaks[start] = (0.0 if last == " " else _IN_A_WORD, 0.0)
            if box.trailing_collapsible_space:
                last = " "
            elif ends or child.end > child.start:
                last = ends
        return first or "", last

    def _parts(self, pair: str, box: Any) -> bool:
        """Whether a line may end between two characters, of which a box begins with the second.

        What is raised, as a note's number is, stays with its word.
        """
        from weasyprint.text.line_break import can_break_text

        is_raised = box.style["vertical_align"] != "baseline" and pair[0] != " "
        return not is_raised and bool(can_break_text(pair, box.style["lang"]))

    def _read(self, box: Any) -> tuple[Node, str, str]:
        from weasyprint.formatting_structure import boxes

        if not box.is_in_normal_flow() or box.is_leader or box.style["position"] != "static":
            raise Unfit
        start = len(self._data)
        if isinstance(box, boxes.TextBox):
            child: Node = self._text(box)
            return child, box.text[0], box.text[-1]
        if isinstance(box, boxes.InlineBox):
            child = Node(box, start, start)
            before, after = self._edges(box)
            self._waiting += before
            is_stiff = self._is_stiff
            self._is_stiff = is_stiff or box.element_tag in _STIFF
            first, last = self.children(child)
            self._is_stiff = is_stiff
            child.end = len(self._data)
            if child.end > start:
                self._widths[-1] += after
            else:
                self._waiting += after
            return child, first, last
        return Node(self._fixed(box), start, start), "", ""

    def _edges(self, box: Any) -> tuple[float, float]:
        """How wide an inline box is before and after what is in it."""
        from weasyprint.layout.percent import resolve_percentages

        resolve_percentages(box, self._block)
        sides = []
        for side in ("left", "right"):
            margin = getattr(box, f"margin_{side}")
            if margin == "auto":
                margin = 0
                setattr(box, f"margin_{side}", 0)
            padding, border = getattr(box, f"padding_{side}"), getattr(box, f"border_{side}_width")
            sides.append(margin + padding + border)
        return (sides[0], sides[1]) if box.style["direction"] == "ltr" else (sides[1], sides[0])

    def _fixed(self, box: Any) -> Any:
        """An empty box of a given width, such as an indent; set."""
        from weasyprint.formatting_structure.boxes import InlineBlockBox
        from weasyprint.layout.inline import atomic_box

        if not isinstance(box, InlineBlockBox) or box.children or box.style["width"] == "auto":
            raise Unfit
        made = atomic_box(self._context, box, 0, None, self._block, [], [])
        self._waiting += made.margin_width()
        return made

    def _text(self, box: Any) -> TextNode:
        from weasyprint.layout.percent import resolve_percentages

        if not box.text or "\n" in box.text or "\t" in box.text:
            raise Unfit
        resolve_percentages(box, self._block)
        start, data = len(self._data), box.text.encode()
        node = TextNode(box, start, start + len(data), data=data)
        places = list(accumulate((len(one.encode()) for one in box.text), initial=0))
        shape = _shaped(node)
        widths = shape.widths
        node.widths = list(accumulate(widths, initial=0.0))
        for number, character in enumerate(box.text):
            if character in _BLANKS:
                self._spaces[start + places[number]] = widths[places[number]]
        if self._tatweels and not self._is_stiff and box.style["direction"] == "rtl":
            self._joins += self._joins_in(node, places, shape)
        if _wraps(box):
            for number, kind in self._places(box, shape.ends):
                self._breaks[start + places[number]] = kind
        widths[0] += self._waiting
        self._waiting = 0.0
        self._widths += widths
        self._data += data
        return node

    def _places(self, box: Any, ends: list[int]) -> Iterator[tuple[int, tuple[float, float]]]:
        """Before which characters a line may begin, and what it costs: penalty and hyphen."""
        text = box.text
        if len(text) >= SHORTEST_ADDRESS:
            for word in _WORD.finditer(text):
                if is_address(word[0]):
                    for point in points_in(word[0]):
                        yield word.start() + point, (_IN_AN_ADDRESS, 0.0)
        if self._hyphens and not self._is_stiff:
            hyphen = self._hyphen(box.style)
            for number in hyphenated(text, box.style["lang"]):
                yield number, (_IN_A_WORD, hyphen)
        for number in ends:
            if text[number - 1] == " ":
                yield number, (0.0, 0.0)
            elif text[number - 1] == _SOFT:
                yield number, (_IN_A_WORD, self._hyphen(box.style))
            else:
                yield number, (_IN_A_WORD, 0.0)

    def _joins_in(self, node: TextNode, places: list[int], shape: _Shape) -> Iterator[Join]:
        faces = Faces.of(self._context)
        fonts = [(faces.add(font, shape.layout), low, high) for font, low, high in shape.fonts]
        for join in joins_of(faces, node.box.text, places, fonts, node.box.style):
            yield join._replace(at=node.start + join.at)

    def _hyphen(self, style: Any) -> float:
        """How wide a hyphen is."""
        from weasyprint.text.line_break import split_first_line

        done = split_first_line(style["hyphenate_character"], style, self._context, None, 0)
        return float(done[3])


def _wraps(box: Any) -> bool:
    """Whether lines may end in a box."""
    found = _WRAPPING.get(box.style["white_space"])
    if found is None:
        raise Unfit
    return found


def _token(linebox: Any, name: str) -> str:
    """What a theme says in a property of its own (`--kashida`, `--hyphens`); empty if nothing."""
    tokens = [token for token in linebox.style[name] or () if token.type == "ident"]
    return str(tokens[0].value) if tokens else ""


class _Shape(NamedTuple):
    """What Pango makes of a text.

    The width of each byte's character, before which characters a line may begin, the fonts with the
    bytes from and to which they go, and the layout, with which the fonts go.
    """

    widths: list[float]
    ends: list[int]
    fonts: list[tuple[Any, int, int]]
    layout: Any


def _shaped(node: TextNode) -> _Shape:
    """Shape a text, and keep with it how high its lines are."""
    from weasyprint.text.ffi import FROM_UNITS, ffi, pango
    from weasyprint.text.line_break import Layout, line_size

    style, text = node.box.style, node.box.text
    if style["letter_spacing"] != "normal" or style["word_spacing"] or not style["font_size"]:
        raise Unfit
    layout = Layout(style, _UNIT)
    layout.set_text(text, justify=text != " ")
    line, rest = layout.get_first_line()
    if rest is not None:  # a character that ends a line
        raise Unfit
    widths = [0.0] * len(node.data)
    fonts = []
    run = line.runs[0]
    while run != ffi.NULL:
        item, glyphs = run.data.item, run.data.glyphs
        count = glyphs.num_glyphs
        numbers = ffi.unpack(ffi.cast("int *", glyphs.glyphs), count * _GLYPH)
        clusters = ffi.unpack(glyphs.log_clusters, count)
        for cluster, width in zip(clusters, numbers[1::_GLYPH], strict=True):
            widths[item.offset + cluster] += width * FROM_UNITS
        fonts.append((item.analysis.font, item.offset, item.offset + item.length))
        run = run.next
    attributes = pango.pango_layout_get_log_attrs_readonly(layout.layout, ffi.NULL)
    ends = [number for number in range(1, len(text)) if attributes[number].is_line_break]
    _, node.height = line_size(line, style)
    node.baseline = pango.pango_layout_get_baseline(layout.layout) * FROM_UNITS
    node.is_even = all(font == fonts[0][0] for font, _, _ in fonts)
    shape = _Shape(widths, ends, fonts, layout.layout)
    layout.deactivate()
    node.layout = layout
    return shape


def _break(text: bytes, at: int, hyphen: float, penalty: float) -> Break:
    end = at
    while end and text[end - 1 : end] == b" ":
        end -= 1
    start = text.rfind(b" ", 0, end) + 1
    stop = text.find(b" ", at)
    before, after = text[start:end], text[at : stop if stop >= 0 else None]
    return Break(end, at, hyphen, penalty, _known(before), _known(after))


def _known(word: bytes) -> bytes:
    """A word that is seen again in the next line; short ones are not."""
    return word if len(word) >= _SEEN else b""
