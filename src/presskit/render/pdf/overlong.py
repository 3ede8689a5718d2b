"""Words wider than their line: broken inside their box, and without a hyphen.

WeasyPrint lets an address, a hash or a path run over the next column, or breaks it at any letter.
Here a line is first set as it is. An address that doesn't fit is broken after a mark, as UAX 14 and
the Chicago Manual of Style (17th ed., 14.18) want it, so that the line is filled. A line that is
still too wide is set again, and its word broken: after a mark, else where Arabic letters don't
join, else anywhere. The text stays as it was written: no character is added for a break.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from presskit.render.pdf.breaks import CRUMB, is_address, points_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_forced: ContextVar[bool] = ContextVar("forced", default=False)
_broken: ContextVar[dict[str, None] | None] = ContextVar("broken", default=None)

# After these Arabic letters none is joined (Unicode's Joining_Type R), so that no letter changes
# its shape where a word is broken.
_JOINLESS = re.compile(r"[آأؤإاةدذرزوٱٲٳٵٶٷڈ-ڙۀۃ-ۇۈۉۊۋۏےۓەۮۯ](?=\w)")
_WORD = re.compile(r"\S{0,400}")
_CLOSING = re.compile(r"[^\w\s(\[{«“‘<#@$€£¥]$")  # a mark that begins no line

_LEAST = 0.5  # of a line that is filled before a better place for a break is let go
_NARROW = 8  # of the narrowest letters take an em
_HAIR = 0.01  # of a CSS pixel
_UNWRAPPED = {"nowrap": "normal", "pre": "pre-wrap"}
_STYLES = "presskit_styles"


@contextmanager
def watched() -> Iterator[dict[str, None]]:
    """The words that are broken elsewhere than after a mark, while the context lasts."""
    words: dict[str, None] = {}
    token = _broken.set(words)
    try:
        yield words
    finally:
        _broken.reset(token)


def split_inline_box(stock: Callable[..., Any]) -> Callable[..., Any]:
    """Set a line; where it is too wide, set it again with its words broken."""

    def split(
        context: Any, box: Any, position_x: Any, max_x: Any, *others: Any, **named: Any
    ) -> Any:
        from weasyprint.formatting_structure.boxes import LineBox

        if not isinstance(box, LineBox) or _forced.get():
            return stock(context, box, position_x, max_x, *others, **named)
        lists = [other for other in others if type(other) is list]
        lengths = [len(one) for one in lists]
        done = stock(context, box, position_x, max_x, *others, **named)
        if not _is_too_wide(context, done[0], max_x):
            return done
        for one, length in zip(lists, lengths, strict=True):
            del one[length:]
        token = _forced.set(True)
        try:
            return stock(context, box, position_x, max_x, *others, **named)
        finally:
            _forced.reset(token)

    return split


def _is_too_wide(context: Any, line: Any, max_x: float) -> bool:
    """Whether more than blanks stands over a line's end."""
    from weasyprint.layout.preferred import trailing_whitespace_size

    over = line.content_box_x() + line.width - max_x
    return bool(over > _HAIR and over - trailing_whitespace_size(context, line) > _HAIR)


def can_break_text(stock: Callable[..., bool]) -> Callable[..., bool]:
    """Let a line that is too wide end between two elements too, but not before a full stop."""

    def can_break(text: str, lang: Any) -> bool:
        return bool(stock(text, lang) or (_forced.get() and not _CLOSING.search(text)))

    return can_break


def split_first_line(stock: Callable[..., Any]) -> Callable[..., Any]:
    """Fill a line with a part of an address; break any word where the line is set again."""

    def split(
        text: str,
        style: Any,
        context: Any,
        max_width: Any,
        justification_spacing: Any,
        is_line_start: bool = True,  # noqa: FBT001, FBT002
        minimum: bool = False,  # noqa: FBT001, FBT002
    ) -> Any:
        more = (justification_spacing, is_line_start, minimum)
        done = stock(text, style, context, max_width, *more)
        if context is None or max_width is None or (done[2] is None and done[3] <= max_width):
            return done
        if done[3] <= max_width and _is_broken_by_hand(text, done):
            return done
        line = _Line(stock, text, style, context, max_width, justification_spacing)
        if _forced.get() and done[3] > max_width:
            return line.broken()
        wraps = style["white_space"] not in _UNWRAPPED
        return (line.filled(done, minimum=minimum) if wraps else None) or done

    return split


