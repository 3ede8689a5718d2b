"""HTML: a saved page, the export of a CMS, or what the clipboard holds.

Nothing of the markup is kept as it is: elements become the model's own records, so scripts, styles
and foreign attributes cannot pass.
"""

from __future__ import annotations

import base64
import binascii
import datetime
import re
from typing import TYPE_CHECKING

from lxml import html
from msgspec.structs import replace

from presskit.diagnostics import Position
from presskit.model import blocks as model
from presskit.model.inlines import (
    Code,
    Emphasis,
    Inlines,
    Isolate,
    LineBreak,
    Link,
    Strong,
    Text,
    plain,
)
from presskit.sources.doors.source import Source
from presskit.sources.inlines import joined
from presskit.sources.languages import guess_language, language_tag
from presskit.sources.pasted.cutting import cut
from presskit.sources.pasted.lines import Kind, Line, Marker, line_of
from presskit.sources.pasted.opening import Given

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presskit.diagnostics import Report
    from presskit.model.inlines import Inline

_ROOTS = (
    "//*[contains(@itemprop, 'articleBody')]/ancestor-or-self::*[self::article or contains(@itemprop, 'articleBody')][1]",
    "//article",
    "//main",
    "//*[contains(concat(' ', @class, ' '), ' entry-content ')]",
    "//*[contains(concat(' ', @class, ' '), ' post-content ')]",
    "//*[contains(concat(' ', @class, ' '), ' article-body ')]",
)
_DROPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "iframe",
        "template",
        "svg",
        "object",
        "embed",
        "link",
        "meta",
        "head",
        "title",
        "canvas",
        "audio",
        "video",
        "map",
    ]
)
_FURNITURE = frozenset(["nav", "form", "button", "select", "footer", "input", "menu"])
_FURNITURE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:share|sharing|social|related|newsletter|advert\w*|ads?|promo|comments?|"
    r"breadcrumbs?|sidebar|cookie|popup|subscribe|most-read|sharedaddy|jp-relatedposts)(?:$|[\s_-])",
    re.IGNORECASE,
)
_BLOCKS = _FURNITURE | frozenset(
    [
        "address",
        "article",
        "body",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "figcaption",
        "header",
        "hgroup",
        "html",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "ul",
        "blockquote",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
    ]
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_SAFE = re.compile(r"(?i)(?:https?|mailto|tel):")
_DATA = re.compile(r"data:image/(?P<kind>png|jpe?g|gif|webp);base64,(?P<data>.*)", re.DOTALL)
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)")
_NOT_BOLD = re.compile(r"font-weight\s*:\s*(?:normal|[1-5]00)")
_ITALIC = re.compile(r"font-style\s*:\s*(?:italic|oblique)")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")
_SPACES = re.compile(r"[ \t\r\n\f]+")
_LONGEST_BOLD_HEADING = 95
_DEEPEST = 60
_SITE = re.compile(r"\s+[|–—»·-]\s+[^|–—»·]{2,40}$")


def read_html(
    text: str, report: Report, *, language: str = "", given: Given | None = None
) -> Source:
    """The article of a page, or of a piece of HTML.

    `language` is that of articles that name none, `given` what is known besides. Parts of the page
    around the article are left out; those that stand inside it are noted as `copy-left-out`.
    """
    parser = html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=False
    )
    tree = html.document_fromstring(text.encode("utf-8", "replace") or b"<p></p>", parser=parser)
    given = given or _given(tree, text)
    root = _root(tree)
    tag = given.language or language or guess_language(root.text_content())
    reader = _Reader(report)
    reader.read(root)
    return Source(_levelled(reader.lines), replace(given, language=tag), reader.pictures)


def _levelled(lines: list[Line]) -> list[Line]:
    """Lines whose headings begin with level 2; those that were only bold stand under the others."""
    real = [line.level for line in lines if line.level]
    # A page's headline is none of them.
    shift = 2 - min((level for level in real if level > 1), default=2)
    done: list[Line] = []
    last = 1
    for line in lines:
        if line.kind is not Kind.HEADING:
            done.append(line)
            continue
        level = min(max(line.level + shift, 2), 4) if line.level else min(last + 1, 4)
        last = level if line.level > 1 else last
        done.append(replace(line, level=level))
    return done


