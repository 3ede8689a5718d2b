"""HTML in Markdown: its tags are read for what they mean, and none is printed."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape
from typing import TYPE_CHECKING, NamedTuple

from presskit.diagnostics import Position
from presskit.language.facts import direction_of
from presskit.model.inlines import (
    Code,
    Emphasis,
    Isolate,
    LineBreak,
    Link,
    Mark,
    Strike,
    Strong,
    Subscript,
    Superscript,
    Text,
    plain,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from presskit.diagnostics import Report
    from presskit.model.inlines import Direction, Dressed, Inline

_OWN = re.compile(r"<!--\s*presskit:")
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
TAG = re.compile(
    r"<(?P<end>/)?(?P<name>[A-Za-z][\w:.-]*)(?P<rest>(?:\"[^\"]*\"|'[^']*'|[^<>\"'])*)>", re.DOTALL
)
_ATTRIBUTE = re.compile(r"([A-Za-z_:@][\w:.-]*)(?:\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'=<>`]+))?")
_DRESSES: dict[str, type[Dressed]] = {
    "b": Strong,
    "strong": Strong,
    "i": Emphasis,
    "em": Emphasis,
    "cite": Emphasis,
    "dfn": Emphasis,
    "var": Emphasis,
    "u": Emphasis,
    "ins": Emphasis,
    "s": Strike,
    "del": Strike,
    "strike": Strike,
    "mark": Mark,
    "sub": Subscript,
    "sup": Superscript,
}
_DIRECTIONS: dict[str, Direction] = {"ltr": "ltr", "rtl": "rtl"}
_DEEPEST = 50
_CODE = frozenset(["code", "kbd", "samp", "tt"])
_SAFE = re.compile(r"(?i)(?:https?:|ftp:|mailto:|tel:|#|[^:]*$|[^:/?#]*[/?#])")
LEFT_OUT = frozenset(
    [
        "script",
        "style",
        "iframe",
        "video",
        "audio",
        "object",
        "embed",
        "svg",
        "canvas",
        "template",
        "noscript",
        "form",
        "input",
        "select",
        "textarea",
        "button",
        "map",
        "area",
        "source",
        "track",
        "param",
        "link",
        "meta",
        "base",
        "head",
        "title",
    ]
)
BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "caption",
        "colgroup",
        "col",
    ]
)
PHRASES = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "br",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "img",
        "ins",
        "kbd",
        "label",
        "mark",
        "meter",
        "nobr",
        "output",
        "picture",
        "progress",
        "q",
        "rb",
        "rp",
        "rt",
        "rtc",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    ]
)
VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    ]
)
_KNOWN = LEFT_OUT | BLOCKS | PHRASES


class Tag(NamedTuple):
    """A tag: its name in small letters, its attributes, how it is written, where."""

    name: str
    attributes: dict[str, str]
    ends: bool
    written: str
    at: Position

    @property
    def is_known(self) -> bool:
        """Whether HTML has such an element; `<String>` is none, nor is a component of a site."""
        return self.name in _KNOWN

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in it."""
        return self.name in VOID or self.written.endswith("/>")


def read_tag(html: str, at: Position) -> Tag | None:
    """A tag; None for anything else."""
    match = TAG.fullmatch(html)
    if match is None:
        return None
    pairs = _ATTRIBUTE.findall(match["rest"])
    attributes = {name.lower(): unescape(value.strip("\"'")) for name, value in pairs}
    return Tag(match["name"].lower(), attributes, bool(match["end"]), html, at)


def tell_of_html(tag: Tag, report: Report) -> None:
    """Tell of HTML, once a file."""
    is_told = any(
        found.code == "html-read" and found.place.file == report.file
        for found in report.diagnostics
    )
    if not is_told:
        report.add(
            "html-read",
            f"“{tag.written[:40]}” is HTML; what tags mean was kept, and none is printed",
            tag.at,
            "use Markdown instead",
        )


def tell_of_loss(tag: Tag, said: str, report: Report) -> None:
    """Tell of an element that no edition can show, by its address or its words."""
    address = next((tag.attributes[n] for n in ("src", "data", "href") if n in tag.attributes), "")
    what = " ".join((said or address).split())
    if tag.name in {"script", "style", "head", "template"} and not address:
        what = ""
    report.add(
        "html-dropped",
        f"<{tag.name}> stands in no edition" + (f": “{what[:600]}”" if what else ""),
        tag.at,
        "say in words what a reader must know of it",
    )


