"""What every EPUB holds besides its text: style sheets, fonts, licences, accessibility."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any

from presskit.fonts.files import open_face
from presskit.fonts.subset import subset
from presskit.layout.lists import ALPHABETS
from presskit.render.epub.package import File
from presskit.theming.css import families, reader_css

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from presskit.fonts.face import Face
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
        f"font-style: normal; src: url({name}) }}"
        for face, name in _font_names(faces).items()
    )
    own = templates.sheet("reader.css", **sheet_names(theme, direction))
    return f"{declared}\n{reader_css(theme, direction)}\n{own}".encode()


def sheet_names(theme: Theme, direction: Direction) -> dict[str, Any]:
    """What `reader.css` sees."""
    return {
        "theme": theme,
        "color": theme.color,
        "families": lambda font: families(theme, font),
        "rtl": direction == "rtl",
        "alphabets": ALPHABETS,
    }


def font_files(faces: Mapping[Face, set[str]]) -> tuple[File, ...]:
    """One subset a face, under the names that `style_sheet` gives the same faces."""
    return tuple(
        File(f"font-{number}", name, subset(face, sorted(faces[face])), f"font/{name[-3:]}")
        for number, (face, name) in enumerate(_font_names(faces).items(), 1)
    )


def _font_names(faces: Collection[Face]) -> dict[Face, str]:
    """A file name for each face. Fonts of one name, from two folders, are numbered.

    The suffix says how letters are drawn: `otf` for PostScript, `ttf` for TrueType, whatever the
    file was packed in.
    """
    names: dict[Face, str] = {}
    taken: set[str] = set()
    for face in faces:
        instance = f"-{face.instance}" if face.instance else ""
        stem = f"fonts/{face.path.stem}{instance}"
        suffix = "otf" if "CFF " in open_face(face).table_tags else "ttf"
        tries = (f"{stem}{f'-{n}' if n > 1 else ''}.{suffix}" for n in count(1))
        names[face] = next(name for name in tries if name.casefold() not in taken)
        taken.add(names[face].casefold())
    return names


def licences(faces: Collection[Face]) -> tuple[tuple[str, bytes], ...]:
    """The licence of each family, which goes where its fonts go (OFL 1.1, condition 2)."""
    texts: list[tuple[str, bytes]] = []
    taken: set[str] = set()
    for folder in dict.fromkeys(face.path.parent for face in faces):
        path = folder / "OFL.txt"
        if path.is_file():
            tries = (f"licences/{folder.name}{f'-{n}' if n > 1 else ''}-OFL.txt" for n in count(1))
            name = next(name for name in tries if name.casefold() not in taken)
            texts.append((name, path.read_bytes()))
            taken.add(name.casefold())
    return tuple(texts)


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
