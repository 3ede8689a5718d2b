"""The preflight: what it finds out about a PDF, and what it says is wrong."""

from __future__ import annotations

import contextlib
import io
import random

import pikepdf
import pytest
from papers import Paper
from pikepdf import Array, Dictionary, Name
from PIL import Image

from presskit import Options, PresskitError, compose, export, preflight, read_article
from presskit.prepress.pages import page_numbers
from presskit.prepress.words import pdf_text, recall, words
from presskit.rulebook import RULES

_DECODED = pikepdf.StreamDecodeLevel.generalized
TEXT = b"BT /F 10 Tf 50 700 Td (Some words) Tj ET"
ARTICLE = """---
title: The quiet harbour
lang: en
lead: Boats came home early.
---

Fishermen **mended** their nets all afternoon, and nobody hurried[^1].

- ropes
- sails

| name | hours |
| --- | --- |
| Amal | 41 |

![A boat at the quay](boat.png "Waiting for the tide")

[^1]: Seen from the pier.
"""


def _codes(paper: Paper | bytes) -> set[str]:
    data = paper if isinstance(paper, bytes) else paper.data()
    return {found.code for found in preflight(data).diagnostics}


def _messages(paper: Paper, code: str) -> list[str]:
    found = preflight(paper.data(), name="a.pdf").diagnostics
    assert all(one.place.file == "a.pdf" and one.hint for one in found)
    assert all(one.severity is RULES[one.code].severity for one in found)
    return [one.message for one in found if one.code == code]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("articles")
    Image.effect_noise((300, 200), 50).save(folder / "boat.png")
    (folder / "harbour.md").write_text(ARTICLE, "utf-8")
    other = "---\ntitle: Tall mountains\nlang: en\n---\n\nClimbers rested beneath cold stars.\n"
    (folder / "other.md").write_text(other, "utf-8")
    return folder


@pytest.fixture(scope="module")
def harbour(folder):
    """An article of presskit's own making: its layout and its PDF."""
    manuscript = read_article(folder / "harbour.md")
    (edition,) = export(manuscript, ["pdf"], Options(columns=1))
    return compose(manuscript), edition.data


def test_an_article_of_presskit(harbour):
    layout, data = harbour
    found = preflight(data, layout, "harbour.pdf")
    assert (found.file, found.bytes, found.pdf_version) == ("harbour.pdf", len(data), "1.7")
    assert (found.title, found.language, found.tagged) == ("The quiet harbour", "en", True)
    assert not found.encrypted
    assert [page.number for page in found.pages] == [1]
    assert found.pages[0].media.size_mm == found.pages[0].trim.size_mm == (210, 297)
    assert found.fonts
    for font in found.fonts:
        assert font.embedded
        assert font.subset
        assert font.to_unicode
        assert font.extractable
        assert font.bytes > 500
        assert font.pages == (1,)
    assert found.recall.share == 1.0
    assert found.recall.words == found.recall.found == 30
    assert found.recall.missing == ()
    assert {one.code for one in found.diagnostics} == {"pdf-image-coarse"}


def test_a_picture_with_too_few_pixels(harbour):
    found = preflight(harbour[1])
    (image,) = found.images
    assert (image.page, image.width, image.height) == (1, 300, 200)
    (coarse,) = (one for one in found.diagnostics if one.code == "pdf-image-coarse")
    assert "300 × 200" in coarse.message
    assert "page 1" in coarse.message
    assert f"{image.ppi:.0f} ppi; it should have 150" in coarse.message


def test_the_wrong_article(harbour, folder):
    layout = compose(read_article(folder / "other.md"))
    found = preflight(harbour[1], layout)
    assert found.recall.words == 7
    assert found.recall.found == 0
    assert "climbers" in found.recall.missing
    assert "pdf-words-missing" in {one.code for one in found.diagnostics}


def test_words_are_counted_without_diacritics_and_marks(folder):
    body = "مُستقبَلًا \u200eABC[^1]\n\n[^1]: ن."
    (folder / "v.md").write_text(f"---\ntitle: خبر\n---\n\n{body}\n", "utf-8")
    layout = compose(read_article(folder / "v.md"))
    bare = "خبر مستقبلا abc1 ن"
    assert recall(layout, bare).share == 1.0
    assert recall(layout, bare.replace("ن", "")).missing == ("ن",)
    assert words("\u202bA\u00adb\u2069 a_b") == {"ab": 1, "a": 1, "b": 1}


