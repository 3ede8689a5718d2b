"""The text of a paragraph: its runs in whatever stands around them, dressed as Word shows them."""

from __future__ import annotations

import tomllib
from functools import cache, cached_property
from importlib.resources import files
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from presskit.language.facts import direction_of
from presskit.language.tags import language_tag
from presskit.model.inlines import (
    Code,
    Emphasis,
    Isolate,
    LineBreak,
    Link,
    NoteRef,
    Strike,
    Strong,
    Text,
    plain,
)
from presskit.sources.doors.inlines import SAFE, collapsed, shifted, text_of
from presskit.sources.doors.word.dress import Dress, Piece, with_whole_words
from presskit.sources.doors.word.formulas import formula
from presskit.sources.doors.word.styles import Switches, style_id, switches
from presskit.sources.doors.word.xml import VAL, M, R, W, value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from presskit.model.inlines import Direction, Inline, Inlines
    from presskit.sources.doors.word.document import Document
    from presskit.sources.doors.word.fields import Fields
    from presskit.sources.doors.word.package import Target
    from presskit.sources.doors.word.styles import Style
    from presskit.sources.doors.word.xml import Element

_HIDDEN = "hidden text, which Word doesn't show"
_CONTENTS = "a list of pages, whose numbers mean nothing here"
_PROMPT = "a prompt of a form, which nobody has filled in"
_DEEPEST = 100
_SIGNS = {
    f"{W}noBreakHyphen": "\u2011",
    f"{W}softHyphen": "\u00ad",
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
}
_OBJECTS = frozenset([f"{W}drawing", f"{W}pict", f"{W}object"])
_NOTES = {f"{W}footnoteReference": "footnotes", f"{W}endnoteReference": "endnotes"}
_PRIVATE = range(0xF020, 0xF100)


class Around(NamedTuple):
    """What the elements around a run say of it."""

    href: str = ""
    direction: Direction | None = None
    depth: int = 0