def without_comments(html: str, at: Position, report: Report) -> str:
    """HTML without comments, each told of but presskit's own; line ends in them stay."""
    kept = html
    for match in reversed(list(COMMENT.finditer(html)) if "-->" in html else []):
        kept = kept[: match.start()] + "\n" * match[0].count("\n") + kept[match.end() :]
        if not _OWN.match(match[0]):
            place = _place(html, match.start(), at)
            report.add("comment-dropped", "a comment stands in no edition", place)
    return kept


class Frames:
    """Inlines between the tags of a text: what is between a pair is dressed as the pair says."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._open: list[tuple[Tag, list[Inline]]] = []
        self._names: Counter[str] = Counter()
        self._done: list[Inline] = []

    def add(self, inlines: Iterable[Inline]) -> None:
        """Take what comes next."""
        self.last.extend(inlines)

    @property
    def last(self) -> list[Inline]:
        """The inlines of the innermost open pair."""
        return self._open[-1][1] if self._open else self._done

    def take(self, tag: Tag) -> None:
        """Take a tag; one that no element of HTML has is text, if nothing closes it."""
        if tag.name == "br":
            self.last.append(LineBreak())
        elif tag.ends:
            self._close(tag)
        elif tag.is_empty or len(self._open) == _DEEPEST:
            if tag.name in LEFT_OUT:
                tell_of_loss(tag, "", self._report)
            else:
                tell_of_html(tag, self._report)
        else:
            self._open.append((tag, []))
            self._names[tag.name] += 1

    def close(self) -> list[Inline]:
        """All inlines, also of pairs that nothing closed."""
        while self._open:
            tag, inside = self._open.pop()
            if tag.is_known or tag.attributes:
                self._put(tag, inside, is_closed=False)
            else:
                self._keep(tag)
                self.last.extend(inside)
        return self._done

    def _close(self, end: Tag) -> None:
        if not self._names[end.name]:
            tell_of_html(end, self._report)
            if end.name in BLOCKS and self.last:
                self.last.append(Text(" "))
            return
        while self._open:
            tag, inside = self._open.pop()
            self._names[tag.name] -= 1
            self._put(tag, inside, is_closed=tag.name == end.name)
            if tag.name == end.name:
                return

    def _put(self, tag: Tag, inside: list[Inline], *, is_closed: bool) -> None:
        if tag.name in LEFT_OUT:
            tell_of_loss(tag, plain(tuple(inside)), self._report)
            return
        tell_of_html(tag, self._report)
        if tag.name in BLOCKS and self.last:
            self.last.append(Text(" "))
        self.last.extend(dressed(tag, inside) if is_closed else inside)

    def _keep(self, tag: Tag) -> None:
        self._report.add(
            "html-as-text",
            f"“{tag.written[:40]}” looks like HTML and is none; it was kept as text",
            tag.at,
            "write \\< before it, or put it in `…`, if it is meant",
        )
        self.last.append(Text(tag.written, tag.at))


def dressed(tag: Tag, inside: list[Inline]) -> list[Inline]:
    """Inlines dressed as the element around them says."""
    children = tuple(inside)
    if not children:
        return []
    if tag.name in _DRESSES and plain(children).strip():
        inside = [_DRESSES[tag.name](children)]  # type: ignore[list-item]
    elif tag.name in _CODE:
        inside = [Code(plain(children))]
    elif tag.name == "a" and (href := tag.attributes.get("href", "").strip()):
        has_link = any(isinstance(one, Link) for one in children)
        if not has_link and _SAFE.match(href) and plain(children).strip():
            inside = [Link(href, children)]
    return isolated(inside, tag.attributes.get("dir", ""), tag.attributes.get("lang"))


def isolated(inside: list[Inline], direction: str, lang: str | None) -> list[Inline]:
    """Inlines in the direction and language that their markup names."""
    direction = direction.lower()
    if direction not in _DIRECTIONS and not lang:
        return inside
    settled = _DIRECTIONS.get(direction) or direction_of(lang or "")
    return [Isolate(settled, tuple(inside), lang)]


def _place(html: str, index: int, at: Position) -> Position:
    line = html.count("\n", 0, index)
    column = index - (html.rfind("\n", 0, index) + 1)
    return Position(at.line + line, column + (1 if line else at.column))
