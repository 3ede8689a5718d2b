"""Lines of pasted copy, each with what can be said of it by itself."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum

from msgspec import Struct, structs

from presskit.diagnostics import Position
from presskit.model.blocks import Block, Paragraph
from presskit.model.inlines import Inlines, plain
from presskit.sources.pasted.cutting import cut
from presskit.sources.pasted.words import key, keys, opens_with, words

CLOSED = re.compile("[.؟?!…۔:][\"'”’»›)\\]}*]*$")
_BULLET = re.compile(
    r"(?P<mark>[•●○◦▪▫■□◾◽◼◻🔹🔸🔵🔴🟢⚫✅✔☑✓➢➤►▶▸‣⁃∙·٭*\-–—−]\ufe0f?|\+(?=\s+[^\W\d]))[\s\u00a0]+(?=\S)"
)
# Word writes bullets of its symbol fonts as the letters that stand in their places.
_WORD_BULLET = re.compile(r"(?P<mark>[oOqvü§Ø¨\uf000-\uf0ff])\t\s*(?=\S)")
_TIGHT_DASH = re.compile(r"[-–—](?=[^\W\d_])")
_TIGHT_BULLET = re.compile(r"(?P<mark>[•●▪■◾🔹🔸✅✔➢➤►▸‣]\ufe0f?)(?=\S)")
_NUMBER = re.compile(
    r"(?:(?P<open>\()?(?P<number>\d{1,3})(?(open)\)[\s.]*|(?:\s?[.)\-–—/۔](?!\d)\s*|\ufe0f?\u20e3\s*))"
    # A capital, or an Arabic letter, with a full stop begins a name: د. سامي
    r"|(?:(?P<letter>[أبجدهوزحطيتثپ]|الف|[A-J])\)|(?P<dotted>[a-j]|[אבגדהוזחטי]['׳]?)[.)]"
    r"|(?P<dashed>[أبجدهوزحطيتث])\s?[-–])\s+)(?=\S)"
)
_ORDERS = ("أبجدهوزحطي", "أبتث", "آبپت", "אבגדהוזחטי", "abcdefghij")
_RULE = re.compile(r"(?:[\s\u00a0]*[-–—_=*•~·⸻#.+]){3,}[\s\u00a0]*")
_STARRED = re.compile(
    r"(?P<mark>\*{1,2}|_{1,2})(?=[^\s*_])(?P<text>[^*_]{1,120})(?<=[^\s*_])(?P=mark)"
)
_QUOTED_MAIL = re.compile(r">+\s+(?=\S)")
_HASHTAGS = re.compile(r"(?:#[\w\u200c]+[\s،,|]*){2,}|#[\w\u200c]+")
_LABELLED = re.compile(r"(?P<label>[^:：؛;.؟!?\n]{1,80}?)\s*[:：]\s*(?P<rest>.*)$", re.DOTALL)
_TURN = re.compile(r"(?P<who>\w{1,12})\s*(?:\d{1,2}\s*)?[:\-–]\s*(?=\S)")
_PLACES = frozenset(keys("من في from in از در"))
_COUPLET = re.compile(r"(?:[^\s.*]+\s+){2,9}(?:\.{3,}|…|\*{1,3})(?:\s+[^\s.*]+){2,9}")
_CREDITED = re.compile(r"[-–—/|(.،,]\s*(?P<label>[^-–—/|:.،,()]{2,20}?)\s*:[^:()]{2,50}\)?[.\s]*$")
_COPYRIGHT = re.compile(r"\w.*©\s*[^\W\d][^©\d]{1,40}$")
_LONGEST_CAPTION = 200
_INVITATION_WORDS = 8
_SHARE_WORDS = 3
_INITIALS = 2
_SLUG = re.compile(r"(?=.*/)[^\W\d_]{1,3}(?:[\s.][^\W\d_]{1,3}){0,3}[\s.]?(?:/[\w\s.-]{1,24})+")
_UPDATED = re.compile(r"\w+(?:-\w+)+\s*\([^\W\d_]{2,10}\s*\d{0,2}\)")
# A day, a name and a year: its month may be spelled as half of a network's name is (آب).
_DATED = re.compile(r"\d{1,2}\s+[^\W\d][^\d،,|]{0,30}\s+\d{4}")
# The same in numbers, with whatever beside it.
_NUMERIC_DATE = re.compile(r"(?<!\d)\d{1,4}([-/.])\d{1,2}\1\d{1,4}(?!\d)")
_SIGNS = ("So", "Sk")
_DIRECTIONS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_BLANKS = f"\u00a0\u2007\u202f\t \u3000\ufeff\u200b{_DIRECTIONS}"


class Kind(StrEnum):
    """What a line is by its own words; `TEXT` is every line that says nothing of it."""

    TEXT = "text"
    ITEM = "item"
    LABEL = "label"
    RULE = "rule"
    CITED = "cited"
    FURNITURE = "furniture"
    TEASER = "teaser"
    CAPTION = "caption"
    SOURCE = "source"
    TAGS = "tags"
    BYLINE = "byline"
    DATE = "date"
    QUESTION = "question"
    ANSWER = "answer"
    TABLE = "table"
    HEADING = "heading"
    BLOCK = "block"
    VERSE = "verse"


class Marker(Struct, frozen=True):
    """What stood before an item's text; `number` is None for a bullet."""

    text: str
    number: int | None = None

    @property
    def shape(self) -> str:
        """Markers of one list have one shape."""
        if self.number is None:
            return self.text
        return re.sub(r"[^\W\d_]+", "a", re.sub(r"\d+", "1", self.text.strip()))


