"""Drawings (SVG) made into pixels, their text set in presskit's fonts alone."""

from __future__ import annotations

import json
import os
import re
import sys
from contextlib import ExitStack, contextmanager
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from presskit.fonts.coverage import uncovered
from presskit.fonts.files import font_data, is_plain
from presskit.pictures.svg import MOST_BYTES, SVG, RefusedError, read_drawing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from lxml import etree

    from presskit.fonts.face import Face
    from presskit.fonts.library import FontLibrary
    from presskit.pictures.svg import Drawing
    from presskit.theming.theme import Theme

_PROCESS = Path(__file__).with_name("resvg_process.py")
_SECONDS = 10
_NORMAL = 400
_REPLACEMENT = "\ufffd"
_RLE = "\u202b"  # right-to-left embedding
_MIRRORED = {"start": "end", "end": "start", "middle": "middle"}


def draw(
    data: bytes,
    size: tuple[int, int],
    theme: Theme,
    library: FontLibrary,
    *,
    most: int = MOST_BYTES,
) -> tuple[bytes, tuple[str, ...]]:
    """A PNG of an SVG file, `size` pixels wide and high, and the characters that no font has.

    Text is set in the family that the drawing names where it is in the library, else in the
    theme's display font; a replacement character stands for what no font has. It has at most
    `most` bytes. Raises RefusedError.
    """
    drawing = read_drawing(data, most)
    texts = list(drawing.root.iter(f"{SVG}text"))
    said = "".join(str(part) for text in texts for part in text.itertext())
    families = _families(data, said, theme, library)
    missing: set[str] = set()
    for text in texts:
        missing |= _replace_missing(text, families, library)
        _set_face(text, families, library)
        _set_direction(text)
    faces = [face for family in families for face in library.faces(family)]
    with _files(faces) as paths:
        png = _run(_arguments(drawing, size, theme, paths))
    return png, tuple(sorted(missing))


def _arguments(
    drawing: Drawing, size: tuple[int, int], theme: Theme, font_files: list[str]
) -> dict[str, object]:
    from lxml import etree

    sans = theme.fonts["display"][0]
    return {
        "svg_string": etree.tostring(_framed(drawing, size), encoding="unicode"),
        "font_files": font_files,
        "font_family": sans,
        "sans_serif_family": sans,
        "serif_family": sans,  # resvg's last resort for a family that is not there, such as Arial
        "monospace_family": theme.fonts["code"][0],
    }


@contextmanager
def _files(faces: Iterable[Face]) -> Iterator[list[str]]:
    """The files of faces; one that is made of a file lies in a temporary folder meanwhile."""
    with ExitStack() as stack:
        paths = []
        for face in faces:
            path = face.path
            if not is_plain(face):
                folder = stack.enter_context(TemporaryDirectory(prefix="presskit-"))
                path = Path(folder) / f"{face.weight}.ttf"
                path.write_bytes(font_data(face))
            paths.append(str(path.resolve()))
        yield paths


def _framed(drawing: Drawing, size: tuple[int, int]) -> etree._Element:
    """A drawing in one of whole pixels, which it fills to the edge."""
    root = drawing.root
    root.set("width", f"{drawing.width:.6f}")
    root.set("height", f"{drawing.height:.6f}")
    frame = root.makeelement(f"{SVG}svg")
    frame.set("width", str(size[0]))
    frame.set("height", str(size[1]))
    frame.set("viewBox", f"0 0 {drawing.width:.6f} {drawing.height:.6f}")
    frame.set("preserveAspectRatio", "none")
    frame.append(root)
    return frame


def _run(arguments: Mapping[str, object]) -> bytes:
    import subprocess

    hint = "simplify it (fewer effects, layers and patterns), or save it as PNG"
    try:
        done = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-P", str(_PROCESS), str(_SECONDS)],
            input=json.dumps(arguments).encode(),
            env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            capture_output=True,
            timeout=2 * _SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        raise RefusedError("image-unsafe", "takes too long to draw", hint) from None
    if done.returncode < 0:
        raise RefusedError("image-unsafe", "takes too long or too much memory to draw", hint)
    if done.returncode:
        raise RefusedError("image-unreadable", "cannot be drawn", hint)
    return done.stdout


