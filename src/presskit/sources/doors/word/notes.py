"""Footnotes and endnotes of a Word file, numbered in the order in which the text refers to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presskit.sources.doors.word.xml import W

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presskit.sources.doors.word.package import Package, Part
    from presskit.sources.doors.word.xml import Element


class Notes:
    """The notes of a document."""

    def __init__(self, package: Package) -> None:
        self._parts = {name: package.part(name) for name in ("footnotes", "endnotes")}
        self._elements: dict[tuple[str, str], Element] = {}
        for name, part in self._parts.items():
            for one in part.root if part is not None else ():
                if one.get(f"{W}type", "normal") == "normal":
                    self._elements[name, one.get(f"{W}id", "")] = one
        self._labels: dict[tuple[str, str], str] = {}

    def label_of(self, kind: str, identifier: str) -> str:
        """The label of a note, which it gets at its first reference; nothing, where there is none."""
        key = kind, identifier
        if key not in self._elements:
            return ""
        return self._labels.setdefault(key, str(len(self._labels) + 1))

    def used(self) -> Iterator[tuple[str, Element, Part]]:
        """The label of each note that is referred to, its element, its part; notes in notes too."""
        done = 0
        while done < len(self._labels):
            key = list(self._labels)[done]
            part = self._parts[key[0]]
            assert part is not None
            yield self._labels[key], self._elements[key], part
            done += 1
