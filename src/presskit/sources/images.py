"""Pictures: each reference checked before anything is made of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from presskit.model.blocks import Figure
from presskit.sources.manuscript import Picture

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from presskit.diagnostics import Report
    from presskit.model.article import Article

_REMOTE = re.compile(r"(?i)[a-z][a-z0-9+.-]*:|//")
_KINDS = {
    "JPEG": "image/jpeg",
    "MPO": "image/jpeg",
    "PNG": "image/png",
    "GIF": "image/gif",
    "WEBP": "image/webp",
    "AVIF": "image/avif",
}
# Pillow opens MPO, a JPEG with more than one picture, as JPEG.
_FORMATS = tuple(kind for kind in _KINDS if kind != "MPO")
_MOST_PIXELS = 100_000_000
_LONGEST_SIDE = 30_000
_ORIENTATION = 0x0112
_TURNED = 5  # EXIF orientations from 5 on lie on their side


def check_pictures(article: Article, folder: Path, report: Report) -> dict[str, Picture]:
    """The pictures of an article by their `src`; what is wrong with one is reported there."""
    pictures: dict[str, Picture] = {}
    for figure in _figures(article):
        if not figure.alt.strip():
            report.add(
                "image-alt-missing",
                f"“{figure.src}” has no alternative text",
                figure.at,
                "say in a few words what the picture shows: ![…](…)",
            )
        if figure.src not in pictures:
            picture = _check(figure, folder, report)
            if picture is not None:
                pictures[figure.src] = picture
    return pictures


def _figures(value: object) -> Iterator[Figure]:
    match value:
        case Figure():
            yield value
        case tuple():
            for part in value:
                yield from _figures(part)
        case _:
            for field in getattr(value, "__struct_fields__", ()):
                yield from _figures(getattr(value, field))


def _check(figure: Figure, folder: Path, report: Report) -> Picture | None:
    src = figure.src
    if _REMOTE.match(src):
        report.add(
            "image-remote",
            f"“{src}” is not in the article's folder; presskit fetches nothing",
            figure.at,
            "save the picture beside the article and name its file",
        )
        return None
    home = folder.resolve()
    path = (home / unquote(src)).resolve()
    if not path.is_relative_to(home):
        report.add(
            "image-outside",
            f"“{src}” lies outside the article's folder",
            figure.at,
            "copy the picture into the article's folder",
        )
        return None
    if not path.is_file():
        report.add("image-missing", f"there is no picture “{src}”", figure.at, "check its name")
        return None
    return _open(path, figure, report)


def _open(path: Path, figure: Figure, report: Report) -> Picture | None:
    """Read no more than the header: a picture's pixels are no matter of the reader."""
    from PIL import Image, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = None  # the limits below are told in presskit's own words
    try:
        with Image.open(path, formats=_FORMATS) as image:
            kind, (width, height) = image.format, image.size
            turned = image.getexif().get(_ORIENTATION, 1) >= _TURNED
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        report.add(
            "image-unreadable",
            f"“{figure.src}” is not a picture that presskit can place",
            figure.at,
            "save it as JPEG or PNG (WebP, AVIF and GIF are read too)",
        )
        return None
    if width * height > _MOST_PIXELS or max(width, height) > _LONGEST_SIDE:
        report.add(
            "image-too-large",
            f"“{figure.src}” has {width} × {height} pixels",
            figure.at,
            f"scale it to at most {_MOST_PIXELS // 10**6} megapixels",
        )
        return None
    if turned:
        width, height = height, width
    return Picture(path, _KINDS[kind or "JPEG"], width, height)
