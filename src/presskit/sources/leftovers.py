"""Marks of Markdown that its rules take for text: told of, since they stand in print."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from presskit.diagnostics import Position
from presskit.sources.parser import parse_inline
from presskit.sources.positions import Cursor

if TYPE_CHECKING:
    from presskit.diagnostics import Report

_UNDEFINED_NOTE = re.compile(r"\[\^([^\]\[\s]+)\]")
_PICTURE_AS_TEXT = re.compile(r"!\[[^\]\[]*+\]\(([^()\"]*)(?:\"[^\"]*\")?\)")
# Stars that opened or closed nothing, beside something that is no number: `3**4` is a power.
_STARS = re.compile(
    r"(?<!\*)\*\*++(?=[^\s*\d])|(?<=[^\s*\d])\*\*++|(?<![^\s(\[«])\*(?=[^\s*\d)])(?=[^*]*[^\s*\d]\*(?!\*))"
)
_PAIRS = re.compile(r"(?<![A-Za-z0-9])(==|~~)(?=\S)[^=~]*(?<=\S)\1")
_PARTED_LINK = re.compile(
    r"`[^`]*`|(?P<link>\[[^\[\]`]{1,300}\][ \t]\((?:https?://|www\.|mailto:|[#/])[^\s()]{1,300}\))"
)
_MAY_BEGIN = frozenset("*_`~=^[<!")
_MARKUP = frozenset(
    ["strong", "em", "s", "mark", "sub", "sup", "code_inline", "link", "image", "html_inline"]
)


def tell_of_markup(text: str, at: Position, report: Report) -> None:
    """Tell of markup in a line that is plain text, such as a title, where it stands in print."""
    if _MAY_BEGIN.isdisjoint(text):
        return
    for child in parse_inline(text).children:
        if child.type in _MARKUP and child.info not in {"auto", "bare"}:
            report.add(
                "line-markup",
                f"“{text}” is printed as it stands: this line takes no markup",
                at,
                "take the marks out; write ₂ or ² where a character stands low or high",
            )
            return


def tell_of_notes(text: str, at: Position, report: Report) -> None:
    """Tell of references to notes that are nowhere defined."""
    for match in _UNDEFINED_NOTE.finditer(text):
        report.add(
            "note-missing",
            f"the note “{match[1]}” is not defined",
            Position(at.line, at.column + match.start()),
            f"add a line [^{match[1]}]: with its text",
        )


def tell_of_pictures(text: str, at: Position, report: Report) -> None:
    """Tell of what looks like a picture and is none for markdown-it: it trusts no `file:` either."""
    for match in _PICTURE_AS_TEXT.finditer(text):
        src = match[1].strip()
        where = Position(at.line, at.column + match.start())
        if " " in src:
            report.add(
                "image-as-text",
                f"“{src}” is not a picture's name as Markdown writes it; it was kept as text",
                where,
                f"put a name that has blanks in angle brackets: ![…](<{src}>)",
            )
        else:
            report.add(
                "image-remote",
                f"“{src}” is not in the article's folder; presskit fetches nothing",
                where,
                "save the picture beside the article and name its file",
            )


def tell_of_stars(text: str, at: Position, report: Report) -> None:
    """Tell of marks of emphasis that stay in print, once a text."""
    match = (_STARS.search(text) if "*" in text else None) or _PAIRS.search(text)
    if match:
        said = match[0][:2] if match[0][:2] in ("==", "~~") else match[0]
        report.add(
            "emphasis-unread",
            f"“{said}” opens or closes nothing here and is printed as it stands",
            Position(at.line, at.column + match.start()),
            "put no blank inside the marks and stops outside them; write \\* where a star is meant",
        )


def tell_of_links(content: str, starts: list[Position], report: Report) -> None:
    """Tell of `[words] (address)` in a block's source, which a blank keeps from being a link."""
    for match in _PARTED_LINK.finditer(content) if "] " in content else ():
        if match["link"]:
            report.add(
                "link-unread",
                f"“{match[0]}” is no link, and is printed as it stands",
                Cursor(content, starts).position(match.start()),
                "put no blank between ] and (",
            )
