"""The body: each block of the article becomes the block that every edition shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from presskit.language.facts import direction_of
from presskit.language.words import related_title
from presskit.layout.direction import paragraph_direction
from presskit.layout.galleries import rows_of
from presskit.layout.lists import box_of, label_of, marker_of
from presskit.layout.tables import data_table, delegation_tables
from presskit.layout.unbroken import settled
from presskit.model import blocks as article
from presskit.model.inlines import Dressed, Isolate, Link, NoteRef, Text, plain
from presskit.model.layout import (
    LayoutBox,
    LayoutBreak,
    LayoutCode,
    LayoutDefinition,
    LayoutDefinitions,
    LayoutDeskNote,
    LayoutFigure,
    LayoutGallery,
    LayoutHeading,
    LayoutList,
    LayoutListItem,
    LayoutParagraph,
    LayoutQrCode,
    LayoutQuote,
    LayoutStanza,
    LayoutVerse,
    LayoutVerseLine,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from presskit.layout.notes import Notes
    from presskit.model.ids import Ids, Scope
    from presskit.model.inlines import Direction, Inline, Inlines
    from presskit.model.layout import LayoutBlock, LayoutBlocks
    from presskit.model.publication import Digits


class Body:
    """Composes blocks with what is settled for the whole article."""

    def __init__(
        self,
        language: str,
        digits: Digits,
        ids: Ids,
        notes: Notes,
        sizes: Mapping[str, tuple[int, int]],
        scope: Scope,
    ) -> None:
        self._language = language
        self._direction: Direction = direction_of(language)
        self._digits = digits
        self._ids = ids
        self._notes = notes
        self._sizes = sizes
        self._scope = scope

    def blocks(self, blocks: article.Blocks, around: tuple[bool, ...] = ()) -> LayoutBlocks:
        """Blocks composed; `around` says of each list around them whether it is numbered."""
        return tuple(self._block(block, around) for block in blocks)

    def inlines(self, inlines: Inlines, direction: Direction | None = None) -> Inlines:
        """Inlines with note references marked and directions settled."""
        return settled(self._referred(inlines), direction or self._direction, self._language)

    def paragraph(self, block: article.Paragraph) -> LayoutParagraph:
        """A paragraph, in its own direction where that is not the article's."""
        direction = paragraph_direction(plain(block.children), self._direction)
        own = None if direction == self._direction else direction
        return LayoutParagraph(self.inlines(block.children, direction), own, block.at)

    def figure(self, block: article.Figure) -> LayoutFigure:
        """A picture with its size in pixels; 0 by 0 where that is not known."""
        width, height = self._sizes.get(block.src, (0, 0))
        return LayoutFigure(
            src=self._scope.prefix + block.src,
            id=self._ids.numbered("figure"),
            alt=block.alt,
            width=width,
            height=height,
            share=block.share,
            caption=self.inlines(block.caption),
            credit=self.inlines(block.credit),
            at=block.at,
        )

    def _block(  # noqa: C901, PLR0911, PLR0912 - a kind of block each
        self, block: article.Block, around: tuple[bool, ...]
    ) -> LayoutBlock:
        match block:
            case article.Paragraph():
                return self.paragraph(block)
            case article.Heading():
                name = self._ids.heading(plain(block.children), block.id)
                return LayoutHeading(block.level, name, self.inlines(block.children), block.at)
            case article.List():
                return self._list(block, around)
            case article.Table():
                return data_table(block, self._ids, self._language, self.inlines)
            case article.Delegations():
                return delegation_tables(block, self._ids, self._language, self.inlines)
            case article.BlockQuote() | article.PullQuote():
                return LayoutQuote(
                    kind="block" if isinstance(block, article.BlockQuote) else "pull",
                    blocks=self.blocks(block.blocks, around),
                    attribution=self.inlines(block.attribution),
                )
            case article.Figure():
                return self.figure(block)
            case article.CodeBlock():
                return LayoutCode(block.text, block.language, block.at)
            case article.Break():
                return LayoutBreak()
            case article.DeskNote():
                lines = (article.Paragraph((Text(line),)) for line in block.text.splitlines())
                return LayoutDeskNote(tuple(map(self.paragraph, lines)))
            case article.DefinitionList():
                return LayoutDefinitions(
                    tuple(
                        LayoutDefinition(self.inlines(d.term), self.blocks(d.blocks, around))
                        for d in block.items
                    ),
                    kind=block.kind,
                )
            case article.Gallery():
                return self._gallery(block)
            case article.QrCode():
                return LayoutQrCode(block.href, self.inlines(block.children))
            case article.Verse():
                return self._verse(block)
            case article.Box():
                title = block.title
                if block.kind == "related" and not title:
                    title = (Text(related_title(self._language)),)
                return LayoutBox(
                    kind=block.kind,
                    title=self.inlines(title),
                    blocks=self.blocks(block.blocks, around),
                    wide=block.wide,
                )

    def _gallery(self, block: article.Gallery) -> LayoutGallery:
        """A gallery; captions of its pictures, which only article JSON can hold, follow its own."""
        figures = tuple(map(self.figure, block.figures))
        return LayoutGallery(
            figures=tuple(replace(one, caption=(), credit=(), share=0) for one in figures),
            rows=rows_of([(one.width, one.height) for one in figures]),
            caption=_together(self.inlines(block.caption), *(one.caption for one in figures)),
            credit=_together(self.inlines(block.credit), *(one.credit for one in figures)),
        )

    def _verse(self, block: article.Verse) -> LayoutVerse:
        lines = [line for stanza in block.stanzas for line in stanza.lines]
        text = " ".join(plain((*line.first, *line.second)) for line in lines)
        direction = paragraph_direction(text, self._direction)
        return LayoutVerse(
            stanzas=tuple(
                LayoutStanza(
                    tuple(
                        LayoutVerseLine(
                            self.inlines(line.first, direction),
                            self.inlines(line.second, direction),
                        )
                        for line in stanza.lines
                    )
                )
                for stanza in block.stanzas
            ),
            paired=any(line.second for line in lines),
            direction=None if direction == self._direction else direction,
            attribution=self.inlines(block.attribution),
        )

    def _list(self, block: article.List, around: tuple[bool, ...]) -> LayoutList:
        marker = marker_of(
            ordered=block.ordered,
            depth=around.count(block.ordered),
            language=self._language,
            digits=self._digits,
        )
        inside = (*around, block.ordered)
        is_tasks = not block.ordered and any(item.done is not None for item in block.items)

        def label(item: article.ListItem, number: int) -> str:
            done = item.done
            return box_of(done=done) if is_tasks else label_of(marker, number, self._digits)

        return LayoutList(
            marker="task" if is_tasks else marker,
            depth=len(around),
            items=tuple(
                LayoutListItem(label(item, number), self.blocks(item.blocks, inside))
                for number, item in enumerate(block.items, block.start)
            ),
            start=block.start,
        )

    def _referred(self, inlines: Inlines) -> Inlines:
        return tuple(
            done for inline in inlines for done in [self._refer(inline)] if done is not None
        )

    def _refer(self, inline: Inline) -> Inline | None:
        """The inline with its note references settled; one to no note is left out, reported."""
        match inline:
            case NoteRef():
                note = self._notes.refer(inline)
                if note is None:
                    return None
                mark = self._notes.mark(note)
                return replace(inline, mark=mark, note=note.id, id=note.refs[-1])
            case Link():
                href = self._scope.target(inline.href)
                return replace(inline, href=href, children=self._referred(inline.children))
            case Dressed():
                return replace(inline, children=self._referred(inline.children))
            case Isolate():
                return replace(inline, children=self._referred(inline.children), asked=True)
            case _:
                return inline


def _together(*texts: Inlines) -> Inlines:
    """Texts one after the other, a blank between them."""
    done: Inlines = ()
    for text in filter(None, texts):
        done = (*done, Text(" "), *text) if done else text
    return done
