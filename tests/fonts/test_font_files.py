"""Fonts of one's own: licence bits, WOFF, variable fonts. Made here from a face of presskit's."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pikepdf
import pytest
import uharfbuzz
from click.testing import CliRunner
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from presskit import api
from presskit.cli.main import presskit
from presskit.diagnostics import PresskitError, Report
from presskit.fonts.face import Face
from presskit.fonts.files import embedding_of, font_data, read_facts
from presskit.fonts.library import load_library
from presskit.render.epub.content import font_files

AMIRI = load_library((), Report()).face("Amiri", 400).path
ARTICLE = "---\ntitle: خبر\nlang: ar\n---\n\nنص **غامق** هنا.\n"
ONE_LETTER = "---\ntitle: خبر\nlang: ar\n---\n\nب **ب**\n"


def named(folder: Path, family: str, suffix: str = ".ttf", **os2: int) -> Path:
    """A copy of Amiri under another name, with other values in its OS/2 table."""
    font = TTFont(AMIRI, recalcTimestamp=False)
    for record in font["name"].names:
        if record.nameID in (1, 4, 6, 16):
            record.string = family
    for key, value in os2.items():
        setattr(font["OS/2"], key, value)
    font.flavor = suffix[1:] if suffix.startswith(".woff") else None
    folder.mkdir(exist_ok=True)
    path = folder / f"{family}{suffix}"
    font.save(path)
    return path


def variable(folder: Path) -> Path:
    """A small variable font with a letter, an axis of weight, and two named weights."""

    def box(width: int) -> object:
        pen = TTGlyphPen(None)
        pen.moveTo((50, 0))
        for corner in ((50, 700), (width, 700), (width, 0)):
            pen.lineTo(corner)
        pen.closePath()
        return pen.glyph()

    from fontTools.ttLib.tables.TupleVariation import TupleVariation

    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "beh"])
    builder.setupCharacterMap({0x628: "beh"})
    builder.setupGlyf({".notdef": box(300), "beh": box(300)})
    builder.setupHorizontalMetrics({".notdef": (400, 50), "beh": (400, 50)})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Moving", "styleName": "Regular"})
    builder.setupOS2(usWeightClass=400)
    builder.setupPost()
    builder.setupFvar(
        [("wght", 300, 400, 900, "Weight"), ("opsz", 8, 12, 40, "Size")],
        [
            {"location": {"wght": 400, "opsz": 12}, "stylename": "Regular"},
            {"location": {"wght": 700, "opsz": 12}, "stylename": "Bold"},
            {"location": {"wght": 700, "opsz": 40}, "stylename": "Bold Large"},
        ],
    )
    wider = [(0, 0), (0, 0), (100, 0), (100, 0), (0, 0), (100, 0), (0, 0), (0, 0)]
    builder.setupGvar({"beh": [TupleVariation({"wght": (0, 1, 1)}, wider)]})
    folder.mkdir(exist_ok=True)
    path = folder / "moving.ttf"
    builder.save(path)
    return path


def postscript(folder: Path) -> Path:
    """A small font whose letter is drawn in PostScript's curves."""
    pen = T2CharStringPen(500, None)
    pen.moveTo((50, 0))
    pen.lineTo((450, 0))
    pen.lineTo((450, 700))
    pen.closePath()
    letter = pen.getCharString()
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder([".notdef", "beh"])
    builder.setupCharacterMap({0x628: "beh"})
    builder.setupCFF("Curves", {}, {".notdef": letter, "beh": letter}, {})
    builder.setupHorizontalMetrics({".notdef": (500, 50), "beh": (500, 50)})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Curves", "styleName": "Regular"})
    builder.setupOS2(usWeightClass=400)
    builder.setupPost()
    folder.mkdir(exist_ok=True)
    path = folder / "curves.otf"
    builder.save(path)
    return path


def theme(folder: Path, family: str) -> str:
    folder.mkdir(exist_ok=True)
    (folder / "theme.toml").write_text(
        f'inherits = "sahifa"\ntitle = "T"\n[fonts]\ntext = ["{family}", "Amiri"]\n', "utf-8"
    )
    return str(folder)


def export(
    tmp_path: Path, family: str, *formats: api.Format, text: str = ARTICLE
) -> tuple[api.Edition, ...]:
    path = tmp_path / "a.md"
    path.write_text(text, "utf-8")
    options = api.Options(
        theme=theme(tmp_path / "theme", family), font_folders=(tmp_path / "fonts",)
    )
    return api.export(path, formats, options)


def fonts_of(pdf: api.Edition) -> dict[str, bytes]:
    """The font files in a PDF by their names."""
    with pikepdf.open(io.BytesIO(pdf.data)) as document:
        return {
            str(one["/FontName"]): one["/FontFile2"].read_bytes()
            for one in document.objects
            if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/FontDescriptor"
        }


@pytest.mark.parametrize(
    ("version", "bits", "allowed"),
    [
        (4, 0x0000, "subset"),
        (4, 0x0002, "none"),
        (4, 0x0004, "subset"),
        (4, 0x0008, "subset"),
        (4, 0x0100, "whole"),
        (4, 0x0108, "whole"),
        (4, 0x0102, "none"),
        (4, 0x0200, "none"),
        (4, 0x0006, "none"),
        (1, 0x0006, "subset"),  # of several levels the most generous, before version 3
        (1, 0x0002, "none"),
    ],
)
def test_what_the_licence_bits_allow(version, bits, allowed):
    table = version.to_bytes(2, "big") + bytes(6) + bits.to_bytes(2, "big")
    assert embedding_of(table) == allowed