def is_html(text: str) -> bool:
    """Whether a text is HTML: it opens with a tag, and has some that close."""
    head = text.lstrip()[:500].lower()
    if re.match(r"<(?:!doctype html|html|head|body|meta|article)\b", head):
        return True
    return (
        head.startswith("<")
        and len(re.findall(r"(?i)</(?:p|div|h[1-6]|ul|span|b|strong)>", text)) > 0
    )


def _root(tree: html.HtmlElement) -> html.HtmlElement:
    """The element that holds the article: the longest of the first kind that a page has."""
    whole = len(tree.text_content())
    for path in _ROOTS:
        found = [one for one in tree.xpath(path) if isinstance(one, html.HtmlElement)]
        if found:
            best = max(found, key=lambda one: len(one.text_content()))
            if len(best.text_content()) * 5 > whole or len(best.text_content()) > 600:
                return best
    body = tree.find("body")
    return tree if body is None else body


def _given(tree: html.HtmlElement, text: str) -> Given:
    """What a page's head says; nothing, for a piece of HTML."""
    if "<head" not in text[:3000].lower():
        return Given(language=language_tag(tree.get("lang") or "") or "")

    def meta(*names: str) -> str:
        for name in names:
            for attribute in ("property", "name", "itemprop"):
                for one in tree.xpath(
                    "//meta[@content][@*[local-name()=$a]=$n]", a=attribute, n=name
                ):
                    if said := " ".join(one.get("content").split()):
                        return said
        return ""

    title = meta("og:title", "twitter:title")
    heads = [" ".join(one.text_content().split()) for one in tree.xpath("//h1")]
    if len(heads) == 1 and heads[0]:
        title = heads[0]
    elif not title and (name := tree.find(".//title")) is not None:
        title = _SITE.sub("", " ".join((name.text or "").split()))
    tags = [one.get("content") for one in tree.xpath("//meta[@property='article:tag'][@content]")]
    return Given(
        title=title,
        kicker=meta("article:section"),
        byline=_byline(meta("author", "article:author")),
        date=iso_date(meta("article:published_time", "datePublished", "date") or _time(tree)),
        language=language_tag(tree.get("lang") or "") or "",
        tags=tuple(dict.fromkeys(tags)),
    )


def _byline(author: str) -> str:
    return "" if "://" in author or author.startswith("@") else author


def _time(tree: html.HtmlElement) -> str:
    found = tree.xpath("//article//time[@datetime] | //time[@pubdate][@datetime]")
    return str(found[0].get("datetime")) if found else ""


def iso_date(text: str) -> datetime.date | None:
    """The date that a time stamp begins with (ISO 8601); None where it doesn't."""
    try:
        return datetime.date.fromisoformat(text[:10])
    except ValueError:
        return None


