"""Font files: what a file holds, read as static TrueType or OpenType.

WOFF and WOFF2 are unpacked, and a variable font gives a static instance for each weight that it
names. Both are done when a face is first used and kept in memory.
"""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from presskit.fonts.face import Embedding

if TYPE_CHECKING:
    from pathlib import Path

    from presskit.fonts.face import Face

SUFFIXES = {".ttf", ".otf", ".woff", ".woff2"}

_PACKED = (b"wOFF", b"wOF2")
_FAMILY_NAMES = (16, 1)  # typographic family, then family (OpenType, name table)
_WEIGHT, _TYPE, _VERSION = slice(4, 6), slice(8, 10), slice(0, 2)  # in OS/2
_RESTRICTED, _LEVELS, _NO_SUBSET, _BITMAPS_ONLY = 0x0002, 0x000E, 0x0100, 0x0200
_ONE_LEVEL = 3  # the version of OS/2 from which only one level may be set
_WEIGHTS = (1, 1000)


class FileFacts(Struct, frozen=True):
    """What a font file says of itself; `instances` are the weights that a variable font names."""

    family: str
    weight: int
    embedding: Embedding
    instances: tuple[int, ...] = ()


def read_facts(path: Path) -> FileFacts | None:
    """What a file says of itself; None where it is no font, or one without a family or OS/2.

    Raises OSError where the file cannot be read.
    """
    data = _unpacked(path.read_bytes())
    if data is None:
        return None
    face = _face(data)
    names = (face.get_name(number) for number in _FAMILY_NAMES)
    family = next((name for name in names if name), None)
    os2 = face.reference_table("OS/2").data
    if family is None or not os2:
        return None
    weight = int.from_bytes(os2[_WEIGHT], "big")
    return FileFacts(family, weight, embedding_of(os2), tuple(_named_weights(face, weight)))


def embedding_of(os2: bytes) -> Embedding:
    """What an OS/2 table allows (OpenType, fsType): a subset, the whole font only, or nothing.

    Old tables may set several levels, of which the most generous holds. A font of which only
    bitmaps may be embedded has nothing that an edition can use.
    """
    bits = int.from_bytes(os2[_TYPE], "big")
    levels = bits & _LEVELS
    if int.from_bytes(os2[_VERSION], "big") >= _ONE_LEVEL and levels & _RESTRICTED:
        levels = _RESTRICTED
    if levels == _RESTRICTED or bits & _BITMAPS_ONLY:
        return "none"
    return "whole" if bits & _NO_SUBSET else "subset"


def is_plain(face: Face) -> bool:
    """Whether the file itself is what is embedded."""
    return face.instance is None and face.path.suffix.lower() in {".ttf", ".otf"}


def font_data(face: Face) -> bytes:
    """A face as a static TrueType or OpenType font. Raises OSError, ValueError."""
    return face.path.read_bytes() if is_plain(face) else _converted(face)


def open_face(face: Face) -> Any:
    """A face for HarfBuzz."""
    import uharfbuzz

    if is_plain(face):
        return uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(face.path)))
    return _face(_converted(face))


@cache
def _converted(face: Face) -> bytes:
    data = _unpacked(face.path.read_bytes())
    if data is None:
        message = f"{face.path} is no font any more"
        raise ValueError(message)
    return data if face.instance is None else _instance(data, face.instance)


def _unpacked(data: bytes) -> bytes | None:
    """The font in a file, without the compression of WOFF; None where it is no font."""
    if data[:4] in _PACKED:
        from fontTools.ttLib import TTFont, TTLibError

        try:
            font = TTFont(BytesIO(data), recalcTimestamp=False, recalcBBoxes=False)
            font.flavor = None
            buffer = BytesIO()
            font.save(buffer)
        except (TTLibError, ValueError, KeyError, IndexError, ArithmeticError, MemoryError):
            return None
        data = buffer.getvalue()
    return data if _face(data).glyph_count else None


def _face(data: bytes) -> Any:
    import uharfbuzz

    return uharfbuzz.Face(uharfbuzz.Blob(data))


def _named_weights(face: Any, weight: int) -> list[int]:
    """The weights of a variable font's named instances; its own where none names one."""
    if "fvar" not in face.table_tags:
        return []
    axes = [axis.tag for axis in face.axis_infos]
    if "wght" not in axes:
        return [weight]
    at = axes.index("wght")
    named = {round(one.design_coords[at]) for one in face.named_instances}
    lightest, heaviest = _WEIGHTS
    return sorted(one for one in named if lightest <= one <= heaviest) or [weight]


def _instance(data: bytes, weight: int) -> bytes:
    """The static font that a variable one is at a weight, its other axes at their defaults."""
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    font = TTFont(BytesIO(data), recalcTimestamp=False)
    axes = {axis.axisTag: axis for axis in font["fvar"].axes}
    place = {tag: axis.defaultValue for tag, axis in axes.items()}
    if axis := axes.get("wght"):
        place["wght"] = min(max(weight, axis.minValue), axis.maxValue)
    instantiateVariableFont(font, place, inplace=True)
    font["OS/2"].usWeightClass = weight
    buffer = BytesIO()
    font.save(buffer)
    return buffer.getvalue()
