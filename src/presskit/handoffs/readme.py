"""README.txt: what a handoff holds, in the desk's language."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from presskit.language.dates import write_date
from presskit.language.digits import in_digits
from presskit.language.facts import base_language, direction_of
from presskit.model.signs import BETWEEN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from presskit.model.handoff import HandoffImage, Length, Manifest
    from presskit.model.publication import Digits

_COARSE = 200  # dots an inch


@cache
def words_of(language: str) -> dict[str, str]:
    """The words of the handoff in a language; English where there are none, or Arabic if it is RTL."""
    table = tomllib.loads((files(__package__) / "words.toml").read_text("utf-8"))
    fallback = "ar" if direction_of(language) == "rtl" else "en"
    words: dict[str, str] = table.get(base_language(language), table[fallback])
    return words


def write_readme(manifest: Manifest, digits: Digits) -> str:
    """The text of the README; its last line ends."""
    return "\n".join(_lines(manifest, words_of(manifest.language), digits)) + "\n"


def _lines(manifest: Manifest, words: dict[str, str], digits: Digits) -> Iterator[str]:
    date = write_date(manifest.date, manifest.language, digits) if manifest.date else ""
    yield manifest.title
    yield BETWEEN.join(filter(None, (manifest.publication, date)))
    yield ""
    kinds = {file.kind: file for file in manifest.files}
    for kind in ("document", "tagged-text", "text", "table", "image", "style-sheet"):
        if kind in kinds:
            same = [file.path for file in manifest.files if file.kind == kind]
            where = same[0] if len(same) == 1 else f"{same[0]} … {same[-1]}"
            yield f"{words[kind]}: {where}"
    yield f"{words['manifest']}: manifest.json"
    yield ""
    yield f"{words['length']}: {_length(manifest, words, digits)}"
    if len(manifest.stories) > 1:
        for story in manifest.stories:
            length = _numbers(story.length)
            yield f"- {story.title}: {_filled(words['short-length'], length, digits)}"
    for story in manifest.stories:
        if story.images:
            yield from ("", f"{words['pictures']}: {story.title}")
            for image in story.images:
                yield from _image(image, words, digits)
    if any(story.images for story in manifest.stories):
        yield from ("", words["private"])
    for story in manifest.stories:
        if story.desk_notes:
            yield from ("", f"{words['remarks']}: {story.title}")
            yield from (f"- {note}" for note in story.desk_notes)


def _length(manifest: Manifest, words: dict[str, str], digits: Digits) -> str:
    measure = manifest.measure
    numbers = _numbers(manifest.length) | {
        "width": measure.width_mm,
        "size": measure.size_pt,
        "leading": measure.leading_pt,
    }
    return _filled(words["length-is"], numbers, digits).replace("{family}", measure.family)


def _numbers(length: Length) -> dict[str, float]:
    return {
        "lines": length.lines,
        "cm": length.centimetres,
        "inches": length.column_inches,
        "words": length.words,
        "characters": length.characters,
    }


def _image(image: HandoffImage, words: dict[str, str], digits: Digits) -> Iterator[str]:
    place = words["after"].format(text=image.after) if image.after else words["first"]
    size = _filled(words["picture-is"], {"width": image.width, "height": image.height}, digits)
    yield f"- {image.path}"
    yield f"  {place}"
    yield f"  {size.replace('{space}', image.colour_space)}"
    if image.placed_mm and image.dpi and image.width_at_300_dpi_mm:
        numbers = {
            "width": image.placed_mm[0],
            "dpi": image.dpi,
            "best": image.width_at_300_dpi_mm,
        }
        yield "  " + _filled(words["placed-is"], numbers, digits)
        if image.dpi < _COARSE:
            yield f"  {words['coarse']}"
    if image.credit:
        yield f"  {words['credit']}: {image.credit}"


def _filled(pattern: str, numbers: Mapping[str, float], digits: Digits) -> str:
    for name, number in numbers.items():
        pattern = pattern.replace(f"{{{name}}}", in_digits(f"{number:.10g}", digits))
    return pattern
