"""Direction: every run that would be misplaced becomes an isolate with a settled direction.

The Unicode bidirectional algorithm (UAX 9) places most mixed text well, but phones, signed
numbers, scores, `C++` or two Latin words with markup between them come out in the wrong order,
and Word and older readers follow it only in part. So every run of the other direction, and every
number that is more than digits, is found here by its characters' bidi classes and isolated.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias
from unicodedata import bidirectional

from msgspec.structs import replace

from presskit.diagnostics import Position
from presskit.model.inlines import Code, Direction, Emphasis, Inline, Isolate, Link, Strong, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presskit.model.inlines import Inlines

# Each character of a text becomes one symbol: L and R strong letters, E European and extended
# Arabic-Indic digits, A Arabic-Indic digits, a blank, a newline for what no run may cross.
# Punctuation stands for itself.
_HARD = "\n"
_SYMBOLS = {
    "L": "L",
    "R": "R",
    "AL": "R",
    "EN": "E",
    "AN": "A",
    "WS": " ",
    "S": " ",
    "B": _HARD,
}

# Punctuation of right-to-left text, which never belongs to a Latin phrase.
_RTL_MARKS = "،؛؟٪«»…"
_WORD = rf"[^\sRA{_RTL_MARKS}]*L[^\sRA{_RTL_MARKS}]*"
_UNIT = r"L{1,3}(?:/L{1,2})?E?(?![LRE])"
_PHRASE = re.compile(
    rf"""
    (?:(?<![E.,])(?:E{{1,3}}(?:[ ]E{{3}})+|E+(?:[.,]E+)*)[ ]?(?={_UNIT}))?  # 2.4 GHz, 1 200 kg
    {_WORD}
    (?:
        [ ]
        (?: {_WORD}                               # the next word of the phrase
          | [&+/|=<>×*–—-](?=[ ]{_WORD}|[ ]E)     # or what joins two
          | E+(?:[.,:]E+)*(?![^\s.,;:!?)\]}}"'”’{_RTL_MARKS}])  # or its number: iPhone 15
        )
    )*
    """,
    re.VERBOSE,
)
_NUMBER = re.compile(
    r"""
    (?<![EA.,:/\-])
    (?: (?<![RL])\+(?=(?:[ \-.()]{0,2}E){7})\(?E+(?:[ \-.()]{0,2}E+)*  # +966 11 123 4567
      | (?<![RL])[*#]E+\#?                                       # *123#
      | (?:\(E+\)|E+)(?:[ ]?[\- ]\(?E{3,4}\)?(?!E)){2,}          # 011 123 4567, 1 000 000
      | (?:(?<![RL])[+\-]|[−±])?[$€£¥]?E+(?:[.,:/\-−x×*=]E+)+(?:[%‰$€£¥+]|°L?)?  # 3-2, 2.5%
      | (?:(?<![RL])[+\-]|[−±]|[+\-]?[$€£¥])E+(?:[%‰$€£¥+]|°L?)?  # -5, $3, −3°C
      | E+(?:[%‰$€£¥+]|°L?)                                      # 5%, 18+
      | \+?(?=(?:[ \-]?A){7})A+(?:[ \-]A+)+                     # a phone in Arabic-Indic digits
      | A+(?:[:/]A+)+                                            # and a date or a time
    )
    """,
    re.VERBOSE,
)
_RTL_WORD = r"[^\sL]*R[^\sL]*"
_RTL_PHRASE = re.compile(
    rf"{_RTL_WORD}(?:[ ](?:{_RTL_WORD}|[EA]+(?=[ ]{_RTL_WORD})|[–—-](?=[ ]{_RTL_WORD})))*"
)
_ABBREVIATION = re.compile(r"(?:^|[^L])(?:L\.){2,}$")
_SENTENCE_END = re.compile(r"L{5,}[.!?;]+ (?=.)|[!?;] (?=.)|[)”] (?=[(“])")
_BRACKETS = {")": "(", "]": "[", "}": "{", "”": "“", "’": "‘", "»": "«"}
_OPENERS = "([{“‘«"
_FLIP_WORDS = 3
_LATIN_WORD = re.compile(r"L{2,}")

_Run: TypeAlias = tuple[int, int, Direction]
_Piece: TypeAlias = tuple[Inline, int, int]


def isolate(inlines: Inlines, base: Direction) -> Inlines:
    """The same inlines with every run that needs it wrapped in an `Isolate`.

    No character is added, lost or moved; an isolate that the writer asked for is kept, and what
    is inside it is treated in its own direction.
    """
    inlines = tuple(_inside(inline, base) for inline in inlines)
    links = list(_links(inlines, 0))
    symbols = _symbols(inlines)
    runs = [piece for run in _runs(symbols, base) for piece in _clear_of(links, run, symbols)]
    return _wrap(inlines, runs, 0)


def paragraph_direction(text: str, base: Direction) -> Direction:
    """The direction of a paragraph: the other one where it holds no word of the base's.

    A lone name or word stays where the article's direction puts it.
    """
    symbols = text.translate(_TABLE)
    if base == "ltr":
        return "rtl" if "R" in symbols and "L" not in symbols else "ltr"
    words = len(_LATIN_WORD.findall(symbols))
    return "ltr" if words >= _FLIP_WORDS and not set("RA") & set(symbols) else "rtl"


def _inside(inline: Inline, base: Direction) -> Inline:
    """Settle what the writer isolated, and code, which runs left to right in any language."""
    match inline:
        case Isolate():
            return replace(inline, children=isolate(inline.children, inline.direction))
        case Code(text=text):
            symbols = text.translate(_TABLE)
            own: Direction = "rtl" if "R" in symbols and "L" not in symbols else "ltr"
            return inline if own == base == "ltr" else Isolate(own, (inline,))
        case Strong() | Emphasis() | Link():
            return replace(inline, children=tuple(_inside(c, base) for c in inline.children))
        case _:
            return inline


class _Table(dict[int, str]):
    """The symbol of each character that was met, for `str.translate`."""

    def __missing__(self, point: int) -> str:
        character = chr(point)
        self[point] = symbol = _SYMBOLS.get(bidirectional(character), character)
        return symbol


_TABLE = _Table()


def _symbols(inlines: Inlines) -> str:
    """One symbol for each character; an isolate is one that stands for itself."""
    parts: list[str] = []
    for inline in inlines:
        match inline:
            case Text(text=text):
                parts.append(text.translate(_TABLE))
            case Strong() | Emphasis() | Link():
                parts.append(_symbols(inline.children))
            case Code() | Isolate(children=(Code(),), direction="ltr"):
                parts.append("L")
            case _:
                parts.append(_HARD)
    symbols = "".join(parts)
    # A mark has the class of the letter that carries it (UAX 9, W1).
    return re.sub(
        r"([LREA])([\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670]+)",
        lambda match: match[1] * len(match[0]),
        symbols,
    )


def _runs(symbols: str, base: Direction) -> Iterator[_Run]:
    """The spans to isolate, in order, none touching another."""
    if base == "ltr":
        for match in _RTL_PHRASE.finditer(symbols):
            start, end = _trim(symbols, *match.span(), keep_start="#@", keep_end="")
            yield start, end, "rtl"
        return
    end = 0
    while found := _first(symbols, end):
        start, end, is_phrase = found
        if not is_phrase:
            yield start, end, "ltr"
            continue
        for piece in _sentences(symbols, start, end):
            begin, stop = _trim(symbols, *piece, keep_start="@#$€£+-−./\\~&*°", keep_end="+#%°")
            if begin < stop:
                yield begin, stop, "ltr"


def _first(symbols: str, position: int) -> tuple[int, int, bool] | None:
    """The next number or phrase; of two that overlap the phrase, which holds letters."""
    phrase = _PHRASE.search(symbols, position)
    number = _NUMBER.search(symbols, position)
    if number and (not phrase or number.end() <= phrase.start()):
        return (*number.span(), False)
    return (*phrase.span(), True) if phrase else None


def _sentences(symbols: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A phrase cut where one sentence ends and the next begins."""
    begin = start
    for match in _SENTENCE_END.finditer(symbols, start, end):
        yield begin, match.end() - 1
        begin = match.end()
    yield begin, end


def _trim(symbols: str, start: int, end: int, *, keep_start: str, keep_end: str) -> tuple[int, int]:
    """A run without the punctuation at its edges that belongs to the text around it."""
    while start < end and symbols[start] not in "LREA":
        first = symbols[start]
        if first in _OPENERS:
            if not _opens(symbols[start:end]):
                break
        elif first in keep_start and not _joins(symbols, start):
            break
        start += 1
    while end > start and symbols[end - 1] not in "LREA":
        last = symbols[end - 1]
        run = symbols[start:end]
        if last in keep_end or (last == "/" and "//" in run):
            break
        if last == "." and (_ABBREVIATION.search(run) or symbols[end : end + 1] in _BRACKETS):
            break
        if last in _BRACKETS and run.count(_BRACKETS[last]) >= run.count(last):
            break
        end -= 1
    return start, end


def _joins(symbols: str, position: int) -> bool:
    """Whether a mark ties a right-to-left word to the run: a hyphen, or a full stop typed close.

    After a prefix of one letter (`و.NET`) the full stop belongs to the run.
    """
    if position == 0 or symbols[position - 1] not in "RA":
        return False
    prefixed = symbols[position] == "." and symbols[max(position - 2, 0)] != "R"
    return symbols[position] in "-./*+" and not prefixed


def _opens(run: str) -> bool:
    """Whether the run's first bracket stays open in it, or closes only at its very end."""
    closer = next(c for c, opener in _BRACKETS.items() if opener == run[0])
    inside = run.rstrip(".,;:!?")[1:]
    return closer not in inside or inside.index(closer) == len(inside) - 1


def _length(inline: Inline) -> int:
    match inline:
        case Text(text=text):
            return len(text)
        case Strong() | Emphasis() | Link():
            return sum(map(_length, inline.children))
        case _:
            return 1


def _links(inlines: Inlines, offset: int) -> Iterator[tuple[int, int]]:
    for inline in inlines:
        end = offset + _length(inline)
        if isinstance(inline, Link):
            yield offset, end
        if isinstance(inline, Strong | Emphasis | Link):
            yield from _links(inline.children, offset)
        offset = end


def _clear_of(links: list[tuple[int, int]], run: _Run, symbols: str) -> Iterator[_Run]:
    """The run, cut where it would cut a link in two: a link is whole inside it or around it."""
    start, end, direction = run
    cuts = {
        edge
        for link in links
        for edge in link
        if start < edge < end and not (start <= link[0] and link[1] <= end)
    }
    for begin, stop in pairwise([start, *sorted(cuts), end]):
        piece = symbols[begin:stop]
        if cuts and not set("LREA") & set(piece):
            continue
        blanks = len(piece) - len(piece.lstrip())
        yield begin + blanks, begin + len(piece.rstrip()), direction


def _wrap(inlines: Inlines, runs: list[_Run], offset: int) -> Inlines:
    """Wrap the runs, which count from `offset`; a run inside one child is wrapped inside it."""
    if not runs:
        return inlines
    inner: list[_Run] = []
    position = offset
    for inline in inlines:
        end = position + _length(inline)
        if isinstance(inline, Strong | Emphasis | Link):
            inner += [run for run in runs if position <= run[0] and run[1] <= end]
        position = end
    outer = [run for run in runs if run not in inner]
    edges = sorted({edge for run in outer for edge in run[:2]})
    done: list[Inline] = []
    for piece, start, end in _cut(inlines, offset, edges):
        run = next((run for run in outer if run[0] <= start and end <= run[1]), None)
        if run is None:
            mine = [run for run in inner if start <= run[0] and run[1] <= end]
            done.append(_wrap_children(piece, mine, start))
        elif start == run[0]:
            alone = isinstance(piece, Isolate) and end == run[1]
            done.append(piece if alone else Isolate(run[2], (piece,)))
        else:
            begun = done[-1]
            assert isinstance(begun, Isolate)
            done[-1] = replace(begun, children=(*begun.children, piece))
    return tuple(done)


def _wrap_children(inline: Inline, runs: list[_Run], start: int) -> Inline:
    if not runs or not isinstance(inline, Strong | Emphasis | Link):
        return inline
    return replace(inline, children=_wrap(inline.children, runs, start))


def _cut(inlines: Inlines, offset: int, edges: list[int]) -> Iterator[_Piece]:
    """The inlines with their spans, text and emphasis cut at the edges."""
    for inline in inlines:
        end = offset + _length(inline)
        cuts = [offset, *(edge for edge in edges if offset < edge < end), end]
        for start, stop in pairwise(cuts):
            yield _slice(inline, start - offset, stop - offset), start, stop
        offset = end


def _slice(inline: Inline, start: int, stop: int) -> Inline:
    """The characters from `start` to `stop` of a text or of an emphasis around texts."""
    if start == 0 and stop == _length(inline):
        return inline
    if isinstance(inline, Text):
        at = inline.at and Position(inline.at.line, inline.at.column + start)
        return Text(inline.text[start:stop], at)
    assert isinstance(inline, Strong | Emphasis)
    pieces = _cut(inline.children, 0, [start, stop])
    inside = tuple(piece for piece, begin, end in pieces if start <= begin and end <= stop)
    return replace(inline, children=inside)
