"""What the content of a page paints: a small reading of its operators (ISO 32000-1, annex A).

It follows the graphics state as far as the questions go: where pictures land, which fonts set
text, which colours are painted. Form XObjects and tiling patterns are read where they are used.
Clipping, hidden layers, annotations and the glyphs of Type 3 fonts are not looked at.
"""

from __future__ import annotations

from math import hypot
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias

from pikepdf import ContentStreamInlineImage, Dictionary, Matrix, Name, Stream, parse_content_stream

from presskit.prepress.colours import black, colour_space, part

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from presskit.prepress.records import Inks

_DEEPEST = 20
_MOST_STREAMS = 20_000  # a form that draws forms that draw forms can go on for ever
_FILLING_TEXT = frozenset([0, 2, 4, 6])  # 9.3.6, text rendering modes
_STROKING_TEXT = frozenset([1, 2, 5, 6])
_INVISIBLE = frozenset([3, 7])


_Purpose: TypeAlias = Literal["fill", "stroke"]
_NONE = Name("/None")


class Paint(NamedTuple):
    """A colour: its space, the values in it, and the pattern that stands for it, if any."""

    space: str = "DeviceGray"
    values: tuple[float, ...] = (0.0,)
    pattern: Any = None


class _State(NamedTuple):
    """The part of the graphics state that matters here."""

    matrix: Matrix
    fill: Paint = Paint()
    stroke: Paint = Paint()
    font: Any = None
    mode: int = 0


class Placement(NamedTuple):
    """A picture and the width and height that it takes, in points.

    `source` reads its bytes, `key` is the same for every placement of one object.
    """

    image: Any
    source: Any
    key: object
    colour_space: str
    width: float
    height: float


class Painted:
    """What the content of one page paints; `endless` where its forms draw one another too often."""

    def __init__(self) -> None:
        self.colours: set[str] = set()
        self.blacks: set[Inks] = set()
        self.fonts: dict[object, Any] = {}
        self.placements: list[Placement] = []
        self.transparency = False
        self.streams = 0
        self.endless = False


def read_content(page: Any, painted: Painted) -> None:
    """Read the content of a page into `painted`; raises what pikepdf raises on a broken one."""
    unit = float(page.obj.get("/UserUnit", 1))
    state = _State(Matrix(unit, 0, 0, unit, 0, 0))
    _Stream(page.resources, state, painted, 0).read(page)


