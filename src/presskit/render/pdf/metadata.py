"""The PDF's metadata: XMP, the information dictionary, and the standards it claims there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5
from xml.sax.saxutils import escape, quoteattr

from presskit.release import VERSION
from presskit.render.pdf.standards import NO_DATE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from presskit.model.issue_layout import IssueLayout
    from presskit.model.layout import Layout
    from presskit.render.pdf.standards import Claim

_NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "pdfxid": "http://www.npes.org/pdfx/ns/id/",
    "pdfd": "http://pdfa.org/declarations/",
}
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_EXTENSIONS = (
    "http://www.aiim.org/pdfa/ns/extension/",
    "http://www.aiim.org/pdfa/ns/schema#",
    "http://www.aiim.org/pdfa/ns/property#",
)
# Properties that PDF/A doesn't know must be described (ISO 19005-2, 6.6.2.3.3).
_DESCRIBED = {
    "ua": ("pdfuaid", "part", "Integer", "PDF/UA identification", "the part of ISO 14289"),
    "x": ("pdfxid", "GTS_PDFXVersion", "Text", "PDF/X identification", "the version of PDF/X"),
}
# Well-Tagged PDF 1.0, which PDF/UA-2 files as presskit tags them follow; clauses 6.1.2 and 6.1.3.
_DECLARED = {
    "ua-2": (
        "http://pdfa.org/declarations/wtpdf#accessibility1.0",
        "http://pdfa.org/declarations/wtpdf#reuse1.0",
    )
}
_REVISIONS = {"a-4": "2020", "ua-2": "2024"}
_NAMESPACE = UUID("8f7a3c1e-6f0d-5d43-9b0c-3c1d4a3f5b21")


def write_metadata(pdf: Any, layout: Layout | IssueLayout, claim: Claim) -> None:
    """Write what the PDF says of itself into XMP, the shorter part of it for old readers too."""
    import pydyf

    said = layout.metadata
    undated = NO_DATE if claim.family("x") else ""
    date = said.date.isoformat() if said.date else undated
    producer = f"presskit {VERSION} with {_text(pdf.info['Producer'])}"
    stamp = f"{date}T00:00:00Z" if claim.family("x") else date
    packet = _packet(layout, claim, producer, stamp)
    # PDF/X-4 readers look for it without knowing filters.
    stream = pydyf.Stream(
        [packet.encode()],
        {"Type": "/Metadata", "Subtype": "/XML"},
        compress=claim.family("x") is None,
    )
    pdf.add_object(stream)
    pdf.catalog["Metadata"] = stream.reference
    if claim.version == "2.0":  # deprecated there, and forbidden by ISO 19005-4, 6.1.3
        pdf.info.clear()
        return
    pdf.info["Producer"] = pydyf.String(producer)
    pdf.info.pop("Subject", None)  # long, and in the XMP
    if claim.family("x"):
        moment = pydyf.String(f"D:{date.replace('-', '')}000000Z")
        pdf.info.update({"CreationDate": moment, "ModDate": moment, "Trapped": "/False"})


def _text(string: Any) -> str:
    """What a pydyf string says."""
    return str(string.string)


def _packet(layout: Layout | IssueLayout, claim: Claim, producer: str, stamp: str) -> str:
    said = layout.metadata
    properties = [
        _alternatives("dc:title", said.title, layout.language),
        _list("dc:creator", "Seq", said.writers),
        _alternatives("dc:description", said.description, layout.language),
        _list("dc:subject", "Bag", said.tags),
        _list("dc:language", "Bag", [layout.language]),
        _list("dc:publisher", "Bag", [said.publication] if said.publication else []),
        _simple("pdf:Producer", producer),
        _simple("pdf:Keywords", ", ".join(said.tags)),
        _simple("xmp:CreateDate", stamp),
        *_claims(claim),
        _declared(claim),
        *_press(claim, said.identifier, stamp),
    ]
    body = "\n".join(filter(None, properties))
    namespaces = " ".join(
        f'xmlns:{name}="{url}"' for name, url in _NAMESPACES.items() if f"<{name}:" in body
    )
    described = "".join(_described(claim))
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="{_RDF}">\n'
        f'<rdf:Description rdf:about="" {namespaces}>\n{body}\n</rdf:Description>\n{described}'
        '</rdf:RDF></x:xmpmeta>\n<?xpacket end="r"?>'
    )


def _claims(claim: Claim) -> Iterator[str]:
    for standard in claim.standards:
        prefix = {"a": "pdfaid", "ua": "pdfuaid", "x": "pdfxid"}[standard.family]
        if standard.family == "x":
            yield _simple("pdfxid:GTS_PDFXVersion", standard.title)
        else:
            yield _simple(f"{prefix}:part", str(standard.part))
            yield _simple(f"{prefix}:conformance", standard.level)
            yield _simple(f"{prefix}:rev", _REVISIONS.get(standard.name, ""))


def _declared(claim: Claim) -> str:
    """What the file declares besides: PDF Declarations, which name a profile by its address."""
    profiles = [one for standard in claim.standards for one in _DECLARED.get(standard.name, ())]
    items = "".join(
        f'<rdf:li rdf:parseType="Resource">{_simple("pdfd:conformsTo", one)}</rdf:li>'
        for one in profiles
    )
    return f"<pdfd:declarations><rdf:Bag>{items}</rdf:Bag></pdfd:declarations>" if items else ""


def _press(claim: Claim, identifier: str, stamp: str) -> Iterator[str]:
    """What PDF/X-4 asks for besides (ISO 15930-7, 6.9)."""
    if claim.family("x"):
        yield _simple("xmp:ModifyDate", stamp)
        yield _simple("xmp:MetadataDate", stamp)
        yield _simple("xmpMM:DocumentID", f"uuid:{uuid5(_NAMESPACE, identifier)}")
        yield _simple("xmpMM:VersionID", "1")
        yield _simple("xmpMM:RenditionClass", "default")
        if not claim.family("a"):  # which doesn't know the property; the Info says it too
            yield _simple("pdf:Trapped", "False")


def _described(claim: Claim) -> Iterator[str]:
    archival = claim.family("a")
    others = [_DESCRIBED[s.family] for s in claim.standards if s.family in _DESCRIBED]
    if archival is None or archival.version == "2.0" or not others:
        return
    extension, schema, prop = _EXTENSIONS
    yield (
        f'<rdf:Description rdf:about="" xmlns:pdfaExtension="{extension}" '
        f'xmlns:pdfaSchema="{schema}" xmlns:pdfaProperty="{prop}"><pdfaExtension:schemas><rdf:Bag>'
    )
    for prefix, name, kind, title, meaning in others:
        yield (
            '<rdf:li rdf:parseType="Resource">'
            f"<pdfaSchema:schema>{title}</pdfaSchema:schema>"
            f"<pdfaSchema:namespaceURI>{_NAMESPACES[prefix]}</pdfaSchema:namespaceURI>"
            f"<pdfaSchema:prefix>{prefix}</pdfaSchema:prefix>"
            '<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">'
            f"<pdfaProperty:name>{name}</pdfaProperty:name>"
            f"<pdfaProperty:valueType>{kind}</pdfaProperty:valueType>"
            "<pdfaProperty:category>internal</pdfaProperty:category>"
            f"<pdfaProperty:description>{meaning}</pdfaProperty:description>"
            "</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li>"
        )
    yield "</rdf:Bag></pdfaExtension:schemas></rdf:Description>\n"


def _simple(name: str, value: str) -> str:
    return f"<{name}>{escape(value)}</{name}>" if value else ""


def _list(name: str, kind: str, values: Iterable[str]) -> str:
    items = "".join(f"<rdf:li>{escape(value)}</rdf:li>" for value in values)
    return f"<{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>" if items else ""


def _alternatives(name: str, value: str, language: str) -> str:
    if not value:
        return ""
    items = f'<rdf:li xml:lang="x-default">{escape(value)}</rdf:li>'
    if language:
        items += f"<rdf:li xml:lang={quoteattr(language)}>{escape(value)}</rdf:li>"
    return f"<{name}><rdf:Alt>{items}</rdf:Alt></{name}>"