def test_each_word_counts_as_often_as_it_stands(folder):
    (folder / "t.md").write_text("---\ntitle: one\n---\n\ntwo two two two.\n", "utf-8")
    found = recall(compose(read_article(folder / "t.md")), "one two twos two")
    assert (found.words, found.found, found.share, found.missing) == (5, 3, 0.6, ("two",))


def test_words_broken_at_a_lines_end_come_back(folder):
    (folder / "h.md").write_text("---\ntitle: harbour\nlang: en\n---\n\nnight\n", "utf-8")
    lines = b"BT /F 10 Tf 14 TL 50 700 Td (har-) Tj T* (bour night) Tj ET"
    data = Paper(lines).font("F", "Helvetica", embedded=False).data()
    assert recall(compose(read_article(folder / "h.md")), pdf_text(data)).share == 1.0


def test_a_font_that_is_not_embedded():
    paper = Paper(b"", TEXT, TEXT).font("F", "Helvetica", embedded=False)
    (message,) = _messages(paper, "pdf-font-unembedded")
    assert "Helvetica" in message
    assert "pages 2–3" in message
    (font,) = preflight(paper.data()).fonts
    assert (font.name, font.type, font.embedded, font.bytes) == ("Helvetica", "Type 1", False, 0)
    assert "pdf-text-unmapped" not in _codes(paper)


def test_a_font_that_sets_no_text_is_none_of_them():
    hidden = TEXT.replace(b"/F 10 Tf", b"/F 10 Tf 3 Tr")
    for content in (b"", hidden, TEXT.replace(b"Tj", b"pop")):
        paper = Paper(content).font("F", "Helvetica", embedded=False)
        assert preflight(paper.data()).fonts == ()


@pytest.mark.parametrize(("base", "whole"), [("ABCDEF+Serif", False), ("Serif", True)])
def test_a_font_embedded_whole(base, whole):
    paper = Paper(TEXT).font("F", base)
    assert ("pdf-font-whole" in _codes(paper)) is whole
    assert preflight(paper.data()).fonts[0].name == "Serif"


def _cid_font(paper, **more):
    descendant = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=Name("/ABCDEF+X"),
        CIDSystemInfo=Dictionary(Ordering=more.pop("ordering"), Registry="Adobe", Supplement=0),
        FontDescriptor=Dictionary(Flags=4, FontFile2=paper.pdf.make_stream(b"program")),
    )
    font = Dictionary(
        Subtype=Name.Type0,
        BaseFont=Name("/ABCDEF+X"),
        Encoding=Name("/Identity-H"),
        DescendantFonts=Array([descendant]),
        **more,
    )
    return paper.add("Font", "F", paper.pdf.make_indirect(font))


def test_text_without_characters():
    plain = Paper(TEXT)
    (message,) = _messages(_cid_font(plain, ordering="Identity"), "pdf-text-unmapped")
    assert "“X”" in message
    mapped = Paper(TEXT)
    _cid_font(mapped, ordering="Identity", ToUnicode=mapped.pdf.make_stream(b"cmap"))
    assert "pdf-text-unmapped" not in _codes(mapped)
    assert "pdf-text-unmapped" not in _codes(_cid_font(Paper(TEXT), ordering="Japan1"))
    symbols = Paper(TEXT).font("F", "ABCDEF+Dingbats", Encoding=Name.Identity)
    assert "pdf-text-unmapped" not in _codes(symbols), "its glyphs have names"
    symbols.resources.Font.F.Subtype = Name.TrueType
    assert "pdf-text-unmapped" in _codes(symbols)


def test_a_press_file_with_nothing_behind_its_claim():
    paper = Paper(b"", b"").press(intent=None, trim=False)
    assert _codes(paper) == {"pdf-intent-missing", "pdf-trim-missing"}
    assert preflight(paper.data()).standards == ("PDF/X-4",)
    assert "pages 1–2" in _messages(paper, "pdf-trim-missing")[0]


def test_a_press_file_as_it_should_be():
    paper = Paper(b"0 0 0 1 k 0 0 9 9 re f " + TEXT).press().font("F", "ABCDEF+Serif")
    found = preflight(paper.data())
    assert found.diagnostics == ()
    (intent,) = found.output_intents
    assert (intent.subtype, intent.identifier, intent.components) == ("GTS_PDFX", "FOGRA39", 4)
    assert found.pages[0].trim.left == 10
    assert found.pages[0].bleed is None
    assert found.pages[0].colour_spaces == ("DeviceCMYK",)
    assert found.pages[0].blacks == ((0, 0, 0, 100),)


