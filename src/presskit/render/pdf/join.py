"""Parts of an issue joined: one PDF, one structure tree, one subset a face.

By pikepdf, whose qpdf copies objects between files; what must be one is put together here.
"""

from __future__ import annotations

import hashlib
import warnings
from io import BytesIO
from itertools import groupby
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from presskit.render.pdf.codes import subset_tag
from presskit.render.pdf.parts import ELSEWHERE
from presskit.render.pdf.shrink import is_whole, renumbered

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import pikepdf

    from presskit.render.pdf.ledger import FontName, FontTable
    from presskit.render.pdf.parts import Made

_BATCH = 100  # entries of a CMap's section (Adobe Technical Note 5014)


class Entry(Struct, frozen=True):
    """An entry of the outline, and those under it; `name` is the destination's."""

    title: str
    name: str
    entries: tuple[Entry, ...] = ()


def join(
    front: Made,
    parts: Sequence[Made],
    tables: Mapping[FontName, FontTable],
    outline: Sequence[Entry],
) -> bytes:
    """The PDF of the front and the parts behind it."""
    return _Joiner(front, tables).join(parts, outline)


class _Joiner:
    def __init__(self, front: Made, tables: Mapping[FontName, FontTable]) -> None:
        import pikepdf

        self._front = front
        self._tables = tables
        self._pdf = pikepdf.open(BytesIO(front.pdf))
        self._fonts: dict[FontName, Any] = {}
        self._pictures: dict[bytes, Any] = {}
        self._names: dict[bytes, Any] = {}
        self._ids: dict[bytes, Any] = {}
        self._files: dict[str, bytes] = dict(front.files)
        self._root: Any = self._pdf.Root.StructTreeRoot
        self._spaces: Any = self._pdf.pages[0].Resources.ColorSpace
        self._sources: list[pikepdf.Pdf] = []

    def join(self, parts: Sequence[Made], outline: Sequence[Entry]) -> bytes:
        """The bytes of the whole."""
        self._share(list(self._pdf.pages), self._front)
        self._gather(self._pdf.Root)
        for part in parts:
            self._append(part)
        self._finish(outline)
        for source in self._sources:
            source.close()
        buffer = BytesIO()
        self._pdf.save(buffer, deterministic_id=True, object_stream_mode=_generate())
        return buffer.getvalue()

    def _append(self, part: Made) -> None:
        import pikepdf

        source = pikepdf.open(BytesIO(part.pdf))
        self._sources.append(source)  # its streams are read when the whole is saved
        self._files |= part.files
        before = len(self._pdf.pages)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it misses named destinations: _gather sees to them
            self._pdf.pages.extend(source.pages)
        pages = [self._pdf.pages[number] for number in range(before, len(self._pdf.pages))]
        self._share(pages, part)
        root = self._pdf.copy_foreign(source.Root.StructTreeRoot)
        names = self._pdf.copy_foreign(source.make_indirect(source.Root.Names))
        self._tree(pages, root)
        self._gather(pikepdf.Dictionary(StructTreeRoot=root, Names=names))

    def _share(self, pages: Sequence[Any], part: Made) -> None:
        """Let pages use the fonts, the colours and the pictures that all use."""
        resources = pages[0].Resources
        for name, number in part.fonts.items():
            font = resources.Font["/" + name]
            resources.Font["/" + name] = self._fonts.setdefault((name, number), font)
        for space in resources.ColorSpace.keys():  # noqa: SIM118 - a pikepdf dictionary
            if space in self._spaces:
                resources.ColorSpace[space] = self._spaces[space]
            else:
                self._spaces[space] = resources.ColorSpace[space]
        pictures = resources.get("/XObject", {})
        for name in list(pictures):
            if pictures[name].get("/Subtype") == "/Image":
                digest = hashlib.sha256(pictures[name].read_raw_bytes()).digest()
                pictures[name] = self._pictures.setdefault(digest, pictures[name])
        for page in pages:
            for annotation in page.get("/Annots", ()):
                _lead(annotation)

    def _tree(self, pages: Sequence[Any], root: Any) -> None:
        """Hang a part's structure into the whole's (ISO 32000-1, 14.7.4.4: the parent tree)."""
        whole, first = self._root.K, int(self._root.ParentTreeNextKey)
        for kid in _listed(root.K.K):
            kid.P = whole
            whole.K.append(kid)
        numbers = self._root.ParentTree.Nums
        for key, value in zip(root.ParentTree.Nums[::2], root.ParentTree.Nums[1::2], strict=True):
            numbers.append(first + int(key))
            numbers.append(value)
        for page in pages:
            page.StructParents = first + int(page.StructParents)
            for annotation in page.get("/Annots", ()):
                if "/StructParent" in annotation:
                    annotation.StructParent = first + int(annotation.StructParent)
        self._root.ParentTreeNextKey = first + int(root.ParentTreeNextKey)
        for name, value in root.get("/ClassMap", {}).items():
            self._class_map()[name] = value
        for namespace in root.get("/Namespaces", ()):
            self._root.Namespaces.append(namespace)

    def _class_map(self) -> Any:
        import pikepdf

        if "/ClassMap" not in self._root:
            self._root.ClassMap = pikepdf.Dictionary()
        return self._root.ClassMap

    def _gather(self, catalog: Any) -> None:
        """Remember what name trees say: destinations, and ids of structure elements."""
        names = catalog.get("/Names", {}).get("/Dests", {}).get("/Names", [])
        ids = catalog.StructTreeRoot.get("/IDTree", {}).get("/Names", [])
        for said, found in ((names, self._names), (ids, self._ids)):
            pairs = zip(list(said)[::2], list(said)[1::2], strict=True)
            found.update((bytes(key), value) for key, value in pairs)

    def _finish(self, outline: Sequence[Entry]) -> None:
        import pikepdf

        for name, font in self._fonts.items():
            self._fill(font, self._files[name[0]], self._tables[name])
        catalog = self._pdf.Root
        catalog.Names = pikepdf.Dictionary(Dests=_name_tree(self._names))
        if self._ids:
            self._root.IDTree = self._pdf.make_indirect(_name_tree(self._ids))
        _write_outline(self._pdf, outline)

    def _fill(self, font: Any, file: bytes, table: FontTable) -> None:
        """Give a font the glyphs, widths and texts of all parts (ISO 32000-1, 9.7)."""
        import pikepdf

        small, mapping = renumbered(file, table.glyphs, table.composites)
        inner = font.DescendantFonts[0]
        inner.W = pikepdf.Array(list(_widths(table.widths)))
        inner.Subtype = pikepdf.Name.CIDFontType2
        inner.CIDToGIDMap = self._pdf.make_stream(mapping)
        descriptor = inner.FontDescriptor
        if "/FontFile3" in descriptor:
            del descriptor.FontFile3
        descriptor.FontFile2 = self._pdf.make_stream(small, Length1=len(small))
        descriptor.FontBBox[2] = max(table.widths.values())
        tag = "" if is_whole(file) else f"{subset_tag(small)}+"
        name = pikepdf.Name(f"/{tag}{str(font.BaseFont).partition('+')[2]}")
        font.BaseFont = inner.BaseFont = descriptor.FontName = name
        font.Encoding = pikepdf.Name("/Identity-H")
        font.ToUnicode = self._pdf.make_stream(_to_unicode(table.texts))


