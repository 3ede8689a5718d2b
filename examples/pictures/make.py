"""Draw the examples' pictures: python examples/pictures/make.py

Flat prints in few colours, made of shapes alone, so that they are ours and always the same.
"""

from __future__ import annotations

import math
import random
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter

HERE = Path(__file__).parent
WIDTH, HEIGHT = 1600, 1000
SMOOTH = 2
INK, ACCENT, SAND, PAPER = (28, 26, 23), (143, 29, 33), (222, 206, 180), (247, 241, 231)


def main() -> None:
    """Draw all of them."""
    for name, draw in (("valley", valley), ("star", star), ("shelves", shelves), ("line", line)):
        picture = Image.new("RGB", (WIDTH * SMOOTH, HEIGHT * SMOOTH), PAPER)
        draw(ImageDraw.Draw(picture), WIDTH * SMOOTH, HEIGHT * SMOOTH)
        picture = picture.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
        grained(picture).save(HERE / f"{name}.jpg", quality=72, optimize=True)


def blend(one: tuple[int, ...], other: tuple[int, ...], share: float) -> tuple[int, ...]:
    """A colour between two."""
    return tuple(round(a + (b - a) * share) for a, b in zip(one, other, strict=True))


def grained(picture: Image.Image) -> Image.Image:
    """The faint grain of paper."""
    dice = random.Random(7)
    noise = Image.new("L", (WIDTH // 2, HEIGHT // 2))
    noise.putdata([dice.randint(112, 144) for _ in range(noise.width * noise.height)])
    noise = noise.resize(picture.size).filter(ImageFilter.GaussianBlur(0.8))
    return Image.blend(picture, Image.merge("RGB", [noise] * 3), 0.06)


def valley(draw: ImageDraw.ImageDraw, width: int, height: int) -> None:
    """Hills behind hills, a low sun, a river that comes down between them."""
    for row in range(height):
        draw.line((0, row, width, row), fill=blend((236, 214, 184), PAPER, row / height))
    draw.ellipse(
        (width * 0.62, height * 0.13, width * 0.74, height * 0.13 + width * 0.12), fill=ACCENT
    )
    for layer in range(6):
        share = layer / 5
        base = height * (0.40 + 0.11 * layer)
        points = [(0, height)]
        for x in range(0, width + 1, 8):
            wave = math.sin(x / width * (5 + layer * 1.7) + layer * 2.1) * 0.055
            wave += math.sin(x / width * (13 + layer * 3) + layer) * 0.018
            points.append((x, base - wave * height))
        draw.polygon([*points, (width, height)], fill=blend((205, 180, 150), (52, 44, 40), share))
    left, right = [], []
    for step in range(101):
        share = step / 100
        y = height * (0.62 + 0.38 * share)
        middle = width * (0.56 + 0.13 * math.sin(share * 4.2) * (1 - share * 0.4) - 0.10 * share)
        half = width * (0.004 + 0.085 * share * share)
        left.append((middle - half, y))
        right.append((middle + half, y))
    draw.polygon(left + right[::-1], fill=(236, 222, 200))


def star(draw: ImageDraw.ImageDraw, width: int, height: int) -> None:
    """Eight-fold stars and crosses, the oldest pattern of tiled walls."""
    draw.rectangle((0, 0, width, height), fill=(231, 218, 196))
    cell = width / 8
    for row in range(-1, 7):
        for column in range(-1, 10):
            x, y = column * cell, row * cell + cell * 0.25
            fill = ACCENT if (row + column) % 2 else (58, 74, 82)
            for turn, size, colour in ((0, 0.5, fill), (1, 0.30, PAPER), (0, 0.17, fill)):
                draw.polygon(eight(x, y, cell * size, turn), fill=colour, outline=INK, width=5)
            for dx in (cell / 2,):
                draw.polygon(
                    eight(x + dx, y + dx, cell * 0.16, 1), fill=(196, 160, 96), outline=INK, width=4
                )


def eight(x: float, y: float, radius: float, turn: int) -> list[tuple[float, float]]:
    """The corners of an eight-pointed star."""
    return [
        (
            x + math.cos(math.pi * (k + turn) / 8) * radius * (1 if k % 2 == 0 else 0.765),
            y + math.sin(math.pi * (k + turn) / 8) * radius * (1 if k % 2 == 0 else 0.765),
        )
        for k in range(16)
    ]


def shelves(draw: ImageDraw.ImageDraw, width: int, height: int) -> None:
    """Shelves of books, one of them red."""
    dice = random.Random(19)
    draw.rectangle((0, 0, width, height), fill=(62, 52, 46))
    rows, thick = 4, 26
    tall = height / rows
    spines = [(206, 188, 156), (170, 140, 104), (118, 96, 78), (92, 104, 104), (226, 214, 190)]
    for row in range(rows):
        bottom = (row + 1) * tall - thick
        x = 20.0
        while x < width - 20:
            wide = dice.randint(34, 92)
            top = bottom - tall * dice.uniform(0.58, 0.86)
            fill = ACCENT if row == 1 and 0.60 < x / width < 0.63 else dice.choice(spines)
            draw.rectangle((x, top, x + wide, bottom), fill=fill)
            for band in (0.14, 0.80):
                y = top + (bottom - top) * band
                draw.rectangle((x, y, x + wide, y + 9), fill=blend(fill, INK, 0.45))
            x += wide + dice.choice((3, 3, 4, 30))
        draw.rectangle((0, bottom, width, bottom + thick), fill=(40, 33, 30))


def line(draw: ImageDraw.ImageDraw, width: int, height: int) -> None:
    """A tram line through a town at dusk: roofs, wires, one lit window."""
    for row in range(height):
        draw.line((0, row, width, row), fill=blend((120, 92, 92), (240, 208, 168), row / height))
    dice = random.Random(4)
    for depth, fill in ((0.46, (150, 118, 108)), (0.58, (96, 76, 74)), (0.70, (48, 42, 44))):
        x = -40.0
        while x < width:
            wide = dice.randint(140, 340)
            top = height * (depth - dice.uniform(0.0, 0.16))
            draw.rectangle((x, top, x + wide, height), fill=fill)
            if dice.random() < 0.4:
                draw.pieslice(
                    (x + wide * 0.2, top - wide * 0.3, x + wide * 0.8, top + wide * 0.3),
                    180,
                    360,
                    fill=fill,
                )
            if depth > 0.6:
                for k in range(3):
                    lit = (244, 200, 120) if dice.random() < 0.25 else blend(fill, INK, 0.4)
                    draw.rectangle(
                        (x + 40 + k * 70, top + 60, x + 70 + k * 70, top + 110), fill=lit
                    )
            x += wide + dice.randint(-10, 20)
    draw.rectangle((0, height * 0.86, width, height), fill=INK)
    for y in (0.90, 0.95):
        draw.line((0, height * y, width, height * y), fill=(150, 130, 112), width=10)
    draw.rounded_rectangle(
        (width * 0.30, height * 0.70, width * 0.62, height * 0.89), 40, fill=ACCENT
    )
    for k in range(6):
        x = width * (0.32 + 0.048 * k)
        draw.rectangle((x, height * 0.73, x + width * 0.038, height * 0.80), fill=(248, 222, 170))
    for y in (0.30, 0.33):
        draw.line((0, height * y, width, height * (y + 0.02)), fill=INK, width=5)


if __name__ == "__main__":
    main()
