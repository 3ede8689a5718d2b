"""Links: one annotation each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


def gather_anchors(stock: Callable[..., None]) -> Callable[..., None]:
    """Leave out the annotations that WeasyPrint makes for each inline inside a link."""

    def gather(page: Any, anchors: Any, links: list[Any], *others: Any) -> None:
        stock(page, anchors, links, *others)
        links[:] = [link for link in links if link[3].link]

    return gather
