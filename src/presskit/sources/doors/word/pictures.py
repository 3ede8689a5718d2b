"""Pictures of a Word file: as Word shows them, cropped, turned, and told of where they aren't in it."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple

from presskit.model.blocks import DeskNote, Figure
from presskit.pictures.pillow import FORMATS, BombError, UnreadableError, opened
from presskit.sources.doors.word.xml import OFFICE, A, R, V, number

if TYPE_CHECKING:
    from presskit.diagnostics import Report
    from presskit.sources.doors.word.package import Package, Target
    from presskit.sources.doors.word.xml import Element

_KEPT = {"JPEG": "jpg", "MPO": "jpg", "PNG": "png", "GIF": "gif", "WEBP": "webp"}
_WHOLE = 100_000
_QUARTER = 5_400_000
_SIDES = ("l", "t", "r", "b")
_QUALITY = 95
_NAME_ELEMENTS = ("docPr", "cNvPr")


class Shown(NamedTuple):
    """How a picture is shown: how much is cut off at each side, in thousandths of a percent."""

    crop: tuple[int, int, int, int] = (0, 0, 0, 0)
    quarters: int = 0


class Pictures:
    """Reads pictures; `kept` are their bytes by the names that the article has for them."""

    def __init__(self, package: Package, report: Report) -> None:
        self._package = package
        self._report = report
        self._names: dict[tuple[str, Shown], str] = {}
        self.kept: dict[str, bytes] = {}

    def read(self, drawing: Element, targets: dict[str, Target]) -> list[Figure | DeskNote]:
        """The pictures of a drawing: those that can be shown, and remarks for the others."""
        found: list[Figure | DeskNote] = []
        for picture in drawing.iter(f"{A}blip", f"{V}imagedata"):
            embedded = (
                picture.get(f"{R}embed") or picture.get(f"{R}id") or picture.get(f"{OFFICE}relid")
            )
            target = targets.get(embedded or picture.get(f"{R}link") or "")
            alt = _alt(picture, drawing)
            name = "" if target is None else self._kept(target, _shown(picture))
            one = Figure(name, alt) if name else self._missing(alt, target)
            if one is not None and one not in found:
                found.append(one)
        return found

    def _missing(self, alt: str, target: Target | None) -> DeskNote | None:
        """A remark in the place of a picture that isn't in the file, or cannot be read."""
        is_outside = target is not None and target.is_outside
        if is_outside and target is not None:
            said = " — ".join(filter(None, (alt, target.name[:200])))
            what = f"the picture “{said[:160]}” is linked, not in the file: a note says so"
            self._report.add(
                "copy-left-out", what, hint="put the picture's file beside the article"
            )
            return DeskNote(said)
        name = "" if target is None else target.name.rpartition("/")[2]
        said = alt or name
        if said:
            what = f"the picture “{said[:80]}”{f' ({name})' if name and alt else ''} can’t be shown"
            self._report.add("copy-picture", f"{what}: a note says so")
        return DeskNote(said) if said else None

    def _kept(self, target: Target, shown: Shown) -> str:
        """The name of a picture that is in the file and can be shown; nothing, for any other."""
        key = target.name, shown
        if target.is_outside:
            return ""
        if key not in self._names:
            data = self._package.bytes_of(target.name)
            kind, made = _made(data, shown) if data else ("", b"")
            name = f"pictures/picture-{len(self.kept) + 1}.{kind}" if kind else ""
            if name:
                self.kept[name] = made
            if any(side < 0 for side in shown.crop):
                what = "a picture has a margin of its own in Word, which is left out"
                self._report.add("copy-picture", f"{what}: “{target.name.rpartition('/')[2]}”")
            self._names[key] = name
        return self._names[key]


