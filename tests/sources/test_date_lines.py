"""Date lines of pages: months of all styles, both kinds of digits, with and without the day."""

from __future__ import annotations

import datetime

import pytest

from presskit.sources.pasted.dates import find_date, is_of_another_calendar
from presskit.sources.pasted.lines import is_furniture

GREGORIAN = {
    "levantine": "كانون الثاني|شباط|آذار|نيسان|أيار|حزيران|تموز|آب|أيلول|تشرين الأول|تشرين الثاني|كانون الأول",
    "gulf": "يناير|فبراير|مارس|أبريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر",
    "maghrebi": "جانفي|فيفري|مارس|أفريل|ماي|جوان|جويلية|أوت|سبتمبر|أكتوبر|نوفمبر|ديسمبر",
    "moroccan": "يناير|فبراير|مارس|أبريل|ماي|يونيو|يوليوز|غشت|شتنبر|أكتوبر|نونبر|دجنبر",
    "mauritanian": "يناير|فبراير|مارس|إبريل|مايو|يونيو|يوليو|أغشت|شتمبر|أكتوبر|نوفمبر|دجمبر",
}
GREGORIAN["slashed"] = "|".join(
    f"{one}/{other}"
    for one, other in zip(
        GREGORIAN["levantine"].split("|"), GREGORIAN["gulf"].split("|"), strict=True
    )
)
GREGORIAN["in-brackets"] = "|".join(
    f"{one} ({other})"
    for one, other in zip(
        GREGORIAN["levantine"].split("|"), GREGORIAN["gulf"].split("|"), strict=True
    )
)
OTHERS = {
    "ar": "محرم|صفر|ربيع الأول|ربيع الآخر|جمادى الأولى|جمادى الآخرة|رجب|شعبان|رمضان|شوال|ذو القعدة|ذو الحجة",
    "fa": "فروردین|اردیبهشت|خرداد|تیر|مرداد|شهریور|مهر|آبان|آذر|دی|بهمن|اسفند",
    "fa-AF": "حمل|ثور|جوزا|سرطان|اسد|سنبله|میزان|عقرب|قوس|جدی|دلو|حوت",
    "he": "תשרי|חשוון|כסלו|טבת|שבט|אדר|ניסן|אייר|סיוון|תמוז|אב|אלול",
}
DIGITS = ["0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"]


@pytest.mark.parametrize("digits", DIGITS)
@pytest.mark.parametrize("day", ["", "الأحد ", "الأحد، "])
@pytest.mark.parametrize("style", GREGORIAN)
def test_a_month_of_any_style_makes_a_date(style: str, day: str, digits: str) -> None:
    figures = str.maketrans(DIGITS[0], digits)
    for number, month in enumerate(GREGORIAN[style].split("|"), 1):
        line = f"{day}17 {month} 2025".translate(figures)
        found = find_date(line, "ar")
        assert found is not None, line
        assert (found.date, found.place) == (datetime.date(2025, number, 17), ""), line
        assert not is_furniture(line), line


@pytest.mark.parametrize("digits", DIGITS)
@pytest.mark.parametrize("language", OTHERS)
def test_a_date_of_another_calendar_stays_as_printed(language: str, digits: str) -> None:
    figures = str.maketrans(DIGITS[0], digits)
    for month in OTHERS[language].split("|"):
        line = f"23 {month} 1447".translate(figures)
        assert is_of_another_calendar(line, language), line
        assert find_date(line, language) is None, line
        assert not is_furniture(line), line


@pytest.mark.parametrize("line", ["۱۴۰۴/۵/۲۶", "26-05-1404", "1447/2/23 هـ", "כ״ג באב תשפ״ה"])
def test_numbers_and_letters_of_another_calendar(line: str) -> None:
    assert is_of_another_calendar(line, "ar")


@pytest.mark.parametrize("line", ["قال في 23 صفر إن المبنى تأخر كثيرا 1447", "17 آب 2025"])
def test_what_says_more_is_no_date_of_another_calendar(line: str) -> None:
    assert not is_of_another_calendar(line, "ar")
