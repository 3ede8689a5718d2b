"""Pictures made fit for an edition: whole, upright, bare of metadata, no larger than it needs."""

from __future__ import annotations

from io import BytesIO
from math import sqrt
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from presskit.pictures.colours import in_srgb, is_srgb
from presskit.pictures.images import SVG_TYPE
from presskit.pictures.metadata import count_scans, without_metadata
from presskit.pictures.pillow import BombError, UnreadableError, opened
from presskit.pictures.svg import RefusedError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from presskit.diagnostics import Report
    from presskit.fonts.library import FontLibrary
    from presskit.model.manuscript import Picture
    from presskit.theming.theme import Theme

_PLAIN = {
    "image/jpeg": frozenset(["L", "RGB"]),
    "image/png": frozenset(["1", "L", "LA", "P", "RGB", "RGBA"]),
}
_ORIENTATION = 0x0112
_QUALITY = 90
_STEP = 0.8
_MOST_SCANS = 40
_DRAWN_COLOURS = 4096  # a chart has fewer colours, a photo more
_CSS_PPI = 96  # pixels an inch that a picture is placed with
_CSS_PIXEL = 72 / _CSS_PPI  # in points


class Limits(Struct, frozen=True, kw_only=True):
    """What an edition can take of one picture.

    `ppi` are the pixels an inch that it may have where it is placed; `room` is the largest place,
    width and height in points. Without a room photos keep their pixels, and a drawing is as large
    as it says. `cmyk` says that CMYK pictures stay so.
    """

    pixels: int = 24_000_000
    size: int = 20_000_000
    room: tuple[float, float] | None = None
    ppi: int = 300
    cmyk: bool = False

    def scale(self, picture: Picture) -> float:
        """Pixels of the edition for each pixel of a picture."""
        width, height = picture.width * _CSS_PIXEL, picture.height * _CSS_PIXEL
        fit = min(1.0, self.room[0] / width, self.room[1] / height) if self.room else 1.0
        scale = fit * self.ppi / _CSS_PPI
        if picture.media_type != SVG_TYPE:
            scale = min(1.0, scale) if self.room else 1.0
        return min(scale, sqrt(self.pixels / (picture.width * picture.height)))


class Prepared(Struct, frozen=True):
    """A picture's bytes as they go into an edition; width and height are pixels."""

    data: bytes
    media_type: str
    width: int
    height: int

    @property
    def suffix(self) -> str:
        """The ending of a file of this kind: `.jpg` or `.png`."""
        return ".png" if self.media_type == "image/png" else ".jpg"


def prepare(
    pictures: Mapping[str, Picture],
    theme: Theme,
    library: FontLibrary,
    report: Report,
    limits: Limits,
) -> dict[str, Prepared]:
    """Pictures as an edition can take them, by the same keys.

    A sound JPEG or PNG within the limits, upright and in sRGB, keeps its pixels and loses only its
    metadata. Any other is made anew: drawings and what is transparent as PNG, photos as JPEG.
    Raises PresskitError (`image-unreadable`, `image-unsafe`, `image-too-large`) with all that is
    wrong, each at its place; text in a drawing that no font has is reported.
    """
    made = {}
    for src, picture in pictures.items():
        try:
            made[src] = _prepare(picture, theme, library, limits, report)
        except RefusedError as error:
            report.add(error.code, f"“{picture.name}” {error}", picture.at, error.hint)
        except BombError as error:
            report.add(
                "image-too-large",
                f"“{picture.name}” is too large: {error}",
                picture.at,
                "save it anew, smaller",
            )
        except (UnreadableError, OSError):
            report.add(
                "image-unreadable",
                f"“{picture.name}” is damaged: its pixels cannot all be read",
                picture.at,
                "get it anew from where it came; its file may be cut short",
            )
    report.raise_errors()
    return made


def _prepare(
    picture: Picture, theme: Theme, library: FontLibrary, limits: Limits, report: Report
) -> Prepared:
    data, scale = picture.path.read_bytes(), limits.scale(picture)
    if picture.media_type == SVG_TYPE:
        from presskit.pictures.drawings import draw

        size = max(1, round(picture.width * scale)), max(1, round(picture.height * scale))
        png, missing = draw(data, size, theme, library)
        if missing:
            listed = ", ".join(f"“{c}” (U+{ord(c):04X})" for c in missing[:5])
            report.add(
                "character-uncovered",
                f"“{picture.name}” has text that no font has: {listed}",
                picture.at,
                "replace it, turn the text into outlines, or add a font that has it",
            )
        with opened(png, ["PNG"]) as image:
            opaque = image.getextrema()[-1] == (255, 255)
            return _saved(image.convert("RGB" if opaque else "RGBA"), 1.0, limits, "PNG")
    if picture.media_type == "image/jpeg" and (scans := count_scans(data)) > _MOST_SCANS:
        raise BombError(f"a JPEG of {scans} scans")
    if scale == 1.0 and picture.media_type in _PLAIN and (kept := _kept(data, picture, limits)):
        return kept
    with opened(data) as image:
        return _made_anew(image, scale, limits)


def _kept(data: bytes, picture: Picture, limits: Limits) -> Prepared | None:
    """The picture with the pixels that it has, or None where they have to change."""
    with opened(data) as image:
        mode, profile = image.mode, image.info.get("icc_profile")
        image.draft(None, (1, 1))  # a JPEG is read to its end all the same, in less time
        image.load()
        turned = image.getexif().get(_ORIENTATION, 1) != 1
    if mode == "CMYK":
        plain = limits.cmyk
    else:
        plain = mode in _PLAIN[picture.media_type] and (
            not profile or is_srgb(profile, "L" if mode in {"1", "L", "LA"} else "RGB")
        )
    bare = without_metadata(data, picture.media_type) if plain and not turned else None
    if bare is None or len(bare) > limits.size:
        return None
    return Prepared(bare, picture.media_type, picture.width, picture.height)


def _made_anew(image: Any, scale: float, limits: Limits) -> Prepared:
    from PIL import ImageOps

    longest = max(image.size)
    if scale < 1.0:
        image.draft(None, (round(image.width * scale), round(image.height * scale)))
    image = ImageOps.exif_transpose(image)
    scale = min(1.0, scale * longest / max(image.size))
    if image.mode == "CMYK" and limits.cmyk:
        return _saved(image, scale, limits, "JPEG", image.info.get("icc_profile"))
    image = in_srgb(image)
    drawn = image.mode == "RGBA" or image.getcolors(_DRAWN_COLOURS)
    return _saved(image, scale, limits, "PNG" if drawn else "JPEG")


def _saved(
    image: Any, scale: float, limits: Limits, kind: str, profile: bytes | None = None
) -> Prepared:
    """The image in a file format, scaled, and smaller yet until its file is small enough."""
    from PIL import Image

    while True:
        size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
        made = image if size == image.size else image.resize(size, Image.Resampling.LANCZOS)
        buffer = BytesIO()
        made.info = {}  # Pillow would save a comment
        made.save(buffer, kind, quality=_QUALITY, optimize=True, icc_profile=profile)
        if buffer.tell() <= limits.size or min(size) == 1:
            return Prepared(buffer.getvalue(), f"image/{kind.lower()}", *size)
        scale *= _STEP
