"""The cover: the theme's SVG template, its text set as outlines, made into a PNG.

Of presskit's own templates most covers are boxes and lines of text, which are filled here; whatever
else is in one, a logo or a picture, and all of another theme, is for resvg.
"""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING, ClassVar

from msgspec import Struct

from presskit.fonts.flat import flat_png
from presskit.fonts.library import FontLibrary
from presskit.fonts.outline import Line, Word, set_lines
from presskit.model.inlines import Code, Direction, Isolate, LineBreak, NoteRef, Text
from presskit.pictures.drawings import draw
from presskit.pictures.svg import RefusedError
from presskit.render.epub.shapes import flat_shapes
from presskit.theming.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presskit.model.inlines import Inlines
    from presskit.model.issue_layout import IssueLayout
    from presskit.model.layout import Layout
    from presskit.pictures.prepare import Prepared
    from presskit.theming.templates import Templates


_LARGEST = 64_000_000  # bytes of a theme's SVG, which holds the cover's pictures


class _Kept(Struct, frozen=True):
    """What a template sees of a line that is kept."""

    path: str
    width: float


class _Typesetter(Struct, frozen=True):
    """What a cover template calls to set text."""

    for_templates: ClassVar[frozenset[str]] = frozenset(["lines"])

    theme: Theme
    library: FontLibrary
    direction: Direction
    kept: list[Line] | None = None

    def lines(
        self, inlines: Inlines, font: str, weight: int, size: float, measure: float
    ) -> tuple[Line | _Kept, ...]:
        """Inlines in lines of at most `measure`, in a font role of the theme.

        Lines that are kept have their number in `kept` for a path.
        """
        faces = [self.library.face(family, weight) for family in self.theme.fonts[font]]
        words = list(_words(inlines, self.direction))
        lines = set_lines(words, faces, size, measure, self.direction)
        if self.kept is None:
            return lines
        first = len(self.kept)
        self.kept.extend(lines)
        return tuple(_Kept(str(number), line.width) for number, line in enumerate(lines, first))


def draw_cover(  # noqa: PLR0913 - each is of another kind
    template: str,
    layout: Layout | IssueLayout,
    theme: Theme,
    library: FontLibrary,
    templates: Templates,
    size: tuple[int, int],
    *,
    logo: Prepared | None = None,
    picture: Prepared | None = None,
) -> bytes:
    """A theme's cover of an article or an issue as a PNG of this size in pixels."""
    width, height = size

    def written(kept: list[Line] | None) -> str:
        return templates.render(
            template,
            layout=layout,
            set=_Typesetter(theme, library, layout.direction, kept),
            color=theme.color,
            rtl=layout.direction == "rtl",
            logo=_data_url(logo) if logo else "",
            picture=_data_url(picture) if picture else "",
            width=width,
            height=height,
        )

    if templates.is_ours:
        kept: list[Line] = []
        shapes = flat_shapes(written(kept), kept)
        if shapes and (drawn := flat_png(width, height, shapes)):
            return drawn
        import resvg_py

        return bytes(resvg_py.svg_to_bytes(svg_string=written(None), skip_system_fonts=True))
    svg = written(None)
    try:
        made, _ = draw(svg.encode(), size, theme, library, most=_LARGEST)
    except RefusedError as error:
        templates.fail(template, f"the drawing {error}")
    return made


def _data_url(picture: Prepared) -> str:
    return f"data:{picture.media_type};base64,{b64encode(picture.data).decode()}"


def _words(inlines: Inlines, direction: Direction) -> Iterator[Word]:
    """The words of inlines; those that an isolate holds together are one phrase."""
    blank_before = True
    for number, (text, own) in enumerate(_runs(inlines, direction)):
        for place, word in enumerate(text.split()):
            glued = not (place or blank_before or text[0].isspace())
            yield Word(word, own, number, glued)
        blank_before = text[-1:].isspace() if text else blank_before


def _runs(inlines: Inlines, direction: Direction) -> Iterator[tuple[str, Direction]]:
    for inline in inlines:
        match inline:
            case Text():
                yield inline.text, direction
            case Isolate():
                yield from _runs(inline.children, inline.direction)
            case NoteRef() | LineBreak():
                pass
            case Code():
                yield inline.text, direction
            case _:
                yield from _runs(inline.children, direction)
