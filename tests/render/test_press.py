"""The PDF for the press (ISO 15930-7): boxes, inks, marks, margins, rhythm."""

from __future__ import annotations

import io
from collections import Counter
from hashlib import sha256
from typing import Any

import pikepdf
import pymupdf
import pytest
from PIL import Image

import casebook
from presskit import PresskitError, api
from presskit.diagnostics import Report
from presskit.resources import profiles_folder
from presskit.theming.loading import load_theme
from presskit.theming.profiles import find_profile

_PAINTS = frozenset(["rg", "RG", "g", "G", "k", "K", "cs", "CS", "sh"])


def press(name: str, **options: Any) -> bytes:
    options = api.Options(for_press=True, **options)
    (edition,) = api.export(casebook.manuscript(name), ["pdf"], options)
    return edition.data


def test_boxes_bleed_and_intent():
    with pikepdf.open(io.BytesIO(press("figures"))) as pdf:
        assert pdf.pdf_version == "1.6"
        for page in pdf.pages:
            media, trim, bleed = (list(map(float, page[box])) for box in _BOXES)
            assert trim == pytest.approx([0, 0, 595.28, 841.89], abs=0.01)
            assert bleed == pytest.approx([-8.5, -8.5, 603.78, 850.39], abs=0.01)
            assert media == pytest.approx([-31, -31, 626.28, 872.89], abs=0.01)
            assert "/Annots" not in page
        (intent,) = pdf.Root.OutputIntents
        assert str(intent.S) == "/GTS_PDFX"
        assert str(intent.OutputConditionIdentifier) == "FOGRA39"
        profile = intent.DestOutputProfile.read_bytes()
        assert (profile[12:16], profile[16:20]) == (b"prtr", b"CMYK")
        assert pdf.open_metadata()["pdfxid:GTS_PDFXVersion"] == "PDF/X-4"
        assert pdf.docinfo["/Trapped"] == "/False"


_BOXES = ("/MediaBox", "/TrimBox", "/BleedBox")


def test_everything_is_in_inks():
    with pikepdf.open(io.BytesIO(press("figures"))) as pdf:
        spaces = Counter()
        streams = [*pdf.pages]
        streams += [o for o in pdf.objects if _is(o, "/Form")]
        for stream in streams:
            for operands, operator in pikepdf.parse_content_stream(stream):
                if str(operator) in _PAINTS:
                    spaces[str(operator), str(operands[0])] += 1
        assert {operand for (name, operand) in spaces if name in {"cs", "CS"}} == {
            "/DeviceCMYK",
            "/All",
        }
        assert not {name for name, _ in spaces} - {"cs", "CS"}
        images = [str(o.ColorSpace) for o in pdf.objects if _is(o, "/Image")]
        assert images
        assert set(images) <= {"/DeviceCMYK", "/DeviceGray"}


@pytest.mark.parametrize(
    ("mode", "colour", "space"),
    [
        ("1", 0, "/DeviceGray"),
        ("L", 90, "/DeviceGray"),
        ("LA", (90, 128), "/DeviceGray"),
        ("P", 7, "/DeviceCMYK"),
        ("RGB", (200, 30, 30), "/DeviceCMYK"),
        ("RGBA", (200, 30, 30, 128), "/DeviceCMYK"),
    ],
)
def test_pictures_of_every_kind_become_ink(tmp_path, mode, colour, space):
    Image.new(mode, (400, 300), colour).save(tmp_path / "p.png")
    (tmp_path / "a.md").write_text("---\ntitle: خبر\n---\n\n![مربع](p.png)\n", "utf-8")
    options = api.Options(for_press=True)
    (edition,) = api.export(api.read_article(tmp_path / "a.md"), ["pdf"], options)
    with pikepdf.open(io.BytesIO(edition.data)) as pdf:
        assert [str(o.ColorSpace) for o in pdf.objects if _is(o, "/Image")] == [space]


def _is(item: Any, kind: str) -> bool:
    return isinstance(item, pikepdf.Stream) and item.get("/Subtype") == kind


