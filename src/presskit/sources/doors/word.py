"""Word files that others made, in Word or Google Docs: mammoth says what they mean, in HTML."""

from __future__ import annotations

import base64
import io
import zipfile
from typing import TYPE_CHECKING, Any

from presskit.diagnostics import PresskitError
from presskit.sources.doors.html import read_html

if TYPE_CHECKING:
    from presskit.diagnostics import Report
    from presskit.sources.doors.source import Source

_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p.deck:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
comment-reference => !
"""
_LARGEST_UNPACKED = 500_000_000


def read_word(data: bytes, report: Report, language: str) -> Source:
    """The article of a DOCX. Fails with `docx-unreadable`."""
    import mammoth

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            unpacked = sum(entry.file_size for entry in package.infolist())
        if unpacked > _LARGEST_UNPACKED:
            report.fail("file-too-large", "the document unpacks to more than an article can be")
        made = mammoth.convert_to_html(
            io.BytesIO(data),
            style_map=_STYLES,
            convert_image=mammoth.images.img_element(_picture),
            ignore_empty_paragraphs=True,
        )
    except PresskitError:
        raise
    except Exception as error:  # noqa: BLE001 - zip, XML and mammoth's own errors alike
        report.fail(
            "docx-unreadable",
            f"the file is no Word document that can be read: {error}",
            hint="open it in Word and save it as .docx",
        )
    return read_html(f"<body>{made.value}</body>", report, language=language)


def _picture(image: Any) -> dict[str, str]:
    with image.open() as file:
        data = base64.b64encode(file.read()).decode("ascii")
    return {"src": f"data:{image.content_type};base64,{data}"}