def _families(data: bytes, said: str, theme: Theme, library: FontLibrary) -> list[str]:
    """The families that a drawing needs: the theme's, those it names, those that stand in.

    Those come first that look most like the theme's captions. Others are not even read.
    """
    of_theme = (f for role in ("display", "text", "code") for f in theme.fonts[role])
    source = data.decode("utf-8", "replace").casefold()
    named = (family for family in library.families() if family.casefold() in source)
    families = list(dict.fromkeys((*of_theme, *named)))
    left = uncovered(said, [library.face(family, _NORMAL) for family in families])
    for family in library.stand_ins(None) if left else ():
        rest = uncovered(left, [library.face(family, _NORMAL)])
        if len(rest) < len(left) and family not in families:
            families.append(family)
            left = rest
    return families


def _set_face(text: etree._Element, families: list[str], library: FontLibrary) -> None:
    """See to it that one face has all letters of a text: joined letters cannot change the face."""
    said = "".join(map(str, text.itertext()))
    faces: dict[str, Face] = {family: library.face(family, _NORMAL) for family in families}
    parts = list(text.iter(f"{SVG}text", f"{SVG}tspan", f"{SVG}textPath"))
    whole = next((f for f in families if not uncovered(said, [faces[f]])), None)
    if whole is None:
        for part in parts:
            _split(part, families, faces)
    elif whole != families[0]:
        for part in parts:
            _add_style(part, f"font-family:'{whole}'")


def _replace_missing(text: etree._Element, families: list[str], library: FontLibrary) -> set[str]:
    """Put a replacement character for each that no face has; which they were."""
    faces = [library.face(family, _NORMAL) for family in families]
    missing = uncovered("".join(map(str, text.itertext())), faces)
    signs = str.maketrans(dict.fromkeys(missing, _REPLACEMENT))
    for part in text.iter() if missing else ():
        part.text = part.text and str(part.text).translate(signs)
        if part is not text:
            part.tail = part.tail and str(part.tail).translate(signs)
    return set(missing)


def _split(part: etree._Element, families: list[str], faces: dict[str, Face]) -> None:
    """Give what the first family cannot set to elements of their own, each in one that can."""
    for before in (None, *part):
        said = str((part.text if before is None else before.tail) or "")
        runs = [
            (family, "".join(run))
            for family, run in groupby(said, lambda c: _family_of(c, families, faces))
        ]
        if all(family == families[0] for family, _ in runs):
            continue
        at = 0 if before is None else part.index(before) + 1
        if before is None:
            part.text = None
        else:
            before.tail = None
        for number, (family, run) in enumerate(runs):
            span = part.makeelement(f"{SVG}tspan")
            span.text = run
            _add_style(span, f"font-family:'{family}'")
            part.insert(at + number, span)


def _family_of(character: str, families: list[str], faces: dict[str, Face]) -> str:
    return next(f for f in families if not uncovered(character, [faces[f]]))


def _set_direction(text: etree._Element) -> None:
    """Do what resvg leaves undone of `direction: rtl` (SVG 2, 11.4.4 and 11.9.2).

    The text is embedded right to left, and starts at its right end.
    """
    if _value(text, "direction") != "rtl":
        return
    parts = [part for part in text.iter(f"{SVG}text", f"{SVG}tspan") if _begins(part)]
    anchors = [_value(part, "text-anchor") or "start" for part in parts]
    for part, anchor in zip(parts, anchors, strict=True):
        inside = part.text or ""
        blank = len(inside) - len(inside.lstrip())
        part.text = inside[:blank] + _RLE + inside[blank:]
        _add_style(part, f"text-anchor:{_MIRRORED.get(anchor, anchor)}")


def _begins(part: etree._Element) -> bool:
    """Whether a new line of text begins with an element (SVG 2, 11.5: text chunks)."""
    return part.tag == f"{SVG}text" or bool(part.get("x") or part.get("y"))


def _value(element: etree._Element, name: str) -> str | None:
    """An inherited property, as attributes and inline styles say it; style sheets are not asked."""
    for one in _lineage(element):
        declared = re.search(rf"(?:^|;)\s*{name}\s*:\s*([\w-]+)", one.get("style") or "")
        value = declared[1] if declared else one.get(name)
        if value:
            return value
    return None


def _lineage(element: etree._Element) -> Iterator[etree._Element]:
    yield element
    yield from element.iterancestors()


def _add_style(element: etree._Element, declaration: str) -> None:
    style = (element.get("style") or "").rstrip("; ")
    element.set("style", f"{style};{declaration}" if style else declaration)
