"""Pictures in the inks of a press."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

_QUALITY = 92


def to_inks(data: bytes, profile: Path) -> bytes:
    """A prepared picture as a JPEG in CMYK, converted through the press's profile.

    Grey pictures stay grey, which prints as black ink alone, and CMYK ones as they are. What is
    transparent stands on white.
    """
    from PIL import Image, ImageCms

    with Image.open(BytesIO(data)) as opened:
        if opened.mode == "CMYK":
            return data
        if opened.mode in {"1", "L", "LA"}:
            return data if opened.mode == "L" and not opened.info else _grey(opened)
        image = _opaque(opened)
    # The intents of ICC.1:2022, 6.2: relative, with black point compensation.
    converted = ImageCms.applyTransform(image, _transform(profile))
    assert converted is not None
    buffer = BytesIO()
    converted.save(buffer, "JPEG", quality=_QUALITY, subsampling=0, optimize=True)
    return buffer.getvalue()


def _grey(image: Any) -> bytes:
    buffer = BytesIO()
    _opaque(image).convert("L").save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def _opaque(image: Any) -> Any:
    from PIL import Image

    layer = image.convert("RGBA")
    white = Image.new("RGBA", layer.size, "white")
    return Image.alpha_composite(white, layer).convert("RGB")


@cache
def _transform(profile: Path) -> Any:
    from PIL import ImageCms

    return ImageCms.buildTransform(
        ImageCms.createProfile("sRGB"),
        str(profile),
        "RGB",
        "CMYK",
        renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
        flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )
