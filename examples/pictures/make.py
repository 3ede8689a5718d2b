"""Draw the examples' pictures: python examples/pictures/make.py

Flat prints in few colours, made of shapes alone, so that they are ours and always the same.
"""

from __future__ import annotations

import math
import random
from pathlib import Path

from canvas import PAPER, Canvas, Colour, Point, blend
from PIL import Image, ImageDraw

HERE = Path(__file__).parent
INK, ACCENT, SLATE = (28, 26, 23), (143, 29, 33), (58, 74, 82)
SAND, GOLD, LAMP = (222, 206, 180), (196, 160, 96), (248, 214, 146)


def main() -> None:
    """Draw all of them."""
    for draw in (valley, star, shelves, line, harbour, peak):
        canvas = Canvas()
        draw(canvas)
        (HERE / f"{draw.__name__}.jpg").write_bytes(canvas.print())


def ridge(height: float, swing: float, pace: float, start: float) -> list[Point]:
    """A soft line of hills across the picture, closed at its foot."""
    points = [(0.0, 1.0)]
    for step in range(401):
        x = step / 400
        wave = math.sin(x * pace + start) + 0.34 * math.sin(x * pace * 2.7 + start * 2.3)
        points.append((x, height - wave * swing))
    return [*points, (1.0, 1.0)]


def valley(canvas: Canvas) -> None:
    """Hills behind hills, a low sun, and a river that winds through the plain."""
    tall = canvas.height
    canvas.box(0, 0, 1, tall * 0.62, (233, 201, 162), PAPER)
    canvas.glow(0.66, 0.20, 0.26, (252, 236, 208), 0.9)
    canvas.disc(0.66, 0.20, 0.058, ACCENT)
    far, near = (206, 178, 148), (112, 88, 74)
    for layer in range(5):
        share = layer / 4
        height, swing = 0.265 + 0.027 * layer, 0.040 - 0.006 * layer
        points = ridge(height, swing, 5.2 + 1.9 * layer, 0.4 + 1.9 * layer)
        canvas.shape(points, blend(far, near, share), blend(far, SAND, 0.5))
    shore = 0.385
    canvas.box(0, shore, 1, tall - shore, (164, 134, 106), (52, 43, 38))
    for step in range(10):
        share = (step / 9) ** 1.8
        y = shore + 0.012 + share * 0.19
        field = blend((176, 146, 116), (66, 55, 48), share)
        canvas.shape(
            [(0, y), (1, y - 0.006), (1, y - 0.004 + share * 0.008), (0, y + 0.004)], field
        )
    left, right = [], []
    for step in range(241):
        share = step / 240
        depth = share**1.7
        y = shore + (tall - shore) * depth
        bend = math.sin(share * 9.4 + 0.5) * (0.012 + 0.17 * depth) * (1 - 0.35 * depth)
        middle, half = 0.565 - 0.05 * depth + bend, 0.0012 + 0.085 * depth**1.15
        left.append((middle - half, y))
        right.append((middle + half, y))
    canvas.shape(left + right[::-1], (250, 236, 210), (196, 172, 148))


def star(canvas: Canvas) -> None:
    """Eight-pointed stars and crosses, the oldest pattern of tiled walls, with straps between."""
    canvas.box(0, 0, 1, canvas.height, (231, 218, 196))
    cell = 1 / 4
    places = [
        (column * cell, (row + 0.25) * cell, (row + column) % 2)
        for row in range(-1, 4)
        for column in range(-1, 6)
    ]
    for x, y, odd in places:
        rosette(canvas, x, y, cell / 2, ACCENT if odd else SLATE)
        canvas.shape(eight(x + cell / 2, y + cell / 2, cell * 0.135, 0), GOLD)
        canvas.shape(eight(x + cell / 2, y + cell / 2, cell * 0.06, 1), (231, 218, 196))
    for fill, thick in ((INK, 0.0115), (PAPER, 0.0085)):
        for x, y, _ in places:
            corners = eight(x, y, cell / 2, 0)
            canvas.stroke([*corners, *corners[:2]], fill, thick)


def rosette(canvas: Canvas, x: float, y: float, radius: float, fill: Colour) -> None:
    """One star of the wall: eight petals around a smaller star."""
    canvas.shape(eight(x, y, radius, 0), fill)
    pale = blend(fill, PAPER, 0.86)
    for turn in range(8):
        angle = turn * math.pi / 4
        petal = [(0.30, 0.0), (0.52, 0.27), (0.80, 0.0), (0.52, -0.27)]
        spots = [
            (
                x + radius * reach * math.cos(angle + aside),
                y + radius * reach * math.sin(angle + aside),
            )
            for reach, aside in petal
        ]
        canvas.shape(spots, pale)
    canvas.shape(eight(x, y, radius * 0.24, 1), GOLD)


def eight(x: float, y: float, radius: float, turn: int) -> list[Point]:
    """The corners of an eight-pointed star."""
    reach = [radius if k % 2 == 0 else radius * 0.765 for k in range(16)]
    angles = [math.pi * (k + turn) / 8 for k in range(16)]
    return [
        (x + math.cos(angle) * far, y + math.sin(angle) * far)
        for angle, far in zip(angles, reach, strict=True)
    ]


def arch(x: float, top: float, wide: float, foot: float) -> list[Point]:
    """A pointed arch: two arcs struck from beyond the middle."""
    radius = wide * 0.68
    spring = top + math.sqrt(radius**2 - (radius - wide / 2) ** 2)
    points = [(x, foot)]
    centre = x + radius
    most = math.acos((radius - wide / 2) / radius)
    half = [
        (centre - radius * math.cos(most * k / 40), spring - radius * math.sin(most * k / 40))
        for k in range(41)
    ]
    points += half + [(2 * x + wide - a, b) for a, b in half[::-1]]
    return [*points, (x + wide, foot)]


def shelves(canvas: Canvas) -> None:
    """Three niches of books in a plastered wall; one of the books is red."""
    books = Canvas()
    stacked(books)
    canvas.box(0, 0, 1, canvas.height, (236, 222, 198), (206, 184, 152))
    for number in range(3):
        x, wide = 0.052 + number * 0.312, 0.272
        for rim, fill in ((0.014, (150, 122, 92)), (0.011, (244, 234, 216)), (0.003, INK)):
            canvas.shape(arch(x - rim, 0.052 - rim * 1.3, wide + 2 * rim, 0.600 + rim), fill)
        mask = Image.new("L", canvas.image.size)
        niche = [(a * canvas.width, b * canvas.width) for a, b in arch(x, 0.052, wide, 0.600)]
        ImageDraw.Draw(mask).polygon(niche, fill=255)
        canvas.image.paste(books.image, (0, 0), mask)


def stacked(canvas: Canvas) -> None:
    """Rows of books, now and then a gap with one that leans."""
    dice = random.Random(23)
    canvas.box(0, 0, 1, canvas.height, (38, 33, 31), (66, 54, 46))
    spines = [(206, 188, 156), (172, 140, 102), (122, 97, 78), (88, 102, 104), (228, 216, 192)]
    gap = 0.131
    for row in range(5):
        foot = 0.076 + row * gap
        x, last = 0.004, -1
        while x < 1:
            wide, tall = dice.uniform(0.011, 0.027), gap * dice.uniform(0.56, 0.80)
            last = dice.choice([k for k in range(len(spines)) if k != last])
            red = row == 2 and x < 0.53 <= x + wide
            lean = tall * 0.24 if dice.random() < 0.07 and not red else 0.0
            book(canvas, (x + lean, foot), (wide, tall), lean, ACCENT if red else spines[last])
            x += wide + lean + dice.choice((0.0008, 0.0008, 0.0008, 0.004))
            if lean:
                x += 0.004
        canvas.box(0, foot, 1, 0.008, (140, 112, 82), (84, 66, 52))
        canvas.box(0, foot + 0.008, 1, 0.012, (26, 23, 22))


def book(canvas: Canvas, foot: Point, size: Point, lean: float, fill: Colour) -> None:
    """One spine with its two bands."""
    (x, y), (wide, tall) = foot, size

    def across(low: float, high: float) -> list[Point]:
        return [
            (x - lean * low, y - tall * low),
            (x - lean * high, y - tall * high),
            (x + wide - lean * high, y - tall * high),
            (x + wide - lean * low, y - tall * low),
        ]

    canvas.shape(across(0, 1), fill)
    for band in (0.15, 0.80):
        canvas.shape(across(band, band + 0.035), blend(fill, INK, 0.42))


def houses(canvas: Canvas, dice: random.Random, ground: float, top: float, fill: Colour) -> None:
    """A row of roofs, some with a dome, some with a slender tower."""
    x = -0.02
    while x < 1:
        wide, roof = dice.uniform(0.055, 0.12), top + dice.uniform(0, 0.055)
        canvas.box(x, roof, wide + 0.002, ground - roof, fill)
        kind = dice.random()
        if kind < 0.34:
            middle, radius = x + wide / 2, wide * 0.32
            canvas.disc(middle, roof, radius, fill)
            canvas.box(middle - 0.0012, roof - radius - 0.014, 0.0024, 0.016, fill)
        elif kind < 0.48:
            canvas.box(x + wide * 0.4, roof - 0.075, 0.012, 0.08, fill)
            canvas.box(x + wide * 0.4 - 0.003, roof - 0.060, 0.018, 0.004, fill)
            tip = x + wide * 0.4 + 0.006
            canvas.shape(
                [(tip - 0.007, roof - 0.075), (tip + 0.007, roof - 0.075), (tip, roof - 0.102)],
                fill,
            )
        x += wide


def line(canvas: Canvas) -> None:
    """A tram through a town at dusk: roofs behind roofs, a wire, wet rails."""
    street = 0.520
    canvas.box(0, 0, 1, 0.36, (112, 90, 100), (252, 214, 164))
    canvas.glow(0.79, 0.235, 0.22, (255, 236, 200), 0.7)
    canvas.disc(0.79, 0.235, 0.045, (250, 228, 190))
    dice = random.Random(12)
    for top, fill in ((0.245, (168, 128, 114)), (0.315, (118, 90, 88)), (0.385, (70, 58, 60))):
        houses(canvas, dice, street, top, fill)
    for slot in range(58):
        x, y = 0.012 + slot * 0.0172, 0.450 + 0.020 * dice.randint(0, 2)
        if dice.random() < 0.6:
            canvas.box(x, y, 0.0056, 0.0098, LAMP if dice.random() < 0.5 else (98, 82, 80))
    canvas.box(0, street, 1, canvas.height - street, (44, 38, 40), INK)
    tram(canvas, 0.255, street + 0.018)
    for y in (street + 0.026, street + 0.052):
        canvas.box(0, y, 1, 0.0026, (170, 146, 122))
    canvas.stroke([(0, 0.318), (1, 0.330)], INK, 0.0016)


def tram(canvas: Canvas, x: float, foot: float) -> None:
    """Two red carriages that stand on `foot`."""
    for number in range(2):
        start, wide, tall = x + number * 0.222, 0.212, 0.118
        roof = foot - tall - 0.012
        canvas.box(start + 0.014, roof - 0.009, wide - 0.028, 0.010, (58, 48, 50))
        canvas.box(start, roof + 0.004, wide, tall - 0.004, (164, 38, 40), (118, 22, 28))
        canvas.box(start + 0.004, roof, wide - 0.008, 0.005, (164, 38, 40))
        canvas.box(start, roof + 0.078, wide, 0.005, SAND)
        for pane in range(6):
            side = start + 0.010 + pane * 0.0326
            door = pane in (1, 4)
            canvas.box(side, roof + 0.018, 0.028, 0.092 if door else 0.046, (74, 20, 24))
            for leaf in range(2 if door else 1):
                glass = 0.0125 if door else 0.025
                left = side + 0.0015 + leaf * 0.0125
                canvas.box(
                    left,
                    roof + 0.0195,
                    glass - 0.0008,
                    0.080 if door else 0.043,
                    LAMP,
                    (236, 182, 112),
                )
        for wheel in (0.034, 0.056, 0.156, 0.178):
            canvas.disc(start + wheel, foot - 0.001, 0.0095, INK)
            canvas.disc(start + wheel, foot - 0.001, 0.0035, (120, 104, 92))
        canvas.box(start + 0.020, foot - 0.013, wide - 0.040, 0.007, INK)
    canvas.box(x + 0.211, foot - 0.116, 0.012, 0.094, INK)
    top = foot - 0.139
    canvas.stroke([(x + 0.09, top), (x + 0.12, top - 0.030), (x + 0.095, 0.3195)], INK, 0.0022)
    canvas.stroke([(x + 0.078, 0.3192), (x + 0.112, 0.3196)], INK, 0.0026)
    front = x + 0.434
    canvas.glow(front + 0.02, foot - 0.026, 0.07, LAMP, 0.5)
    canvas.disc(front - 0.008, foot - 0.026, 0.0055, PAPER)


