"""Whether presskit made a document: styles of Word's own, such as `heading 1`, prove nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presskit.wordml import marks, names
from presskit.wordml.xml import clark

if TYPE_CHECKING:
    from presskit.sources.edited.opened import Opened

_COMMON = frozenset(["", "normal", "default"])
_FEWEST = 2


def is_ours(opened: Opened) -> bool:
    """Whether a document has presskit's own part or bookmarks, or most of its styles are ours."""
    if opened.carried() is not None:
        return True
    starts = opened.document.iter(clark("bookmarkStart"))
    if any(marks.read(one.get(clark("name"), "")) for one in starts):
        return True
    used = {one.get(clark("val"), "") for one in opened.document.iter(clark("pStyle"))}
    others = {opened.style(one) for one in used if not _is_words(opened.style(one))}
    own = others & frozenset(names.known())
    return len(own) >= _FEWEST and len(own) * 2 > len(others)


def _is_words(style: str) -> bool:
    """Whether a style is one that Word brings along."""
    return style in names.BUILT_IN or style.startswith("List ") or style.lower() in _COMMON
