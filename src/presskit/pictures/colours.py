"""Colours of pictures: what a profile says, said in sRGB, which every reader takes for granted."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from typing import Any

_STEPS = range(0, 256, 51)
_UNSEEN = 4  # levels of 255


def in_srgb(image: Any) -> Any:
    """The image as L, RGB or RGBA, its embedded profile followed into sRGB."""
    from PIL import ImageCms

    clear = image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info
    profile = image.info.get("icc_profile")
    if image.mode.startswith("I;16") or image.mode == "I":
        return image.point(lambda level: level / 256).convert("L")
    if image.mode not in {"L", "CMYK"}:
        image = image.convert("RGBA" if clear else "L" if image.mode == "1" else "RGB")
    if not profile or is_srgb(profile, image.mode):
        return image if image.mode != "CMYK" else image.convert("RGB")
    mode = "RGBA" if image.mode == "RGBA" else "RGB"
    try:
        made: Any = ImageCms.profileToProfile(
            image, _opened(profile), ImageCms.createProfile("sRGB"), outputMode=mode
        )
    except (ImageCms.PyCMSError, OSError):  # a profile of another kind of picture, or a broken one
        return image if image.mode != "CMYK" else image.convert("RGB")
    return made.convert("L") if image.mode == "L" else made


@lru_cache(maxsize=32)
def is_srgb(profile: bytes, mode: str) -> bool:
    """Whether colours of a Pillow mode look the same when the profile is taken for sRGB.

    So does a broken profile, or one of another kind of picture: readers ignore those.
    """
    from PIL import Image, ImageCms

    if mode == "CMYK":
        return False
    if mode == "L":
        sample = Image.frombytes("L", (len(_STEPS), 1), bytes(_STEPS))
    else:
        cube = bytes(level for r in _STEPS for g in _STEPS for b in _STEPS for level in (r, g, b))
        sample = Image.frombytes("RGB", (len(cube) // 3, 1), cube)
    try:
        seen: Any = ImageCms.profileToProfile(
            sample, _opened(profile), ImageCms.createProfile("sRGB"), outputMode="RGB"
        )
    except (ImageCms.PyCMSError, OSError):
        return True
    expected = sample.convert("RGB").tobytes()
    return all(abs(a - b) <= _UNSEEN for a, b in zip(seen.tobytes(), expected, strict=True))


def profile_name(profile: bytes | None) -> str:
    """What an ICC profile calls itself; empty where there is none, or a broken one."""
    from PIL import ImageCms

    if not profile:
        return ""
    try:
        return str(ImageCms.getProfileName(_opened(profile))).strip()
    except (ImageCms.PyCMSError, OSError):
        return ""


def _opened(profile: bytes) -> Any:
    from PIL import ImageCms

    return ImageCms.ImageCmsProfile(BytesIO(profile))