class Line(Struct, frozen=True):
    """A line without the blanks around it and without its marker.

    `number` counts from 1 in the file; `column` is that of the text's first character; `gap` says
    that a blank line stands before it, `indent` how far in it starts, `starred` that messengers
    would set all of it in bold. Lines that come from markup have `inlines`; a heading its `level`,
    and what is no line at all is a `block`.
    """

    text: str
    number: int
    column: int
    kind: Kind
    gap: bool
    indent: int = 0
    marker: Marker | None = None
    inlines: Inlines | None = None
    level: int = 0
    block: Block | None = None
    starred: bool = False

    @property
    def at(self) -> Position | None:
        """Where the text starts; nowhere, where it comes from markup."""
        return Position(self.number, self.column) if self.inlines is None else None

    @property
    def is_closed(self) -> bool:
        """Whether it ends as sentences and labels do."""
        return CLOSED.search(self.text) is not None


def read_lines(text: str) -> list[Line]:
    """The lines of a copy that have something on them."""
    done: list[Line] = []
    gap = False
    for number, raw in enumerate(text.split("\n"), 1):
        stripped = raw.strip(_BLANKS)
        if not stripped:
            gap = bool(done)
            continue
        done.append(_line(raw, stripped, number, gap=gap))
        gap = False
    return _with_tight_dashes(done)


def _with_tight_dashes(lines: list[Line]) -> list[Line]:
    """Items whose dash touches their text; one such line by itself is none."""
    dashed = {n for n, line in enumerate(lines) if _TIGHT_DASH.match(line.text)}
    for number in sorted(dashed):
        line = lines[number]
        if line.kind is Kind.TEXT and {number - 1, number + 1} & dashed:
            lines[number] = structs.replace(
                line,
                text=line.text[1:],
                column=line.column + 1,
                kind=Kind.ITEM,
                marker=Marker(line.text[0]),
            )
    return lines


def labelled(text: str) -> tuple[str, str] | None:
    """A text's label and what stands behind its colon; None where it has no label.

    A colon in a time, a score or a URL makes no label.
    """
    match = _LABELLED.match(text)
    if match is None or re.match(r"//|\d", text[match.end("label") + 1 :]):
        inside = match and match["label"][-1:].isdigit()
        if match is None or inside or text[match.end("label") + 1 :].startswith("//"):
            return None
    return match["label"].strip(), match["rest"].strip()


def line_of(inlines: Inlines, number: int, *, gap: bool) -> Line | None:
    """A paragraph of markup as a line; None where it has no text."""
    inlines = cut(inlines, 0, None)
    text = plain(inlines)
    if not text:
        return None
    kind, marker, length = _marked(text)
    if marker and marker.number and marker.text[0].isalpha():  # a list of ours has no letters
        return Line(text, number, 1, Kind.BLOCK, gap, inlines=(), block=Paragraph(inlines))
    if length:
        inlines = cut(inlines, length, None)
        text = plain(inlines)
    if kind is Kind.TEXT:
        kind = _kind(text, has_tabs=False)
    return Line(text, number, 1, kind, gap, 0, marker, inlines)


def _line(raw: str, text: str, number: int, *, gap: bool) -> Line:
    before = raw[: len(raw) - len(raw.lstrip(_BLANKS))]
    indent = sum(blank not in _DIRECTIONS for blank in before)
    kind, marker, length = _marked(text)
    body = text[length:].strip(_BLANKS)
    if starred := _STARRED.fullmatch(body):
        body, length = starred["text"], length + starred.start("text")
    if kind is Kind.TEXT:
        kind = _kind(body, has_tabs="\t" in raw.strip())
    column = len(before) + length + 1
    return Line(body, number, column, kind, gap, indent, marker, starred=bool(starred))


