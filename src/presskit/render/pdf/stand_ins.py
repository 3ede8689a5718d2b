"""What of WeasyPrint is replaced while presskit makes a PDF: one table, with the reason of each.

`sha256` is the digest of a function's source as `inspect.getsource` gives it. To go to another
version of WeasyPrint, run `tests/render/test_stand_ins.py`: it prints what has changed there. Read
that, mend the stand-in where it is needed, and write the new digest here.
"""

from __future__ import annotations

import hashlib
import inspect
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

from presskit.render.pdf import (
    balance,
    codes,
    justify,
    line_ends,
    lines,
    links,
    numbering,
    overlong,
    remembered,
    rhythm,
    rules,
    tables,
    tags,
)
from presskit.render.pdf.paragraphs import seam

if TYPE_CHECKING:
    from collections.abc import Callable

# The version whose sources were read and have these digests.
READ = "70.0"
_NOT_REPORTED = "not reported"


class StandIn(NamedTuple):
    """A function of WeasyPrint and what stands in for it.

    `target` is where WeasyPrint looks it up, as in `module:Class.method`; `also` are other places
    that hold the same function. `make` makes the stand-in of the stock function. `upstream` is the
    issue in WeasyPrint's tracker, or says that there is none.
    """

    target: str
    sha256: str
    make: Callable[[Callable[..., Any]], Callable[..., Any]]
    why: str
    upstream: str = _NOT_REPORTED
    also: tuple[str, ...] = ()


