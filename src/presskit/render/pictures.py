"""Pictures made fit for an edition: upright, JPEG or PNG, and no larger than it needs."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from msgspec import Struct

if TYPE_CHECKING:
    from presskit.sources.manuscript import Picture

_PLAIN = frozenset(["image/jpeg", "image/png"])
_ORIENTATION = 0x0112
_QUALITY = 85
_STEP = 0.8


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
    picture: Picture, *, most_pixels: int = 24_000_000, most_bytes: int = 20_000_000
) -> Prepared:
    """The picture as an edition can take it.

    A JPEG or PNG within the limits that stands upright keeps its bytes; any other is made anew,
    as PNG where it has transparency, else as JPEG, without its metadata.
    """
    data = picture.path.read_bytes()
    small = len(data) <= most_bytes and picture.width * picture.height <= most_pixels
    if small and picture.media_type in _PLAIN and not _is_turned(data):
        return Prepared(data, picture.media_type, picture.width, picture.height)
    return _made_anew(data, most_pixels, most_bytes)


def _is_turned(data: bytes) -> bool:
    from PIL import Image

    with Image.open(BytesIO(data)) as image:
        return bool(image.getexif().get(_ORIENTATION, 1) != 1)


def _made_anew(data: bytes, most_pixels: int, most_bytes: int) -> Prepared:
    from PIL import Image, ImageOps

    with Image.open(BytesIO(data)) as opened:
        image: Any = ImageOps.exif_transpose(opened)
        image.load()
    clear = image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info
    image = image.convert("RGBA" if clear else "L" if image.mode in {"1", "L"} else "RGB")
    scale = min(1.0, (most_pixels / (image.width * image.height)) ** 0.5)
    while True:
        size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
        made = image if size == image.size else image.resize(size, Image.Resampling.LANCZOS)
        buffer = BytesIO()
        if clear:
            made.save(buffer, "PNG", optimize=True)
        else:
            made.save(buffer, "JPEG", quality=_QUALITY, optimize=True)
        if buffer.tell() <= most_bytes or min(size) == 1:
            kind = "image/png" if clear else "image/jpeg"
            return Prepared(buffer.getvalue(), kind, *size)
        scale *= _STEP
