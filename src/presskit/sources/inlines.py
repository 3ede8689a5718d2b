"""Inlines of Markdown: tokens become the model's inlines, each text with its place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from msgspec.structs import replace

from presskit.diagnostics import Position
from presskit.model.blocks import Figure
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
from presskit.sources.addresses import mail_in
from presskit.sources.html import Frames, isolated, read_tag, without_comments
from presskit.sources.leftovers import (
    tell_of_links,
    tell_of_notes,
    tell_of_pictures,
    tell_of_stars,
)
from presskit.sources.positions import Cursor
from presskit.sources.shortcodes import figure_of
from presskit.sources.signs_named import signs_named

if TYPE_CHECKING:
    from collections.abc import Iterable

    from markdown_it.tree import SyntaxTreeNode

    from presskit.diagnostics import Report
    from presskit.model.inlines import Inline, Inlines
    from presskit.sources.html import Tag

_PICTURE_FILE = re.compile(r"(?i)\.(?:png|jpe?g|gif|svg|webp|tiff?|bmp|avif)$")
_LONGEST = 600  # of markup that is told of whole, for the words in it
_TAKEN_OUT = frozenset(["image", "foreign", "html_inline"])
_SHARE = re.compile(r"(\d{1,3}(?:\.\d+)?)\s*%")
_DRESSES: dict[str, type[Dressed]] = {
    "strong": Strong,
    "em": Emphasis,
    "s": Strike,
    "mark": Mark,
    "sub": Subscript,
    "sup": Superscript,
}


class InlineReader:
    """Reads the inline tokens of one block.

    Pictures among them are kept aside in `figures`; `notes` says where each note written in
    place (`^[…]`) begins, by its number.
    """

    def __init__(self, report: Report, *, in_html: bool = False) -> None:
        self._report = report
        self._in_html = in_html
        self._in_link = False
        self.figures: list[Figure] = []
        self.notes: dict[int, Position] = {}

    def read(self, node: SyntaxTreeNode, starts: list[Position]) -> Inlines:
        """The inlines of an `inline` node whose lines start at the given places."""
        tell_of_links(node.content, starts, self._report)
        return stripped(joined(self._children(node, Cursor(node.content, starts))))

    def _children(self, node: SyntaxTreeNode, cursor: Cursor) -> list[Inline]:
        frames = Frames(self._report)
        before = ""
        for child in node.children:
            after, before = before, child.type
            if child.type == "text":
                texts = self._text(child.content, cursor.text(child.content))
                frames.add(_after_gap(after, frames.last, texts))
                continue
            at = cursor.enter(child)
            if child.type == "html_inline":
                self._html(child.content, at, frames)
            else:
                frames.add(self._inline(child, cursor, at))
            cursor.leave(child)
        return frames.close()

    def _inline(self, node: SyntaxTreeNode, cursor: Cursor, at: Position) -> Iterable[Inline]:
        match node.type:
            case "text_special":
                is_escape = node.info == "escape"
                return [Text(node.content, Position(at.line, at.column + is_escape))]
            case "softbreak":
                return [Text(" ")]
            case "hardbreak":
                return [LineBreak()]
            case "strong" | "em" | "s" | "mark" | "sub" | "sup":
                inside = joined(self._children(node, cursor))
                return [_DRESSES[node.type](inside)] if inside else []  # type: ignore[list-item]
            case "code_inline":
                return [Code(node.content, Position(at.line, at.column + len(node.markup)))]
            case "link":
                return self._link(node, cursor, at)
            case "span":
                return self._span(node, cursor)
            case "image":
                self.figures.append(self._figure(node, at, cursor))
                return []
            case "footnote_ref":
                if not node.meta.get("label"):
                    self.notes[node.meta["id"]] = Position(at.line, at.column + len("^["))
                return [NoteRef(note_label(node.meta), at=at)]
            case "foreign" | "wiki" | "maths":
                return self._foreign(node, at)
            case _:
                message = f"no reader for {node.type}"
                raise NotImplementedError(message)

    def _text(self, text: str, at: Position) -> list[Inline]:
        if not self._in_html:
            tell_of_notes(text, at, self._report)
        tell_of_pictures(text, at, self._report)
        tell_of_stars(text, at, self._report)
        return self._with_signs(text, at) if text else []

    def _with_signs(self, text: str, at: Position) -> list[Inline]:
        """A text with the signs that it names, and without pictures that it names."""
        done: list[Inline] = []
        position, taken = 0, ""
        for start, end, sign in signs_named(text):
            said = self._with_mail(text[position:start], _further(at, position))
            done += _after_gap(taken, done, said)
            if sign:
                done.append(Text(sign, _further(at, start)))
            else:
                self._tell_of_foreign(text[start:end], "stands in no edition", _further(at, start))
            position, taken = end, "" if sign else "foreign"
        said = self._with_mail(text[position:], _further(at, position))
        return [*done, *_after_gap(taken, done, said)]

    def _with_mail(self, text: str, at: Position) -> list[Inline]:
        """A text with its e-mail addresses as links."""
        done: list[Inline] = []
        position = 0
        for start, end in [] if self._in_link else mail_in(text):
            if start > position:
                done.append(Text(text[position:start], _further(at, position)))
            said = Text(text[start:end], _further(at, start))
            done.append(Link(f"mailto:{said.text}", (said,)))
            position = end
        if position < len(text):
            done.append(Text(text[position:], _further(at, position)))
        return done

    def _link(self, node: SyntaxTreeNode, cursor: Cursor, at: Position) -> list[Inline]:
        href = str(node.attrs["href"])
        if node.info == "auto":  # <https://…>: its text is not as written
            text = "".join(child.content for child in node.children)
            return [Link(href, (Text(text, Position(at.line, at.column + 1)),))]
        if node.info == "bare":
            return [Link(href, (Text(node.children[0].content, at),))]
        was_in_link, self._in_link = self._in_link, True
        children = joined(self._children(node, cursor))
        self._in_link = was_in_link
        if not children:
            self._report.add(
                "link-empty",
                f"the link to “{unquote(href)}” has no text and was left out",
                at,
                "write the words to be linked between [ and ]",
            )
            return []
        return [Link(href, children)]

    def _span(self, node: SyntaxTreeNode, cursor: Cursor) -> list[Inline]:
        """`[text]{dir=ltr lang=fr}`: the writer settles the direction."""
        children = self._children(node, cursor)
        lang = str(node.attrs["lang"]) if "lang" in node.attrs else None
        direction = str(node.attrs.get("dir", ""))
        return isolated(list(joined(children)), direction, lang) if children else []

    def _html(self, html: str, at: Position, frames: Frames) -> None:
        tag = read_tag(html, at)
        if tag is None:  # a comment, a declaration
            without_comments(html, at, self._report)
            return
        if tag.name == "img" and not tag.ends:
            self._picture(tag)
        frames.take(tag)

    def _picture(self, tag: Tag) -> None:
        src = tag.attributes.get("src", "")
        if src:
            share = self._share(tag.attributes.get("width", ""), tag.at)
            alt = " ".join(tag.attributes.get("alt", "").split())
            self.figures.append(Figure(unquote(src), alt, at=tag.at, share=share))

    def _foreign(self, node: SyntaxTreeNode, at: Position) -> list[Inline]:
        """Markup that is no Markdown: told of, its words kept where it has any."""
        said = " ".join(node.content.split())
        if said.startswith("{/*"):
            self._report.add("comment-dropped", f"the comment “{said}” stands in no edition", at)
            return []
        if node.type == "maths":
            self._report.add(
                "maths-as-text",
                f"“{said[:60]}” is set as it is written",
                at,
                "write it in words or as a picture",
            )
            return [Code(node.content, Position(at.line, at.column + 1))]
        if figure := figure_of(said, at):
            self.figures.append(figure)
            return []
        page = str(node.meta.get("page", "")).strip()
        label = str(node.meta.get("label") or "").strip()
        if said.startswith("![[") and _PICTURE_FILE.search(page):
            share = 0
            self.figures.append(
                Figure(page, label if not label.isdecimal() else "", at=at, share=share)
            )
            return []
        is_link = node.type == "wiki" and not said.startswith("!")
        what = (
            "leads to no page of an edition; its words stay" if is_link else "stands in no edition"
        )
        self._tell_of_foreign(said, what, at)
        return [Text(label or page, at)] if is_link else []

    def _tell_of_foreign(self, said: str, what: str, at: Position) -> None:
        self._report.add(
            "markup-foreign",
            f"“{said[:_LONGEST]}” is no Markdown: it {what}",
            at,
            "write it as Markdown, or take it out",
        )

    def _share(self, width: str, at: Position) -> int:
        """How much of the column's width a picture asks for, in percent; another unit is told of."""
        if not width:
            return 0
        match = _SHARE.fullmatch(width.strip())
        share = round(float(match[1])) if match else 0
        if 0 < share <= 100:
            return share
        if not width.strip().removesuffix("px").isdecimal():
            self._report.add(
                "image-width",
                f"the picture's width “{width}” was left out: paper and screens have no such measure",
                at,
                "give a share of the column: {width=50%}",
            )
        return 0

    def _figure(self, node: SyntaxTreeNode, at: Position, cursor: Cursor) -> Figure:
        def said(name: str) -> Inlines:
            text = str(node.attrs.get(name, ""))
            return (Text(text, cursor.inside(node, text) or at),) if text else ()

        return Figure(
            src=unquote(str(node.attrs["src"])),
            alt=_plain(node),
            caption=said("title"),
            credit=said("credit"),
            at=at,
            share=self._share(str(node.attrs.get("width", "")), at),
        )


