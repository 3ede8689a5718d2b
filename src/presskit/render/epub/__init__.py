"""The EPUB 3.3: XHTML of our own in a package written by EbookLib."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presskit.fonts.subset import subset
from presskit.layout.lists import ALPHABETS
from presskit.model.publication import LOGO
from presskit.render.epub.cover import HEIGHT, WIDTH, draw_cover
from presskit.render.epub.documents import navigation, ncx
from presskit.render.epub.package import Book, File, write_package
from presskit.render.faces import faces_in_use
from presskit.render.html import HtmlWriter, Medium
from presskit.render.pictures import Limits, prepare
from presskit.theming.css import families, reader_css
from presskit.theming.templates import environment

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jinja2 import Environment

    from presskit.diagnostics import Report
    from presskit.fonts.library import Face, FontLibrary
    from presskit.model.layout import Layout
    from presskit.sources.manuscript import Picture
    from presskit.theming.theme import Theme

_XHTML = "application/xhtml+xml"
_STYLE = "style.css"
# What e-book shops and old devices take (knowledge of 2025: Apple, Kobo, Kindle).
_LIMITS = Limits(pixels=4_000_000, size=1_500_000)


def render(
    layout: Layout,
    theme: Theme,
    library: FontLibrary,
    pictures: Mapping[str, Picture],
    report: Report,
) -> bytes:
    """The EPUB of a layout: cover, contents, the article with its notes, and subset fonts.

    Raises PresskitError (`character-uncovered`, and what `prepare` finds).
    """
    faces = faces_in_use(layout, theme, library, report, extra=_added(layout))
    report.raise_errors()
    templates = environment(theme)
    images = prepare(pictures, theme, library, report, _LIMITS)
    logo = images.pop(LOGO, None)  # it stands on the cover
    names = {src: f"images/{n}{made.suffix}" for n, (src, made) in enumerate(images.items(), 1)}
    meta = layout.metadata
    return write_package(
        Book(
            identifier=meta.identifier,
            title=meta.title,
            language=layout.language,
            direction=layout.direction,
            creators=meta.authors,
            publisher=meta.publication,
            description=meta.description,
            subjects=tuple(dict.fromkeys(filter(None, (meta.section, *meta.tags)))),
            date=meta.date,
            accessibility=_accessibility(layout, has_pictures=bool(images)),
            cover="cover-image",
            files=(
                *_documents(layout, names, templates),
                File("style", _STYLE, _style(theme, layout, faces, templates), "text/css"),
                File("ncx", "toc.ncx", ncx(layout), "application/x-dtbncx+xml"),
                File(
                    "cover-image",
                    "images/cover.png",
                    draw_cover(layout, theme, library, logo, templates),
                    "image/png",
                    ("cover-image",),
                ),
                *(
                    File(f"picture-{n}", names[src], made.data, made.media_type)
                    for n, (src, made) in enumerate(images.items(), 1)
                ),
                *_fonts(faces),
            ),
            licences=_licences(faces),
        )
    )


def _added(layout: Layout) -> str:
    """Characters that documents show besides the layout's own: labels, and ASCII for readers."""
    labels = layout.labels
    return labels.contents + labels.notes + "".join(map(chr, range(0x20, 0x7F)))


def _documents(
    layout: Layout, names: Mapping[str, str], templates: Environment
) -> tuple[File, ...]:
    writer = HtmlWriter(layout, Medium(picture=names.__getitem__, epub=True))

    def made(name: str) -> bytes:
        page = templates.get_template(name).render(
            layout=layout, write=writer, style=_STYLE, width=WIDTH, height=HEIGHT
        )
        return page.encode()

    return (
        File("cover", "cover.xhtml", made("cover.xhtml"), _XHTML, spine=True),
        File("nav", "nav.xhtml", navigation(layout, _STYLE), _XHTML, ("nav",), spine=True),
        File("article", "article.xhtml", made("article.xhtml"), _XHTML, spine=True),
    )


def _style(
    theme: Theme, layout: Layout, faces: Mapping[Face, set[str]], templates: Environment
) -> bytes:
    declared = "\n".join(
        f'@font-face {{ font-family: "{face.family}"; font-weight: {face.weight}; '
        f"font-style: normal; src: url({_font_name(face)}) }}"
        for face in faces
    )
    own = templates.get_template("reader.css").render(
        theme=theme,
        color=theme.color,
        families=lambda font: families(theme, font),
        rtl=layout.direction == "rtl",
        alphabets=ALPHABETS,
    )
    return f"{declared}\n{reader_css(theme, layout.direction)}\n{own}".encode()


def _fonts(faces: Mapping[Face, set[str]]) -> tuple[File, ...]:
    return tuple(
        File(f"font-{number}", _font_name(face), subset(face, sorted(characters)), "font/ttf")
        for number, (face, characters) in enumerate(faces.items(), 1)
    )


def _font_name(face: Face) -> str:
    return f"fonts/{face.path.stem}.ttf"


def _licences(faces: Mapping[Face, set[str]]) -> tuple[tuple[str, bytes], ...]:
    """The licence of each family, which goes where its fonts go (OFL 1.1, condition 2)."""
    texts = {face.path.parent.name: face.path.with_name("OFL.txt") for face in faces}
    return tuple(
        (f"licences/{name}-OFL.txt", path.read_bytes())
        for name, path in texts.items()
        if path.is_file()
    )


def _accessibility(layout: Layout, *, has_pictures: bool) -> tuple[tuple[str, str], ...]:
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
        ("accessibilitySummary", layout.labels.accessibility),
    )
