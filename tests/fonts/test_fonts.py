"""The faces that come with presskit, what they cover, and subsets that shape like them."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from presskit.diagnostics import PresskitError, Report
from presskit.fonts.coverage import characters, uncovered
from presskit.fonts.library import load_library
from presskit.fonts.outline import Word, set_lines
from presskit.fonts.subset import shapes_alike, subset
from presskit.resources import fonts_folder

LIBRARY = load_library((), Report())
FACES = [face for family in LIBRARY.families() for face in LIBRARY.faces(family)]
NAMES = [face.file for face in FACES]
TEXTS = {
    "Arab": "إنَّ اللُّغَةَ الْعَرَبِيَّةَ لَا تَضِيقُ بِأَهْلِهَا، ولأجلِ ذلك كُتِبَتْ ٢٠٢٥ و2025؛ پرچم گزارش ژاله کی، ٹھیک ڈھول بڑے ںہ ھے؟",
    "Hebr": "שלום עולם, הגינה שעל הגג: 210 ק״ג בעונה – ורק 5% פחת!",
    "Latn": "The quick brown fox’s 123 jumps — “office” affair, naïve café.",
    "Cyrl": "Съешь ещё этих мягких булок 2025.",
    "Grek": "Ξεσκεπάζω την ψυχοφθόρα βδελυγμία.",
    "Thaa": "ދިވެހި ރާއްޖެއަކީ ޖަޒީރާ ޤައުމެކެވެ، ހަމައެކަނި.",
    "Zsym": "← → ⇄ ① ② ⚓ ⚙",
    "Zmth": "∀x ∈ ℝ ⇒ ∑ ≥ √2 ± ∞ 𝔸",
    "Zsye": "🎉 🙏 ✅ 🇱🇧 👍🏽 👨‍👩‍👧",
}


@pytest.mark.parametrize("face", FACES, ids=NAMES)
def test_a_face_is_what_fonts_toml_says(face):
    import uharfbuzz

    data = face.path.read_bytes()
    assert hashlib.sha256(data).hexdigest() == face.sha256
    font = uharfbuzz.Face(uharfbuzz.Blob(data))
    assert "fvar" not in font.table_tags
    os2 = font.reference_table("OS/2").data
    assert int.from_bytes(os2[4:6], "big") == face.weight
    assert int.from_bytes(os2[8:10], "big") == 0, "embedding is restricted (fsType)"
    assert font.get_name(16) in {face.family, None}
    assert len(face.family) < 32, "Word cuts longer names"
    licence = face.path.with_name("OFL.txt").read_text("utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert licence.startswith("Copyright")


def test_every_font_file_is_in_fonts_toml():
    listed = {face.path for face in FACES}
    assert {*fonts_folder().rglob("*.[to]tf")} == listed


@pytest.mark.parametrize("face", FACES, ids=NAMES)
def test_a_face_covers_its_scripts_and_its_subset_shapes_alike(face):
    for script in face.scripts:
        text = TEXTS[script]
        partly = {"Noto Sans Symbols", "Noto Sans Symbols 2", "IBM Plex Mono"}
        partly |= {"Noto Nastaliq Urdu", "Noto Kufi Arabic", "Noto Naskh Arabic"}
        if face.family not in partly:
            assert uncovered(text, [face]) == ()
        words = [word for word in text.split() if not uncovered(word, [face])]
        made = subset(face, "".join(words))
        assert made == subset(face, reversed("".join(words)))
        assert len(made) < face.path.stat().st_size * 0.75
        assert shapes_alike(face, made, words)


def test_a_subset_that_lacks_a_letter_does_not_shape_alike():
    amiri = LIBRARY.face("Amiri", 400)
    assert not shapes_alike(amiri, subset(amiri, "سلم"), ["سلام"])


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_any_word_shapes_alike(data):
    face = LIBRARY.face(data.draw(st.sampled_from(["Amiri", "IBM Plex Sans Arabic"])), 400)
    letters = [chr(code) for code in sorted(characters(face)) if 0x620 <= code <= 0x6D3]
    word = "".join(data.draw(st.lists(st.sampled_from(letters), min_size=1, max_size=12)))
    assert shapes_alike(face, subset(face, word), [word])


def test_a_letter_and_its_mark_shape_as_one():
    face = LIBRARY.face("Amiri", 400)
    assert shapes_alike(face, subset(face, "ا\u0653"), ["ا\u0653"])


@pytest.mark.parametrize(
    ("wanted", "given"), [(400, 400), (450, 500), (600, 600), (900, 700), (100, 400), (550, 600)]
)
def test_the_nearest_weight_as_css_finds_it(wanted, given):
    assert LIBRARY.face("IBM Plex Sans Arabic", wanted).weight == given


def test_an_unknown_family_names_the_known_ones():
    with pytest.raises(PresskitError) as raised:
        LIBRARY.face("Comic Sans", 400)
    found = raised.value.diagnostics[-1]
    assert found.code == "font-missing"
    assert found.hint is not None
    assert "Amiri" in found.hint


def test_invisible_and_decomposed_characters_need_no_glyph():
    amiri = LIBRARY.face("Amiri", 400)
    assert uncovered("\u200c\u200d\u200e\u00a0\n é", [amiri]) == ()
    assert uncovered("א", [amiri]) == ("א",)


def test_a_folder_of_ones_own_fonts(tmp_path):
    amiri = LIBRARY.face("Amiri", 700)
    (tmp_path / "mine.ttf").write_bytes(amiri.path.read_bytes())
    library = load_library((tmp_path,), Report())
    assert library.face("Amiri", 700).path == tmp_path / "mine.ttf"
    (tmp_path / "broken.ttf").write_bytes(b"no font")
    with pytest.raises(PresskitError) as raised:
        load_library((tmp_path,), Report())
    assert raised.value.diagnostics[-1].code == "font-invalid"


def test_lines_are_even_and_keep_phrases_together():
    faces = [LIBRARY.face("IBM Plex Sans Arabic", 700)]
    words = [
        Word(word, "rtl", 0) for word in ["من", "النبع", "إلى", "المصب", "ماذا", "بعد", "المنتدى"]
    ]
    lines = set_lines(words, faces, 100, 900, "rtl")
    assert len(lines) == 2
    widths = [line.width for line in lines]
    assert max(widths) <= 900
    assert max(widths) - min(widths) < 300
    glued = set_lines(
        [Word("و", "rtl", 0), Word("C++", "ltr", 1, glued=True)], faces, 100, 900, "rtl"
    )
    apart = set_lines([Word("و", "rtl", 0), Word("C++", "ltr", 1)], faces, 100, 900, "rtl")
    assert glued[0].width < apart[0].width
