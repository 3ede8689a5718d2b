"""The EPUB 3.3: XHTML of our own in a package written by EbookLib."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presskit.model.publication import LOGO
from presskit.pictures.prepare import Limits, prepare
from presskit.render.epub.content import (
    ASCII,
    STYLE,
    XHTML,
    accessibility,
    font_files,
    licences,
    style_sheet,
)
from presskit.render.epub.cover import draw_cover
from presskit.render.epub.documents import LANDMARKS, Entry, navigation, ncx, nested
from presskit.render.epub.package import Book, File, write_package
from presskit.render.faces import faces_in_use
from presskit.render.html import ADDED, HtmlWriter, Medium
from presskit.theming.templates import Templates

if TYPE_CHECKING:
    from collections.abc import Mapping

    from presskit.diagnostics import Report
    from presskit.model.layout import Layout
    from presskit.model.manuscript import Picture
    from presskit.render.setting import Setting

_TEXT = "article.xhtml"
_COVER = "images/cover.png"
_SIZE = (1000, 1600)
# What e-book shops and old devices take (knowledge of 2025: Apple, Kobo, Kindle).
LIMITS = Limits(pixels=4_000_000, size=1_500_000)


def render(
    layout: Layout, setting: Setting, pictures: Mapping[str, Picture], report: Report
) -> bytes:
    """The EPUB of a layout: cover, contents, the article with its notes, and subset fonts.

    Raises PresskitError (`font-restricted`, and what `prepare` finds).
    """
    theme, library = setting.theme, setting.library
    choice = faces_in_use(layout, theme, library, report, extra=_added(layout))
    faces, theme = choice.faces, choice.completed(theme)
    report.raise_errors()
    templates = Templates(theme)
    images = prepare(pictures, theme, library, report, LIMITS)
    logo = images.pop(LOGO, None)  # it stands on the cover
    names = {src: f"images/{n}{made.suffix}" for n, (src, made) in enumerate(images.items(), 1)}
    meta = layout.metadata
    return write_package(
        Book(
            identifier=meta.identifier,
            title=meta.title,
            language=layout.language,
            direction=layout.direction,
            creators=meta.writers,
            publisher=meta.publication,
            description=meta.description,
            subjects=tuple(dict.fromkeys(filter(None, (meta.section, *meta.tags)))),
            date=meta.date,
            accessibility=accessibility(layout.labels, has_pictures=bool(images)),
            cover="cover-image",
            files=(
                *_documents(layout, names, templates),
                File(
                    "style",
                    STYLE,
                    style_sheet(theme, layout.direction, faces, templates),
                    "text/css",
                ),
                File("ncx", "toc.ncx", ncx(layout, _entries(layout)), "application/x-dtbncx+xml"),
                File(
                    "cover-image",
                    _COVER,
                    draw_cover("cover.svg", layout, theme, library, templates, _SIZE, logo=logo),
                    "image/png",
                    ("cover-image",),
                ),
                *(
                    File(f"picture-{n}", names[src], made.data, made.media_type)
                    for n, (src, made) in enumerate(images.items(), 1)
                ),
                *font_files(faces),
            ),
            licences=licences(faces),
        )
    )


def _entries(layout: Layout) -> tuple[Entry, ...]:
    """The outline: each heading with those under it."""
    return nested([(e.level, e.title, f"{_TEXT}#{e.id}") for e in layout.outline])


def _added(layout: Layout) -> str:
    """Characters that documents show besides the layout's own: labels, and ASCII for readers."""
    labels = layout.labels
    own = (labels.cover, labels.contents, labels.start, labels.notes)
    return "".join(own) + ADDED + ASCII


def _documents(layout: Layout, names: Mapping[str, str], templates: Templates) -> tuple[File, ...]:
    writer = HtmlWriter(layout, Medium(picture=names.__getitem__, epub=True))

    def made(name: str) -> bytes:
        page = templates.render(name, layout=layout, write=writer, style=STYLE, image=_COVER)
        return page.encode()

    return (
        File("cover", "cover.xhtml", made("cover.xhtml"), XHTML, spine=True),
        File(
            "nav",
            "nav.xhtml",
            navigation(layout, _entries(layout), LANDMARKS | {"bodymatter": _TEXT}),
            XHTML,
            ("nav",),
            spine=True,
        ),
        File("article", _TEXT, made("article.xhtml"), XHTML, spine=True),
    )