class _Reader:
    def __init__(self, report: Report) -> None:
        self._report = report
        self.lines: list[Line] = []
        self.pictures: dict[str, bytes] = {}

    def read(self, root: html.HtmlElement) -> None:
        """Put the blocks of an element to the lines."""
        self._children(root, 0)

    @property
    def _number(self) -> int:
        return len(self.lines) + 1

    def _put(self, inlines: Inlines) -> None:
        if line := line_of(inlines, self._number, gap=True):
            self.lines.append(self._with_weight(line))

    def _with_weight(self, line: Line) -> Line:
        """A line that is bold as a whole, and short, is a heading or a question."""
        inlines = line.inlines or ()
        if line.kind is not Kind.TEXT or len(inlines) != 1 or not isinstance(inlines[0], Strong):
            return line
        inner = cut(inlines[0].children, 0, None)
        if line.text.rstrip().endswith(("؟", "?")):
            return Line(line.text, line.number, 1, Kind.TEXT, line.gap, inlines=inner)
        if len(line.text) > _LONGEST_BOLD_HEADING or line.is_closed or line.text[-1] in "،,؛;":
            return line
        return Line(line.text, line.number, 1, Kind.HEADING, line.gap, inlines=inner)

    def _block(self, block: model.Block, text: str) -> None:
        self.lines.append(
            Line(text, self._number, 1, Kind.BLOCK, gap=True, inlines=(), block=block)
        )

    def _children(self, element: html.HtmlElement, depth: int) -> None:
        """The blocks of an element; text that stands between blocks is a paragraph."""
        waiting: list[Inline] = []

        def close() -> None:
            for part in _parted(joined(waiting)):
                self._put(part)
            waiting.clear()

        if element.text:
            waiting.append(Text(_SPACES.sub(" ", element.text)))
        for child in element:
            if not isinstance(child.tag, str):
                continue
            if child.tag in _BLOCKS or _has_block(child):
                close()
                if depth < _DEEPEST:
                    self._element(child, depth + 1)
            else:
                waiting += self._inline(child, depth)
            if child.tail:
                waiting.append(Text(_SPACES.sub(" ", child.tail)))
        close()

    def _element(self, element: html.HtmlElement, depth: int) -> None:
        tag = element.tag
        if tag in _DROPPED or _HIDDEN.search(element.get("style") or ""):
            return
        if tag in _FURNITURE or (
            tag in {"div", "section", "ul", "p", "aside"}
            and _FURNITURE_CLASS.search(element.get("class") or "")
        ):
            self._leave_out(element)
        elif tag in _HEADINGS:
            self._heading(element, _HEADINGS[tag], depth)
        elif tag in {"ul", "ol"}:
            self._list(element, depth, 0)
        elif tag == "blockquote" or "pullquote" in (element.get("role") or ""):
            self._quote(element, depth)
        elif tag == "table":
            self._table(element, depth)
        elif tag == "figure":
            self._figure(element)
        elif tag == "pre":
            text = element.text_content().strip("\n")
            self._block(model.CodeBlock(text), text[:40])
        elif tag == "hr":
            self.lines.append(Line("***", self._number, 1, Kind.RULE, gap=True, inlines=()))
        elif tag == "dl":
            self._definitions(element, depth)
        else:
            self._children(element, depth)

    def _leave_out(self, element: html.HtmlElement) -> None:
        said = " ".join(element.text_content().split())
        if said:
            self._report.add(
                "copy-left-out",
                f"“{said[:60]}” was left out: a part of the page (<{element.tag}>)",
                Position(element.sourceline or 1),
            )

    def _heading(self, element: html.HtmlElement, level: int, depth: int) -> None:
        inlines = cut(self._inlines(element, depth), 0, None)
        if text := plain(inlines):
            inlines = _unbold(inlines)
            self.lines.append(
                Line(text, self._number, 1, Kind.HEADING, gap=True, inlines=inlines, level=level)
            )
        for picture in element.iter("img"):
            self._picture(picture, ())

    def _list(self, element: html.HtmlElement, depth: int, level: int) -> None:
        """Items as lines with markers; a list with more in it than lines is a block of its own."""
        items = [child for child in element if child.tag == "li"]
        if level == 0 and not all(map(_is_simple, items)):
            block = self._list_block(element, depth)
            if block.items:
                self._block(block, "list")
            return
        number = _start(element)
        for count, item in enumerate(items):
            inlines = cut(self._inlines(item, depth, without=("ul", "ol")), 0, None)
            if text := plain(inlines):
                is_numbered = element.tag == "ol"
                mark = Marker(
                    f"{number + count}." if is_numbered else "•",
                    number + count if is_numbered else None,
                )
                self.lines.append(
                    Line(text, self._number, 1, Kind.ITEM, count == 0, 4 * level, mark, inlines)
                )
            for inner in item:
                if inner.tag in {"ul", "ol"} and depth < _DEEPEST:
                    self._list(inner, depth + 1, level + 1)

    def _list_block(self, element: html.HtmlElement, depth: int) -> model.List:
        items = tuple(
            model.ListItem(blocks)
            for item in element
            if item.tag == "li" and (blocks := self._inside(item, depth))
        )
        return model.List(items, element.tag == "ol", _start(element))

    def _inside(self, element: html.HtmlElement, depth: int) -> tuple[model.Block, ...]:
        """The blocks of an element that stands for itself: an item, a quote, a definition."""
        inner = _Reader(self._report)
        inner._children(element, depth + 1)
        self.pictures |= inner.pictures
        return tuple(_plain_blocks(inner.lines))

    def _quote(self, element: html.HtmlElement, depth: int) -> None:
        said: Inlines = ()
        for cite in [*element.iter("cite"), *element.iter("footer")]:
            said = cut(self._inlines(cite, depth), 0, None)
            _remove(cite)
            break
        said = cut(said, len(plain(said)) - len(plain(said).lstrip("—–―- ")), None)
        blocks = self._inside(element, depth)
        is_pulled = "pull" in f"{element.get('class')} {element.get('role')}"
        if blocks:
            kind = model.PullQuote if is_pulled else model.BlockQuote
            self._block(kind(blocks, said), "quote")

    def _definitions(self, element: html.HtmlElement, depth: int) -> None:
        items: list[model.Definition] = []
        for child in element.iter("dt", "dd"):
            if child.tag == "dt":
                items.append(model.Definition(cut(self._inlines(child, depth), 0, None), ()))
            elif items:
                last = items[-1]
                items[-1] = model.Definition(last.term, (*last.blocks, *self._inside(child, depth)))
        if items:
            self._block(model.DefinitionList(tuple(items)), "definitions")

    def _table(self, element: html.HtmlElement, depth: int) -> None:
        rows = [[c for c in row if c.tag in {"td", "th"}] for row in element.iter("tr")]
        rows = [row for row in rows if row]
        if not rows or max(map(len, rows)) == 1 or len(rows) == 1:  # it only places things
            for row in rows:
                for cell in row:
                    self._children(cell, depth + 1)
            return
        made = [self._row(row, depth) for row in rows]
        caption = element.find("caption")
        said = cut(self._inlines(caption, depth), 0, None) if caption is not None else ()
        self._block(model.Table(made[0], tuple(made[1:]), (), said), "table")

    def _row(self, cells: list[html.HtmlElement], depth: int) -> model.Row:
        done: list[model.Cell] = []
        for cell in cells:
            inlines = (
                _unbold(cut(self._inlines(cell, depth), 0, None))
                if cell.tag == "th"
                else cut(self._inlines(cell, depth), 0, None)
            )
            done.append(model.Cell(inlines))
            span = cell.get("colspan") or "1"
            done += [model.Cell(())] * (min(int(span), 50) - 1 if span.isdecimal() else 0)
        return model.Row(tuple(done))

    def _figure(self, element: html.HtmlElement) -> None:
        caption = element.find(".//figcaption")
        said = cut(self._inlines(caption, 0), 0, None) if caption is not None else ()
        pictures = list(element.iter("img"))
        table = element.find(".//table")
        if table is not None:
            self._table(table, 0)
        elif not pictures:
            quote = element.find(".//blockquote")
            if quote is not None:
                self._quote(quote, 0)
            elif said:
                self._put(said)
        for number, picture in enumerate(pictures):
            self._picture(picture, said if number == 0 else ())

    def _picture(self, element: html.HtmlElement, caption: Inlines) -> None:
        """A picture that came along is a figure; of one that is elsewhere the caption is told."""
        src = (element.get("src") or "").strip()
        alt = " ".join((element.get("alt") or "").split())
        if match := _DATA.match(src):
            name = self._kept(match)
            if name:
                self._block(model.Figure(name, alt, caption), name)
            return
        if src and not re.match(r"(?i)[a-z][a-z0-9+.-]*:|//|/", src):
            self._block(model.Figure(src, alt, caption), src)
            return
        said = " — ".join(filter(None, (plain(caption) or alt, src if _SAFE.match(src) else "")))
        if said:
            self._report.add(
                "copy-picture", f"the picture “{said[:80]}” isn't here: a note says so"
            )
            self._block(model.DeskNote(said), said[:40])

    def _kept(self, match: re.Match[str]) -> str:
        try:
            data = base64.b64decode(match["data"], validate=False)
        except (binascii.Error, ValueError):
            return ""
        kind = "jpg" if match["kind"].startswith("jp") else match["kind"]
        name = f"pictures/picture-{len(self.pictures) + 1}.{kind}"
        self.pictures[name] = data
        return name

    def _inlines(
        self, element: html.HtmlElement, depth: int, without: tuple[str, ...] = ()
    ) -> Inlines:
        done: list[Inline] = []
        if element.text:
            done.append(Text(_SPACES.sub(" ", element.text)))
        for child in element:
            if isinstance(child.tag, str) and child.tag not in without:
                if child.tag in _BLOCKS and done:
                    done.append(Text(" "))
                done += self._inline(child, depth)
            if child.tail:
                done.append(Text(_SPACES.sub(" ", child.tail)))
        return joined(_one_blank(done))

    def _inline(self, element: html.HtmlElement, depth: int) -> list[Inline]:
        tag = element.tag
        style = element.get("style") or ""
        if (
            tag in _DROPPED
            or tag in {"button", "input", "select"}
            or depth > _DEEPEST
            or _HIDDEN.search(style)
        ):
            return []
        if tag == "br":
            return [LineBreak()]
        if tag == "img":
            self._picture(element, ())
            return []
        if tag in {"code", "kbd", "samp", "tt"}:
            return [Code(element.text_content())]
        children = self._inlines(element, depth + 1)
        if not plain(children).strip():
            return [Text(" ")] if plain(children) else list(children)
        if tag == "a" and _SAFE.match(href := (element.get("href") or "").strip()):
            return [Link(href, children)]
        if (tag in {"b", "strong"} and not _NOT_BOLD.search(style)) or _BOLD.search(style):
            children = (Strong(children),)
        if tag in {"i", "em", "cite"} or _ITALIC.search(style):
            children = (Emphasis(children),)
        direction = (element.get("dir") or "").lower()
        if direction in {"ltr", "rtl"}:
            lang = language_tag(element.get("lang") or "")
            children = (Isolate("ltr" if direction == "ltr" else "rtl", children, lang),)
        return list(children)


