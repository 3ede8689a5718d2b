"""Pictures in editions: upright, whole, private, in the right colours and no larger than needed."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile

import pikepdf
import pytest
from PIL import Image

import pictures
from presskit import Options, PresskitError, api
from presskit.diagnostics import Report
from presskit.fonts.library import load_library
from presskit.pictures.metadata import without_metadata
from presskit.pictures.prepare import Limits, prepare
from presskit.theming.loading import load_theme
from sources.reading import manuscript

FORMATS = ["pdf", "epub", "docx"]


def prepared(folder, name, data, **limits):
    (folder / name).write_bytes(data)
    found = manuscript(f"{pictures.HEAD}![نص](<{name}>)", folder).pictures
    report = Report("a.md")
    theme, library = load_theme("sahifa", report), load_library((), report)
    return prepare(found, theme, library, report, Limits(**limits))[name]


def pixels(data: bytes) -> tuple[str, bytes]:
    image = Image.open(io.BytesIO(data))
    return image.mode, image.tobytes()


def images_of(edition) -> list[Image.Image]:
    if edition.format == "pdf":
        made = pikepdf.open(io.BytesIO(edition.data))
        found = [o for o in made.objects if isinstance(o, pikepdf.Stream)]
        found = [o for o in found if o.get("/Subtype") == "/Image"]
        masks = {o.SMask.objgen for o in found if "/SMask" in o}
        return [pikepdf.PdfImage(o).as_pil_image() for o in found if o.objgen not in masks]
    with zipfile.ZipFile(io.BytesIO(edition.data)) as archive:
        names = [n for n in archive.namelist() if n.endswith((".jpg", ".png")) and "cover" not in n]
        return [Image.open(io.BytesIO(archive.read(name))) for name in names]


def exported(path, formats=FORMATS, **options):
    return api.export(api.read_article(path), formats, Options(**options))


@pytest.mark.parametrize("more", [{}, {"progressive": True}, {"subsampling": 0}])
def test_a_jpeg_loses_what_is_said_about_it_and_no_pixel(more, tmp_path):
    data = pictures.told(pictures.jpeg(pictures.photo(), exif=pictures.exif(), **more))
    made = prepared(tmp_path, "a.jpg", data)
    assert pictures.SECRET in data
    assert pictures.SECRET not in made.data
    assert b"Exif" not in made.data
    assert pixels(made.data) == pixels(data)


def test_a_png_loses_what_is_said_about_it_and_no_pixel(tmp_path):
    plain = pictures.png(pictures.photo(), icc_profile=pictures.srgb(), exif=pictures.exif())
    said = b"".join(
        pictures.chunk(kind, b"Comment\0" + pictures.SECRET)
        for kind in (b"tEXt", b"tIME", b"prVt", b"eXIf")
    )
    data = plain[:33] + said + plain[33:] + pictures.SECRET
    made = prepared(tmp_path, "a.png", data)
    assert pictures.SECRET not in made.data
    assert b"eXIf" not in made.data
    assert b"iCCP" in made.data
    assert pixels(made.data) == pixels(data)


def test_nothing_private_is_in_any_edition(tmp_path):
    data = pictures.told(pictures.jpeg(pictures.photo(), exif=pictures.exif(6)))
    for edition in exported(pictures.article(tmp_path, "a.jpg", data)):
        (image,) = images_of(edition)
        assert image.size == (200, 320)
        assert not image.getexif()
        whole = edition.data
        if edition.format != "pdf":
            with zipfile.ZipFile(io.BytesIO(whole)) as archive:
                whole = b"".join(map(archive.read, archive.namelist()))
        assert pictures.SECRET not in whole


def test_a_thumbnail_in_jfif_goes_too():
    plain = pictures.jpeg(pictures.photo())
    assert plain[2:4] == b"\xff\xe0"
    old = b"JFIF\0\x01\x01\0\0\x01\0\x01"
    thumbnail = pictures.segment(0xE0, old + b"\x01\x01" + b"abc")
    bare = without_metadata(plain[:2] + thumbnail + plain[20:], "image/jpeg")
    assert bare[2:20] == pictures.segment(0xE0, old + b"\0\0")


@pytest.mark.parametrize("data", [b"", b"\xff\xd8\xff", b"\xff\xd8\xff\xe1\xff\xff", b"\xff\xd8no"])
def test_what_cannot_be_followed_is_not_passed_on(data):
    assert without_metadata(data, "image/jpeg") is None
    assert without_metadata(data, "image/png") is None


def test_colours_of_a_profile_are_the_same_in_srgb(tmp_path):
    profile = pictures.wide_gamut()
    red = Image.new("RGB", (40, 40), (255, 0, 0))
    for name, data in (
        ("a.jpg", pictures.jpeg(red, icc_profile=profile)),
        ("a.png", pictures.png(red, icc_profile=profile)),
    ):
        made = prepared(tmp_path, name, data)
        r, g, b = Image.open(io.BytesIO(made.data)).convert("RGB").getpixel((9, 9))
        assert (r < 20, g < 20, b > 235) == (True, True, True)


def test_an_srgb_profile_and_a_broken_one_change_nothing(tmp_path):
    for profile in (pictures.srgb(), b"no profile"):
        data = pictures.jpeg(pictures.photo(), icc_profile=profile)
        assert pixels(prepared(tmp_path, "a.jpg", data).data) == pixels(data)


def test_cmyk_stays_in_the_pdf_and_is_rgb_for_readers_and_word(tmp_path):
    data = pictures.jpeg(Image.new("CMYK", (60, 40), (0, 255, 255, 0)), exif=pictures.exif())
    for edition in exported(pictures.article(tmp_path, "a.jpg", data)):
        (image,) = images_of(edition)
        assert image.mode == ("CMYK" if edition.format == "pdf" else "RGB")
        r, g, b = image.convert("RGB").getpixel((9, 9))
        assert (r > 200, g < 60, b < 60) == (True, True, True), edition.format


def test_a_grey_picture_of_16_bits_is_grey_not_white(tmp_path):
    made = prepared(tmp_path, "a.png", pictures.png(Image.new("I;16", (9, 9), 0x8000)))
    assert Image.open(io.BytesIO(made.data)).getpixel((4, 4)) == 128


def test_of_a_film_the_first_picture(tmp_path):
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    for name in ("a.gif", "a.webp", "a.png"):
        frames[0].save(tmp_path / name, save_all=True, append_images=frames[1:], duration=100)
        made = prepared(tmp_path, name, (tmp_path / name).read_bytes())
        image = Image.open(io.BytesIO(made.data))
        assert getattr(image, "n_frames", 1) == 1
        assert image.convert("RGB").getpixel((9, 9))[0] > 240


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.webp", "a.gif"])
@pytest.mark.parametrize("kind", FORMATS)
def test_a_picture_cut_short_is_an_error_with_its_place(name, kind, tmp_path):
    image = pictures.photo(600, 400)
    image.save(tmp_path / name)
    data = (tmp_path / name).read_bytes()
    path = pictures.article(tmp_path, name, data[: len(data) // 2])
    with pytest.raises(PresskitError) as caught:
        exported(path, [kind])
    (found,) = caught.value.diagnostics
    assert (found.code, found.place.at.line) == ("image-unreadable", 8)
    assert found.hint


def test_every_damaged_picture_is_named(tmp_path):
    data = pictures.jpeg(pictures.photo())
    for name in ("a.jpg", "b.jpg"):
        path = pictures.article(tmp_path, name, data[:2000])
    path.write_text(pictures.HEAD + "![رسم](a.jpg)\n\n![رسم](b.jpg)\n", "utf-8")
    with pytest.raises(PresskitError) as caught:
        exported(path, ["pdf"])
    assert [found.place.at.line for found in caught.value.diagnostics] == [8, 10]


def test_print_takes_no_more_than_300_pixels_an_inch_and_never_enlarges(tmp_path):
    large = pictures.jpeg(pictures.photo(4000, 3000))
    room = (450.0, 700.0)
    made = prepared(tmp_path, "a.jpg", large, room=room)
    assert (made.width, made.height) == (1875, 1406)
    assert prepared(tmp_path, "a.jpg", large, room=room, ppi=450).width == 2812
    assert prepared(tmp_path, "a.jpg", large, room=(2000.0, 700.0)).height == 2917
    small = prepared(tmp_path, "a.jpg", pictures.jpeg(pictures.photo(1000, 700)), room=room)
    assert (small.width, small.height) == (1000, 700)
    assert pixels(small.data) == pixels((tmp_path / "a.jpg").read_bytes())


def test_drawn_pictures_stay_sharp_when_made_smaller(tmp_path):
    made = prepared(tmp_path, "a.png", pictures.png(pictures.cross()), room=(36.0, 36.0))
    assert (made.media_type, made.width) == ("image/png", 150)
    made = prepared(tmp_path, "b.png", pictures.png(pictures.photo()), room=(36.0, 36.0))
    assert made.media_type == "image/jpeg"


def test_a_picture_used_twice_is_embedded_once(tmp_path):
    path = pictures.article(tmp_path, "a.jpg", pictures.jpeg(pictures.photo()))
    path.write_text(pictures.HEAD + "![رسم](a.jpg)\n\nنص.\n\n![رسم](a.jpg)\n", "utf-8")
    for edition in exported(path):
        assert len(images_of(edition)) == 1, edition.format


def test_pillow_is_left_alone_by_an_article_without_pictures(tmp_path):
    path = tmp_path / "a.md"
    path.write_text(pictures.HEAD, "utf-8")
    program = (
        "import sys; from presskit import api;"
        "api.export(api.read_article(sys.argv[1]), ['docx']);"
        "print(*(m for m in ('PIL', 'resvg_py', 'presskit.pictures.drawings') if m in sys.modules))"
    )
    run = subprocess.run(
        [sys.executable, "-c", program, path], capture_output=True, text=True, check=True
    )
    assert run.stdout.split() == []
