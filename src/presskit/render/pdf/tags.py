"""Tags: marked content on the pages, and the structure tree written into the PDF.

The functions stand in for WeasyPrint's of the same names. Its tags make a structure element of
each line and each fragment, take running heads for text, and know no scope, ids or numbering
(upstream issue 1836).
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from presskit.model.units import PIXEL_IN_POINTS
from presskit.render.pdf.destinations import point_at_structure
from presskit.render.pdf.insides import box_of, tags_on
from presskit.render.pdf.lines import collecting, line_of
from presskit.render.pdf.structure import Element, Structure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from presskit.render.pdf.structure import Leaf

_PRINT = 4  # annotation flag (ISO 32000-1, table 165)
_PDF_2 = "2.0"
_NAMESPACE = "http://iso.org/pdf2/ssn"
# ISO 32000-2, 14.8.6; the other types are those of PDF 1.7, its default.
_OF_PDF_2 = {"Document": "Document", "Note": "FENote"}
_CLASSES: dict[str, Mapping[str, Any]] = {
    "col": {"O": "/Table", "Scope": "/Column"},
    "row": {"O": "/Table", "Scope": "/Row"},
    "Disc": {"O": "/List", "ListNumbering": "/Disc"},
    "Decimal": {"O": "/List", "ListNumbering": "/Decimal"},
    "LowerAlpha": {"O": "/List", "ListNumbering": "/LowerAlpha"},
    "Struck": {"O": "/Layout", "TextDecorationType": "/LineThrough"},
    "Marked": {"O": "/Layout", "BackgroundColor": "[1 0.92 0.65]"},
    "Lowered": {"O": "/Layout", "BaselineShift": -2},
    "Raised": {"O": "/Layout", "BaselineShift": 4},
}
_structure: ContextVar[Structure] = ContextVar("structure")


@contextmanager
def structured(pages: Iterable[Any]) -> Iterator[None]:
    """Draw these pages with their structure while the context lasts."""
    token = _structure.set(Structure(pages))
    try:
        yield
    finally:
        _structure.reset(token)


@contextmanager
def marked(stream: Any, box: Any, _tag: str) -> Iterator[None]:
    """Mark what is drawn as part of the structure, or as an artifact."""
    if collecting(stream) is not None and hasattr(box, "text"):
        yield  # it is drawn, and marked, with its line
        return
    structure = _structure.get()
    leaf = structure.leaves.get(box)
    if leaf is None or leaf.mcid is not None:
        with artifact(stream, structure.artifacts.get(box, "")):
            yield
        return
    page: dict[int, Leaf] = tags_on(stream)
    last = page.get(len(page) - 1)
    # Lines of right-to-left text stay apart: a reader turns each round by itself.
    if last is not None and last.follower is leaf and _joins(stream, last.box, box):
        stream.stream.pop()
        leaf.mcid = last.mcid
        page[len(page) - 1] = leaf
    else:
        leaf.mcid = len(page)
        stream.begin_marked_content("Span", _dictionary({"MCID": leaf.mcid}))
        page[leaf.mcid] = leaf
    stream.presskit_marking = True
    yield
    stream.presskit_marking = False
    stream.end_marked_content()


def _joins(stream: Any, last: Any, box: Any) -> bool:
    """Whether two texts that follow each other can be one marked content."""
    is_ltr = all(one.style["direction"] == "ltr" for one in (last, box))
    return is_ltr and not line_of(box).is_rtl and stream.stream[-1:] == [b"EMC"]


@contextmanager
def artifact(stream: Any, kind: str = "") -> Iterator[None]:
    """Mark what is drawn as no part of the text, unless it adorns marked text.

    `kind` is that of a pagination artifact (ISO 32000-1, 14.8.2.2).
    """
    if tags_on(stream) is None or getattr(stream, "presskit_marking", False):
        yield
        return
    known = _dictionary({"Type": "/Pagination", "Subtype": f"/{kind}"}) if kind else None
    stream.begin_marked_content("Artifact", known)
    yield
    stream.end_marked_content()


def _dictionary(values: Mapping[str, Any]) -> Any:
    import pydyf

    return pydyf.Dictionary(values)


def add_tags(pdf: Any, document: Any, version: str, page_streams: Sequence[Any]) -> None:
    """Write the structure tree, and tie marked content and annotations to it."""
    pages = [tags_on(stream) for stream in page_streams]
    _Writer(pdf, document, version).write(_structure.get(), pages)


class _Writer:
    """Writes one structure tree (ISO 32000-1, 14.7)."""

    def __init__(self, pdf: Any, document: Any, version: str) -> None:
        self._pdf = pdf
        self._document = document
        self._is_pdf_2 = str(version) >= _PDF_2
        self._made: dict[Element, Any] = {}
        self._ids: dict[str, Any] = {}
        self._annotations: list[tuple[Any, Any]] = []
        self._classes: set[str] = set()

    def write(self, structure: Structure, pages: list[dict[int, Leaf]]) -> None:
        """Write the tree and what the catalog says of it."""
        pdf = self._pdf
        root = self._add({"Type": "/StructTreeRoot"})
        for element in structure.root.elements():
            self._made[element] = self._add({"S": f"/{element.type}"})
        for element, made in self._made.items():
            self._fill(element, made, root)
        numbers: list[Any] = []
        for number, page in enumerate(pages):
            owners = [self._made[leaf.owner].reference for _, leaf in sorted(page.items())]
            numbers += [number, _array(owners)]
        for number, (made, annotation) in enumerate(self._annotations, len(pages)):
            numbers += [number, made.reference]
            annotation["StructParent"] = number
        root["K"] = self._made[structure.root].reference
        root["ParentTree"] = self._add({"Nums": _array(numbers)}).reference
        root["ParentTreeNextKey"] = len(pages) + len(self._annotations)
        if self._ids:
            names = [
                part for name in sorted(self._ids) for part in (_string(name), self._ids[name])
            ]
            root["IDTree"] = self._add({"Names": _array(names)}).reference
        if self._classes:
            known = {name: _dictionary(_CLASSES[name]) for name in sorted(self._classes)}
            root["ClassMap"] = _dictionary(known)
        if self._is_pdf_2:
            namespace = self._add({"Type": "/Namespace", "NS": _string(_NAMESPACE)})
            root["Namespaces"] = _array([namespace.reference])
            for element, made in self._made.items():
                if element.type in _OF_PDF_2:
                    made["S"], made["NS"] = f"/{_OF_PDF_2[element.type]}", namespace.reference
            point_at_structure(pdf, structure, self._made)
        pdf.catalog["StructTreeRoot"] = root.reference
        pdf.catalog["MarkInfo"] = _dictionary({"Marked": "true"})

    def _add(self, values: Mapping[str, Any]) -> Any:
        made = _dictionary(values)
        self._pdf.add_object(made)
        return made

    def _fill(self, element: Element, made: Any, root: Any) -> None:
        parent = self._made[element.parent] if element.parent else root
        made["P"] = parent.reference
        self._attributes(element, made)
        kids = list(self._kids(element, made))
        for page, box in element.boxes:
            if element.type == "Link" and box.link_annotation:
                kids.append(self._link(element, made, page, box.link_annotation))
        made["K"] = kids[0] if len(kids) == 1 else _array(kids)

    def _kids(self, element: Element, made: Any) -> Iterator[Any]:
        last = None
        for kid in element.kids:
            if isinstance(kid, Element):
                yield self._made[kid].reference
            elif kid.mcid is not None and (kid.page, kid.mcid) != last:
                last = (kid.page, kid.mcid)
                page = self._pdf.page_references[kid.page]
                if made.setdefault("Pg", page) == page:
                    yield kid.mcid
                else:
                    yield _dictionary({"Type": "/MCR", "Pg": page, "MCID": kid.mcid})

    def _link(self, element: Element, made: Any, page: int, annotation: Any) -> Any:
        """Tie an annotation to its structure element (ISO 14289-1, 7.18.5)."""
        annotation["F"] = _PRINT
        annotation["Contents"] = _string(element.attribute("title") or element.text().strip())
        self._annotations.append((made, annotation))
        reference = {
            "Type": "/OBJR",
            "Obj": annotation.reference,
            "Pg": self._pdf.page_references[page],
        }
        return _dictionary(reference)

    def _attributes(self, element: Element, made: Any) -> None:
        if element.type == "Document":
            rtl = box_of(self._document.pages[0]).style["direction"] == "rtl"
            if rtl:
                made["A"] = _dictionary({"O": "/Layout", "WritingMode": "/RlTb"})
        if element.language:
            made["Lang"] = _string(element.language)
        if element.alt:
            made["Alt"] = _string(element.alt)
            made["A"] = self._place(*element.boxes[0])
        name = element.scope or element.numbering or element.look
        if name:
            self._classes.add(name)
            made["C"] = f"/{name}"
        if element.type in {"TH", "Note"}:
            identifier = element.attribute("id") or f"{element.type}-{made.number}"
            made["ID"] = _string(identifier)
            self._ids[identifier] = made.reference
        headers = element.attribute("headers").split() if element.type in {"TD", "TH"} else []
        if headers:
            made["A"] = _dictionary({"O": "/Table", "Headers": _array(map(_string, headers))})

    def _place(self, page: int, box: Any) -> Any:
        """A picture's bounding box in points, from the page's lower left corner."""
        height = self._document.pages[page].height
        left, top = box.content_box_x(), box.content_box_y()
        edges = (left, height - top - box.height, left + box.width, height - top)
        rectangle = _array([round(edge * PIXEL_IN_POINTS, 2) for edge in edges])
        return _dictionary({"O": "/Layout", "Placement": "/Block", "BBox": rectangle})


def _array(values: Iterable[Any]) -> Any:
    import pydyf

    return pydyf.Array(values)


def _string(text: str) -> Any:
    import pydyf

    return pydyf.String(text)
