"""A handoff packed: the stories' files, what describes them, and the manifest of it all."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from presskit.handoffs import images, length
from presskit.handoffs.lines import lines_of
from presskit.handoffs.readme import write_readme
from presskit.handoffs.text import write_table, write_text
from presskit.model import handoff as record
from presskit.model.inlines import plain
from presskit.model.layout import LayoutDeskNote, LayoutTable
from presskit.model.walk import walk
from presskit.release import VERSION
from presskit.render.archive import write_zip

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from presskit.diagnostics import Diagnostic
    from presskit.fonts.library import FontLibrary
    from presskit.handoffs.word import Word
    from presskit.model.issue_layout import IssueLayout
    from presskit.model.layout import Layout
    from presskit.model.manuscript import Picture
    from presskit.theming.theme import Theme


class Delivery(NamedTuple):
    """What a handoff is made of.

    `whole` is the article's layout or the issue's, `stories` those of the articles with the
    section of each and the theme for its language. `tagged` makes a story's tagged text, where
    that is wanted.
    """

    whole: Layout | IssueLayout
    stories: Sequence[tuple[Layout, str, Theme]]
    pictures: Mapping[str, Picture]
    name: str
    document: bytes
    word: Word
    style_sheet: bytes
    library: FontLibrary
    measure: record.Measure
    tagged: Callable[[Layout, Theme], bytes] | None
    findings: tuple[Diagnostic, ...]


def pack(delivery: Delivery) -> tuple[bytes, record.Manifest]:
    """The archive and its manifest; the same bytes for the same delivery."""
    return _Packer(delivery).pack()


class _Packer:
    def __init__(self, delivery: Delivery) -> None:
        self._delivery = delivery
        self._files: list[tuple[record.HandoffFile, bytes]] = []
        self._placed = delivery.word.placed()

    def pack(self) -> tuple[bytes, record.Manifest]:
        delivery, whole = self._delivery, self._delivery.whole
        self._add(f"{delivery.name}.docx", "document", delivery.document)
        stories = tuple(
            self._story(layout, section, theme, self._folder(number, layout))
            for number, (layout, section, theme) in enumerate(delivery.stories, 1)
        )
        self._add("styles.pdf", "style-sheet", delivery.style_sheet)
        manifest = record.Manifest(
            presskit=VERSION,
            title=whole.metadata.title,
            publication=whole.metadata.publication,
            date=whole.metadata.date,
            language=whole.language,
            direction=whole.direction,
            measure=delivery.measure,
            length=length.total([story.length for story in stories], delivery.measure),
            document=f"{delivery.name}.docx",
            stories=stories,
            styles=delivery.word.styles(),
            files=tuple(file for file, _ in self._files),
            findings=delivery.findings,
        )
        readme = write_readme(manifest, whole.furniture.digits)
        self._add("README.txt", "readme", f"\ufeff{readme}".encode())
        manifest = msgspec.structs.replace(manifest, files=tuple(file for file, _ in self._files))
        encoded = msgspec.json.format(msgspec.json.encode(manifest)) + b"\n"
        entries = [(file.path, data) for file, data in self._files]
        root = f"{delivery.name}/"
        named = [(root + path, data) for path, data in (("manifest.json", encoded), *entries)]
        return write_zip(sorted(named, key=lambda entry: entry[0] != f"{root}README.txt")), manifest

    def _folder(self, number: int, layout: Layout) -> str:
        """Where a story's files stand: at the root, or in a folder of its own in an issue."""
        if self._delivery.whole is layout:
            return ""
        width = len(str(len(self._delivery.stories)))
        return f"{number:0{max(2, width)}}-{layout.metadata.slug or 'story'}/"

    def _story(
        self, layout: Layout, section: str, theme: Theme, folder: str
    ) -> record.HandoffStory:
        delivery = self._delivery
        lines = list(lines_of(layout))
        setter = length.Setter(theme, delivery.library, delivery.measure)
        stem = layout.metadata.slug or "article"
        tagged = ""
        if delivery.tagged:
            tagged = f"{folder}{stem}.icml"
            self._add(tagged, "tagged-text", delivery.tagged(layout, theme))
        text = f"{folder}{stem}.txt"
        self._add(text, "text", write_text(lines))
        remarks = (one for one in walk(layout.body) if isinstance(one, LayoutDeskNote))
        return record.HandoffStory(
            title=layout.metadata.title,
            language=layout.language,
            direction=layout.direction,
            section=section,
            text=text,
            tagged_text=tagged,
            length=setter.length(lines),
            images=tuple(self._images(layout, folder)),
            tables=tuple(self._tables(layout, folder)),
            footnotes=len(layout.notes),
            desk_notes=tuple(
                "\n".join(plain(paragraph.children) for paragraph in note.paragraphs)
                for note in remarks
            ),
        )

    def _images(self, layout: Layout, folder: str) -> list[record.HandoffImage]:
        """The story's pictures; one that stands in it twice is one file."""
        delivery = self._delivery
        paths: dict[str, str] = {}
        found = []
        for figure, place, after in images.figures_of(layout):
            picture = delivery.pictures[figure.src]
            if figure.src not in paths:
                name = images.image_name(len(paths) + 1, picture.path.name)
                paths[figure.src] = f"{folder}images/{name}"
                self._add(paths[figure.src], "image", picture.path.read_bytes())
            where = (place, after)
            found.append(images.describe(figure, picture, paths[figure.src], where, self._placed))
        return found

    def _tables(self, layout: Layout, folder: str) -> list[record.HandoffTable]:
        tables = [one for one in walk((layout.body, layout.notes)) if isinstance(one, LayoutTable)]
        found = []
        for number, table in enumerate(tables, 1):
            path = f"{folder}tables/{number:02}-{table.kind}.tsv"
            self._add(path, "table", write_table(table))
            found.append(
                record.HandoffTable(
                    path=path,
                    kind=table.kind,
                    caption=plain(table.caption),
                    columns=len(table.head.cells),
                    rows=len(table.rows) + 1,
                )
            )
        return found

    def _add(self, path: str, kind: record.FileKind, data: bytes) -> None:
        file = record.HandoffFile(path, kind, len(data), hashlib.sha256(data).hexdigest())
        self._files.append((file, data))