def _marked(text: str) -> tuple[Kind, Marker | None, int]:
    """The marker that a line opens with, and how long it is."""
    if _RULE.fullmatch(text):
        return Kind.RULE, None, 0
    if match := _QUOTED_MAIL.match(text):
        return Kind.CITED, None, match.end()
    if match := _BULLET.match(text) or _WORD_BULLET.match(text) or _TIGHT_BULLET.match(text):
        return Kind.ITEM, Marker(match["mark"].rstrip("\ufe0f")), match.end()
    if length := _sign(text):
        return Kind.ITEM, Marker(text[:length].strip()), length
    if match := _NUMBER.match(text):
        letter = match["letter"] or match["dotted"] or match["dashed"]
        value = int(match["number"]) if match["number"] else _letter(letter)
        return Kind.ITEM, Marker(match[0].strip(), value), match.end()
    return Kind.TEXT, None, 0


def is_sign(text: str) -> bool:
    """Whether a text is a sign, such as ◆ or an emoji, and no usual bullet."""
    is_one = all(unicodedata.category(c) in _SIGNS or c in "\ufe0f\u200d" for c in text)
    return is_one and not _BULLET.match(f"{text} -")


def _sign(text: str) -> int:
    """How long the sign that a text opens with, and its blanks, are."""
    first, *rest = text.split(maxsplit=1)
    return len(text) - len(rest[0]) if rest and is_sign(first) else 0


def _letter(letter: str) -> int:
    """The place of a letter in the order of abjad, of the hijāʾī, or of its alphabet."""
    first = "أ" if letter == "الف" else letter[0].lower()
    return next(order.index(first) + 1 for order in _ORDERS if first in order)


def _kind(text: str, *, has_tabs: bool) -> Kind:
    if is_furniture(text):
        return Kind.FURNITURE
    if _HASHTAGS.fullmatch(text):
        return Kind.TAGS
    if is_caption(text):
        return Kind.CAPTION
    label = labelled(text)
    if (turn := _TURN.match(text)) and (kind := _turn(turn["who"])):
        return kind
    if label and (kind := _labelled_kind(*label)):
        return kind
    if _is_teaser(text, label):
        return Kind.TEASER
    if is_byline(text) or _are_credits(text):
        return Kind.BYLINE
    if has_tabs:
        return Kind.TABLE
    if _COUPLET.fullmatch(text):
        return Kind.VERSE
    if label and not label[1] and opens_with(text, words().speech) is None:
        return Kind.LABEL
    return Kind.TEXT


def is_caption(text: str) -> bool:
    """Whether a line ends with who took a picture, or opens with what only captions open with."""
    if len(text) > _LONGEST_CAPTION:
        return False
    listed = words()
    if key(text).startswith(tuple(listed.caption_open)) or _COPYRIGHT.search(text):
        return True
    credit = _CREDITED.search(text)
    is_credit = credit is not None and key(credit["label"]) in listed.caption
    return bool(credit and is_credit and not is_byline(text[: credit.start()].strip()))


def _turn(who: str) -> Kind | None:
    """A speaker shortened to a letter."""
    said = keys(who)
    if len(said) != 1 or len(who) > 2:
        return None
    if said[0] in words().question:
        return Kind.QUESTION
    return Kind.ANSWER if said[0] in words().answer else None


def _labelled_kind(label: str, rest: str) -> Kind | None:
    name = " ".join(keys(label))
    listed = words()
    if name in listed.tags:
        return Kind.TAGS
    if name in listed.source and len(rest) <= 120:
        return Kind.SOURCE
    if rest and name in listed.teaser:
        return Kind.TEASER
    opening = opens_with(label, listed.caption)
    if opening and rest and (opening == name or len(opening.split()) > 1):
        return Kind.CAPTION
    is_signature = name in listed.byline and looks_like_name(rest)
    if rest and name in listed.question and not is_signature:
        return Kind.QUESTION
    if rest and name in listed.answer:
        return Kind.ANSWER
    return None


def _is_teaser(text: str, label: tuple[str, str] | None) -> bool:
    opening = opens_with(text, words().teaser)
    return bool(opening) and (label is not None or text.startswith(("«", "("))) and len(text) < 200


def is_furniture(text: str) -> bool:
    """Whether a line belongs to the page and not to the article: only when all of it does."""
    if len(text) > 90 or _DATED.fullmatch(text) or _NUMERIC_DATE.search(text):
        return False
    listed = words()
    if key(text) in listed.teaser | listed.others or leads_elsewhere(text):
        return True
    if _UPDATED.fullmatch(text) or _is_invitation(keys(text)):
        return True
    if _SLUG.fullmatch(text):
        return not is_byline(text)
    pieces = [
        piece
        for piece in re.split(r"[|/•·\t]|\s[>›]\s|[،,](?!\d)|\s[-–—]\s|\s{2,}", text)
        if piece.strip()
    ]
    if not pieces:
        return False
    for piece in pieces:
        said = keys(piece)
        if not said or " ".join(said) in listed.furniture:
            continue
        if piece != pieces[0] and max(map(len, said)) <= _INITIALS:
            continue  # who ended it: انتهى/ع ر
        if all(word in listed.networks or word == "n" for word in said) and len(said) > 1:
            continue
        opening = opens_with(piece, listed.share)
        rest = said[len(opening.split()) :] if opening else said
        if not opening or not all(_is_network(word) for word in rest):
            return False
    return any(keys(piece) and keys(piece) != ["n"] for piece in pieces)


