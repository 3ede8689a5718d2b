"""The names in bylines, as libraries list them."""

from __future__ import annotations

import pytest

from presskit.layout.writers import writers_of

BYLINES = {
    ("كتبت: سلمى الحداد", "ar"): ["سلمى الحداد"],
    ("كَتَبَ: سامي الخوري – بيروت", "ar"): ["سامي الخوري"],
    ("بقلم هدى العامري وكريم البستاني", "ar"): ["هدى العامري", "كريم البستاني"],
    ("إعداد: وليد منصور ووائل حرب", "ar"): ["وليد منصور", "وائل حرب"],
    ("تقرير: ناديا وديع الخطيب", "ar"): ["ناديا وديع الخطيب"],
    ("هدى العامري، كريم البستاني", "ar"): ["هدى العامري", "كريم البستاني"],
    ("مراسلنا: عمر الراوي (حمص)", "ar"): ["عمر الراوي"],
    ("نویسنده: لیلا موسوی", "fa"): ["لیلا موسوی"],
    ("به قلم آرش کمالی، مینا رستگار", "fa"): ["آرش کمالی", "مینا رستگار"],
    ("تحریر: عائشہ صدیقی اور کامران بیگ", "ur"): ["عائشہ صدیقی", "کامران بیگ"],
    ("מאת: נועה לוי ודניאל כץ", "he"): ["נועה לוי", "דניאל כץ"],
    ("By Ada Moss and Tom Reed", "en"): ["Ada Moss", "Tom Reed"],
    ("Text and photos by Ada Moss", "en"): ["Ada Moss"],
    ("Par Claire Petit et Jean Roux", "fr"): ["Claire Petit", "Jean Roux"],
    ("Byron Hill", "en"): ["Byron Hill"],
    ("By Ada Moss", "ar"): ["Ada Moss"],
    ("كتب:", "ar"): [],
    ("", "ar"): [],
}


@pytest.mark.parametrize(("byline", "language"), BYLINES)
def test_the_writers_of_a_byline(byline: str, language: str) -> None:
    assert list(writers_of(byline, language)) == BYLINES[byline, language]