def outlined(data: bytes, outline: Sequence[Entry]) -> bytes:
    """A PDF with an outline that leads to its named destinations."""
    import pikepdf

    buffer = BytesIO()
    with pikepdf.open(BytesIO(data)) as pdf:
        _write_outline(pdf, outline)
        pdf.save(buffer, deterministic_id=True, object_stream_mode=_generate())
    return buffer.getvalue()


def _write_outline(pdf: pikepdf.Pdf, outline: Sequence[Entry]) -> None:
    import pikepdf

    top = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Outlines))
    _write_entries(pdf, top, outline)
    pdf.Root.Outlines = top
    pdf.Root.PageMode = pikepdf.Name.UseOutlines


def _write_entries(pdf: pikepdf.Pdf, parent: Any, entries: Sequence[Entry]) -> int:
    """Write entries under their parent, closed; how many there are (ISO 32000-1, 12.3.3)."""
    import pikepdf

    made: list[Any] = []
    for entry in entries:
        item: Any = pdf.make_indirect(
            pikepdf.Dictionary(Title=pikepdf.String(entry.title), Parent=parent)
        )
        item.Dest = pikepdf.String(entry.name)
        if entry.entries:
            item.Count = -_write_entries(pdf, item, entry.entries)
        if made:
            made[-1].Next, item.Prev = item, made[-1]
        made.append(item)
    parent.First, parent.Last, parent.Count = made[0], made[-1], len(made)
    return len(made)


def _generate() -> Any:
    import pikepdf

    return pikepdf.ObjectStreamMode.generate


def _lead(annotation: Any) -> None:
    """Let a link to a story of another part lead there."""
    import pikepdf

    uri = str(annotation.get("/A", {}).get("/URI", ""))
    if uri.startswith(ELSEWHERE):
        del annotation.A
        annotation.Dest = pikepdf.String(uri.removeprefix(ELSEWHERE))


def _listed(kids: Any) -> list[Any]:
    import pikepdf

    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _name_tree(names: Mapping[bytes, Any]) -> Any:
    """A name tree of one node, in the order of its bytes (ISO 32000-1, 7.9.6)."""
    import pikepdf

    parts = (part for key in sorted(names) for part in (pikepdf.String(key), names[key]))
    return pikepdf.Dictionary(Names=pikepdf.Array(list(parts)))


def _widths(widths: Mapping[int, int]) -> Iterator[Any]:
    """A W array: `first [width …]` for each run of codes (ISO 32000-1, 9.7.4.3)."""
    import pikepdf

    for _, run in groupby(enumerate(sorted(widths)), lambda pair: pair[1] - pair[0]):
        codes = [code for _, code in run]
        yield codes[0]
        yield pikepdf.Array([widths[code] for code in codes])


def _to_unicode(texts: Mapping[int, str]) -> bytes:
    """A ToUnicode CMap (ISO 32000-1, 9.10.3)."""
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<0000> <ffff>",
        "endcodespacerange",
    ]
    codes = sorted(texts)
    for start in range(0, len(codes), _BATCH):
        batch = codes[start : start + _BATCH]
        lines.append(f"{len(batch)} beginbfchar")
        lines += (f"<{code:04x}> <{texts[code].encode('utf-16-be').hex()}>" for code in batch)
        lines.append("endbfchar")
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines).encode()
