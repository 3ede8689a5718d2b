"""Items of a Word file's lists, gathered while they follow each other, and made into lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from presskit.model import blocks as model
from presskit.model.inlines import Inlines
from presskit.sources.doors.word.numbers import Item
from presskit.sources.pasted.lines import Kind, Marker

if TYPE_CHECKING:
    from presskit.sources.doors.lines import LineMaker

BULLET = "•"


class Entry(Struct):
    """An item with its blocks; `inlines` is its text where that is all it has."""

    item: Item
    inlines: Inlines
    blocks: list[model.Block] = field(default_factory=list)

    @property
    def is_line(self) -> bool:
        """Whether it is a line and nothing else."""
        return bool(self.inlines) and not self.blocks and self.item.done is None

    def all(self) -> list[model.Block]:
        """Its blocks, the text first."""
        return [*([model.Paragraph(self.inlines)] if self.inlines else []), *self.blocks]


class OpenList:
    """The items that are being gathered."""

    def __init__(self) -> None:
        self._entries: list[Entry] = []

    def __bool__(self) -> bool:
        return bool(self._entries)

    def add(self, item: Item, inlines: Inlines) -> None:
        """Take the next item."""
        self._entries.append(Entry(item, inlines))

    def go_on(self, block: model.Block) -> None:
        """Take a block that belongs to the last item."""
        self._entries[-1].blocks.append(block)

    def caption(self, inlines: Inlines) -> bool:
        """Take the caption of a picture that ends the last item; whether there is such a one."""
        blocks = self._entries[-1].blocks if self._entries else []
        if blocks and isinstance(last := blocks[-1], model.Figure) and not last.caption:
            blocks[-1] = replace(last, caption=inlines)
            return True
        return False

    def close(self, made: LineMaker) -> None:
        """Put what was gathered, as one list or several."""
        entries, self._entries = self._entries, []
        place = 0
        while place < len(entries):
            end = _end(entries, place)
            _put(entries[place:end], made)
            place = end


def _end(entries: list[Entry], start: int) -> int:
    """Where the list that starts here ends: at an item of another list, no deeper."""
    first = entries[start].item
    expected = first.number
    for place in range(start + 1, len(entries)):
        item = entries[place].item
        if item.depth > first.depth:
            continue
        expected = None if expected is None else expected + 1
        if item.number != expected or (item.number is None) != (first.number is None):
            return place
        if item.depth < first.depth:
            return place
    return len(entries)


def _put(entries: list[Entry], made: LineMaker) -> None:
    """One list: lines with markers, or where it has more in it than lines a block of its own."""
    first = entries[0].item
    after_list = bool(made.lines) and made.lines[-1].kind is Kind.ITEM
    is_flat = all(one.is_line and one.item.depth == first.depth for one in entries)
    if not is_flat or after_list:
        block = _list(entries)
        made.block(block, "list")
        return
    for place, one in enumerate(entries):
        number = one.item.number
        marker = Marker(BULLET) if number is None else Marker(f"{number}.", number)
        made.item(one.inlines, marker, is_first=not place)


def _list(entries: list[Entry]) -> model.List:
    """A list of entries; those that are deeper than the first are lists in the item before them."""
    first = entries[0].item
    items: list[model.ListItem] = []
    place = 0
    while place < len(entries):
        blocks, done = entries[place].all(), entries[place].item.done
        place += 1
        inner: list[Entry] = []
        while place < len(entries) and entries[place].item.depth > first.depth:
            inner.append(entries[place])
            place += 1
        start = 0
        while start < len(inner):
            end = _end(inner, start)
            blocks.append(_list(inner[start:end]))
            start = end
        items.append(model.ListItem(tuple(blocks), done=done))
    start_at = 1 if first.number is None else first.number
    return model.List(tuple(items), first.number is not None, start_at)