def _one_blank(inlines: list[Inline]) -> Iterator[Inline]:
    """Inlines without a second blank where one element's text meets another's."""
    ends_blank = True
    for inline in inlines:
        if isinstance(inline, Text):
            text = inline.text.lstrip(" ") if ends_blank else inline.text
            if text:
                ends_blank = text.endswith(" ")
                yield Text(text)
            continue
        ends_blank = isinstance(inline, LineBreak) or plain((inline,)).endswith(" ")
        yield inline


def _parted(inlines: Inlines) -> Iterator[Inlines]:
    """Inlines cut at line breaks: pasted copy ends paragraphs with them."""
    part: list[Inline] = []
    for inline in inlines:
        if isinstance(inline, LineBreak):
            yield tuple(part)
            part = []
        elif isinstance(inline, Strong | Emphasis) and any(
            isinstance(i, LineBreak) for i in inline.children
        ):
            *before, last = list(_parted(inline.children))
            for piece in before:
                yield (*part, type(inline)(piece))
                part = []
            if last:
                part.append(type(inline)(last))
        else:
            part.append(inline)
    yield tuple(part)


def _unbold(inlines: Inlines) -> Inlines:
    """Inlines that are bold as a whole, without that: headings are bold by themselves."""
    if len(inlines) == 1 and isinstance(inlines[0], Strong):
        return cut(inlines[0].children, 0, None)
    return inlines