def test_a_restricted_font_is_named_and_refused(tmp_path):
    named(tmp_path / "fonts", "Locked", fsType=2)
    for name in ("pdf", "epub"):
        with pytest.raises(PresskitError) as raised:
            export(tmp_path, "Locked", name)
        (found,) = raised.value.diagnostics
        assert found.code == "font-restricted"
        assert "“Locked” (Locked.ttf)" in found.message
    (docx,) = export(tmp_path, "Locked", "docx")
    with zipfile.ZipFile(io.BytesIO(docx.data)) as package:
        assert "Locked" in package.read("word/styles.xml").decode()


def test_a_restricted_font_stands_in_for_none(tmp_path):
    named(tmp_path / "fonts", "Locked", fsType=2)
    library = load_library((tmp_path / "fonts",), Report())
    assert "Locked" in library.families()
    assert "Locked" not in library.stand_ins("serif")


def test_a_font_that_forbids_subsets_goes_in_whole(tmp_path):
    path = named(tmp_path / "fonts", "Whole", fsType=0x0100)
    pdf, epub = export(tmp_path, "Whole", "pdf", "epub")
    (found,) = pdf.diagnostics
    assert found.code == "font-whole"
    assert "“Whole” (Whole.ttf)" in found.message
    with zipfile.ZipFile(io.BytesIO(epub.data)) as book:
        assert book.read("EPUB/fonts/Whole.ttf") == path.read_bytes()
    count = TTFont(path)["maxp"].numGlyphs
    whole = fonts_of(pdf)["/Whole"]
    assert uharfbuzz.Face(uharfbuzz.Blob(whole)).glyph_count >= count


@pytest.mark.parametrize("suffix", [".woff", ".woff2"])
def test_woff_is_read(tmp_path, suffix):
    named(tmp_path / "fonts", "Packed", suffix)
    pdf, epub, _ = export(tmp_path, "Packed", "pdf", "epub", "docx")
    assert pdf.diagnostics == ()
    assert any("Packed" in name for name in fonts_of(pdf))
    with zipfile.ZipFile(io.BytesIO(epub.data)) as book:
        data = book.read("EPUB/fonts/Packed.ttf")
    assert data[:4] == b"\0\1\0\0"
    assert len(data) < 80_000


def test_a_variable_font_gives_its_named_weights(tmp_path):
    variable(tmp_path / "fonts")
    library = load_library((tmp_path / "fonts",), Report())
    assert [face.weight for face in library.faces("Moving")] == [400, 700]
    widths = []
    for face in library.faces("Moving"):
        data = font_data(face)
        font = TTFont(io.BytesIO(data))
        assert "fvar" not in font
        assert font["OS/2"].usWeightClass == face.weight
        assert data == font_data(face)
        widths.append(font["glyf"]["beh"].xMax)
    assert widths == [300, 360]
    pdf, epub = export(tmp_path, "Moving", "pdf", "epub", text=ONE_LETTER)
    assert sum("Moving" in name for name in fonts_of(pdf)) == 2
    with zipfile.ZipFile(io.BytesIO(epub.data)) as book:
        fonts = [name for name in book.namelist() if "moving" in name]
    assert fonts == ["EPUB/fonts/moving-400.ttf", "EPUB/fonts/moving-700.ttf"]


@pytest.mark.parametrize(
    "data", [b"", b"no font", b"wOF2 and then no font", b"wOFF" + bytes(60), b"OTTO" + bytes(40)]
)
def test_what_is_no_font_is_told(tmp_path, data):
    path = tmp_path / "x.woff2"
    path.write_bytes(data)
    assert read_facts(path) is None


def test_the_list_of_fonts_says_what_they_forbid(tmp_path):
    named(tmp_path / "fonts", "Locked", fsType=2)
    named(tmp_path / "fonts", "Whole", fsType=0x0100)
    result = CliRunner().invoke(presskit, ["fonts", "--font-path", str(tmp_path / "fonts")])
    assert result.exit_code == 0
    lines = {line.split()[0]: line for line in result.output.splitlines() if line.strip()}
    assert "no embedding" in lines["Locked"]
    assert "whole only" in lines["Whole"]
    assert "subset" in lines["Amiri"]


def test_fonts_of_one_file_name_stay_two_in_the_epub(tmp_path):
    paths = [named(tmp_path / folder, "Same") for folder in ("one", "two")]
    faces = {Face("Same", 400, path.name, folder=str(path.parent)): {"ب"} for path in paths}
    assert [file.name for file in font_files(faces)] == ["fonts/Same.ttf", "fonts/Same-2.ttf"]


def test_a_postscript_font_is_called_so_in_the_epub(tmp_path):
    path = postscript(tmp_path / "fonts")
    (file,) = font_files({Face("Curves", 400, path.name, folder=str(path.parent)): {"ب"}})
    assert (file.name, file.media_type) == ("fonts/curves.otf", "font/otf")
    assert file.data.startswith(b"OTTO")