class _Stream:
    """One content stream being read, with its resources and its stack of graphics states."""

    def __init__(self, resources: Any, state: _State, painted: Painted, depth: int) -> None:
        self.resources = resources
        self.state = state
        self.saved: list[_State] = []
        self.painted = painted
        self.depth = depth

    def read(self, stream: Any) -> None:
        """Follow the operators of the stream."""
        self.painted.streams += 1
        self.painted.endless |= self.painted.streams > _MOST_STREAMS
        if self.depth > _DEEPEST or self.painted.endless:
            return
        for instruction in parse_content_stream(stream, _READ):
            if isinstance(instruction, ContentStreamInlineImage):
                inline = instruction.iimage
                self.place(inline.obj, inline, object())
            elif follow := _OPERATORS.get(str(instruction.operator)):
                follow(self, list(instruction.operands))

    def save(self, _: Sequence[Any]) -> None:
        self.saved.append(self.state)

    def restore(self, _: Sequence[Any]) -> None:
        if self.saved:
            self.state = self.saved.pop()

    def transform(self, operands: Sequence[Any]) -> None:
        matrix = Matrix(*(float(number) for number in operands)) @ self.state.matrix
        self.state = self.state._replace(matrix=matrix)

    def parameters(self, operands: Sequence[Any]) -> None:
        """`gs`: 11.6.4 and 11.6.5 say what makes an object transparent."""
        given = part(self.resources, "/ExtGState").get(str(operands[0]), Dictionary())
        blend = given.get("/BM", Name.Normal)
        self.painted.transparency |= (
            float(given.get("/ca", 1)) < 1
            or float(given.get("/CA", 1)) < 1
            or blend not in (Name.Normal, Name.Compatible)
            or given.get("/SMask", _NONE) != _NONE
        )

    def set_paint(self, purpose: _Purpose, paint: Paint) -> None:
        is_fill = purpose == "fill"
        state = self.state
        self.state = state._replace(fill=paint) if is_fill else state._replace(stroke=paint)

    def set_colour(self, purpose: _Purpose, space: Any, operands: Sequence[Any]) -> None:
        values = tuple(float(number) for number in operands)
        self.set_paint(purpose, Paint(colour_space(space, self.resources), values))

    def set_space(self, purpose: _Purpose, operands: Sequence[Any]) -> None:
        self.set_paint(purpose, Paint(colour_space(operands[0], self.resources), ()))

    def set_values(self, purpose: _Purpose, operands: Sequence[Any]) -> None:
        pattern = None
        if operands and isinstance(operands[-1], Name):
            pattern = part(self.resources, "/Pattern").get(str(operands[-1]))
            operands = operands[:-1]
        values = tuple(float(number) for number in operands)
        space = getattr(self.state, purpose).space
        self.set_paint(purpose, Paint(space, values, pattern))

    def set_font(self, operands: Sequence[Any]) -> None:
        font = part(self.resources, "/Font").get(str(operands[0]))
        self.state = self.state._replace(font=font)

    def set_mode(self, operands: Sequence[Any]) -> None:
        self.state = self.state._replace(mode=int(operands[0]))

    def fill(self, _: Sequence[Any]) -> None:
        self.paint(self.state.fill)

    def stroke(self, _: Sequence[Any]) -> None:
        self.paint(self.state.stroke)

    def fill_and_stroke(self, _: Sequence[Any]) -> None:
        self.paint(self.state.fill)
        self.paint(self.state.stroke)

    def paint(self, paint: Paint) -> None:
        """Note the colour that something is painted in."""
        if paint.pattern is None:
            self.painted.colours.add(paint.space)
        elif isinstance(paint.pattern, Stream):  # tiling; an uncoloured tile takes the colour given
            if paint.space != "Pattern":
                self.painted.colours.add(paint.space)
            if int(paint.pattern.get("/PaintType", 1)) == 1:
                self.child(paint.pattern)
        else:
            self.shade(paint.pattern.get("/Shading", Dictionary()))

    def shade(self, shading: Any) -> None:
        self.painted.colours.add(colour_space(shading.get("/ColorSpace"), self.resources))

    def shade_named(self, operands: Sequence[Any]) -> None:
        self.shade(part(self.resources, "/Shading").get(str(operands[0]), Dictionary()))

    def show(self, _: Sequence[Any]) -> None:
        """A string is set: note its font, its colour, and what black it is."""
        state = self.state
        if state.font is None or state.mode in _INVISIBLE:
            return
        number = state.font.objgen
        key = number if number[0] else str(state.font.get("/BaseFont"))
        self.painted.fonts[key] = state.font
        if state.mode in _FILLING_TEXT:
            self.paint(state.fill)
            if inks := black(state.fill.space, state.fill.values):
                self.painted.blacks.add(inks)
        if state.mode in _STROKING_TEXT:
            self.paint(state.stroke)

    def draw(self, operands: Sequence[Any]) -> None:
        """`Do`: a picture is placed, a form is read."""
        drawn = part(self.resources, "/XObject").get(str(operands[0]))
        if not isinstance(drawn, Stream):
            return
        if drawn.get("/Subtype") == Name.Image:
            self.place(drawn, drawn, drawn.objgen)
        elif drawn.get("/Subtype") == Name.Form:
            self.child(drawn)

    def child(self, stream: Any) -> None:
        """Read a form or a tile with the resources it has, else with those around it."""
        matrix = Matrix(*(float(n) for n in stream.get("/Matrix", (1, 0, 0, 1, 0, 0))))
        state = self.state._replace(matrix=matrix @ self.state.matrix)
        resources = stream.get("/Resources", self.resources)
        _Stream(resources, state, self.painted, self.depth + 1).read(stream)

    def place(self, image: Any, source: Any, key: object) -> None:
        """Note a picture, how large it is placed, and its colours."""
        if bool(image.get("/ImageMask", False)):
            space = "mask"
            self.paint(self.state.fill)
        else:
            space = colour_space(image.get("/ColorSpace"), self.resources)
            self.painted.colours.add(space.removeprefix("Indexed "))
        self.painted.transparency |= "/SMask" in image
        a, b, c, d, _, _ = self.state.matrix.shorthand
        placed = Placement(image, source, key, space, hypot(a, b), hypot(c, d))
        self.painted.placements.append(placed)


def _colour(purpose: _Purpose, space: Name) -> Callable[[_Stream, Sequence[Any]], None]:
    return lambda stream, operands: stream.set_colour(purpose, space, operands)


_OPERATORS: dict[str, Callable[[_Stream, Sequence[Any]], None]] = {
    "q": _Stream.save,
    "Q": _Stream.restore,
    "cm": _Stream.transform,
    "gs": _Stream.parameters,
    "g": _colour("fill", Name.DeviceGray),
    "G": _colour("stroke", Name.DeviceGray),
    "rg": _colour("fill", Name.DeviceRGB),
    "RG": _colour("stroke", Name.DeviceRGB),
    "k": _colour("fill", Name.DeviceCMYK),
    "K": _colour("stroke", Name.DeviceCMYK),
    "cs": lambda stream, operands: stream.set_space("fill", operands),
    "CS": lambda stream, operands: stream.set_space("stroke", operands),
    **dict.fromkeys(("sc", "scn"), lambda stream, given: stream.set_values("fill", given)),
    **dict.fromkeys(("SC", "SCN"), lambda stream, given: stream.set_values("stroke", given)),
    **dict.fromkeys(("f", "F", "f*"), _Stream.fill),
    **dict.fromkeys(("S", "s"), _Stream.stroke),
    **dict.fromkeys(("B", "B*", "b", "b*"), _Stream.fill_and_stroke),
    "sh": _Stream.shade_named,
    "Tf": _Stream.set_font,
    "Tr": _Stream.set_mode,
    **dict.fromkeys(("Tj", "TJ", "'", '"'), _Stream.show),
    "Do": _Stream.draw,
}
_READ = " ".join([*_OPERATORS, "BI", "ID", "EI"])
