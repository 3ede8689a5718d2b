"""Pictures for tests: photos with much said about them, broken ones, drawings."""

from __future__ import annotations

import io
import struct
import zlib
from typing import TYPE_CHECKING

from PIL import Image, ImageCms, ImageDraw

if TYPE_CHECKING:
    from pathlib import Path

SECRET = b"31.5204N"
HEAD = "---\ntitle: عنوان\nlang: ar\n---\n\nنص الخبر.\n\n"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '


def photo(width: int = 320, height: int = 200, mode: str = "RGB") -> Image.Image:
    """Noise over a gradient: what no one takes for a drawing."""
    noise = Image.effect_noise((width, height), 80)
    bands = [noise, Image.linear_gradient("L").resize((width, height)), noise.rotate(180)]
    return Image.merge("RGB", bands).convert(mode)


def jpeg(image: Image.Image, **more) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", **{"quality": 88, **more})
    return buffer.getvalue()


def png(image: Image.Image, **more) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "PNG", **more)
    return buffer.getvalue()


def exif(orientation: int = 1) -> Image.Exif:
    made = Image.Exif()
    made[0x0112] = orientation
    made[0x010E] = SECRET.decode()
    made.get_ifd(0x8825)[2] = (31.0, 31.0, 13.0)
    return made


def segment(marker: int, payload: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(payload) + 2) + payload


def told(data: bytes) -> bytes:
    """A JPEG in which every place for metadata says the secret, and bytes behind its end too."""
    more = (
        segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + SECRET)
        + segment(0xED, b"Photoshop 3.0\0" + SECRET)
        + segment(0xE2, b"FPXR\0" + SECRET)
        + segment(0xFE, SECRET)
        + segment(0xE0, b"JFXX\0\x10" + SECRET)
    )
    return data[:2] + more + data[2:] + SECRET


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_claiming(width: int, height: int, *chunks: bytes) -> bytes:
    """A PNG that claims a size without having its pixels."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = (chunk(b"IHDR", header), *chunks, chunk(b"IDAT", b""), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def wide_gamut() -> bytes:
    """A profile that is not sRGB: its red and blue are the other way round."""
    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    count = struct.unpack(">I", data[128:132])[0]
    tags = {bytes(data[132 + 12 * n : 136 + 12 * n]): 132 + 12 * n for n in range(count)}
    red, blue = tags[b"rXYZ"], tags[b"bXYZ"]
    data[red : red + 4], data[blue : blue + 4] = b"bXYZ", b"rXYZ"
    return bytes(data)


def srgb() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def animation(frames: int) -> bytes:
    images = [Image.new("P", (8, 8), n % 250) for n in range(frames)]
    buffer = io.BytesIO()
    images[0].save(buffer, "GIF", save_all=True, append_images=images[1:], disposal=1)
    return buffer.getvalue()


def cross() -> Image.Image:
    image = Image.new("RGB", (300, 200), "white")
    ImageDraw.Draw(image).line((0, 0, 300, 200), fill="red", width=9)
    return image


def article(folder: Path, name: str, data: bytes) -> Path:
    """An article with one picture on its line 8."""
    (folder / name).write_bytes(data)
    path = folder / "a.md"
    path.write_text(f"{HEAD}![رسم](<{name}>)\n", "utf-8")
    return path
