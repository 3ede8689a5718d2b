"""The structure tree: what assistive technology is told of the pages.

Built from WeasyPrint's boxes before they are drawn. One HTML element is one structure element,
however many columns and pages its boxes stand on; elements without a meaning of their own give
their content to the one around them (ISO 32000-1, 14.7 and 14.8; ISO 14289-1, 7).
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeAlias

from presskit.render.pdf.insides import box_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_TYPES = {
    "p": "P",
    "h1": "H1",
    "h2": "H2",
    "h3": "H3",
    "h4": "H4",
    "h5": "H5",
    "h6": "H6",
    "blockquote": "BlockQuote",
    "aside": "BlockQuote",
    "article": "Art",
    "section": "Sect",
    "pre": "P",
    "code": "Code",
    "a": "Link",
    "ul": "L",
    "ol": "L",
    "dl": "L",
    "table": "Table",
    "caption": "Caption",
    "figcaption": "Caption",
    "thead": "THead",
    "tbody": "TBody",
    "tfoot": "TFoot",
    "tr": "TR",
    "th": "TH",
    "td": "TD",
    "figure": "Figure",
}
# Dress that has no type of its own: a Span with the look as its attribute (ISO 32000-1, 14.8.5.4).
_LOOKS = {"s": "Struck", "mark": "Marked", "sub": "Lowered", "sup": "Raised"}
# No quotes and no pictures, as other elements of their names are.
_GROUPS = frozenset(["box", "related", "gallery"])
_KEPT_EMPTY = frozenset(["TH", "TD", "Figure"])
# ISO 32000-1, table 347, has no value for letters of other alphabets: the nearest stands.
_NUMBERINGS = {
    "bullet": "Disc",
    "dash": "Disc",
    "task": "Disc",
    "decimal": "Decimal",
    "arabic-indic": "Decimal",
    "persian": "Decimal",
}
_LETTERS = "LowerAlpha"
_MARKERS = ("::marker", "::footnote-marker")
_NOTE_LINK = "note-ref"  # the class of a mark that leads to a note told of before


class Leaf:
    """A box that is drawn, text or a picture; `mcid` is set when it is (ISO 32000-1, 14.7.4).

    `follower` is the leaf right behind it in the same element.
    """

    def __init__(self, box: Any, owner: Element, page: int) -> None:
        self.box = box
        self.owner = owner
        self.page = page
        self.mcid: int | None = None
        self.follower: Leaf | None = None

    def is_under(self, other: Leaf) -> bool:
        """Whether it stands under another, or on a later page."""
        middle = other.box.position_y + other.box.height / 2
        return self.page > other.page or bool(self.box.position_y >= middle)


Kid: TypeAlias = "Element | Leaf"


class Element:
    """A structure element with what becomes its attributes."""

    def __init__(self, kind: str, parent: Element | None, source: Any = None) -> None:
        self.type = kind
        self.parent = parent
        self.kids: list[Kid] = []
        self.source = source
        self.boxes: list[tuple[int, Any]] = []
        self.language: str | None = None
        self.alt: str | None = None
        self.scope: str | None = None
        self.numbering: str | None = None
        self.look: str | None = None
        if parent is not None:
            parent.kids.append(self)

    def attribute(self, name: str) -> str:
        """An attribute of the HTML element, or nothing."""
        return self.source.get(name, "") if self.source is not None else ""

    def inside(self, kind: str) -> Element | None:
        """The nearest element of a type, this one or one around it."""
        element: Element | None = self
        while element is not None and element.type != kind:
            element = element.parent
        return element

    def elements(self) -> Iterator[Element]:
        """Itself and all elements inside, in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.elements()

    def text(self) -> str:
        """All text inside, in reading order."""
        return "".join(
            kid.text() if isinstance(kid, Element) else getattr(kid.box, "text", "")
            for kid in self.kids
        )