def _further(at: Position, columns: int) -> Position:
    return Position(at.line, at.column + columns)


def note_label(meta: dict[str, object]) -> str:
    """The label of a note's token; notes written in place have a number only."""
    return str(meta.get("label") or f"inline-{meta['id']}")


def stripped(inlines: Inlines) -> Inlines:
    """Inlines without blanks and line breaks at their outer ends."""
    parts = list(inlines)
    while parts and _is_blank(parts[0]):
        parts.pop(0)
    while parts:
        parts[-1] = _without_last_blanks(parts[-1])
        if not _is_blank(parts[-1]):
            break
        parts.pop()
    if parts and isinstance(parts[0], Text):
        parts[0] = from_column(parts[0], len(parts[0].text) - len(parts[0].text.lstrip()))
    if parts and isinstance(parts[-1], Text):
        parts[-1] = Text(parts[-1].text.rstrip(), parts[-1].at)
    return tuple(parts)


def _is_blank(inline: Inline) -> bool:
    match inline:
        case Text(text=text):
            return not text.strip()
        case Dressed() | Isolate():
            return not inline.children
        case _:
            return isinstance(inline, LineBreak)


def _without_last_blanks(inline: Inline) -> Inline:
    """What holds inlines, without the blanks and line breaks that it ends with."""
    if not isinstance(inline, Dressed | Isolate | Link):
        return inline
    kept = list(inline.children)
    while kept and _is_blank(kept[-1]):
        kept.pop()
    if kept:
        kept[-1] = _without_last_blanks(kept[-1])
    return replace(inline, children=tuple(kept))