def harbour(canvas: Canvas) -> None:
    """A night train over a viaduct, the moon and its path on the water."""
    shore, deck = 0.455, 0.330
    night, haze = (24, 34, 44), (128, 140, 138)
    canvas.box(0, 0, 1, shore, night, haze)
    dice = random.Random(31)
    for _ in range(90):
        x, y = dice.random(), dice.random() ** 1.5 * 0.26
        canvas.disc(x, y, dice.uniform(0.0005, 0.0012), blend(PAPER, night, dice.uniform(0, 0.6)))
    canvas.glow(0.679, 0.145, 0.24, (214, 206, 184), 0.42)
    canvas.disc(0.679, 0.145, 0.047, (246, 234, 206))
    canvas.shape(ridge(0.395, 0.020, 6.5, 2.0), (92, 106, 108), haze)
    canvas.shape(ridge(0.430, 0.012, 11, 0.6), (66, 80, 84), (110, 122, 122))
    canvas.box(0, shore, 1, canvas.height - shore, (88, 102, 106), (22, 30, 38))
    for step in range(26):
        y = shore + 0.006 + step * 0.0066
        wide = (0.010 + step * 0.0016) * dice.uniform(0.5, 1.5)
        middle = 0.679 + dice.uniform(-0.010, 0.010) * (1 + step / 12)
        canvas.box(
            middle - wide, y, 2 * wide, 0.0020, blend((246, 234, 206), (60, 72, 78), step / 40)
        )
    stone = (20, 25, 31)
    canvas.box(0, deck, 1, 0.020, stone)
    for number in range(-1, 8):
        viaduct(canvas, 0.040 + number * 0.142, deck + 0.019, stone)
    for number in range(5):
        carriage(canvas, 0.085 + number * 0.113, deck, engine=number == 4)


def viaduct(canvas: Canvas, x: float, top: float, fill: Colour) -> None:
    """One bay of the viaduct: a pier, and the two halves of a round arch beside it."""
    bay, pier, foot = 0.142, 0.026, 0.496
    canvas.box(x - pier / 2, top, pier, foot - top, fill)
    canvas.box(x - pier / 2 - 0.004, foot - 0.008, pier + 0.008, 0.010, fill)
    radius = (bay - pier) / 2
    arc = [
        (
            x + bay / 2 + radius * math.cos(a * math.pi / 60),
            top + 0.066 - radius * math.sin(a * math.pi / 60),
        )
        for a in range(61)
    ]
    canvas.shape([(x + bay - pier / 2, top), *arc, (x + pier / 2, top)], fill)
    for step in range(9):
        y = foot + 0.008 + step * 0.010
        wide = pier * (1.1 + 0.25 * math.sin(step * 2.4 + x * 40))
        canvas.box(x - wide / 2, y, wide, 0.0042, blend(fill, (50, 62, 68), step / 9))


def carriage(canvas: Canvas, x: float, foot: float, *, engine: bool) -> None:
    """One carriage; the engine has a sloping brow and a lamp."""
    wide, tall = 0.110, 0.040
    brow = 0.022 if engine else 0.0
    body = [(x, foot - 0.005), (x, foot - tall), (x + wide - brow, foot - tall)]
    canvas.shape([*body, (x + wide, foot - tall + brow * 0.9), (x + wide, foot - 0.005)], ACCENT)
    canvas.box(x + 0.004, foot - 0.006, wide - 0.008, 0.007, INK)
    for pane in range(5 if engine else 7):
        canvas.box(x + 0.0065 + pane * 0.0143, foot - tall + 0.0085, 0.0098, 0.0115, LAMP)
    canvas.box(x, foot - 0.013, wide, 0.0016, (206, 170, 120))
    if engine:
        canvas.glow(x + wide + 0.024, foot - 0.014, 0.075, LAMP, 0.55)
        canvas.disc(x + wide - 0.003, foot - 0.014, 0.0036, PAPER)


