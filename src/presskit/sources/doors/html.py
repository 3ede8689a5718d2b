"""HTML: a saved page, the export of a CMS, or what the clipboard holds.

Nothing of the markup is kept as it is: elements become the model's own records, so scripts, styles
and foreign attributes cannot pass.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from lxml import etree, html
from msgspec.structs import replace

from presskit.model.article import Note
from presskit.sources.bidi import without_strays_inside
from presskit.sources.doors.blocks import BlockReader, Page
from presskit.sources.doors.elements import text_in
from presskit.sources.doors.finding import Weights, is_sentence
from presskit.sources.doors.inlines import tell_left_out
from presskit.sources.doors.lines import levelled
from presskit.sources.doors.notes import take_notes
from presskit.sources.doors.page import address_of, first_date, given_by, host_of, is_page
from presskit.sources.doors.pictures import Pictures
from presskit.sources.doors.place import Place, place_of_article, rest_of
from presskit.sources.doors.source import Source
from presskit.sources.doors.spoken import spoken_language
from presskit.sources.doors.summaries import bare
from presskit.sources.doors.trimming import Trimmer
from presskit.sources.pasted.dates import date_in
from presskit.sources.pasted.lines import Kind, Line
from presskit.sources.pasted.words import count_words

if TYPE_CHECKING:
    import datetime
    from pathlib import Path

    from presskit.diagnostics import Report
    from presskit.sources.doors.about import OpeningReader
    from presskit.sources.pasted.opening import Given

_CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
# These hold nothing, which libxml2 doesn't know: it would put what follows into them.
_VOID = re.compile(r"(?i)<(embed|source|track|wbr)\b[^>]*>")
_OF_HEAD = frozenset(["base", "link", "meta", "noscript", "script", "style", "template", "title"])
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_NO_NAME = re.compile(r"[^\w-]+")
_XHTML = re.compile(r"\s*<\?xml\b")
_LONGEST_KNOWN = 150
_KICKER_WORDS, _LONGEST_KICKER = 5, 40


def read_html(
    text: str,
    report: Report,
    *,
    language: str = "",
    given: Given | None = None,
    folder: Path | None = None,
    base: str = "",
) -> Source:
    """The article of a page, or of a piece of HTML.

    `language` is that of articles that name none, `given` what is known besides, `folder` where
    the pictures of a page that is a file lie, and `base` its address. Parts of the page that are no part of the
    article are noted as `copy-left-out`. Fails with `nesting-too-deep`.
    """
    tree = _parsed(_CONTROL.sub("", text), report)
    if folder is None:
        for one in tree.iter():
            one.sourceline = 0  # lines of what is no file say nothing
    is_copy = given is None
    given = given or given_by(tree)
    etree.strip_elements(tree, "script", "style", "template", with_tail=False)
    body = tree if tree.find("body") is None else tree.find("body")
    base = base or address_of(tree)
    weights = Weights(body, host_of(tree, base))
    place = Place(body)
    is_site = is_copy and is_page(tree)
    if is_site:
        place = place_of_article(body, weights, given.title)
        _tell_of_rest(body, place, report)
    root = place.root
    language = spoken_language(root, given.language or language, given.title)
    labels, texts = take_notes(root)
    Trimmer(weights, root, report).trim(is_page=is_site)
    pictures = Pictures(report, folder, base)
    page = Page(report, language, pictures, base, labels, is_copy)
    title, given = _take_title(place, given)
    reader = BlockReader(page)
    reader.read(root, place.opening)
    opening = reader.opening
    slug = _NO_NAME.sub("-", given.slug).strip("-")  # files are called by it
    notes = [Note(label, BlockReader(page).blocks(one)) for label, one in texts.items()]
    lines = without_strays_inside((*opening.lines, *reader.lines), report)
    return Source(
        lines=levelled(_without_known(list(lines), title, given)),
        given=without_strays_inside(
            replace(
                given,
                kicker=given.kicker or opening.kicker,
                date=_date(given, opening, report),
                language=language,
                slug=slug,
                deck=opening.deck,
            ),
            report,
        ),
        pictures=pictures.kept,
        notes=without_strays_inside(tuple(notes), report),
    )


def _date(given: Given, opening: OpeningReader, report: Report) -> datetime.date | None:
    """The date of an article: its page's head says it, else the line over its text, else a stamp.

    Where they differ by more than time zones do, that is told.
    """
    found = (date_in(one.text, given.language) for one in opening.lines if one.kind is Kind.DATE)
    said = {
        "its head": given.date,
        "the line over its text": next((date for _, date in filter(None, found)), None),
        "its time stamp": first_date(opening.stamps),
    }
    dates = {where: date for where, date in said.items() if date}
    if not dates:
        return None
    first, taken = next(iter(dates.items()))
    others = [f"{where} says {date}" for where, date in dates.items() if abs(date - taken).days > 1]
    if others:
        report.add(
            "copy-doubtful",
            f"the page names several dates: {first} says {taken}, {', '.join(others)}",
            hint=f"{taken} was taken: write another date if it is wrong",
        )
    return taken


def plain_html(text: str) -> str:
    """Plain text as HTML: each line is a paragraph."""
    lines = text.replace("\r\n", "\n").split("\n")
    return "".join(f"<p>{escape(line)}</p>" for line in lines if line.strip())


def flowed_html(text: str) -> str:
    """Plain text as HTML, where a line that ends no sentence goes on in the next."""
    paragraphs: list[str] = []
    goes_on = False
    for line in map(str.strip, text.replace("\r\n", "\n").split("\n")):
        if line and goes_on:
            paragraphs[-1] += f" {line}"
        elif line:
            paragraphs.append(line)
        goes_on = bool(line) and not is_sentence(line)
    return "".join(f"<p>{escape(one)}</p>" for one in paragraphs)


def _parsed(text: str, report: Report) -> html.HtmlElement:
    """The tree of a page; XHTML that is well formed is read as XML, the rest as browsers do."""
    data = text.encode("utf-8", "replace")
    if _XHTML.match(text):
        parser = html.XHTMLParser(
            encoding="utf-8",
            resolve_entities=False,
            no_network=True,
            remove_comments=True,
            remove_pis=True,
            load_dtd=False,
        )
        try:
            tree = html.document_fromstring(data, parser=parser)
        except etree.XMLSyntaxError:
            tree = None
        if tree is not None and all(isinstance(one.tag, str) for one in tree.iter()):
            html.xhtml_to_html(tree)
            return tree
    text = _VOID.sub(r"\g<0></\g<1>>", _CDATA.sub(lambda match: escape(match[1]), text))
    data = text.encode("utf-8", "replace")
    # Pages are as large as a file may be; lxml's own bounds would drop what is nested deep.
    forgiving = html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True
    )
    try:
        tree = html.document_fromstring(data.strip(), parser=forgiving)
    except etree.ParserError:  # no element and no text, but a comment or what is left of a tag
        tree = html.document_fromstring(b"<p></p>", parser=forgiving)
    if any(one.type_name == "ERR_RESOURCE_LIMIT" for one in forgiving.error_log):
        report.fail(
            "nesting-too-deep",
            "the page's elements are nested so deep that it cannot be read whole",
            hint="copy the article out of the page in a browser",
        )
    _mend_head(tree)
    return tree


def _mend_head(tree: html.HtmlElement) -> None:
    """Put what stands in the head and is text of the page into the body, as browsers do."""
    head, body = tree.find("head"), tree.find("body")
    if head is None or body is None:
        return
    strays = [one for one in head if one.tag not in _OF_HEAD]
    for place, one in enumerate(strays):
        body.insert(place, one)


def _tell_of_rest(body: html.HtmlElement, place: Place, report: Report) -> None:
    if said := rest_of(body, place.parts):
        tell_left_out(said, "the page around the article", body, report)


def _take_title(place: Place, given: Given) -> tuple[str, Given]:
    """The headline taken out of the text, with a few words over it that are its kicker."""
    root = place.root
    if place.headline is not None and root not in place.headline.iterancestors():
        return given.title or text_in(place.headline), given
    heads = [one for one in root.iter("h1", "h2") if text_in(one)]
    tops = [one for one in heads if one.tag == "h1"]
    marked = [one for one in tops if one.get("class") == "title"]
    same = [one for one in heads if bare(text_in(one)) == bare(given.title)]
    chosen = next(
        iter(same or marked or (tops if len(tops) == 1 and not given.title else [])), None
    )
    if chosen is None:
        return given.title, given
    title = given.title or text_in(chosen)
    over = _over(root, chosen)
    is_kicker = 0 < count_words(over) <= _KICKER_WORDS and len(over) <= _LONGEST_KICKER
    if not given.kicker and is_kicker:
        given = replace(given, kicker=over)
    chosen.drop_tree()
    return title, replace(given, title=title)


def _over(root: html.HtmlElement, head: html.HtmlElement) -> str:
    said: list[str] = [root.text or ""]
    for one in root.iterdescendants():
        if one is head:
            break
        said.append(one.text or "")
    return " ".join(" ".join(said).split())


def _without_known(lines: list[Line], title: str, given: Given) -> list[Line]:
    """Lines without those at the top that say what is known already."""
    known = {bare(said) for said in (title, given.kicker, given.byline) if said}
    is_text = (line.kind is Kind.BLOCK or len(line.text) > _LONGEST_KNOWN for line in lines)
    top = next((number for number, found in enumerate(is_text) if found), len(lines))
    return [one for n, one in enumerate(lines) if n >= top or bare(one.text) not in known]