class ParagraphReader:
    """Reads one paragraph.

    `inlines` is its text; `objects` are its drawings and boxes, each with whether text stands
    before it; `comments` the ids of what was said of it; `is_numbered` that it counts itself, as
    captions do.
    """

    def __init__(
        self,
        document: Document,
        fields: Fields,
        targets: dict[str, Target],
        paragraph: Element,
        style: Style,
    ) -> None:
        self._document = document
        self._fields = fields
        self._targets = targets
        self._style = style
        self._pieces: list[Piece] = []
        self._left: dict[str, list[str]] = {}
        self.objects: list[tuple[bool, Element]] = []
        self.comments: list[str] = []
        self.is_numbered = False
        self._walk(paragraph, Around())
        for why, texts in self._left.items():
            document.left_out.add(why, "".join(texts))

    @cached_property
    def inlines(self) -> Inlines:
        """The text, blanks as a page shows them; those of program text stay."""
        if self._style.kind == "code":
            return tuple(one.inline for one in self._pieces)
        return collapsed(list(_nested(_smoothed(with_whole_words(self._pieces)))))

    def _walk(self, parent: Element, around: Around) -> None:
        if around.depth > _DEEPEST:
            for run in parent.iter(f"{W}r"):
                self._run(run, around)
            return
        deeper = around._replace(depth=around.depth + 1)
        for child in parent:
            match child.tag.rpartition("}")[2] if child.tag.startswith((W, M)) else "":
                case "r" if child.tag == f"{W}r":
                    self._run(child, around)
                case "hyperlink":
                    self._walk(child, deeper._replace(href=self._address(child) or around.href))
                case "dir" | "bdo":
                    said = child.get(VAL, "")
                    direction: Direction = "rtl" if said == "rtl" else "ltr"
                    self._walk(child, deeper._replace(direction=direction))
                case "fldSimple":
                    self._simple_field(child, deeper)
                case "sdt":
                    self._control(child, deeper)
                case "oMath" | "oMathPara":
                    self._put(Text(formula(child)), Dress(around.href))
                    self._inside_formula(child)
                case "commentRangeStart" | "commentReference":
                    self._comment(child)
                case "smartTag" | "customXml" | "sdtContent" | "ins" | "moveTo":
                    self._walk(child, deeper)

    def _simple_field(self, field: Element, around: Around) -> None:
        code = field.get(f"{W}instr", "")
        self._fields.enter(code)
        self.is_numbered |= code.split()[:1] == ["SEQ"]
        self._walk(field, around)
        self._fields.leave()

    def _control(self, control: Element, around: Around) -> None:
        content = control.find(f"{W}sdtContent")
        if content is None:
            return
        if control.find(f"{W}sdtPr/{W}showingPlcHdr") is not None:
            self._leave_out(_PROMPT, _text_of(content))
        else:
            self._walk(content, around)

    def _inside_formula(self, element: Element) -> None:
        """Runs of Word's own in a formula may hold more than text."""
        for one in element.iter(*_OBJECTS):
            self.objects.append((True, one))

    def _comment(self, element: Element) -> None:
        name = element.get(f"{W}id", "")
        if name not in self.comments:
            self.comments.append(name)

    def _address(self, link: Element) -> str:
        target = self._targets.get(link.get(f"{R}id", ""))
        anchor = link.get(f"{W}anchor", "")
        address = target.name if target is not None and target.is_outside else ""
        return f"{address}#{anchor}" if anchor and "#" not in address else address

    def _run(self, run: Element, around: Around) -> None:
        properties = run.find(f"{W}rPr")
        on, dress, font = self._dressed(properties, around)
        for child in run:
            tag = child.tag
            if tag == f"{W}fldChar":
                self._fields.mark(child)
            elif tag == f"{W}instrText":
                self._fields.code(child.text or "")
                self.is_numbered |= (child.text or "").split()[:1] == ["SEQ"]
            elif tag == f"{W}commentReference":
                self._comment(child)
            elif self._fields.is_shown:
                self._content(child, on, dress, font)

    def _content(self, child: Element, on: Switches, dress: Dress, font: str) -> None:
        tag = child.tag
        if tag == f"{W}t":
            self._text(_signs(child.text or "", font), on, dress)
        elif tag in _SIGNS:
            self._text(_SIGNS[tag], on, dress)
        elif tag in (f"{W}br", f"{W}cr"):
            if child.get(f"{W}type", "textWrapping") == "textWrapping":
                self._put(LineBreak(), dress)
        elif tag == f"{W}sym":
            self._text(_sign(child), on, dress)
        elif tag in _NOTES:
            label = self._document.notes.label_of(_NOTES[tag], child.get(f"{W}id", ""))
            if label:
                self._pieces.append(Piece(NoteRef(label)))
        elif tag in _OBJECTS and not on.hidden and not self._fields.is_list:
            self.objects.append((any(_says(one) for one in self._pieces), child))
        elif tag == f"{W}ruby":
            self._ruby(child, on, dress)
        elif tag == f"{M}oMath":
            self._text(formula(child), on, dress)

    def _ruby(self, ruby: Element, on: Switches, dress: Dress) -> None:
        """A text with its reading in brackets, as pages show it that cannot set one over it."""
        base, reading = (ruby.find(f"{W}{name}") for name in ("rubyBase", "rt"))
        said = [_text_of(one) if one is not None else "" for one in (base, reading)]
        self._text(f"{said[0]}({said[1]})" if said[1] else said[0], on, dress)

    def _text(self, text: str, on: Switches, dress: Dress) -> None:
        if on.hidden:
            self._leave_out(_HIDDEN, text)
        elif self._fields.is_list:
            self._leave_out(_CONTENTS, text)
        elif text:
            self._put(Text(text) if self._style.kind == "code" else text_of(text), dress)

    def _leave_out(self, why: str, text: str) -> None:
        self._left.setdefault(why, []).append(text)

    def _put(self, inline: Inline, dress: Dress) -> None:
        self._pieces.append(Piece(inline, dress._replace(href=self._href(dress.href, inline))))

    def _href(self, href: str, inline: Inline) -> str:
        href = href or self._fields.address
        if href.startswith("#"):
            self._document.inner_links.append(inline.text if isinstance(inline, Text) else "")
            return ""
        if not href:
            return ""
        if SAFE.match(href):
            return href
        self._document.dead_links.setdefault(href, inline.text if isinstance(inline, Text) else "")
        return ""

    def _dressed(self, properties: Element | None, around: Around) -> tuple[Switches, Dress, str]:
        """What is on for a run, its dress, and the font of it where that is one of signs."""
        below = self._style.switches
        if properties is None:
            on, shift, code, font, language = (
                below.over(self._document.styles.below),
                "",
                "",
                "",
                "",
            )
        else:
            style = self._document.styles.character(style_id(properties, "rStyle"))
            own = switches(properties)
            on = own.over(_toggled(style.switches, below)).over(self._document.styles.below)
            shift = value(properties, "vertAlign") or style.shift
            code = style.kind
            if style.kind in ("strong", "emphasis") and style.switches == Switches():
                on = on._replace(**{"bold" if style.kind == "strong" else "italic": True})
            fonts = properties.find(f"{W}rFonts")
            font = "" if fonts is None else fonts.get(f"{W}ascii", "").lower()
            language = self._language(properties)
        direction = around.direction if around.direction != self._document.direction else None
        dress = Dress(
            href=around.href,
            direction=direction,
            language=language,
            strong=bool(on.bold),
            emphasis=bool(on.italic)
            or bool(on.underlined and not around.href and not self._fields.address),
            strike=bool(on.strike),
            shift=shift if shift in ("superscript", "subscript") else "",
            code=code == "code" and self._style.kind != "code",
        )
        return on, dress, font

    def _language(self, properties: Element) -> str:
        """The language of a run that is in another than the article's, where Word's are right."""
        if not self._document.knows_languages:
            return ""
        lang = properties.find(f"{W}lang")
        if lang is None:
            return ""
        is_rtl = properties.find(f"{W}rtl") is not None
        tag = language_tag(lang.get(f"{W}bidi" if is_rtl else VAL, "")) or ""
        base = tag.split("-")[0]
        return "" if base == self._document.language.split("-")[0] else base


