"""Text over text, and text that the page's edge cuts: told of, and nothing else taken for it."""

from __future__ import annotations

import pytest
from papers import Paper
from pikepdf import Array

from presskit import preflight

LINE = b"BT /F 10 Tf %d %d Td (%s) Tj ET "


def line(x: int, y: int, text: str) -> bytes:
    return LINE % (x, y, text.encode())


@pytest.mark.parametrize(
    ("content", "codes"),
    [
        (line(50, 700, "left column") + line(300, 700, "right column"), set()),
        (line(50, 700, "a line") + line(50, 688, "and the next"), set()),
        (line(50, 700, "shadow") + line(51, 700, "shadow"), set()),
        (b"BT /F 10 Tf 3 Tr 50 700 Td (hidden) Tj ET " + line(50, 700, "scanned"), set()),
        (line(50, 700, "text") + b"BT /F 90 Tf 40 690 Td (DRAFT) Tj ET", set()),
        (line(50, 700, "text") + b"q .7 .7 -.7 .7 50 690 cm BT /F 10 Tf (slope) Tj ET Q", set()),
        (line(-200, 700, "pasteboard"), set()),
        (b"/Span <</ActualText (several)>> BDC " + line(50, 700, "xy") + b"EMC", set()),
        (
            line(50, 700, "a word wider than its column") + line(90, 701, "covers"),
            {"pdf-text-over"},
        ),
        (line(560, 700, "a line over the edge"), {"pdf-text-cut"}),
        (line(-8, 700, "cut at its start"), {"pdf-text-cut"}),
    ],
)
def test_only_what_hurts_is_told(content, codes):
    paper = Paper(content).font("F", "Helvetica", embedded=False)
    found = {one.code for one in preflight(paper.data()).diagnostics}
    assert found & {"pdf-text-over", "pdf-text-cut"} == codes


def test_the_trimmed_page_is_the_page():
    paper = Paper(line(50, 700, "printed to the trim")).font("F", "Helvetica", embedded=False)
    paper.pdf.pages[0].TrimBox = Array([20, 20, 100, 800])
    (page,) = preflight(paper.data()).pages
    assert page.cut == "printed to the trim"
    assert not page.over
