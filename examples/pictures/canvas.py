"""The sheet that the examples' pictures are drawn on, and what makes a print of it."""

from __future__ import annotations

import io
import random

from PIL import Image, ImageDraw, ImageFilter

WIDTH, HEIGHT = 1600, 1000
SMOOTH = 2
MOST_BYTES = 149_000
PAPER = (247, 241, 231)

Colour = tuple[int, int, int]
Point = tuple[float, float]


class Canvas:
    """A picture whose lengths are shares of its width, so that shapes need no pixels."""

    def __init__(self) -> None:
        size = (WIDTH * SMOOTH, HEIGHT * SMOOTH)
        self.width, self.height = size[0], HEIGHT / WIDTH
        self.image = Image.new("RGB", size, PAPER)

    def shape(self, points: list[Point], top: Colour, bottom: Colour | None = None) -> None:
        """Fill a polygon with one colour, or from one to another downwards."""
        scaled = [(x * self.width, y * self.width) for x, y in points]
        if bottom is None:
            ImageDraw.Draw(self.image).polygon(scaled, fill=top)
            return
        mask = Image.new("L", self.image.size)
        ImageDraw.Draw(mask).polygon(scaled, fill=255)
        self.image.paste(self.wash(points, top, bottom), (0, 0), mask)

    def wash(self, points: list[Point], top: Colour, bottom: Colour) -> Image.Image:
        """A sheet that goes from one colour to another between the highest and lowest point."""
        rows = [y * self.width for _, y in points]
        first, last = min(rows), max(rows)
        column = Image.new("RGB", (1, self.image.height))
        shares = [(row - first) / (last - first) for row in range(self.image.height)]
        column.putdata([blend(top, bottom, min(max(share, 0), 1)) for share in shares])
        return column.resize(self.image.size)

    def box(self, x: float, y: float, wide: float, tall: float, *fill: Colour) -> None:
        """Fill a rectangle."""
        self.shape([(x, y), (x + wide, y), (x + wide, y + tall), (x, y + tall)], *fill)

    def disc(self, x: float, y: float, radius: float, fill: Colour) -> None:
        """Fill a circle."""
        box = [(x - radius) * self.width, (y - radius) * self.width]
        box += [(x + radius) * self.width, (y + radius) * self.width]
        ImageDraw.Draw(self.image).ellipse(box, fill=fill)

    def ring(self, x: float, y: float, radius: float, fill: Colour, thick: float) -> None:
        """Draw a circle's line."""
        box = [(x - radius) * self.width, (y - radius) * self.width]
        box += [(x + radius) * self.width, (y + radius) * self.width]
        ImageDraw.Draw(self.image).ellipse(box, outline=fill, width=round(thick * self.width))

    def stroke(self, points: list[Point], fill: Colour, thick: float) -> None:
        """Draw a line through points."""
        scaled = [(x * self.width, y * self.width) for x, y in points]
        ImageDraw.Draw(self.image).line(
            scaled, fill=fill, width=round(thick * self.width), joint="curve"
        )

    def glow(self, x: float, y: float, radius: float, fill: Colour, strength: float) -> None:
        """Lighten a round place, fading outwards."""
        small = (self.image.width // 8, self.image.height // 8)
        mask = Image.new("L", small)
        scale = self.width / 8
        box = [(x - radius / 2) * scale, (y - radius / 2) * scale]
        box += [(x + radius / 2) * scale, (y + radius / 2) * scale]
        ImageDraw.Draw(mask).ellipse(box, fill=round(255 * strength))
        mask = mask.filter(ImageFilter.GaussianBlur(radius * scale / 3))
        self.image.paste(fill, (0, 0), mask.resize(self.image.size, Image.Resampling.BICUBIC))

    def print(self) -> bytes:
        """The picture as a JPEG of its final size, with the grain of paper."""
        small = self.image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
        return jpeg(grained(small))


def jpeg(picture: Image.Image) -> bytes:
    """The picture at the best quality that fits."""
    for quality in range(88, 50, -2):
        stream = io.BytesIO()
        picture.save(stream, "JPEG", quality=quality, optimize=True, progressive=True)
        if stream.tell() <= MOST_BYTES:
            break
    return stream.getvalue()


def blend(one: Colour, other: Colour, share: float) -> Colour:
    """A colour between two."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def grained(picture: Image.Image) -> Image.Image:
    """The faint grain of paper, which also keeps long washes from banding."""
    dice = random.Random(7)
    noise = Image.new("L", (WIDTH // 2, HEIGHT // 2))
    noise.putdata([dice.randint(104, 152) for _ in range(noise.width * noise.height)])
    noise = noise.resize(picture.size).filter(ImageFilter.GaussianBlur(0.7))
    return Image.blend(picture, Image.merge("RGB", [noise] * 3), 0.045)