def _toggled(character: Switches, paragraph: Switches) -> Switches:
    """Two styles that both set bold make text that isn't (ECMA-376 part 1, 17.7.3)."""
    both = zip(character, paragraph, strict=True)
    return Switches(*(b if a is None else bool(a) != bool(b) for a, b in both))


def _says(piece: Piece) -> bool:
    inline = piece.inline
    return isinstance(inline, NoteRef) or (isinstance(inline, Text) and bool(inline.text.strip()))


def _text_of(element: Element) -> str:
    return "".join(one.text or "" for one in element.iter(f"{W}t"))


@cache
def _tables() -> dict[str, str]:
    text = (files("presskit.sources.doors.word") / "signs.toml").read_text(encoding="utf-8")
    return {str(name): str(table) for name, table in tomllib.loads(text).items()}


def _sign(symbol: Element) -> str:
    """The character that a `w:sym` looks like."""
    code = symbol.get(f"{W}char", "")
    try:
        return _signs(chr(int(code, 16)), symbol.get(f"{W}font", "").lower())
    except (ValueError, OverflowError):
        return ""


def _signs(text: str, font: str) -> str:
    """Text in which letters of a font for signs are what they look like."""
    table = _tables().get(font) if font else None
    if table is None:
        return text
    done = []
    for letter in text:
        code = ord(letter) - (0xF000 if ord(letter) in _PRIVATE else 0) - 0x20
        done.append(table[code] if 0 <= code < len(table) else letter)
    return "".join(done)


def _smoothed(pieces: list[Piece]) -> Iterator[Piece]:
    """Pieces in which a blank between two of one dress has that dress too."""
    for place, piece in enumerate(pieces):
        is_blank = isinstance(piece.inline, Text) and not piece.inline.text.strip()
        is_inside = is_blank and 0 < place < len(pieces) - 1
        if is_inside and pieces[place - 1].dress == pieces[place + 1].dress:
            yield Piece(piece.inline, pieces[place - 1].dress)
        else:
            yield piece


# What dresses a text, the outermost first.
_KEYS: tuple[Callable[[Dress], object], ...] = (
    lambda dress: dress.href,
    lambda dress: (dress.direction, dress.language),
    lambda dress: dress.strong,
    lambda dress: dress.emphasis,
    lambda dress: dress.strike,
    lambda dress: dress.shift,
)


def _nested(pieces: Iterable[Piece], level: int = 0) -> Iterator[Inline]:
    """Dressed pieces as inlines, each dress around all that it goes on in."""
    if level == len(_KEYS):
        for piece in pieces:
            inline = piece.inline
            is_code = piece.dress.code and isinstance(inline, Text) and inline.text.strip()
            yield Code(inline.text) if is_code and isinstance(inline, Text) else inline
        return
    for _, group in groupby(pieces, key=lambda piece: _KEYS[level](piece.dress)):
        some = list(group)
        yield from _wrapped(level, some[0].dress, list(_nested(some, level + 1)))


def _wrapped(level: int, dress: Dress, inside: list[Inline]) -> list[Inline]:
    """Inlines in the dress of a level, where they have it; blanks need none."""
    if not plain(tuple(inside)).strip():
        return inside
    match level:
        case 0 if dress.href:
            return [Link(dress.href, tuple(inside))]
        case 1 if dress.direction or dress.language:
            direction = dress.direction or direction_of(dress.language)
            return [Isolate(direction, tuple(inside), dress.language or None)]
        case 2 if dress.strong:
            return [Strong(tuple(inside))]
        case 3 if dress.emphasis:
            return [Emphasis(tuple(inside))]
        case 4 if dress.strike:
            return [Strike(tuple(inside))]
        case 5 if dress.shift:
            return shifted(inside, "sup" if dress.shift == "superscript" else "sub")
    return inside