class Structure:
    """The structure tree of a document and the artifacts beside it.

    `leaves` finds the leaf of a box, `artifacts` the kind of an artifact: "Header", "Footer" or
    nothing in particular.
    """

    def __init__(self, pages: Iterable[Any]) -> None:
        self.root = Element("Document", None)
        self.leaves: dict[Any, Leaf] = {}
        self.artifacts: dict[Any, str] = {}
        self._elements: dict[tuple[Any, str], Element] = {}
        self._languages: dict[Any, str | None] = {}
        self._calls: dict[Any, Element] = {}
        self._repeated: dict[Any, int] = {}
        for number, page in enumerate(pages):
            self._page(number, page)
        self._place_notes()
        _prune(self.root)
        for element in self.root.elements():
            for kid, other in pairwise(element.kids):
                if isinstance(other, Leaf):
                    other.box.presskit_follows = True
                if isinstance(kid, Leaf) and isinstance(other, Leaf):
                    kid.follower = other
                    kid.box.presskit_ends_block = other.is_under(kid)
            if element.type == "Lbl" and element.kids and isinstance(element.kids[-1], Leaf):
                element.kids[-1].box.presskit_ends_label = True

    def _page(self, number: int, page: Any) -> None:
        from weasyprint.formatting_structure import boxes

        for box in box_of(page).children:
            if isinstance(box, boxes.MarginBox):
                self._artifact(box, "Header" if box.at_keyword.startswith("@top") else "Footer")
            elif isinstance(box, boxes.FootnoteAreaBox):
                for note in box.children:
                    self._note(note, number)
            else:
                self._box(box, self.root, number)

    def _artifact(self, box: Any, kind: str) -> None:
        """No part of the text (ISO 14289-1, 7.8: running heads and folios)."""
        for part in _descendants(box):
            self.artifacts[part] = kind

    def _note(self, box: Any, page: int) -> None:
        if box.element is None:
            for child in box.children:
                self._note(child, page)
            return
        key = (box.element, "note")
        if key not in self._elements:
            self._elements[key] = Element("Note", self.root, box.element)
        self._children(box, self._elements[key], page)

    def _box(self, box: Any, parent: Element, page: int) -> None:
        box = getattr(box, "_box", box)  # WeasyPrint's placeholder of an absolute box
        source, tag = box.element, box.element_tag
        is_hidden = source is not None and source.get("aria-hidden") == "true"
        is_head = tag in {"thead", "tfoot"}
        if is_hidden or (is_head and self._repeated.setdefault(source, page) != page):
            self._artifact(box, "")
        else:
            self._children(box, self._element(box, source, tag, parent, page), page)

    def _children(self, box: Any, element: Element, page: int) -> None:
        if _is_leaf(box):
            self._leaf(box, element, page)
        for child in getattr(box, "children", ()):
            self._box(child, element, page)

    def _leaf(self, box: Any, owner: Element, page: int) -> None:
        if box.style["visibility"] != "visible":
            self._artifact(box, "")
            return
        if box.element_tag == "img":
            alt = box.element.get("alt", "")
            if not alt:
                self._artifact(box, "")
                return
            figure = owner.inside("Figure")
            if figure is None or figure.alt is not None:
                figure = Element("Figure", owner, box.element)
            figure.alt = alt
            figure.boxes.append((page, box))
            owner = figure
        leaf = self.leaves[box] = Leaf(box, owner, page)
        owner.kids.append(leaf)

    def _element(self, box: Any, source: Any, tag: str, parent: Element, page: int) -> Element:
        """The structure element of a box: its own, made at its first box, else its parent's."""
        if source is None or tag in {"html", "body"}:
            return parent
        if (source, tag) not in self._elements:
            self._elements[source, tag] = self._made(box, source, tag, parent)
        element = self._elements[source, tag]
        if element.type == "Link" and tag == "a":
            element.boxes.append((page, box))
        return _body(element) if element.type == "LI" and not tag.endswith(_MARKERS) else element

    def _made(self, box: Any, source: Any, tag: str, parent: Element) -> Element:
        kind = _TYPES.get(tag)
        if kind and source.get("class", "").split(" ")[0] in _GROUPS:
            kind = "Sect"
        if tag in {"li", "dt", "dd"}:
            return self._item(source, tag, parent)
        if tag.endswith(_MARKERS):
            return self._label(source, parent)
        if tag.endswith("::footnote-call"):
            self._calls[source] = parent
            return Element("Reference", parent, None)
        if kind is None and _is_block(box) and parent.inside("Note"):
            kind = "P"  # HTML has only a span for it: a note stands in a paragraph
        if kind == "Link" and source.get("class") == _NOTE_LINK:
            parent = Element("Reference", parent)
        language = source.get("lang")
        if kind is None and (tag in _LOOKS or (language and "::" not in tag)):
            kind = "Span"
        if kind is None:
            return parent
        element = Element(kind, parent, source)
        element.language = language
        element.look = _LOOKS.get(tag)
        element.scope = source.get("scope", "col") if kind == "TH" else None
        if kind == "L":
            element.numbering = _numbering(source, tag)
        return element

    def _item(self, source: Any, tag: str, parent: Element) -> Element:
        """LI for an item, Lbl for a term, LBody for its definition (ISO 32000-1, 14.8.4.3.3)."""
        if tag == "li":
            return Element("LI", parent, source)
        last = parent.kids[-1] if parent.kids else None
        if tag == "dt" or not isinstance(last, Element):
            last = Element("LI", parent)
        if tag == "dt":
            return Element("Lbl", last, source)
        return _body(last)

    def _label(self, source: Any, parent: Element) -> Element:
        """The marker of an item or a note, before its text."""
        item = self._elements.get((source, "li")) or parent.inside("Note")
        label = Element("Lbl", None, None)
        label.parent = item or parent
        label.parent.kids.insert(0, label)
        return label

    def _place_notes(self) -> None:
        """Move each note behind the block that refers to it."""
        for (source, tag), note in self._elements.items():
            call = self._calls.get(source) if tag == "note" else None
            if call is None:
                continue
            while call.parent is not None and call.parent.type not in _HOLDERS:
                call = call.parent
            home = call.parent or self.root
            assert note.parent is not None
            note.parent.kids.remove(note)
            note.parent = home
            after = home.kids.index(call) + 1 if call in home.kids else len(home.kids)
            while after < len(home.kids) and _is_note(home.kids[after]):
                after += 1
            home.kids.insert(after, note)


