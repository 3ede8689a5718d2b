"""Word files that others made, in Word or Google Docs: mammoth says what they mean, in HTML."""

from __future__ import annotations

import base64
import io
import re
import zipfile
from typing import TYPE_CHECKING, Any

from lxml import html

from presskit.diagnostics import PresskitError
from presskit.sources.doors.elements import text_in
from presskit.sources.doors.html import read_html
from presskit.sources.doors.word_marks import HEADING, START, marked

if TYPE_CHECKING:
    from presskit.diagnostics import Report
    from presskit.sources.doors.source import Source

_STYLES = f"""
p[style-name='Title'] => h1.title:fresh
p[style-name='Subtitle'] => p.deck:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote.pullquote > p:fresh
p[style-name='Caption'] => p:fresh
comment-reference => sup
{chr(10).join(f"p.{HEADING}{level} => h{level}:fresh" for level in range(1, 7))}
"""
_LARGEST_UNPACKED = 500_000_000
_LARGEST_XML = 60_000_000
_STARTED = re.compile(rf'<ol>(<li>(?:<p>)?)<a id="{START}(\d+)"></a>')
_START = re.compile(rf'<a id="{START}\d+"></a>')


def read_word(data: bytes, report: Report, language: str) -> Source:
    """The article of a DOCX. Fails with `docx-unreadable` or `file-too-large`."""
    import mammoth

    try:
        _check_size(data, report)
        made = mammoth.convert_to_html(
            io.BytesIO(marked(data)),
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
    for said in dict.fromkeys(one.message for one in made.messages if "ignored" in one.message):
        report.add("copy-left-out", f"a part of the document was left out: {said}")
    text = _START.sub("", _STARTED.sub(r'<ol start="\2">\1', made.value))
    return read_html(
        f"<body>{_with_remarks(text)}</body>", report, language=language, is_whole=True
    )


def _check_size(data: bytes, report: Report) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        sizes = [(one.filename, one.file_size) for one in package.infolist()]
    text = sum(size for name, size in sizes if name.lower().endswith((".xml", ".rels")))
    if text > _LARGEST_XML or sum(size for _, size in sizes) > _LARGEST_UNPACKED:
        report.fail("file-too-large", "the document unpacks to more than an article can be")


def _with_remarks(text: str) -> str:
    """The document with its comments as remarks under the blocks that they are about."""
    if 'id="comment-ref-' not in text:
        return text
    body = html.fragment_fromstring(text, create_parent="body")
    for link in body.xpath("//sup/a[starts-with(@id, 'comment-ref-')]"):
        block = next(one for one in [link, *link.iterancestors()] if one.getparent() is body)
        said = body.xpath("//dt[@id=$id]/following-sibling::dd[1]", id=link.get("href")[1:])
        link.getparent().drop_tree()
        if said:
            remark = html.Element("p", {"data-remark": ""})
            remark.text = text_in(said[0]).removesuffix("↑").strip()
            block.addnext(remark)
    for comments in body.xpath("./dl[dt[starts-with(@id, 'comment-')]]"):
        comments.drop_tree()
    return "".join(html.tostring(one, encoding="unicode") for one in body)


def _picture(image: Any) -> dict[str, str]:
    with image.open() as file:
        data = base64.b64encode(file.read()).decode("ascii")
    return {"src": f"data:{image.content_type};base64,{data}"}