@pytest.mark.parametrize(
    ("colour", "said"),
    [
        ("0.6 0.5 0.4 1 k", "C 60 M 50 Y 40 K 100"),
        ("/CMYK cs 1 1 1 0 scn", "C 100 M 100 Y 100"),
        ("0 0 0 0.9 k", None),
        ("0 0 0 1 k", None),
        ("0.1 1 1 0.2 k", None),
        ("0 g", None),
        ("3 Tr 1 1 1 1 k", None),
        ("q 1 1 1 1 k Q", None),
    ],
)
def test_black_text_in_several_inks(colour, said):
    text = f"{colour} ".encode() + TEXT
    paper = Paper(b"", text).press().font("F", "ABCDEF+Serif")
    paper.add("ColorSpace", "CMYK", paper.icc(4))
    messages = _messages(paper, "pdf-black-rich")
    assert [f"black text on page 2 is {said}"] * bool(said) == messages
    assert "pdf-black-rich" not in _codes(Paper(text).font("F", "ABCDEF+Serif"))


def _shading():
    return Dictionary(ShadingType=2, ColorSpace=Name.DeviceRGB)


_TILE = Dictionary(PatternType=1, PaintType=1, TilingType=1, BBox=[0, 0, 9, 9], XStep=9, YStep=9)


def _rgb_papers():
    square = b" 0 0 9 9 re "
    yield "fill", Paper(b"1 0 0 rg" + square + b"f")
    yield "stroke", Paper(b"1 0 0 RG" + square + b"S")
    yield "both", Paper(b"0 0 0 1 k 1 0 0 RG" + square + b"B")
    yield "text", Paper(b"1 0 0 rg " + TEXT).font("F", "ABCDEF+Serif")
    picture = Paper(b"q 9 0 0 9 0 0 cm /P Do Q")
    yield "picture", picture.picture("P", 10, 10, ColorSpace=Name.DeviceRGB)
    palette = Array([Name.Indexed, Name.DeviceRGB, 0, b"abc"])
    yield "palette", Paper(b"q 9 0 0 9 0 0 cm /P Do Q").picture("P", 9, 9, ColorSpace=palette)
    inline = b"q 1 0 0 1 0 0 cm BI /W 1 /H 1 /CS /RGB /BPC 8 ID abc EI Q"
    yield (
        "inline",
        Paper(inline.replace(b"/W 1 /H 1", b"/W 10 /H 10").replace(b"abc", b"abc" * 100)),
    )
    yield "form", Paper(b"/X Do").form("X", b"1 0 0 rg" + square + b"f")
    nested = Paper(b"/X Do").form("X", b"/Y Do")
    yield "form in a form", nested.form("Y", b"1 0 0 rg" + square + b"f")
    yield "shading", Paper(b"/S sh").add("Shading", "S", _shading())
    pattern = b"/Pattern cs /P scn" + square + b"f"
    smooth = Dictionary(PatternType=2, Shading=_shading())
    yield "shading pattern", Paper(pattern).add("Pattern", "P", smooth)
    tiled = Paper(pattern)
    tile = tiled.pdf.make_stream(b"1 0 0 rg" + square + b"f", _TILE)
    yield "tile", tiled.add("Pattern", "P", tile)
    icc = Paper(b"/C cs 1 0 0 scn" + square + b"f")
    yield "profile", icc.add("ColorSpace", "C", icc.icc(3))


@pytest.mark.parametrize("kind", list(dict(_rgb_papers())))
def test_rgb_for_a_press_of_four_inks(kind):
    paper = dict(_rgb_papers())[kind]
    assert len(_messages(paper.press(), "pdf-colour-rgb")) == 1
    assert "pdf-colour-rgb" not in _codes(paper.press(intent=b"RGB "))


def test_rgb_that_is_not_painted():
    square = b" 0 0 9 9 re n"
    paper = Paper(b"1 0 0 rg" + square).press().form("X", b"1 0 0 rg 0 0 9 9 re f")
    assert "pdf-colour-rgb" not in _codes(paper)
    assert preflight(paper.data()).pages[0].colour_spaces == ()


def test_a_default_space_stands_for_the_device():
    paper = Paper(b"1 0 0 rg 0 0 9 9 re f")
    paper.add("ColorSpace", "DefaultRGB", paper.icc(3))
    assert preflight(paper.data()).pages[0].colour_spaces == ("ICCBased RGB",)