def leads_elsewhere(text: str) -> bool:
    """Whether a line says that other articles follow: `موضوعات متعلقة`, `more stories`."""
    said = keys(text)
    return 1 < len(said) <= _SHARE_WORDS and all(word in words().elsewhere for word in said)


def _is_invitation(said: list[str]) -> bool:
    """To share this, or to subscribe to a newsletter, in whatever words."""
    listed = words()
    if not 1 < len(said) <= _INVITATION_WORDS:
        return False
    if said[0] in listed.share:
        return len(said) <= _SHARE_WORDS and said[-1] in listed.shared
    return said[0] in listed.subscribe and not listed.newsletter.isdisjoint(said)


def _is_network(word: str) -> bool:
    listed = words().networks
    return word in listed or (word[:1] in "وبل" and word[1:] in listed)


def is_byline(text: str) -> bool:
    """Whether a line opens as bylines do and says nothing but names."""
    if len(text) > 100 or text.rstrip().endswith((".", "؟", "?", "!", "،", ",")):
        return False
    listed = words()
    cut = labelled(text) or _dashed(text)
    if cut and 0 < len(cut[1].split()) <= 9:
        said = keys(cut[0])
        opening = opens_with(cut[0], listed.byline_open)
        return (
            " ".join(said) in listed.byline | listed.credit
            or _are_crafts(said)
            or (key(cut[1]) in listed.byline and len(said) <= _SHARE_WORDS)
            or bool(opening and _is_place(said[len(opening.split()) :]))
        )
    opening = opens_with(text, listed.byline_open)
    names = text.split()[len(opening.split()) :] if opening else []
    return cut is None and looks_like_name(" ".join(names))


def names_photographer(text: str) -> bool:
    """Whether a text says who took the pictures, as a part of a line of credits does."""
    cut = labelled(text) or _dashed(text)
    return cut is not None and key(cut[0]) in words().caption and looks_like_name(cut[1])


def _are_credits(text: str) -> bool:
    """`(تغطية: فلان - تحرير: فلان)`: who worked on an article of a wire."""
    inside = re.fullmatch(r"\((.{8,200})\)\.?", text)
    return inside is not None and all(map(is_byline, re.split(r"\s*[-–—؛;]\s+", inside[1])))


def _are_crafts(said: list[str]) -> bool:
    """`نص وصور`: several things that the writer did."""
    listed = words()
    crafts = [key(word.removeprefix("و")) if word not in listed.byline else word for word in said]
    return (
        len(said) > 1
        and said[0] in listed.byline
        and all(craft in listed.byline | listed.caption for craft in crafts[1:])
    )


def _is_place(said: list[str]) -> bool:
    """`في بيروت`: where the writer was."""
    return 2 <= len(said) <= 3 and said[0] in _PLACES


def _dashed(text: str) -> tuple[str, str] | None:
    who = re.split(r"\s*[،,]\s*", text, maxsplit=1)
    if len(who) > 1 and key(who[0]) in words().credit:
        return who[0], who[1]
    parts = re.split(r"\s*[–—|/]\s*|\s+-\s*|(?<=[^\W\d_])-\s+", text, maxsplit=1)
    return (parts[0], parts[1]) if len(parts) > 1 else None


def looks_like_name(text: str) -> bool:
    """Whether a text is two to five words of which none is a word of running text."""
    names = re.split(r"\s+(?:و|and|և|ו)\s*", text, maxsplit=1)
    listed = words()
    for name in names:
        said = name.split()
        if any(not re.search(r"\w", word) for word in said):
            return False
        if not 1 + (len(names) == 1) <= len(said) <= 5:
            return False
        if any(re.search(r"[\d.،,؛;:؟?!«»“”\"()/]", w) and len(w) > 2 for w in said):
            return False
        small = [word for word in said if not (word[0].isascii() and word[0].isupper())]
        if any(k in listed.unfinished or k in listed.speech for k in keys(" ".join(small))):
            return False
        if said[0].startswith("ال") or (said[0].isascii() and not said[0][0].isupper()):
            return False
        if said[-1].isascii() and not said[-1][0].isupper():
            return False
    return True
