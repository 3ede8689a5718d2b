"""Pillow as presskit wants it: five formats, strict about what is cut short, one error."""

from __future__ import annotations

import struct
import warnings
import zlib
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

# Pillow opens MPO, a JPEG with more than one picture, as JPEG.
FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "AVIF")
_BROKEN = (
    OSError,
    ValueError,
    SyntaxError,
    LookupError,
    TypeError,
    ArithmeticError,
    struct.error,
    zlib.error,
)


class UnreadableError(Exception):
    """What should be a picture is none, or is broken."""


class BombError(Exception):
    """A picture is far larger than its file; the message gives its size."""


@contextmanager
def opened(source: Path | bytes, formats: Collection[str] = FORMATS) -> Iterator[Any]:
    """A Pillow image of a file or of bytes, its pixels not yet read.

    Whatever goes wrong inside the block comes out as UnreadableError or BombError; a picture
    that is cut short is one of them when its pixels are read.
    """
    from PIL import Image, ImageFile

    lenient = ImageFile.LOAD_TRUNCATED_IMAGES  # WeasyPrint sets it, for the whole process
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what matters comes as an error
            file = BytesIO(source) if isinstance(source, bytes) else source
            with Image.open(file, formats=tuple(formats)) as image:
                yield image
    except Image.DecompressionBombError as error:
        raise BombError(str(error)) from None
    except _BROKEN as error:
        raise UnreadableError(str(error)) from None
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = lenient
