"""Pictures: each reference checked before anything is made of it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from presskit.model.blocks import Figure
from presskit.model.manuscript import Picture
from presskit.model.walk import walk
from presskit.pictures.pillow import BombError, UnreadableError, opened
from presskit.pictures.svg import RefusedError, read_drawing

if TYPE_CHECKING:
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
SVG_TYPE = "image/svg+xml"
_GZIP = b"\x1f\x8b"
_BOM_AND_BLANKS = b"\xef\xbb\xbf \t\r\n"
_START = 64  # bytes that tell SVG from the rest
_MOST_BYTES = 200_000_000
_MOST_PIXELS = 100_000_000
_LONGEST_SIDE = 30_000
_ORIENTATION = 0x0112
_TURNED = range(5, 9)  # the EXIF orientations that lie on their side


def check_pictures(article: Article, folder: Path, report: Report) -> dict[str, Picture]:
    """The pictures of an article by their `src`; what is wrong with one is reported there."""
    pictures: dict[str, Picture] = {}
    for figure in (one for one in walk(article) if isinstance(one, Figure)):
        if not figure.alt.strip():
            report.add(
                "image-alt-missing",
                f"“{figure.src}” has no alternative text",
                figure.at,
                "say in a few words what the picture shows: ![…](…)",
            )
        if figure.src not in pictures and (picture := read_picture(figure, folder, report)):
            pictures[figure.src] = picture
    return pictures


def read_picture(figure: Figure, folder: Path, report: Report) -> Picture | None:
    """The picture that a figure names; what is wrong with it is reported."""
    path = _find(figure, folder, report)
    return _open(path, figure, report) if path else None


def read_logo(path: str, report: Report) -> Picture | None:
    """The publication's logo; what is wrong with it is reported."""
    figure = Figure(src=path, alt="logo")
    if Path(path).is_file():
        return _open(Path(path), figure, report)
    report.add("image-missing", f"there is no logo “{path}”", hint="mend logo in presskit.toml")
    return None


def _find(figure: Figure, folder: Path, report: Report) -> Path | None:
    """The picture's file, which lies in the folder even when all links are followed."""
    src = figure.src
    if _REMOTE.match(src):
        report.add(
            "image-remote",
            f"“{src}” is not in the article's folder; presskit fetches nothing",
            figure.at,
            "save the picture beside the article and name its file",
        )
        return None
    try:
        home = folder.resolve()
        path = (home / src).resolve()
        is_inside, is_file = path.is_relative_to(home), path.is_file()
        is_folder = bool(src.strip()) and path.is_dir()
    except (OSError, ValueError, RuntimeError):  # a name too long, a loop of links
        path, is_inside, is_file, is_folder = folder, True, False, False
    if not is_inside:
        report.add(
            "image-outside",
            f"“{src}” lies outside the article's folder",
            figure.at,
            "copy the picture into the article's folder",
        )
    elif not is_file:
        what = f"“{src}” is a folder" if is_folder else f"there is no picture “{src}”"
        report.add("image-missing", what, figure.at, f"check its name; {folder} is searched")
    return path if is_inside and is_file else None


def _open(path: Path, figure: Figure, report: Report) -> Picture | None:
    """Read no more than the header: a picture's pixels are no matter of the reader."""
    try:
        return _drawing(path, figure) if _is_svg(path) else _photo(path, figure)
    except BombError as error:
        report.add(
            "image-too-large",
            f"“{figure.src}” is too large: {error}",
            figure.at,
            f"scale it to at most {_MOST_PIXELS // 10**6} megapixels",
        )
    except RefusedError as error:
        report.add(error.code, f"“{figure.src}” {error}", figure.at, error.hint)
    except (UnreadableError, OSError):
        report.add(
            "image-unreadable",
            f"“{figure.src}” is not a picture that presskit can place",
            figure.at,
            "save it as JPEG or PNG (WebP, AVIF, GIF and SVG are read too)",
        )
    return None


def _is_svg(path: Path) -> bool:
    """Whether a file starts as SVG does; a compressed one is refused by name."""
    with path.open("rb") as file:
        start = file.read(_START)
    if start.startswith(_GZIP):
        raise RefusedError("image-unreadable", "is compressed (svgz)", "save it as plain SVG")
    return start.lstrip(_BOM_AND_BLANKS).startswith(b"<")


def _drawing(path: Path, figure: Figure) -> Picture:
    drawing = read_drawing(path.read_bytes())
    width, height = max(1, round(drawing.width)), max(1, round(drawing.height))
    return Picture(path, SVG_TYPE, width, height, figure.src, figure.at)


def _photo(path: Path, figure: Figure) -> Picture:
    if (size := path.stat().st_size) > _MOST_BYTES:
        raise BombError(f"{size // 10**6} MB")
    with opened(path) as image:
        kind, (width, height) = image.format, image.size
        if width * height > _MOST_PIXELS or max(width, height) > _LONGEST_SIDE:
            raise BombError(f"{width} × {height} pixels")
        # Pillow would read all pixels of a PNG to look for EXIF behind them.
        has_exif = kind != "PNG" or "exif" in image.info
        if has_exif and image.getexif().get(_ORIENTATION) in _TURNED:
            width, height = height, width
    return Picture(path, _KINDS[kind], width, height, figure.src, figure.at)
