"""PDFs made by hand, each with what a test is about and nothing more."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import ImageCms

_X4 = "http://www.npes.org/pdfx/ns/id/"


def srgb() -> bytes:
    """An ICC profile for RGB."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


class Paper:
    """A PDF of A4 pages; `with` gives its pikepdf document, `data` its bytes."""

    def __init__(self, *contents: bytes, title: str = "A title") -> None:
        self.pdf = pikepdf.new()
        self.pdf.Root.Lang = "en"
        self.pdf.Root.MarkInfo = Dictionary(Marked=True)
        self.pdf.Root.StructTreeRoot = self.pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        if title:
            self.pdf.docinfo["/Title"] = title
        self.resources = self.pdf.make_indirect(Dictionary())
        for content in contents:
            page = self.pdf.add_blank_page(page_size=(595.28, 841.89))
            page.Contents = self.pdf.make_stream(content)
            page.Resources = self.resources

    def add(self, kind: str, name: str, thing: Any) -> Paper:
        """Put something among the resources of all pages."""
        if f"/{kind}" not in self.resources:
            self.resources[f"/{kind}"] = Dictionary()
        self.resources[f"/{kind}"][f"/{name}"] = thing
        return self

    def picture(self, name: str, width: int, height: int, **more: Any) -> Paper:
        """A grey picture of this many pixels."""
        return self.add("XObject", name, self.image(width, height, **more))

    def image(self, width: int, height: int, **more: Any) -> pikepdf.Stream:
        """A picture, grey unless told."""
        values = {"ColorSpace": Name.DeviceGray, "BitsPerComponent": 8} | more
        return self.pdf.make_stream(
            b"\x80" * width * height,
            Dictionary(Subtype=Name.Image, Width=width, Height=height, **values),
        )

    def form(self, name: str, content: bytes, **more: Any) -> Paper:
        """A form XObject."""
        box = Array([0, 0, 100, 100])
        stream = self.pdf.make_stream(content, Dictionary(Subtype=Name.Form, BBox=box, **more))
        return self.add("XObject", name, stream)

    def icc(self, components: int) -> Array:
        """An ICC colour space."""
        profile = self.pdf.make_stream(srgb(), Dictionary(N=components))
        return Array([Name.ICCBased, profile])

    def font(self, name: str, base: str, *, embedded: bool = True, **more: Any) -> Paper:
        """A Type 1 font in WinAnsi unless told."""
        values: dict[str, Any] = {"Encoding": Name.WinAnsiEncoding} | more
        descriptor = Dictionary(Type=Name.FontDescriptor, Flags=32)
        if embedded:
            descriptor.FontFile3 = self.pdf.make_stream(b"program")
        font = Dictionary(
            Type=Name.Font,
            Subtype=Name.Type1,
            BaseFont=Name(f"/{base}"),
            FontDescriptor=descriptor,
            **values,
        )
        return self.add("Font", name, self.pdf.make_indirect(font))

    def press(self, *, intent: bytes | None = b"CMYK", trim: bool = True) -> Paper:
        """Claim PDF/X-4, with an output intent whose profile has these colours, and trimmed."""
        with self.pdf.open_metadata(update_docinfo=False) as xmp:
            xmp[f"{{{_X4}}}GTS_PDFXVersion"] = "PDF/X-4"
        if intent:
            profile = srgb()
            profile = profile[:16] + intent + profile[20:]
            self.pdf.Root.OutputIntents = Array(
                [
                    Dictionary(
                        S=Name.GTS_PDFX,
                        OutputConditionIdentifier="FOGRA39",
                        DestOutputProfile=self.pdf.make_stream(profile),
                    )
                ]
            )
        for page in self.pdf.pages if trim else ():
            page.TrimBox = Array([10, 10, 500, 800])
        return self

    def data(self, **how: Any) -> bytes:
        """The bytes of the file."""
        file = io.BytesIO()
        self.pdf.save(file, **how)
        return file.getvalue()
