"""Make the README's picture of the themes and their thumbnails: python docs/make_themes_picture.py

Each theme shows the first page of an example, drawn by PDFium, and in the picture a page behind it.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageFilter

from presskit import Options, export, read_article
from presskit.prepress.pictures import page_pictures
from presskit.sources.publication import find_publication
from presskit.theming.loading import theme_names

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples" / "water-forum.md"
PPI, WIDTH, AIR, BACK = 90, 360, 36, "#d8d4cc"
SHIFT = 36  # how far the second page looks out behind the first


class _Look(NamedTuple):
    first: Image.Image
    second: Image.Image


def main() -> None:
    """Make the article in every theme, its thumbnail, and the picture of all."""
    looks = []
    for theme in theme_names():
        look = pages(theme)
        small(look.first, 320).quantize(96).save(
            ROOT / "themes" / theme / "thumbnail.png", optimize=True
        )
        looks.append(_Look(small(look.first, WIDTH), small(look.second, WIDTH)))
    place = WIDTH + SHIFT + AIR
    high = looks[0].first.height
    picture = Image.new("RGB", (place * len(looks) + AIR, high + SHIFT + 2 * AIR), BACK)
    for number, look in enumerate(looks):
        put(picture, look.second, number * place + AIR, AIR + SHIFT)
        put(picture, look.first, number * place + AIR + SHIFT, AIR)
    few = picture.quantize(256, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    few.save(ROOT / "docs" / "themes.png", optimize=True)


def pages(theme: str) -> _Look:
    """The first two pages of the example in a theme."""
    publication, _ = find_publication(EXAMPLE.parent)
    article = read_article(EXAMPLE, publication)
    (edition,) = export(article, ["pdf"], Options(theme=theme), publication)
    first, second, *_ = page_pictures(edition.data, PPI)
    return _Look(first, second)


def small(image: Image.Image, width: int) -> Image.Image:
    """A picture in another width."""
    return image.resize((width, width * image.height // image.width), Image.Resampling.LANCZOS)


def put(picture: Image.Image, image: Image.Image, x: int, y: int) -> None:
    """Lay a page down with a soft shadow."""
    shadow = Image.new("L", picture.size, 0)
    shadow.paste(110, (x + 4, y + 8, x + image.width + 4, y + image.height + 8))
    picture.paste("#5a5044", mask=shadow.filter(ImageFilter.GaussianBlur(12)))
    picture.paste(image, (x, y))


if __name__ == "__main__":
    main()
