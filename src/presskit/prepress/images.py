"""The pictures of a PDF as they are placed."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from pikepdf import Array

from presskit.prepress.records import Image
from presskit.prepress.strings import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from presskit.prepress.content import Placement

_POINTS = 72
_LEAST = 0.01  # points; less is a picture that nobody sees


class _Stored(NamedTuple):
    """A picture as it lies in the file: its size in bytes and their digest."""

    size: int
    digest: bytes


def image_records(placements: Mapping[int, Iterable[Placement]]) -> tuple[Image, ...]:
    """The pictures by page, in the order of painting; one that is placed twice comes twice."""
    stored: dict[object, _Stored] = {}
    placed = [(number, one) for number, found in placements.items() for one in found]
    for _, one in placed:
        if one.key not in stored:
            data = one.source.read_raw_bytes()
            stored[one.key] = _Stored(len(data), hashlib.sha256(data).digest())
    copies = Counter(stored.values())
    return tuple(
        _record(number, one, stored[one.key].size, duplicate=copies[stored[one.key]] > 1)
        for number, one in placed
        if min(one.width, one.height) > _LEAST
    )


def _record(page: int, placement: Placement, size: int, *, duplicate: bool) -> Image:
    image = placement.image
    width, height = int(image.get("/Width", 0)), int(image.get("/Height", 0))
    ppi = min(width / placement.width, height / placement.height) * _POINTS
    is_mask = placement.colour_space == "mask"
    return Image(
        page=page,
        width=width,
        height=height,
        ppi=round(ppi, 1),
        colour_space=placement.colour_space,
        bits=1 if is_mask else int(image.get("/BitsPerComponent", 8)),
        filter=" + ".join(_filters(image)),
        bytes=size,
        duplicate=duplicate,
    )


def _filters(image: Any) -> Iterator[str]:
    given = image.get("/Filter", Array())
    for name in given if isinstance(given, Array) else [given]:
        yield shown(name).removesuffix("Decode")
