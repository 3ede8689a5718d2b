"""Draw the issue's pictures: python examples/digest/pictures/make.py

Flat prints in few colours, as those of the other examples.
"""

from __future__ import annotations

import math
import random
import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1] / "pictures"))

from canvas import PAPER, Canvas  # noqa: E402 - it lies beside the other examples' pictures

ACCENT, INK, SAND = (143, 29, 33), (28, 26, 23), (222, 206, 180)
NIGHT, SEA, LAMP = (30, 38, 58), (52, 84, 96), (248, 214, 146)


def main() -> None:
    """Draw all of them, each where it is used."""
    articles = HERE.parent / "articles"
    for draw, path in (
        (lighthouse, HERE / "lighthouse.jpg"),
        (bridge, articles / "local" / "bridge.jpg"),
        (night, articles / "science" / "night.jpg"),
    ):
        canvas = Canvas()
        draw(canvas)
        path.write_bytes(canvas.print())


def lighthouse(canvas: Canvas) -> None:
    """A tower on a cape, its light over a calm sea at dusk."""
    tall = canvas.height
    canvas.box(0, 0, 1, tall * 0.66, (233, 190, 150), PAPER)
    canvas.disc(0.26, tall * 0.5, 0.075, ACCENT)
    canvas.box(0, tall * 0.62, 1, tall * 0.38, (110, 140, 146), SEA)
    for step in range(12):
        y = tall * (0.64 + step * 0.028)
        start = 0.06 + 0.05 * math.sin(step * 1.7)
        canvas.stroke([(start, y), (start + 0.34 - step * 0.012, y)], (226, 208, 186), 0.0016)
    cape = [(0.5, tall * 0.7), (0.6, tall * 0.585), (0.78, tall * 0.56), (1, tall * 0.53)]
    canvas.shape([*cape, (1, tall), (0.56, tall), (0.47, tall * 0.82)], INK, (70, 58, 50))
    canvas.glow(0.755, tall * 0.165, 0.2, LAMP, 0.8)
    beam = [(0.755, tall * 0.165), (0.0, tall * 0.05), (0.0, tall * 0.2)]
    canvas.shape(beam, (250, 232, 200))
    canvas.shape(
        [(0.715, tall * 0.58), (0.735, tall * 0.2), (0.775, tall * 0.2), (0.795, tall * 0.58)],
        PAPER,
        SAND,
    )
    for share in (0.28, 0.42):
        wide = 0.02 + share * 0.036
        top, foot = tall * share, tall * (share + 0.06)
        canvas.shape(
            [(0.755 - wide, top), (0.755 + wide, top), (0.757 + wide, foot), (0.753 - wide, foot)],
            ACCENT,
        )
    canvas.box(0.727, tall * 0.192, 0.056, tall * 0.014, INK)
    canvas.box(0.737, tall * 0.145, 0.036, tall * 0.048, LAMP)
    canvas.shape([(0.727, tall * 0.146), (0.755, tall * 0.105), (0.783, tall * 0.146)], ACCENT)


def bridge(canvas: Canvas) -> None:
    """A wooden arch over a river, hills behind it."""
    tall = canvas.height
    canvas.box(0, 0, 1, tall * 0.7, (190, 208, 206), PAPER)
    for layer, (base, shade) in enumerate(((0.44, (160, 172, 160)), (0.52, (112, 128, 112)))):
        hills = [
            (x / 60, tall * (base - 0.07 * math.sin(x / (9 - 2 * layer) + layer * 2)))
            for x in range(61)
        ]
        canvas.shape([*hills, (1, tall), (0, tall)], shade)
    canvas.box(0, tall * 0.66, 1, tall * 0.34, (126, 158, 164), SEA)
    for x in (0.0, 0.86):
        canvas.shape(
            [(x, tall), (x, tall * 0.58), (x + 0.14, tall * 0.6), (x + 0.14, tall)], (84, 70, 58)
        )
    arch = [(0.1 + t / 50, tall * (0.6 - 0.17 * math.sin(math.pi * t / 40))) for t in range(41)]
    canvas.stroke(arch, ACCENT, 0.014)
    rail = [(x, y - 0.06) for x, y in arch]
    canvas.stroke(rail, ACCENT, 0.006)
    for (x, y), (_, top) in list(zip(arch, rail, strict=True))[::2]:
        canvas.stroke([(x, y), (x, top)], ACCENT, 0.004)
    for step in range(9):
        y = tall * (0.71 + step * 0.03)
        canvas.stroke([(0.2 + step * 0.02, y), (0.7 - step * 0.02, y)], (170, 196, 198), 0.0014)


def night(canvas: Canvas) -> None:
    """An observatory's dome on a ridge, under stars."""
    tall, dice = canvas.height, random.Random(34)
    canvas.box(0, 0, 1, tall, NIGHT, (92, 84, 104))
    for _ in range(170):
        x, y = dice.random(), dice.random() * tall * 0.72
        canvas.disc(x, y, dice.choice((0.0009, 0.0013, 0.002)), (236, 228, 210))
    canvas.glow(0.22, tall * 0.24, 0.12, LAMP, 0.35)
    canvas.disc(0.22, tall * 0.24, 0.038, LAMP)
    ridge = [
        (x / 50, tall * (0.8 - 0.06 * math.sin(x / 8) - 0.02 * math.sin(x / 3))) for x in range(51)
    ]
    canvas.shape([*ridge, (1, tall), (0, tall)], (20, 20, 28))
    canvas.disc(0.62, tall * 0.66, 0.115, (198, 190, 178))
    canvas.shape(
        [(0.655, tall * 0.5), (0.7, tall * 0.53), (0.655, tall * 0.67), (0.62, tall * 0.66)], INK
    )
    canvas.box(0.5, tall * 0.66, 0.24, tall * 0.16, (150, 142, 132), (92, 84, 78))
    canvas.box(0.6, tall * 0.73, 0.04, tall * 0.09, LAMP)


if __name__ == "__main__":
    main()
