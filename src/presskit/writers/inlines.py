"""Inlines as Markdown, with no more escapes than reading them back needs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from msgspec.structs import replace

from presskit.diagnostics import Report
from presskit.language.facts import direction_of
from presskit.model.inlines import (
    Code,
    Dressed,
    Emphasis,
    Isolate,
    LineBreak,
    Link,
    Mark,
    NoteRef,
    Strike,
    Strong,
    Subscript,
    Superscript,
    Text,
)
from presskit.sources.addresses import address_of
from presskit.sources.list_signs import BULLET_SIGNS
from presskit.sources.markdown import read_paragraphs
from presskit.sources.parser import notes_env
from presskit.sources.positions import Lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from presskit.model.inlines import Inline, Inlines

_MARKUP = re.compile(r"[\\`*_\[\]<>&^!~=$]")
_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
_ENTITY = re.compile(r"&(?=#?\w+;)")
# What starts a block at the start of a line (CommonMark 0.31, 4 and 5; tables, notes, divs; the
# signs that `sources.list_signs` knows).
_BLOCK_START = re.compile(
    r"(?P<before>[\d٠-٩۰-۹]{1,9}[ \t]?)(?=[.)-])|(?=#{1,6}(?:[ \t]|$)|>|["
    + BULLET_SIGNS
    + r"]|[-+*](?:[ \t]|$)|```|~~~|:{3}"
    r"|(?:[-*_=][ \t]*)+$|\||:[ \t]|\[|<|\^)"
)
_NOTE_START = re.compile(r"(\[\^[^\]\s]+\]):")
_BLANKS = re.compile(r"(?:\\\n|\s)*")
_BLANKS_REVERSED = re.compile(r"(?:\n\\|\s)*")
_DRESSES: dict[type[Dressed], str] = {
    Strong: "**",
    Emphasis: "*",
    Strike: "~~",
    Mark: "==",
    Subscript: "~",
    Superscript: "^",
}
_OUTER = re.compile(r"^(\W*)(.*?)(\W*)$", re.DOTALL)


def write_inlines(inlines: Inlines) -> str:
    """Inlines as Markdown; a line break asked for ends a line with a backslash.

    What Markdown has no way to say is said as near to it as can be: emphasis whose edges
    CommonMark takes for no edges (6.2) leaves the punctuation there out.
    """
    escapes: tuple[Callable[[str], str], ...] = (_sparingly, _markup, _all)
    for shape in (inlines, _peeled(inlines), _undressed(inlines)):
        for escape in escapes:
            text = _trimmed(_written(shape, escape))
            if _reads_as(text, _flat(shape)):
                return text
    return _trimmed(_written(_bare(inlines), _all))


def _trimmed(text: str) -> str:
    """Markdown without blanks and line breaks at its edges."""
    start, end = (
        pattern.match(one) for pattern, one in ((_BLANKS, text), (_BLANKS_REVERSED, text[::-1]))
    )
    assert start
    assert end
    return text[start.end() : len(text) - end.end()]


def write_plain(text: str) -> str:
    """A text without markup, where it cannot be tried whether it reads back."""
    return _MARKUP.sub(r"\\\g<0>", " ".join(text.split()))


def write_line(inlines: Inlines) -> str:
    """Inlines as Markdown on one line."""
    return write_inlines(tuple(Text(" ") if isinstance(i, LineBreak) else i for i in inlines))


def protected(text: str) -> str:
    """Lines of a paragraph that nothing takes for the start of another block."""
    return "\n".join(_protected(line) for line in text.split("\n"))


def _protected(line: str) -> str:
    if note := _NOTE_START.match(line):
        return f"{note[1]}\\{line[note.end(1) :]}"
    match = _BLOCK_START.match(line)
    if match is None or (line.startswith("[") and not re.match(r"\[[^\]]*\]:", line)):
        return line
    if line.startswith(("**", "__")) and not re.fullmatch(r"[*_\s]+", line):
        return line
    if line.startswith("<") and not re.match(r"<[/!?a-zA-Z]", line):
        return line
    if line[0] in BULLET_SIGNS:  # no mark of ASCII, which a backslash would need
        return f"&#{ord(line[0])};{line[1:]}"
    at = len(match["before"] or "")
    return f"{line[:at]}\\{line[at:]}"


def _sparingly(text: str) -> str:
    text = re.sub(r"\\(?=[!-/:-@\[-`{-~]|$)", r"\\\\", text)
    return _ENTITY.sub(r"\\&", re.sub(r"[*`]", r"\\\g<0>", text))


def _markup(text: str) -> str:
    return _MARKUP.sub(r"\\\g<0>", text)


def _all(text: str) -> str:
    return _PUNCTUATION.sub(r"\\\g<0>", text)


def _written(inlines: Inlines, escape: Callable[[str], str]) -> str:
    return "".join(_one(inline, escape) for inline in inlines)


def _one(inline: Inline, escape: Callable[[str], str]) -> str:
    match inline:
        case Text(text=text):
            return escape(text)
        case Code(text=text):
            return _code(text)
        case LineBreak():
            return "\\\n"
        case NoteRef(label=label):
            return f"[^{label}]"
        case Link(href=href, children=(Text(text=text),)) if (
            escape is _sparingly and address_of(text) == href
        ):
            return text
        case Link(href=href):
            inside = _written(_without_links(inline.children), escape)
            return f"[{inside}]({_target(href)})" if _says(inline) else inside
        case Isolate():
            return f"[{_written(inline.children, escape)}]{{{_attributes(inline)}}}"
        case Dressed():
            sign = _DRESSES[type(inline)]
            inside = _written(inline.children, escape)
            words = inside.strip(" ")
            if not words:
                return inside
            start = len(inside) - len(inside.lstrip(" "))
            end = len(inside.rstrip(" "))
            return f"{inside[:start]}{sign}{words}{sign}{inside[end:]}"


def _without_links(inlines: Inlines) -> Inlines:
    """The same without the links in it: a link holds no other."""
    done: list[Inline] = []
    for inline in inlines:
        if isinstance(inline, Link):
            done += _without_links(inline.children)
        elif isinstance(inline, Dressed | Isolate):
            done.append(replace(inline, children=_without_links(inline.children)))
        else:
            done.append(inline)
    return tuple(done)


def _says(inline: Link) -> bool:
    """Whether there is anything to be linked."""
    return any(not c.isspace() for c, dress in _flat(inline.children) if "note" not in dress)


def _code(text: str) -> str:
    longest = max(map(len, re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    edge = text[:1] + text[-1:]
    pad = " " if "`" in edge or (edge.strip() != edge and text.strip()) else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _target(href: str) -> str:
    if re.search(r"[\s<>]|\\", href):
        return f"<{quote(href, safe='!#$%&()*+,/:;=?@[]~')}>"
    return href if href.count("(") == href.count(")") == 0 else f"<{href}>"


def _attributes(isolate: Isolate) -> str:
    if isolate.lang and direction_of(isolate.lang) == isolate.direction:
        return f"lang={isolate.lang}"
    lang = f" lang={isolate.lang}" if isolate.lang else ""
    return f"dir={isolate.direction}{lang}"


def _reads_as(text: str, wanted: list[tuple[str, frozenset[str]]]) -> bool:
    """Whether Markdown reads as these dressed characters."""
    labels = "\n".join(f"{label}:" for label in re.findall(r"\[\^[^\]\s]+\]", text))
    lines = Lines(text.split("\n"))
    paragraphs = read_paragraphs(lines, notes_env(Lines(labels.split("\n"))), Report(), {})
    read = _flat(tuple(inline for paragraph in paragraphs for inline in paragraph.children))
    return read == wanted


def _flat(inlines: Inlines) -> list[tuple[str, frozenset[str]]]:
    """Each character with what it is dressed in; blanks are dressed in nothing, none at the ends."""
    found = [
        (character, frozenset() if character == " " else dress)
        for text, dress in _runs(inlines, frozenset())
        for character in (text if "note" not in dress else [text])
    ]
    while found and found[0][0].isspace():
        found.pop(0)
    while found and found[-1][0].isspace():
        found.pop()
    return found


def _runs(inlines: Inlines, dress: frozenset[str]) -> Iterator[tuple[str, frozenset[str]]]:
    for inline in inlines:
        match inline:
            case Text(text=text):
                yield text, dress
            case Code(text=text):
                yield text, dress | {"code"}
            case LineBreak():
                yield "\n", frozenset()
            case NoteRef(label=label):
                yield label, frozenset(["note"])
            case Link(href=href):
                inside = _without_links(inline.children)
                yield from _runs(inside, dress | {f"link {href}"} if _says(inline) else dress)
            case Isolate():
                yield from _runs(inline.children, dress | {_attributes(inline)})
            case Dressed():
                yield from _runs(inline.children, dress | {_DRESSES[type(inline)]})


def _peeled(inlines: Inlines) -> Inlines:
    """Inlines whose emphasis begins and ends in letters or digits."""
    done: list[Inline] = []
    for inline in inlines:
        match inline:
            case Dressed(children=(Text(text=text),)):
                match = _OUTER.match(text)
                assert match is not None
                before, words, after = match.groups()
                done += [Text(before)] if before else []
                done += [type(inline)((Text(words),))] if words else []
                done += [Text(after)] if after else []
            case Link():
                done.append(Link(inline.href, _peeled(inline.children)))
            case Isolate():
                done.append(Isolate(inline.direction, _peeled(inline.children), inline.lang))
            case _:
                done.append(inline)
    return tuple(done)


def _undressed(inlines: Inlines) -> Inlines:
    """Inlines without emphasis, which Markdown cannot say here."""
    done: list[Inline] = []
    for inline in inlines:
        match inline:
            case Dressed():
                done += _undressed(inline.children)
            case Link():
                done.append(Link(inline.href, _undressed(inline.children)))
            case Isolate():
                done.append(Isolate(inline.direction, _undressed(inline.children), inline.lang))
            case _:
                done.append(inline)
    return tuple(done)


def _bare(inlines: Inlines) -> Inlines:
    """Texts, line breaks and references to notes alone."""
    done: list[Inline] = []
    for inline in inlines:
        match inline:
            case Code(text=text):
                done.append(Text(text))
            case Text() | LineBreak() | NoteRef():
                done.append(inline)
            case _:
                done += _bare(inline.children)
    return tuple(done)
