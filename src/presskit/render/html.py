"""Layout to HTML that is also well-formed XML, for the PDF and the EPUB.

Roles of the glossary are the CSS classes. Where the two media differ, a `Medium` says how.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from typing import TYPE_CHECKING

from markupsafe import Markup
from msgspec import Struct

from presskit.model import layout as says
from presskit.model.inlines import (
    Code,
    Dressed,
    Emphasis,
    Isolate,
    LineBreak,
    Link,
    Mark,
    NoteRef,
    Strike,
    Strong,
    Subscript,
    Superscript,
    Text,
)
from presskit.model.roles import BOX_ROLES, HEADING_ROLES, PAIR_ROLES
from presskit.model.signs import BETWEEN
from presskit.render.floating import FloatingNotes, joined, span
from presskit.render.html_tables import LONG, TableWriter
from presskit.render.html_verses import VerseWriter
from presskit.render.whole import is_whole

if TYPE_CHECKING:
    from collections.abc import Iterable

    from presskit.model.inlines import Inline, Inlines
    from presskit.model.issue_layout import IssueLayout

NOTE_BACK = "↩"
_TAGS: dict[type[Dressed], str] = {
    Strong: "strong",
    Emphasis: "em",
    Strike: "s",
    Mark: "mark",
    Subscript: "sub",
    Superscript: "sup",
}
_UNNUMBERED = {"bullet", "dash", "task"}
ADDED = NOTE_BACK + BETWEEN
_FIRST_WORD = re.compile(r"^([^\s<&]+)(?=\s)")
_LONG_BOX = 1500  # characters of HTML; longer boxes can break over columns and pages


class Medium(Struct, frozen=True):
    """How a medium wants its HTML.

    `picture` gives the URL of a picture by its `src`, `link` that of a link by its `href`. With `epub`, notes stand at the end and
    are marked as pop-ups (EPUB 3 structural semantics), and `xml:lang` accompanies `lang`;
    without, each note stands at its first reference, for CSS to float to the page's foot. `tight`
    says which tables have too little room, `measure` how wide the hemistichs of a poem are to be, in
    points; 0 where they can't stand side by side; `qr_code` gives the URL of a drawing by an address.
    """

    picture: Callable[[str], str]
    epub: bool
    link: Callable[[str], str] = str
    tight: Callable[[says.LayoutTable], bool] = lambda _: False
    measure: Callable[[says.LayoutVerse], float] | None = None
    qr_code: Callable[[str], str] | None = None


class HtmlWriter:
    """Writes the pieces of one layout for one medium."""

    for_templates = frozenset(
        [
            *("opening", "logo", "body", "source", "inline", "notes"),
            *("kicker", "headline", "deck", "byline", "lead", "picture", "dateline"),
        ]
    )

    def __init__(self, layout: says.Layout, medium: Medium) -> None:
        self._layout = layout
        self._medium = medium
        self._notes = {note.id: note for note in layout.notes}
        self._tables = TableWriter(self.inline, medium.tight, boxed=medium.epub)
        self._verses = VerseWriter(self.inline, medium.measure)
        self._floats = FloatingNotes(self.inline, self._picture, self._verses.line)

    def opening(self, reading: Inlines = ()) -> Markup:
        """Kicker, headline, deck, byline with date, lead, picture and dateline, in that order.

        `reading` says how long the article takes to read, after its date.
        """
        parts = (
            *(self.kicker(), self.headline(), self.deck(), self.byline(reading)),
            *(self.lead(), self.picture(), self.dateline()),
        )
        return Markup("\n".join(filter(None, parts)))

    def kicker(self) -> Markup:
        """The section line over the headline, or nothing."""
        return Markup(_p("kicker", self.inline(self._layout.opening.kicker)))

    def headline(self) -> Markup:
        """The headline."""
        opening = self._layout.opening
        text = self.inline(opening.headline)
        return Markup(f'<h1 class="headline" id="{opening.id}">{text}</h1>')

    def deck(self) -> Markup:
        """The line under the headline, or nothing."""
        return Markup(_p("deck", self.inline(self._layout.opening.deck)))

    def byline(self, reading: Inlines = ()) -> Markup:
        """Byline and date, and how long the article takes to read, or nothing."""
        opening = self._layout.opening
        line = (opening.byline, opening.date, reading)
        return Markup(_p("byline", joined(BETWEEN, map(self.inline, line))))

    def lead(self) -> Markup:
        """The lead, or nothing."""
        paragraphs = self._layout.opening.lead
        text = "".join(f"<p{self._dir(p)}>{self.inline(p.children)}</p>" for p in paragraphs)
        return Markup(f'<div class="lead">{text}</div>' if text else "")

    def picture(self) -> Markup:
        """The picture that opens the article, with caption and credit, or nothing."""
        image = self._layout.opening.image
        return Markup(self._figure(image) if image else "")

    def dateline(self) -> Markup:
        """Place and date that open the story, or nothing."""
        return Markup(_p("dateline", self.inline(self._layout.opening.dateline)))

    def logo(self) -> Markup:
        """The publication's logo, or nothing."""
        logo = self._layout.furniture.logo
        return Markup(self._picture(logo)) if logo else Markup()

    def body(self, blocks: says.LayoutBlocks) -> Markup:
        """Blocks of the body, one after the other."""
        return Markup("\n".join(self._blocks(blocks)))

    def source(self) -> Markup:
        """The line that says where the story comes from, or nothing."""
        return Markup(_p("source", self.inline(self._layout.source)))

    def inline(self, inlines: Inlines) -> Markup:
        """Inlines as HTML."""
        return Markup("".join(map(self._inline, inlines)))

    def notes(self) -> Markup:
        """The notes as a section at the end, each with links back to its references."""
        labels = self._layout.labels
        items = []
        for note in self._layout.notes:
            backs = " ".join(
                f'<a class="note-back" role="doc-backlink" href="#{ref}" '
                f'title="{escape(labels.back)}">{NOTE_BACK}</a>'
                for ref in note.refs
            )
            mark = f'<span class="note-mark">{escape(note.mark)}.</span> '
            inside = self._with_ends(note.blocks, mark, f" {backs}")
            items.append(
                f'<aside class="note" id="{note.id}" epub:type="footnote" '
                f'role="doc-footnote">{inside}</aside>'
            )
        return Markup("\n".join(items))

    def _inline(self, inline: Inline) -> str:
        match inline:
            case Text(text=text):
                return escape(text, quote=False)
            case Dressed(children=children):
                tag = _TAGS[type(inline)]
                return f"<{tag}>{self.inline(children)}</{tag}>"
            case Code(text=text):
                return f"<code>{escape(text, quote=False)}</code>"
            case Link(href=href, children=children):
                target = escape(self._medium.link(href))
                return f'<a href="{target}">{self.inline(children)}</a>'
            case LineBreak():
                return "<br/>"
            case Isolate():
                more = self._lang(inline.lang) + (' class="whole"' if is_whole(inline) else "")
                return f'<bdi dir="{inline.direction}"{more}>{self.inline(inline.children)}</bdi>'
            case NoteRef():
                return self._note_ref(inline)

    def _note_ref(self, ref: NoteRef) -> str:
        mark = escape(ref.mark)
        if self._medium.epub:
            return (
                f'<a class="note-ref" id="{ref.id}" epub:type="noteref" role="doc-noteref" '
                f'href="#{ref.note}">{mark}</a>'
            )
        note = self._notes[ref.note]
        link = f'<a class="note-ref" id="{ref.id}" href="#{ref.note}">{mark}</a>'
        return self._floats.referred(note, link) if ref.id == note.refs[0] else link

    def _with_ends(self, blocks: says.LayoutBlocks, first: str, last: str) -> str:
        """Blocks with the mark at the head of the first paragraph and the ways back in the last."""
        parts = self._blocks(blocks)
        if blocks and isinstance(blocks[0], says.LayoutParagraph):
            head = parts[0].index(">") + 1
            parts[0] = parts[0][:head] + first + parts[0][head:]
        else:
            parts.insert(0, f"<p>{first}</p>")
        if blocks and isinstance(blocks[-1], says.LayoutParagraph):
            parts[-1] = parts[-1].removesuffix("</p>") + last + "</p>"
        else:
            parts.append(f"<p>{last}</p>")
        return "".join(parts)

    def _blocks(self, blocks: Iterable[says.LayoutBlock]) -> list[str]:
        return [self._block(block) for block in blocks]

    def _block(self, block: says.LayoutBlock) -> str:  # noqa: C901, PLR0911, PLR0912 - a kind of block each
        match block:
            case says.LayoutParagraph():
                text = str(self.inline(block.children))
                if self._opens(block):
                    text = _FIRST_WORD.sub(r'<span class="initial">\1</span>', text, count=1)
                return f'<p class="paragraph"{self._dir(block)}>{text}</p>'
            case says.LayoutHeading(level=level):
                text = self.inline(block.children)
                return f'<h{level} class="{HEADING_ROLES[level]}" id="{block.id}">{text}</h{level}>'
            case says.LayoutList():
                return self._list(block)
            case says.LayoutTable():
                return self._tables.write(block)
            case says.LayoutDelegations():
                boxes = "".join(
                    f'<div class="delegation-box">{self._tables.write(table)}</div>'
                    for table in block.tables
                )
                long = any(len(table.rows) > LONG for table in block.tables)
                return f'<div class="delegations{" long" if long else ""}">{boxes}</div>'
            case says.LayoutQuote():
                return self._quote(block)
            case says.LayoutFigure():
                return self._figure(block)
            case says.LayoutCode():
                code = f"<code>{escape(block.text, quote=False)}</code>"
                return f'<pre class="code-block" dir="ltr">{code}</pre>'
            case says.LayoutBreak():
                return '<hr class="break"/>'
            case says.LayoutDeskNote():
                return ""
            case says.LayoutDefinitions():
                term, definition = PAIR_ROLES[block.kind]
                items = "".join(
                    f'<dt class="{term}">{self.inline(item.term)}</dt>'
                    f'<dd class="{definition}">{self.body(item.blocks)}</dd>'
                    for item in block.items
                )
                return f'<dl class="{block.kind}">{items}</dl>'
            case says.LayoutGallery():
                return self._gallery(block)
            case says.LayoutQrCode():
                return self._qr_code(block)
            case says.LayoutVerse():
                return self._verses.verse(block)
            case says.LayoutBox():
                return self._box(block)

    def _opens(self, paragraph: says.LayoutParagraph) -> bool:
        """Whether it begins the body, with words whose first a theme may make larger.

        The first word and not the first letter, which in joined scripts would come apart from it,
        and in many readers of PDFs in all scripts.
        """
        first = next(iter(self._layout.body), None)
        return paragraph is first and isinstance(next(iter(paragraph.children), None), Text)

    def _list(self, block: says.LayoutList) -> str:
        tag = "ul" if block.marker in _UNNUMBERED else "ol"
        start = "" if tag == "ul" or block.start == 1 else f' start="{block.start}"'
        items = "".join(
            f'<li class="list-item"{self._label(item)}>{self._inside(item, block)}</li>'
            for item in block.items
        )
        return f'<{tag} class="{block.marker} depth-{block.depth}"{start}>{items}</{tag}>'

    def _inside(self, item: says.LayoutListItem, block: says.LayoutList) -> str:
        """An item's blocks; a task's box is text in an e-book, where no style can lose it."""
        if block.marker != "task" or not self._medium.epub:
            return self.body(item.blocks)
        box = f'<span class="box">{item.label}</span> '
        if item.blocks and isinstance(first := item.blocks[0], says.LayoutParagraph):
            text = f"{box}{self.inline(first.children)}"
            paragraph = f'<p class="paragraph"{self._dir(first)}>{text}</p>'
            return "\n".join([paragraph, *self._blocks(item.blocks[1:])])
        return f'<p class="paragraph">{box}</p>{self.body(item.blocks)}'

    def _label(self, item: says.LayoutListItem) -> str:
        """The label as the layout settled it; e-readers count by the list's class instead."""
        if self._medium.epub:
            return ""
        return f" style=\"list-style-type: '{escape(item.label)}&#160; '\""

    def _quote(self, quote: says.LayoutQuote) -> str:
        inside = self.body(quote.blocks) + Markup(_p("attribution", self.inline(quote.attribution)))
        if quote.kind == "block":
            return f'<blockquote class="block-quote">{inside}</blockquote>'
        pull = ' epub:type="pullquote" role="doc-pullquote"' if self._medium.epub else ""
        return f'<aside class="pull-quote"{pull}>{inside}</aside>'

    def _qr_code(self, block: says.LayoutQrCode) -> str:
        """The link that a code leads to; before it the code, where the medium has one."""
        text = f'<p class="qr-code">{self.inline(block.children)}</p>'
        if self._medium.qr_code is None:
            return text
        url = escape(self._medium.qr_code(block.href))
        return (
            f'<div class="qr-box"><div class="qr-row"><img src="{url}" alt=""/>{text}</div></div>'
        )

    def _box(self, box: says.LayoutBox) -> str:
        title, text = BOX_ROLES[box.kind]
        inside = "\n".join([_p(title, self.inline(box.title)), *self._blocks(box.blocks)])
        long = " long" if len(inside) > _LONG_BOX else ""
        # No landmark: those of a kind would each need a name of its own.
        role = ' role="note"' if self._medium.epub else ""
        return f'<aside class="{text}{long}"{role}>{inside}</aside>'

    def _figure(self, figure: says.LayoutFigure) -> str:
        shape = "tall" if figure.height > figure.width else "broad"
        return (
            f'<figure class="figure {shape}" id="{figure.id}">{self._picture(figure)}'
            f"{self._said_of(figure)}</figure>"
        )

    def _said_of(self, shown: says.LayoutFigure | says.LayoutGallery) -> str:
        """The caption and the credit of what is shown."""
        caption, credit = self.inline(shown.caption), self.inline(shown.credit)
        text = joined(" ", (span("caption", caption), span("credit", credit)))
        return f"<figcaption>{text}</figcaption>" if text else ""

    def _gallery(self, gallery: says.LayoutGallery) -> str:
        """Pictures in rows, each as wide as the layout says; no blank stands between them."""
        rows = (
            "".join(
                f'<figure class="cell" id="{figure.id}" style="width: {share}%">'
                f"{self._picture(figure)}</figure>"
                for figure, share in row
            )
            for row in gallery.placed()
        )
        inside = "".join(f'<div class="gallery-row">{row}</div>' for row in rows)
        return f'<figure class="gallery">{inside}{self._said_of(gallery)}</figure>'

    def _picture(self, figure: says.LayoutFigure) -> str:
        url = escape(self._medium.picture(figure.src))
        size = f' width="{figure.width}" height="{figure.height}"' if self._medium.epub else ""
        share = f' style="width: {figure.share}%"' if figure.share else ""
        return f'<img src="{url}" alt="{escape(figure.alt)}"{size}{share}/>'

    def _dir(self, paragraph: says.LayoutParagraph) -> str:
        return f' dir="{paragraph.direction}"' if paragraph.direction else ""

    def _lang(self, lang: str | None) -> str:
        if lang is None:
            return ""
        return f' lang="{lang}" xml:lang="{lang}"' if self._medium.epub else f' lang="{lang}"'


def bare_writer(issue: IssueLayout, link: Callable[[str], str] = str) -> HtmlWriter:
    """A writer of inlines that belong to an issue and to none of its stories."""
    layout = says.Layout(
        language=issue.language,
        direction=issue.direction,
        metadata=issue.metadata,
        labels=issue.labels,
        opening=says.Opening(()),
        furniture=issue.furniture,
        body=(),
    )
    return HtmlWriter(layout, Medium(picture=str, epub=True, link=link))


def _p(role: str, inside: str) -> str:
    return f'<p class="{role}">{inside}</p>' if inside else ""