@pytest.mark.parametrize(
    ("content", "ppi"),
    [
        (b"q 72 0 0 72 0 0 cm /P Do Q", 100),
        (b"q 0 36 -36 0 0 0 cm /P Do Q", 200),
        (b"q 72 0 0 36 0 0 cm /P Do Q", 100),
        (b"q .5 0 0 .5 0 0 cm q 72 0 0 72 9 9 cm /P Do Q Q", 200),
        (b"q .5 0 0 .5 0 0 cm Q q 72 0 0 72 9 9 cm /P Do Q", 100),
        (b".5 0 0 .5 0 0 cm /X Do", 400),
    ],
)
def test_resolution_is_that_of_the_placement(content, ppi):
    paper = Paper(content).picture("P", 100, 100)
    paper.form("X", b"72 0 0 72 0 0 cm /P Do", Matrix=[0.5, 0, 0, 0.5, 0, 0])
    (image,) = preflight(paper.data()).images
    assert image.ppi == ppi
    assert ("pdf-image-coarse" in _codes(paper)) is (ppi < 150)


def test_a_plain_area_has_no_resolution():
    paper = Paper(b"500 0 0 9 0 0 cm /P Do").picture("P", 1, 20)
    assert "pdf-image-coarse" not in _codes(paper)


def test_a_user_unit_makes_everything_larger():
    paper = Paper(b"72 0 0 72 0 0 cm /P Do").picture("P", 100, 100)
    paper.pdf.pages[0].UserUnit = 2
    found = preflight(paper.data())
    assert found.images[0].ppi == 50
    assert found.pages[0].media.size_mm == (420, 594)


def test_a_press_asks_for_more_pixels():
    paper = Paper(b"72 0 0 72 0 0 cm /P Do").picture("P", 180, 180)
    assert "pdf-image-coarse" not in _codes(paper)
    assert "it should have 200" in _messages(paper.press(), "pdf-image-coarse")[0]


def test_a_picture_embedded_twice():
    place = b"q 20 0 0 20 0 0 cm /%s Do Q "
    once = Paper(place % b"P" + place % b"P").picture("P", 100, 100)
    assert "pdf-image-twice" not in _codes(once)
    twice = Paper(place % b"P", place % b"Q").picture("P", 100, 100).picture("Q", 100, 100)
    (message,) = _messages(twice, "pdf-image-twice")
    assert "pages 1–2" in message
    assert all(image.duplicate for image in preflight(twice.data()).images)


def test_facts_of_a_picture():
    paper = Paper(b"72 0 0 72 0 0 cm /P Do")
    paper.picture("P", 200, 200, SMask=paper.image(200, 200))
    found = preflight(paper.data(compress_streams=False))
    (image,) = found.images
    assert (image.colour_space, image.bits, image.filter) == ("DeviceGray", 8, "")
    assert image.bytes == 40_000
    assert found.pages[0].transparency
    assert not preflight(Paper(b"0 0 9 9 re f").data()).pages[0].transparency


@pytest.mark.parametrize(
    ("state", "blends"),
    [
        ({"ca": 0.5}, True),
        ({"BM": Name.Multiply}, True),
        ({"SMask": Name("/None"), "CA": 1}, False),
    ],
)
def test_transparency(state, blends):
    paper = Paper(b"/G gs 0 0 9 9 re f").add("ExtGState", "G", Dictionary(**state))
    assert preflight(paper.data()).pages[0].transparency is blends


def test_what_readers_miss():
    paper = Paper(b"", title="")
    del paper.pdf.Root.Lang
    del paper.pdf.Root.MarkInfo
    wanted = {"pdf-title-missing", "pdf-language-missing", "pdf-untagged", "pdf-standard-none"}
    assert _codes(paper) == wanted
    assert _codes(Paper(b"")) == {"pdf-standard-none"}


def test_standards_that_are_claimed():
    paper = Paper(b"")
    with paper.pdf.open_metadata(update_docinfo=False) as xmp:
        xmp["pdfuaid:part"] = "1"
        xmp["pdfaid:part"] = "2"
        xmp["pdfaid:conformance"] = "A"
    found = preflight(paper.data())
    assert found.standards == ("PDF/UA-1", "PDF/A-2a")
    assert found.diagnostics == ()
    paper.pdf.docinfo["/GTS_PDFXConformance"] = "PDF/X-1a:2001"
    assert preflight(paper.data()).standards[-1] == "PDF/X-1a:2001"


def test_names_are_fit_for_a_terminal():
    found = preflight(Paper(TEXT, title="a\x1b[31mb").font("F", "S#1b[2J").data())
    assert found.title == "a\ufffd[31mb"
    assert found.fonts[0].name.startswith("S")
    assert "\x1b" not in str(found.diagnostics)


