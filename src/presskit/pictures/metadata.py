"""Pictures without what is said about them: where and by whom they were taken, and thumbnails.

The pixels' bytes are copied, so nothing is recompressed. What colours need is kept; so is
nothing behind the picture's end, where phones put films and cropping tools the rest of a picture.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_KEPT_CHUNKS = frozenset(
    [b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"bKGD", b"pHYs", b"cICP"]
)
_END_OF_PNG = b"IEND"
_SOI, _EOI, _SOS = 0xD8, 0xD9, 0xDA
_APP0, _APP2, _APP14, _APP15, _COM = 0xE0, 0xE2, 0xEE, 0xEF, 0xFE
_JFIF, _ICC, _ADOBE = b"JFIF\0", b"ICC_PROFILE\0", b"Adobe"
_JFIF_SIZE = 14
# In entropy-coded data 0xFF is followed by a stuffed 0, a restart marker, or more 0xFF.
_NEXT_MARKER = re.compile(rb"\xff+[^\x00\xd0-\xd7\xff]")


def without_metadata(data: bytes, media_type: str) -> bytes | None:
    """A JPEG or PNG reduced to what its pixels and colours need; None where it can't be followed.

    A JPEG keeps JFIF without its thumbnail, the ICC profile and Adobe's segment, which tells CMYK
    (ISO/IEC 10918-1, B.1.1.3; ICC.1:2022, B.4). A PNG keeps the chunks that decide how its
    pixels look (PNG, third edition, 11.3).
    """
    try:
        parts = _png(data) if media_type == "image/png" else _jpeg(data)
        return b"".join(parts)
    except (ValueError, IndexError):
        return None


def count_scans(data: bytes) -> int:
    """How many times a JPEG goes over its picture: once, or some ten times in progressive ones."""
    count = 0
    with suppress(ValueError, IndexError):
        for part in _jpeg(data):
            count += part.startswith(b"\xff\xda")
    return count


def _png(data: bytes) -> Iterator[bytes]:
    if not data.startswith(_PNG_SIGNATURE):
        raise ValueError
    yield _PNG_SIGNATURE
    at, kind = len(_PNG_SIGNATURE), b""
    while kind != _END_OF_PNG:
        end = at + 12 + int.from_bytes(data[at : at + 4], "big")
        kind = data[at + 4 : at + 8]
        if end > len(data):
            raise ValueError
        if kind[:1].isupper() or kind in _KEPT_CHUNKS:  # a capital: the chunk is critical
            yield data[at:end]
        at = end


def _jpeg(data: bytes) -> Iterator[bytes]:
    yield data[:2]
    at, marker = 2, _SOI
    while marker != _EOI:
        at = data.index(0xFF, at)  # what stands between segments is passed over, as by libjpeg
        while data[at] == 0xFF:  # a marker may be padded
            at += 1
        marker = data[at]
        if marker == _EOI:
            yield b"\xff\xd9"
            return
        end = at + 1 + int.from_bytes(data[at + 1 : at + 3], "big")
        if end > len(data) or end < at + 3:
            raise ValueError
        if segment := _segment(marker, data[at + 3 : end]):
            yield segment
        if marker == _SOS:
            match = _NEXT_MARKER.search(data, end)
            if match is None:
                raise ValueError
            yield data[end : match.start()]
            end = match.start()
        at = end


def _segment(marker: int, payload: bytes) -> bytes:
    """A segment as it is kept, or nothing."""
    if marker == _APP0 and payload.startswith(_JFIF):
        payload = payload[: _JFIF_SIZE - 2] + b"\0\0"  # a thumbnail of 0 by 0 pixels
    elif marker == _COM or _APP0 <= marker <= _APP15:
        colours = (marker == _APP2 and payload.startswith(_ICC)) or (
            marker == _APP14 and payload.startswith(_ADOBE)
        )
        if not colours:
            return b""
    return b"\xff" + bytes([marker]) + (len(payload) + 2).to_bytes(2, "big") + payload
