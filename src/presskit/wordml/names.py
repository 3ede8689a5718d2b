"""The names of Word styles, the same in every theme: layout staff map them by name.

Where Word has a style of its own its built-in name is used, as Word writes it in a file, so that
outline, navigation and accessibility work; the others carry the words of presskit's glossary.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from presskit.model.inlines import Direction
    from presskit.model.roles import Role

LIST_DEPTHS = 9


class Name(NamedTuple):
    """A style's id in the file and the name that people see."""

    id: str
    name: str


class NoteNames(NamedTuple):
    """What Word calls a kind of note: its element, the styles of its text and of its mark."""

    element: str
    text: Name
    reference: Name


def _name(name: str) -> Name:
    return Name("".join(word[0].upper() + word[1:] for word in name.split()), name)


PARAGRAPHS: dict[Role, Name] = {
    "kicker": _name("Kicker"),
    "headline": _name("heading 1"),
    "deck": _name("Subtitle"),
    "byline": _name("Byline"),
    "lead": _name("Lead"),
    "paragraph": _name("Body Text"),
    "crosshead": _name("heading 2"),
    "crosshead-3": _name("heading 3"),
    "crosshead-4": _name("heading 4"),
    "list-item": _name("List Bullet"),
    "block-quote": _name("Quote"),
    "pull-quote": _name("Intense Quote"),
    "attribution": _name("Attribution"),
    "caption": _name("caption"),
    "credit": _name("Credit"),
    "code-block": _name("Code Block"),
    "break": _name("Break"),
    "term": _name("Term"),
    "definition": _name("Definition"),
    "fact": _name("Fact"),
    "fact-text": _name("Fact Text"),
    "question": _name("Question"),
    "answer": _name("Answer"),
    "moment": _name("Timeline Date"),
    "event": _name("Timeline Text"),
    "box-title": _name("Box Title"),
    "box": _name("Box Text"),
    "verse": _name("Verse"),
    "qr-code": _name("QR Code"),
    "related-title": _name("Related Title"),
    "related": _name("Related Text"),
    "note": Name("FootnoteText", "footnote text"),
    "source": _name("Source"),
    "table-caption": _name("Table Caption"),
    "table-head": _name("Table Head"),
    "table-cell": _name("Table Cell"),
    "party": _name("Party"),
    "delegation-head": _name("Delegation Head"),
    "role": _name("Role"),
    "name": _name("Name"),
    "running-head": _name("header"),
    "folio": _name("footer"),
}
BUILT_IN = frozenset(
    [
        "heading 1",
        "heading 2",
        "heading 3",
        "heading 4",
        "Body Text",
        "Quote",
        "Intense Quote",
        "caption",
        "footnote text",
        "endnote text",
        "header",
        "footer",
        "List Bullet",
        "List Number",
        "List Continue",
        "Title",
        "Subtitle",
        "TOC Heading",
        "toc 1",
        "toc 2",
        "annotation text",
    ]
)
# What only an issue has.
SECTION = _name("Section")
ISSUE_TITLE = _name("Title")
ISSUE_LINE = _name("Issue Line")
CONTENTS_HEADING = Name("TOCHeading", "TOC Heading")
CONTENTS = (Name("TOC1", "toc 1"), Name("TOC2", "toc 2"))
FIGURE = _name("Figure")
DATELINE = _name("Dateline")
STANZA = _name("Verse Stanza")
NAMEPLATE = _name("Nameplate")
GAP = _name("Table Gap")
SEPARATOR = _name("Footnote Separator")
COMMENT_TEXT = Name("CommentText", "annotation text")
COMMENT_REFERENCE = Name("CommentReference", "annotation reference")
FOOTNOTES = NoteNames(
    "footnote",
    Name("FootnoteText", "footnote text"),
    Name("FootnoteReference", "footnote reference"),
)
ENDNOTES = NoteNames(
    "endnote",
    Name("EndnoteText", "endnote text"),
    Name("EndnoteReference", "endnote reference"),
)
CHARACTERS = (
    "Strong",
    "Emphasis",
    "Hyperlink",
    "LatinText",
    "Code",
    "Strike",
    "Mark",
    "Subscript",
    "Superscript",
)
DATA_TABLE = _name("Data Table")
DELEGATION_TABLE = _name("Delegation Table")


def list_style(kind: str, depth: int) -> Name:
    """The style of an item: `kind` is Bullet, Number or Continue; `depth` counts from 0."""
    return _name(f"List {kind} {depth + 1}" if depth else f"List {kind}")


def turned(name: Name, direction: Direction) -> Name:
    """The variant of a paragraph style that runs in the other direction than the article."""
    return Name(name.id + direction.upper(), f"{name.name} {direction.upper()}")


def boxed(name: Name) -> Name:
    """The variant of a paragraph style that stands in a box, on its ground."""
    return Name(f"{name.id}Box", f"{name.name} Box")


def aligned(name: Name, align: str) -> Name:
    """The variant of a cell's style that is centred or stands at the end side."""
    return Name(name.id + align.title(), f"{name.name} {align.title()}")


def known() -> list[str]:
    """The name of every style that a newsroom can map, variants of direction left out."""
    lists = (list_style(k, d) for k in ("Bullet", "Number", "Continue") for d in range(LIST_DEPTHS))
    others = (
        SECTION,
        ISSUE_TITLE,
        ISSUE_LINE,
        CONTENTS_HEADING,
        *CONTENTS,
        FIGURE,
        DATELINE,
        STANZA,
        NAMEPLATE,
        GAP,
        SEPARATOR,
        COMMENT_TEXT,
        COMMENT_REFERENCE,
        *FOOTNOTES[1:],
        *ENDNOTES[1:],
        DATA_TABLE,
        DELEGATION_TABLE,
    )
    return [*(name.name for name in (*PARAGRAPHS.values(), *lists, *others)), *CHARACTERS]
