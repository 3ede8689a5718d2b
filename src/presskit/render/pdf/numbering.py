"""Page numbers of a document that is a part of a longer one.

Parts are laid out at the same time, so none knows how many pages stand before it until those are
laid out too. Running heads and folios are made last, when that can be waited for.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_ask: ContextVar[Callable[[int], int] | None] = ContextVar("ask", default=None)


@contextmanager
def numbered(ask: Callable[[int], int]) -> Iterator[None]:
    """Number pages from what `ask` says while the context lasts.

    It is called once a document, with the number of its pages, and says how many are before it.
    """
    token = _ask.set(ask)
    try:
        yield
    finally:
        _ask.reset(token)


def make_margin_boxes(stock: Callable[..., Iterator[Any]]) -> Callable[..., Iterator[Any]]:
    """Make a page's margin boxes, its number counted from the first page of the whole."""

    def make(context: Any, page: Any, state: Any) -> Iterator[Any]:
        ask = _ask.get()
        if ask is not None:
            if not hasattr(context, "presskit_before"):
                context.presskit_before = ask(len(context.page_maker) - 1)
            quotes, counters, *others = state
            number = counters["page"][-1] + context.presskit_before
            state = (quotes, counters | {"page": [number]}, *others)
        return stock(context, page, state)

    return make