def _alt(picture: Element, drawing: Element) -> str:
    """What a picture is said to show: its own words, else those of the drawing that it is in."""
    for one in picture.iterancestors():
        for child in one.iterchildren():
            if child.tag.rpartition("}")[2] in _NAME_ELEMENTS:
                if said := child.get("descr") or child.get("title") or "":
                    return " ".join(said.split())
            elif child.tag.rpartition("}")[2] == "nvPicPr":
                said = next((e.get("descr") or "" for e in child.iter() if e.get("descr")), "")
                if said:
                    return " ".join(said.split())
        if said := one.get("alt") or "":
            return " ".join(said.split())
        if one is drawing:
            break
    return " ".join((picture.get(f"{OFFICE}title") or "").split())


def _shown(picture: Element) -> Shown:
    """How a picture is cropped and turned."""
    if picture.tag == f"{V}imagedata":
        names = ("cropleft", "croptop", "cropright", "cropbottom")
        return Shown(tuple(_fraction(picture.get(one, "")) for one in names))  # type: ignore[arg-type]
    parent = picture.getparent()
    source = None if parent is None else parent.find(f"{A}srcRect")
    crop = (0, 0, 0, 0) if source is None else tuple(_share(source.get(s, "0")) for s in _SIDES)
    holder = None if parent is None else parent.getparent()
    turned = None if holder is None else next(holder.iter(f"{A}xfrm"), None)
    angle = 0 if turned is None else number(turned.get("rot", "0"))
    return Shown(crop, round(angle / _QUARTER) % 4)  # type: ignore[arg-type]


def _share(text: str) -> int:
    """A share in thousandths of a percent; strict files write `50%`."""
    if text.endswith("%"):
        try:
            return round(float(text[:-1]) * 1000)
        except (ValueError, OverflowError):
            return 0
    return number(text)


def _fraction(text: str) -> int:
    """A share as VML writes it: `0.5`, or 65536ths with an `f`."""
    try:
        share = float(text[:-1]) / 65536 if text.endswith("f") else float(text or "0")
        return round(share * _WHOLE)
    except (ValueError, OverflowError):
        return 0


def _made(data: bytes, shown: Shown) -> tuple[str, bytes]:
    """The ending and the bytes of a picture as it is shown; no ending, where it can't be."""
    if (
        data.lstrip(b"\xef\xbb\xbf \t\r\n")[:200].startswith((b"<svg", b"<?xml"))
        and b"<svg" in data
    ):
        return ("svg", data) if shown == Shown() else ("", b"")
    try:
        with opened(data, (*FORMATS, "MPO", "BMP", "TIFF")) as image:
            kind = _KEPT.get(image.format or "")
            box = _box(image.size, shown.crop)
            if kind and not shown.quarters and box == (0, 0, *image.size):
                return kind, data
            return _changed(image, box, shown.quarters)
    except (UnreadableError, BombError):
        return "", b""


def _box(size: tuple[int, int], crop: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    """What is left of a picture, in pixels; shares under nothing pad and are no matter of ours."""
    width, height = size
    left, top, right, bottom = (max(0, min(side, _WHOLE)) / _WHOLE for side in crop)
    return (
        round(width * left),
        round(height * top),
        round(width * (1 - right)),
        round(height * (1 - bottom)),
    )


def _changed(image: Any, box: tuple[int, int, int, int], quarters: int) -> tuple[str, bytes]:
    if box[0] >= box[2] or box[1] >= box[3]:
        return "", b""
    is_photo = image.format in ("JPEG", "MPO")
    kept = {"icc_profile": image.info["icc_profile"]} if "icc_profile" in image.info else {}
    cut = image.crop(box)
    if quarters:
        cut = cut.rotate(-90 * quarters, expand=True)
    if cut.mode not in ("1", "L", "LA", "P", "RGB", "RGBA", "CMYK") or (
        cut.mode == "CMYK" and not is_photo
    ):
        cut = cut.convert("RGB")
    done = BytesIO()
    if is_photo:
        cut.save(done, "JPEG", quality=_QUALITY, subsampling=0, **kept)
    else:
        cut.save(done, "PNG", **kept)
    return ("jpg" if is_photo else "png"), done.getvalue()