def test_preflight_finds_nothing_wrong():
    found = api.preflight(press("paragraphs"), casebook.layout("paragraphs"))
    assert set(found.standards) == {"PDF/X-4", "PDF/UA-1"}
    codes = {one.code for one in found.diagnostics}
    assert codes <= {"pdf-words-missing"}, found.diagnostics
    assert found.recall.share > 0.97


def test_margins_mirror_and_folios_stand_outside():
    """A right-to-left issue is bound at the right: its first page is a left-hand one."""
    edges = {}
    for number, page in enumerate(pymupdf.open("pdf", press("very-long"))):
        lines = [
            line["bbox"]
            for block in page.get_text("dict")["blocks"]
            for line in block.get("lines", ())
        ]
        folio = max(lines, key=lambda box: box[1])
        edges[number] = (min(box[0] for box in lines), (folio[0] + folio[2]) / 2)
        if number == 1:
            break
    middle = page.rect.width / 2
    assert edges[0][0] + 11 < edges[1][0], "the outer margin is the narrower"
    assert edges[0][1] < middle < edges[1][1]


def test_the_same_article_gives_the_same_bytes():
    assert press("paragraphs") == press("paragraphs")


def test_a_theme_must_say_how_it_is_printed(tmp_path):
    source = load_theme("sahifa", Report()).folders[0]
    for file in source.iterdir():
        if file.is_file():
            text = file.read_bytes()
            if file.name == "theme.toml":
                start = text.index(b"[print]")
                text = text[:start] + text[text.index(b"[languages") :]
            (tmp_path / file.name).write_bytes(text)
    with pytest.raises(PresskitError) as raised:
        press("paragraphs", theme=str(tmp_path))
    assert [d.code for d in raised.value.diagnostics] == ["theme-not-for-press"]


def test_a_profile_must_be_there(tmp_path):
    (tmp_path / "theme.toml").write_text(
        'inherits = "sahifa"\ntitle = "x"\n[print]\nprofile = "house.icc"\n', "utf-8"
    )
    report = Report()
    with pytest.raises(PresskitError, match="profile-unknown"):
        find_profile(load_theme(str(tmp_path), report), report)


def test_profiles_are_what_their_list_says():
    import tomllib

    listed = tomllib.loads((profiles_folder() / "profiles.toml").read_text("utf-8"))
    for entry in listed.values():
        data = (profiles_folder() / entry["file"]).read_bytes()
        assert sha256(data).hexdigest() == entry["sha256"]
    assert {e["file"] for e in listed.values()} == {p.name for p in profiles_folder().glob("*.icc")}


def test_baselines_of_both_columns_meet():
    """Lines of running text stand on the grid, whatever tables and pictures are between."""
    for name in ("figures", "lists-nested", "tables"):
        (edition,) = api.export(casebook.manuscript(name), ["pdf"])
        for page in pymupdf.open("pdf", edition.data):
            rests = Counter()
            for block in page.get_text("dict")["blocks"]:
                for line in block.get("lines", ()):
                    for span in line["spans"]:
                        if "Amiri" in span["font"] and 12.3 < span["size"] < 12.5:
                            rests[round(span["origin"][1] % 21)] += 1
            near = max(rests, default=0)
            assert all(abs(rest - near) <= 1 for rest in rests), (name, rests)


def test_the_same_picture_under_two_names_is_embedded_once(tmp_path):
    for name in ("a", "b"):
        Image.new("RGB", (400, 300), (200, 30, 30)).save(tmp_path / f"{name}.png")
    text = "---\ntitle: خبر\n---\n\n![مربع](a.png)\n\nنص.\n\n![مربع](b.png)\n\n![مربع](a.png)\n"
    (tmp_path / "a.md").write_text(text, "utf-8")
    (edition,) = api.export(api.read_article(tmp_path / "a.md"), ["pdf"])
    with pikepdf.open(io.BytesIO(edition.data)) as pdf:
        assert len([o for o in pdf.objects if _is(o, "/Image")]) == 1