def _unwrap(body: Element, only: Kid) -> None:
    """Let an item of one paragraph hold its text itself."""
    if isinstance(only, Element) and only.type == "P" and only.language is None:
        body.kids = only.kids
        for kid in body.kids:
            if isinstance(kid, Leaf):
                kid.owner = body
            else:
                kid.parent = body


_HOLDERS = frozenset(["Document", "Art", "Sect", "LBody", "BlockQuote"])


def _is_note(kid: Kid) -> bool:
    return isinstance(kid, Element) and kid.type == "Note"


def _body(item: Element) -> Element:
    """The LBody of an item, made where there is none yet."""
    for kid in item.kids:
        if isinstance(kid, Element) and kid.type == "LBody":
            return kid
    return Element("LBody", item)


def _numbering(source: Any, tag: str) -> str:
    marker = source.get("class", "").split(" ")[0]
    return _NUMBERINGS.get(marker, _LETTERS if tag == "ol" else "Disc")


def _is_leaf(box: Any) -> bool:
    from weasyprint.formatting_structure import boxes

    return isinstance(box, boxes.TextBox | boxes.ReplacedBox)


def _is_block(box: Any) -> bool:
    from weasyprint.formatting_structure import boxes

    return isinstance(box, boxes.BlockBox)


def _descendants(box: Any) -> Iterator[Any]:
    box = getattr(box, "_box", box)
    yield box
    for child in getattr(box, "children", ()):
        yield from _descendants(child)


def _prune(element: Element) -> bool:
    """Take away elements that hold nothing; say whether this one holds something."""
    element.kids = [kid for kid in element.kids if isinstance(kid, Leaf) or _prune(kid)]
    if element.type == "LBody" and len(element.kids) == 1:
        _unwrap(element, element.kids[0])
    return bool(element.kids) or element.type in _KEPT_EMPTY
