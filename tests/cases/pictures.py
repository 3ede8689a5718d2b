"""Draws the small pictures of the cases: `python tests/cases/pictures.py`.

One is a JPEG that lies on its side and says so in its EXIF, as cameras make them.
"""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw

_CASES = Path(__file__).parent
_ORIENTATION = 0x0112
_QUARTER_TURN = 6


def main() -> None:
    """Write every picture beside its article."""
    wall = Image.new("RGB", (240, 120), "#d9b38c")
    draw = ImageDraw.Draw(wall)
    for row in range(6):
        for column in range(-1, 6):
            x, y = column * 44 + row % 2 * 22, row * 20
            draw.rectangle((x + 1, y + 1, x + 42, y + 18), fill=(150 + row * 12, 96, 60 + row * 9))
    wall.save(_CASES / "figures/wall.jpg", quality=70)
    wall.save(_CASES / "gallery/wall.jpg", quality=70)

    plan = Image.new("P", (64, 64), 0)
    plan.putpalette([255, 255, 255, 40, 70, 110])
    ImageDraw.Draw(plan).rectangle((0, 0, 31, 31), fill=1)
    ImageDraw.Draw(plan).rectangle((32, 32, 63, 63), fill=1)
    plan.save(_CASES / "figures/plan.png")
    plan.save(_CASES / "gallery/plan.png")

    tower = Image.new("RGB", (120, 80), "#9fb6c9")
    ImageDraw.Draw(tower).polygon([(0, 25), (110, 32), (110, 48), (0, 55)], fill="#5b4636")
    exif = Image.Exif()
    exif[_ORIENTATION] = _QUARTER_TURN
    tower.save(_CASES / "figures/tower.jpg", quality=70, exif=exif)
    tower.save(_CASES / "gallery/tower.jpg", quality=70, exif=exif)

    Image.new("1", (8, 8), 0).save(_CASES / "nested-blocks/dot.png")


if __name__ == "__main__":
    main()
