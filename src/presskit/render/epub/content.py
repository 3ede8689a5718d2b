"""What every EPUB holds besides its text: style sheets, fonts, licences, accessibility."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presskit.fonts.subset import subset
from presskit.layout.lists import ALPHABETS
from presskit.render.epub.package import File
from presskit.theming.css import families, reader_css

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from presskit.fonts.library import Face
    from presskit.model.inlines import Direction
    from presskit.model.layout import Labels
    from presskit.theming.templates import Templates
    from presskit.theming.theme import Theme

XHTML = "application/xhtml+xml"
STYLE = "style.css"
ASCII = "".join(map(chr, range(0x20, 0x7F)))  # readers show what they like


def style_sheet(
    theme: Theme, direction: Direction, faces: Collection[Face], templates: Templates
) -> bytes:
    """The style sheet of documents of one direction, with the fonts that are in the book."""
    declared = "\n".join(
        f'@font-face {{ font-family: "{face.family}"; font-weight: {face.weight}; '
        f"font-style: normal; src: url({_font_name(face)}) }}"
        for face in faces
    )
    own = templates.render(
        "reader.css",
        theme=theme,
        color=theme.color,
        families=lambda font: families(theme, font),
        rtl=direction == "rtl",
        alphabets=ALPHABETS,
    )
    return f"{declared}\n{reader_css(theme, direction)}\n{own}".encode()


def font_files(faces: Mapping[Face, set[str]]) -> tuple[File, ...]:
    """One subset a face."""
    return tuple(
        File(f"font-{number}", _font_name(face), subset(face, sorted(characters)), "font/ttf")
        for number, (face, characters) in enumerate(faces.items(), 1)
    )


def _font_name(face: Face) -> str:
    number = f"-{face.instance}" if face.instance else ""
    return f"fonts/{face.path.stem}{number}.ttf"


def licences(faces: Collection[Face]) -> tuple[tuple[str, bytes], ...]:
    """The licence of each family, which goes where its fonts go (OFL 1.1, condition 2)."""
    texts = {face.path.parent.name: face.path.with_name("OFL.txt") for face in faces}
    return tuple(
        (f"licences/{name}-OFL.txt", path.read_bytes())
        for name, path in texts.items()
        if path.is_file()
    )


def accessibility(labels: Labels, *, has_pictures: bool) -> tuple[tuple[str, str], ...]:
    """Schema.org properties that EPUB Accessibility 1.1 asks for."""
    features = [
        "structuralNavigation",
        "tableOfContents",
        "readingOrder",
        "displayTransformability",
    ]
    if has_pictures:
        features.append("alternativeText")
    modes = ["textual", "visual"] if has_pictures else ["textual"]
    return (
        *(("accessMode", mode) for mode in modes),
        ("accessModeSufficient", "textual"),
        *(("accessibilityFeature", feature) for feature in features),
        ("accessibilityHazard", "none"),
        ("accessibilitySummary", labels.accessibility),
    )