def _instead(function: Callable[..., Any]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """A stand-in that has no need of the stock function."""
    return lambda _: function


STAND_INS = (
    StandIn(
        "weasyprint.layout.inline:split_first_line",
        "39ad1016863ca34de0bea4c9fcffb46da7e27813c87dd82b7011bfa19fe5504f",
        lambda stock: overlong.split_first_line(remembered.split_first_line(stock)),
        "columns ask for the same line again and again; a word wider than its line is broken",
        also=("weasyprint.layout.preferred:split_first_line",),
    ),
    StandIn(
        "weasyprint.layout.inline:split_inline_box",
        "3a0cb7ca7e34c7ef0feda818cdb8fea64b7a8332ccf83e12506289534f6faeae",
        overlong.split_inline_box,
        "an address that is wider than its line runs over the next column",
    ),
    StandIn(
        "weasyprint.layout.inline:can_break_text",
        "4f3fb5ef1c239df9afd97856784e6cefc518d256a666dc78e0c86defa2e111e3",
        overlong.can_break_text,
        "a word that must be broken may be broken between its letters",
    ),
    StandIn(
        "weasyprint.layout.inline:get_next_linebox",
        "67af458c2545e74f0803072103c6c5d392d5e353dfdaa4f5bac5a96e20ed024d",
        seam.get_next_linebox,
        "lines of a justified paragraph are filled one by one, not chosen together",
    ),
    StandIn(
        "weasyprint.layout.inline:justify_line",
        "f83b21ff8793ba6b6dfc5fe8e10e4ab6cd6e02b17de02da97200902166148a81",
        justify.justify_line,
        "a justified line stands over the margin where the font kerns its blanks",
        "#2928",
    ),
    StandIn(
        "weasyprint.layout.table:auto_table_layout",
        "8ce6f1e31a00b6c7558b83b7043f2b6a201b5c3ba9a99e50f3baf6a3bd6df91b",
        tables.auto_table_layout,
        "a table whose words need more room than there is runs over its column",
    ),
    StandIn(
        "weasyprint.layout.inline:split_text_box",
        "8c564329599ef23fac6cc8c403768e9e51638226d87a8b2de69c49c9c5f408c8",
        lines.split_text_box,
        "a blank that a line's end takes away is not remembered, and missing in extracted text",
    ),
    StandIn(
        "weasyprint.layout.inline:remove_last_whitespace",
        "53f0c79c9fbbda500488edce48d95e80a43243d63824606aab2b0f77916e8601",
        _instead(line_ends.remove_last_whitespace),
        "a hole opens before the last run of a justified right-to-left line with inline elements",
        "#2372",
    ),
    StandIn(
        "weasyprint.layout.block:block_box_layout",
        "a6279066e3d9ff7d2efe70280d14eddd38bfbfa3f132ebf76011ecc8f4ca5a22",
        balance.block_box_layout,
        "columns are balanced a pixel at a time",
    ),
    StandIn(
        "weasyprint.layout.block:block_level_layout",
        "c1301dde9284e24519ee0432b508d6cd79768018d2564d4066f0fdf103982dd6",
        rhythm.on_grid,
        "blocks leave the grid of lines (css-rhythm-1 is not there)",
    ),
    StandIn(
        "weasyprint.layout:make_margin_boxes",
        "4a2d2e301eb3bc47c2812d1502d4d6ce3b65922a76e69fb45c11a5ae353198a7",
        numbering.make_margin_boxes,
        "a document that is a part of a longer one has no way to number its pages on",
    ),
    StandIn(
        "weasyprint.document:gather_anchors",
        "373f8c676f27da3b0960998876d78d01eef0b5ff0a0b0c48bfc7a9a89627bbfd",
        links.gather_anchors,
        "a link gets an annotation more for each inline inside it",
    ),
    StandIn(
        "weasyprint.draw.text:draw_first_line",
        "1bb8eae6d88e71b17096a034656f3be17da8f1f513c78536c1c38d971927638b",
        _instead(lines.draw_first_line),
        "a code stands for a glyph, not for a character: text does not come back",
        "#2841",
    ),
    StandIn(
        "weasyprint.draw:draw_text",
        "ebaf96239c6ca3635d2b91bfb34718c2dcebd7809fec1c53fb8dffd1366befe3",
        lines.draw_text,
        "the pieces of a right-to-left line are drawn in the order of reading",
    ),
    StandIn(
        "weasyprint.draw:draw_inline_level",
        "068162a401d00efd3bc23a37df12a1c743cd8958cdbf4f03960a777760b1e01c",
        lines.draw_inline_level,
        "the pieces of a line are drawn one by one, before the whole line is known",
    ),
    StandIn(
        "weasyprint.draw.border:draw_column_rules",
        "e83939b1a206ecee23ba2e435911fe04bdf45b76402ab845a24ed3b65a49be1f",
        _instead(rules.draw_column_rules),
        "rules between columns stand on the wrong side in right-to-left text",
    ),
    StandIn(
        "weasyprint.pdf.fonts:Font.__init__",
        "1f281166b10302a4278a04384970b91496a19b071e071a4087f77a49bc1487fe",
        codes.named_by_its_file,
        "a font is named after Pango's description of it, which changes with Pango",
    ),
    StandIn(
        "weasyprint.pdf.fonts:Font.clean",
        "794f0211f18453f1a291056fcd6659cdcb262f7c1133cf5b2ea015df379c6813",
        _instead(codes.leave_whole),
        "fonts are made smaller by glyphs, before codes for characters are known",
        "#2841",
    ),
    StandIn(
        "weasyprint.pdf.stream:Stream.marked",
        "3fa3acacbbf66422e7b0de4346b6eaf638657280a0f62c73172e3c445b888692",
        _instead(tags.marked),
        "each line and each fragment becomes a structure element of its own",
        "#2482",
    ),
    StandIn(
        "weasyprint.pdf.stream:Stream.artifact",
        "be61e42186804e990c3fa090d95a0a579b0d9ca73ba2ec9915c57fde18910faa",
        _instead(tags.artifact),
        "running heads are taken for text",
        "#1836",
    ),
    StandIn(
        "weasyprint.pdf:add_tags",
        "f0e74575b0bafaf36458eaac27874e3b80457fba3694058153da514a68933f22",
        _instead(tags.add_tags),
        "the structure tree knows no scope, ids or numbering",
        "#2508",
    ),
)
# What is not replaced but relied upon: the private attributes that stand-ins read are set here.
RELIED_UPON = {
    "weasyprint.document:Page.__init__": "56afceec729bf2c1d6d4d28495726a179882a23dec2234aefaf33bb1027a8dc0",
    "weasyprint.document:Document._render": "ebaceeb0fa8e79aaeb199a269e2748e2b36f6d95e98b7089e0dbc963bbca54d8",
    "weasyprint.pdf.stream:Stream.__init__": "918b7e8bb22a7a82a9e7b03baf2c67a9fef4636788fed6f22e533519cfd4dd89",
}


def located(target: str) -> tuple[Any, str]:
    """The object that has a target, and the target's name there. Raises AttributeError, ImportError."""
    module, _, path = target.partition(":")
    owner: Any = import_module(module)
    *classes, name = path.split(".")
    for one in classes:
        owner = getattr(owner, one)
    return owner, name


def digest_of(target: str) -> str:
    """The SHA-256 of a target's source in the WeasyPrint that is installed; empty if it has none."""
    try:
        owner, name = located(target)
        source = inspect.getsource(getattr(owner, name))
    except (AttributeError, ImportError, OSError, TypeError):
        return ""
    return hashlib.sha256(source.encode()).hexdigest()


def changed() -> tuple[str, ...]:
    """The targets that are not what was read, each with its digest now (empty where it is gone)."""
    read = {row.target: row.sha256 for row in STAND_INS} | RELIED_UPON
    now = {target: digest_of(target) for target in read}
    return tuple(f"{target} {now[target]}" for target in read if now[target] != read[target])
