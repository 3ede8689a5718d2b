"""Make the README's picture of the editions from an example: python docs/make_picture.py

Needs pdftoppm, headless Chromium and LibreOffice: each edition is shown by a reader of its own.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
import zipfile
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter

from presskit import export, read_article
from presskit.sources.publication import find_publication

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples" / "water-forum.md"
SIZE, BACK = (1800, 1060), "#e9e2d6"
PAGE_HEIGHT = 900


def main() -> None:
    """Make the editions, take a picture of each, and put them side by side."""
    publication, _ = find_publication(EXAMPLE.parent)
    editions = export(
        read_article(EXAMPLE, publication), ["pdf", "epub", "docx"], None, publication
    )
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        pdf, epub, docx = (edition.write(work) for edition in editions)
        first, *_, last = pages(pdf, work / "pdf")
        word = pages(as_pdf(docx, work), work / "docx")[0]
        phone = framed(on_phone(epub, work))
    picture = Image.new("RGB", SIZE, BACK)
    places = ((first, 1130), (last, 690), (phone, 590), (word, 40))
    for image, x in (places[1], places[3], places[0], places[2]):
        put(picture, image, x)
    picture.quantize(200, dither=Image.Dither.NONE).save(
        ROOT / "docs" / "editions.png", optimize=True
    )


def run(*command: str | Path, **more: str) -> None:
    """Run a program quietly."""
    subprocess.run(command, check=True, capture_output=True, env=os.environ | more)


def pages(pdf: Path, stem: Path) -> list[Image.Image]:
    """The pages of a PDF as pictures."""
    run("pdftoppm", "-scale-to-y", str(PAGE_HEIGHT), "-scale-to-x", "-1", "-png", pdf, stem)
    return [
        Image.open(path).convert("RGB") for path in sorted(stem.parent.glob(f"{stem.name}-*.png"))
    ]


def as_pdf(docx: Path, work: Path) -> Path:
    """The DOCX as LibreOffice prints it, in presskit's fonts."""
    config = work / "fonts.conf"
    config.write_text(f"<fontconfig><dir>{ROOT / 'fonts'}</dir></fontconfig>")
    home = f"-env:UserInstallation=file://{work}/office"
    target = work / "printed"
    run(
        "soffice", "--headless", home, "--convert-to", "pdf", "--outdir", target, docx,
        FONTCONFIG_FILE=str(config),
    )  # fmt: skip
    return target / f"{docx.stem}.pdf"


def on_phone(epub: Path, work: Path) -> Image.Image:
    """The first screen of the EPUB's article on a phone."""
    zipfile.ZipFile(epub).extractall(work / "book")
    run(
        "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
        "--no-first-run", "--disable-background-networking", "--disable-component-update",
        "--disable-sync", "--hide-scrollbars", f"--user-data-dir={work}/chromium",
        "--force-device-scale-factor=2", "--window-size=500,830",
        f"--screenshot={work}/phone.png", f"file://{work}/book/EPUB/article.xhtml",
    )  # fmt: skip
    return (
        Image.open(work / "phone.png").convert("RGB").resize((330, 548), Image.Resampling.LANCZOS)
    )


def framed(screen: Image.Image) -> Image.Image:
    """A screen in the frame of a phone."""
    edge = 14
    phone = Image.new("RGB", (screen.width + 2 * edge, screen.height + 4 * edge), BACK)
    ImageDraw.Draw(phone).rounded_rectangle((0, 0, *phone.size), 30, fill="#1c1a17")
    phone.paste(screen, (edge, 2 * edge))
    return phone


def put(picture: Image.Image, image: Image.Image, x: int) -> None:
    """Lay a picture down with a soft shadow."""
    y = (SIZE[1] - image.height) // 2 + (150 if image.height < PAGE_HEIGHT else 0)
    shadow = Image.new("L", SIZE, 0)
    ImageDraw.Draw(shadow).rectangle(
        (x + 6, y + 12, x + image.width + 6, y + image.height + 12), fill=110
    )
    picture.paste("#5a5044", mask=shadow.filter(ImageFilter.GaussianBlur(16)))
    picture.paste(image, (x, y))


if __name__ == "__main__":
    main()
