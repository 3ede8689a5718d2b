"""Tables whose words need more room than there is: the widest columns give way first.

WeasyPrint lets such a table run over the edge of its column. Here no column is made narrower than
its longest word as long as others are wider than it; the words of those are then broken by
`overlong`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def auto_table_layout(stock: Callable[..., None]) -> Callable[..., None]:
    """Stand in for `auto_table_layout` of `weasyprint.layout.table`."""

    def lay_out(context: Any, box: Any, containing_block: Any) -> None:
        from weasyprint.layout.preferred import table_and_columns_preferred_widths

        table = box.get_wrapped_table()
        found = table_and_columns_preferred_widths(context, box, outer=False)
        least, spacing = found[2], found[6]
        room = containing_block[0] - spacing
        room -= sum(margin for margin in (box.margin_left, box.margin_right) if margin != "auto")
        room -= table.border_left_width + table.border_right_width
        room -= table.padding_left + table.padding_right
        if table.width != "auto":
            room = min(room, table.width - spacing)
        if sum(least) > room:
            narrow = levelled(least, [share / 100 for share in found[4]], room)
            total = sum(narrow) + spacing
            found = (total, max(total, found[1]), narrow, *found[3:])
            context.tables[table] = {False: found, True: found}
        stock(context, box, containing_block)

    return lay_out


def levelled(widths: Sequence[float], shares: Sequence[float], room: float) -> list[float]:
    """The least widths of columns, the widest made lower until all fit in `room`.

    Those that give way may become narrower still, to their share of the room: their words are
    broken anyway, and others' lines needn't be short for it.
    """
    level = room
    left = max(room, 0.0)
    for count, width in enumerate(sorted(widths)):
        level = left / (len(widths) - count)
        if width > level:
            break
        left -= width
    return [
        width if width <= level else min(level, max(share * room, level / 2))
        for width, share in zip(widths, shares, strict=True)
    ]