class _Line:
    """The first line of a text that doesn't fit on one."""

    def __init__(
        self, stock: Any, text: str, style: Any, context: Any, max_width: float, spacing: Any
    ) -> None:
        self._stock = stock
        self._text = text
        self._style = style
        self._context = context
        self._width = max_width
        self._spacing = spacing

    def filled(self, done: Any, *, minimum: bool) -> Any:
        """The line with as much of an address as fits, or None; at its least with one part."""
        _, _, resume, width, *_ = done
        end = len(_characters(self._text, resume or 0))
        start = end if width <= self._width else 0
        begin = max(self._text.rfind(blank, 0, start) for blank in " \n\u00a0") + 1
        word = _word(self._text, begin)
        if not is_address(word):
            return None
        points = [begin + point for point in points_in(word) if begin + point > start]
        if minimum:
            at = points[0] if points else 0
            return self._cut(at) if 0 < at < end or (at and resume is None) else None
        best = None
        low, high = 0, len(points)
        while low < high:
            middle = (low + high) // 2
            cut = self._cut(points[middle])
            if cut[3] <= self._width:
                best, low = cut, middle + 1
            else:
                high = middle
        return best

    def broken(self) -> Any:
        """The line with as much of its first word as fits, be it a letter."""
        some = self._text[: int(max(self._width, 0) / self._style["font_size"] * _NARROW) + 40]
        anywhere = self._anywhere()
        done = self._set(some, anywhere, max(self._width, 1))
        if done[2] is None:
            return done
        begin = len(self._text) - len(self._text.lstrip(" "))
        word = _word(self._text, begin)
        fits = len(_characters(some, done[2])) - begin
        if fits <= 0 or fits >= len(word):
            return done
        at = _place(word, fits)
        if at not in points_in(word):
            _tell(word)
        return self._cut(begin + at)

    def _cut(self, at: int) -> Any:
        """The line that ends at a character."""
        text = self._text[:at]
        layout, length, _, *sizes = self._set(text, self._style, None)
        return layout, length, len(text.encode()), *sizes

    def _set(self, text: str, style: Any, width: float | None) -> Any:
        """A text as WeasyPrint sets it at a line's start."""
        is_line_start, minimum = True, False
        more = (self._spacing, is_line_start, minimum)
        return self._stock(text, style, self._context, width, *more)

    def _anywhere(self) -> Any:
        """The style of the text, with words that may be broken at any letter."""
        kept = self._context.__dict__.setdefault(_STYLES, {})
        key = id(self._style)
        if key not in kept:
            style = self._style.copy()
            style["overflow_wrap"] = "anywhere"
            style["white_space"] = _UNWRAPPED.get(style["white_space"], style["white_space"])
            kept[key] = self._style, style  # the style lives on, so that its id stays its own
        return kept[key][1]


def _is_broken_by_hand(text: str, done: Any) -> bool:
    """Whether a line that WeasyPrint set ends at a line break of the text."""
    _, length, resume, *_ = done
    return resume is not None and bool(_characters(text, resume).encode()[length:].strip(b" "))


def _characters(text: str, count: int) -> str:
    """The characters that the first `count` bytes of a text are."""
    return text[:count].encode()[:count].decode()


def _word(text: str, begin: int) -> str:
    found = _WORD.match(text, begin)
    return found[0] if found else ""


def _tell(word: str) -> None:
    """Keep a word that is broken anywhere for those who watch, unless it is the rest of one."""
    words = _broken.get()
    if words is not None and not any(known.endswith(word) for known in words):
        words[word] = None


def _place(word: str, fits: int) -> int:
    """Where to break a word of which so many characters fit on the line."""
    if CRUMB < len(word) < fits + CRUMB:
        fits = max(1, min(fits, len(word) - CRUMB))
    least = fits * _LEAST
    marks = [point for point in points_in(word) if least <= point <= fits]
    joinless = [match.end() for match in _JOINLESS.finditer(word) if least <= match.end() <= fits]
    return max(marks or joinless or [fits])