def from_column(text: Text, count: int) -> Text:
    """A text without its first characters, standing where the next one does."""
    at = text.at and Position(text.at.line, text.at.column + count)
    return Text(text.text[count:], at)


def joined(inlines: Iterable[Inline]) -> Inlines:
    """Inlines with texts that stand side by side made one, and a line's end put to that before it.

    A text behind an escape or an entity stays by itself, so that each character keeps its place.
    """
    done: list[Inline] = []
    for inline in inlines:
        last = done[-1] if done else None
        if isinstance(inline, Text) and isinstance(last, Text) and _goes_on(last, inline):
            done[-1] = Text(last.text + inline.text, last.at)
        else:
            done.append(inline)
    return tuple(done)


def _goes_on(last: Text, text: Text) -> bool:
    return text.at is None or (
        last.at is not None and text.at == Position(last.at.line, last.at.column + len(last.text))
    )


def _after_gap(kind: str, before: list[Inline], texts: list[Inline]) -> list[Inline]:
    """Texts without a second blank where a node of this kind was taken out of a sentence."""
    last = before[-1] if before else None
    first = texts[0] if texts else None
    if not (kind in _TAKEN_OUT and isinstance(last, Text)):
        return texts
    if isinstance(first, Text) and last.text.endswith(" ") and first.text.startswith(" "):
        return [from_column(first, 1), *texts[1:]]
    return texts


def _plain(node: SyntaxTreeNode) -> str:
    """A picture's alternative text without its markup."""
    if node.type in {"softbreak", "hardbreak"}:
        return " "
    if node.children:
        return "".join(map(_plain, node.children))
    return "" if node.type == "image" else node.content