@pytest.mark.parametrize("user", ["", "secret"])
def test_an_encrypted_file(user):
    data = Paper(b"").data(encryption=pikepdf.Encryption(owner="owner", user=user))
    if user:
        with pytest.raises(PresskitError, match="pdf-encrypted"):
            preflight(data)
    else:
        assert preflight(data).encrypted
        assert "pdf-encrypted" in _codes(data)


@pytest.mark.parametrize("data", [b"", b"text", b"%PDF-1.7\n", b"%PDF-1.7\n%%EOF", b"\0" * 2000])
def test_a_file_that_is_no_pdf(data):
    with pytest.raises(PresskitError, match=r"a\.pdf: error \[pdf-unreadable\]"):
        preflight(data, name="a.pdf")


def test_damage_is_told():
    data = Paper(TEXT).font("F", "ABCDEF+Serif").data()
    assert "pdf-damaged" not in _codes(data)
    assert "pdf-damaged" in _codes(data.replace(b"startxref\n", b"startxref\n9"))
    assert "pdf-damaged" in _codes(Paper(b"/X Do").form("X", b"", Matrix=Name.Wrong).data())


def test_forms_that_draw_one_another_without_end_are_told(monkeypatch):
    paper = Paper(b"/X Do /X Do").form("X", b"/Y Do /Y Do").form("Y", b"0 0 1 1 re f")
    assert "pdf-damaged" not in _codes(paper)
    monkeypatch.setattr("presskit.prepress.content._MOST_STREAMS", 5)
    monkeypatch.delattr("pypdfium2.PdfDocument")
    assert "pdf-damaged" in _codes(paper)


@pytest.fixture(scope="module")
def plain(harbour):
    """The article's PDF without compression, so that a changed byte changes what is read."""
    with pikepdf.open(io.BytesIO(harbour[1])) as pdf:
        file = io.BytesIO()
        pdf.save(file, compress_streams=False, stream_decode_level=_DECODED, qdf=True)
    return file.getvalue()


@pytest.mark.parametrize("seed", range(40))
def test_no_damage_is_a_crash(seed, harbour, plain):
    chance = random.Random(seed)
    damaged = bytearray(plain)
    for _ in range(chance.choice([1, 5, 40, 400])):
        damaged[chance.randrange(len(damaged))] = chance.choice(b"\0 /<>[](){}019eER\xff")
    with contextlib.suppress(PresskitError):
        preflight(bytes(damaged), harbour[0])


@pytest.mark.parametrize(
    ("numbers", "words"),
    [([2], "page 2"), ([1, 2, 3], "pages 1–3"), ([9, 4, 5, 4, 1], "pages 1, 4–5, 9")],
)
def test_page_numbers(numbers, words):
    assert page_numbers(numbers) == words


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (b"/Amiri", "Amiri"),
        ("/جريدة".encode("cp1256"), "جريدة"),
        ("/جريدة".encode(), "جريدة"),
        ("/Señal".encode("latin-1"), "Señal"),
        (b"/ABC\xff\x81", "ABCÿ\ufffd"),
    ],
)
def test_names_in_old_encodings_are_read(name, shown):
    pdf = pikepdf.new()
    page = pdf.add_blank_page()
    escaped = b"".join(b"#%02x" % byte if byte > 126 else bytes([byte]) for byte in name)
    font = pikepdf.Object.parse(b"<< /Type /Font /Subtype /TrueType /BaseFont " + escaped + b" >>")
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=pdf.make_indirect(font)))
    page.Contents = pdf.make_stream(b"BT /F 12 Tf (a) Tj ET")
    made = io.BytesIO()
    pdf.save(made)
    found = preflight(made.getvalue())
    assert [one.name for one in found.fonts] == [shown]
    codes = [one.code for one in found.diagnostics]
    assert "pdf-font-unembedded" in codes
    assert not {"pdf-damaged", "pdf-unreadable"} & set(codes)


@pytest.mark.parametrize("broken", [b"[]", b"7", b"<< /DescendantFonts 7 /Subtype /Type0 >>"])
def test_a_broken_font_is_told_and_the_rest_is_read(broken):
    pdf = pikepdf.new()
    page = pdf.add_blank_page()
    font = pdf.make_indirect(pikepdf.Object.parse(broken))
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
    page.Contents = pdf.make_stream(b"BT /F 12 Tf (a) Tj ET")
    made = io.BytesIO()
    pdf.save(made)
    found = preflight(made.getvalue())
    assert len(found.pages) == 1
    assert "pdf-unreadable" not in {one.code for one in found.diagnostics}