def peak(canvas: Canvas) -> None:
    """Snowy mountains before sunrise, a small house, and a mast that speaks."""
    canvas.box(0, 0, 1, canvas.height, (96, 112, 124), (246, 222, 190))
    mast_x, mast_top = 0.262, 0.228
    for ring in range(9):
        radius = 0.055 + ring * 0.048
        tone = blend((206, 190, 172), (150, 156, 158), ring / 9)
        canvas.ring(mast_x, mast_top - 0.030, radius, tone, 0.0019)
    for x, top, half, share in (
        (0.93, 0.225, 0.40, 0.0),
        (0.50, 0.250, 0.42, 0.15),
        (0.70, 0.120, 0.44, 0.45),
    ):
        mountain(canvas, x, top, half, share)
    canvas.shape(ridge(0.505, 0.022, 5.0, 0.9), (84, 90, 98), (60, 66, 74))
    canvas.shape(ridge(0.555, 0.028, 4.2, 0.1), (46, 50, 56), (30, 32, 36))
    for number in range(30):
        x = 0.40 + ((number * 0.618) % 1) * 0.58
        y = 0.560 + 0.055 * ((number * 0.377) % 1)
        tall = 0.024 + 0.020 * ((number * 0.713) % 1)
        canvas.shape([(x - tall * 0.24, y), (x, y - tall), (x + tall * 0.24, y)], (26, 29, 33))
    canvas.box(0.304, 0.498, 0.070, 0.045, (30, 31, 34))
    canvas.shape([(0.296, 0.499), (0.339, 0.468), (0.382, 0.499)], ACCENT)
    canvas.box(0.318, 0.509, 0.014, 0.015, LAMP)
    canvas.box(0.345, 0.509, 0.014, 0.015, LAMP)
    mast(canvas, mast_x, mast_top, 0.535)


def mountain(canvas: Canvas, x: float, top: float, half: float, share: float) -> None:
    """One peak of two faces, with snow that runs down in points."""
    foot = top + half * 0.95
    light, dark = (
        blend((196, 190, 182), (150, 150, 152), share),
        blend((150, 152, 156), (92, 100, 110), share),
    )
    mist = (226, 206, 182)
    keel = x + half * 0.10
    canvas.shape([(x, top), (x - half, foot), (keel, foot)], dark, blend(dark, mist, 0.75))
    canvas.shape([(x, top), (keel, foot), (x + half, foot)], light, blend(light, mist, 0.75))
    snow, shade = blend((252, 246, 236), (232, 226, 216), 0.2), (206, 208, 208)
    cut = (0.34, 0.22, 0.31, 0.19, 0.36)

    def down(side: float, fall: float) -> Point:
        return (x + side * half * fall, top + (foot - top) * fall)

    middle = (x + (keel - x) * cut[4], top + (foot - top) * cut[4])
    for side, fill, falls in ((-1.0, shade, (0.34, 0.20, 0.30)), (1.0, snow, (0.28, 0.21, 0.37))):
        teeth = [down(side, falls[0]), down(side * 0.62, falls[1]), down(side * 0.34, falls[2])]
        canvas.shape([(x, top), *teeth, down(side * 0.20, 0.20), middle], fill)


def mast(canvas: Canvas, x: float, top: float, foot: float) -> None:
    """A lattice mast with a red lamp."""
    spread = 0.017
    for side in (-1, 1):
        canvas.stroke([(x, top), (x + side * spread, foot)], INK, 0.0026)
    steps = 11
    for step in range(steps):
        one, two = (step + 1) / (steps + 1), (step + 2) / (steps + 1)
        y, z = top + (foot - top) * one, top + (foot - top) * two
        for side in (-1, 1):
            canvas.stroke([(x + side * spread * one, y), (x - side * spread * two, z)], INK, 0.0013)
        canvas.stroke([(x - spread * one, y), (x + spread * one, y)], INK, 0.0013)
    canvas.stroke([(x, top - 0.030), (x, top + 0.03)], INK, 0.0026)
    canvas.disc(x, top - 0.030, 0.0075, ACCENT)


if __name__ == "__main__":
    main()