def _plain_blocks(lines: list[Line]) -> Iterator[model.Block]:
    """Blocks of lines that stand inside others, where no more is read into them."""
    items: list[Line] = []

    def close() -> Iterator[model.Block]:
        if items:
            from presskit.sources.pasted.made import nested_list
            from presskit.sources.pasted.wraps import Unit

            yield nested_list([Unit((line,)) for line in items])
            items.clear()

    for line in lines:
        if line.kind is Kind.ITEM and line.marker:
            items.append(line)
            continue
        yield from close()
        if line.block is not None:
            yield line.block
        elif line.kind is Kind.HEADING:
            yield model.Paragraph((Strong(line.inlines or ()),))
        elif line.inlines:
            yield model.Paragraph(line.inlines)
    yield from close()


def _is_simple(item: html.HtmlElement) -> bool:
    """Whether an item is a line, and lists of lines under it."""
    paragraphs = 0
    for child in item.iterdescendants():
        if child.tag in {"table", "blockquote", "figure", "pre", "dl", *_HEADINGS}:
            return False
        paragraphs += child.tag in {"p", "div"} and child.getparent() is item
    return paragraphs <= 1


def _has_block(element: html.HtmlElement) -> bool:
    return any(isinstance(one.tag, str) and one.tag in _BLOCKS for one in element.iterdescendants())


def _start(element: html.HtmlElement) -> int:
    start = element.get("start") or "1"
    return int(start) if start.isdecimal() and element.tag == "ol" else 1


def _remove(element: html.HtmlElement) -> None:
    parent = element.getparent()
    if parent is not None:
        element.drop_tree()
