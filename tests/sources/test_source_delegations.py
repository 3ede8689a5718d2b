"""Delegations: fenced always, unfenced only when nothing else can be meant."""

from __future__ import annotations

import pytest

from presskit.model.blocks import Delegations, Heading, List, Paragraph
from sources.reading import HEAD, body, codes, says

FENCED = """\
::: {fence}
الوفد الأول:

- وزير الخارجية: سامي نعمان
- **المتحدث:** رامي *سعد*

الوفد الثاني:
- رئيس صندوق: الاستثمار: منير العلي
:::
"""


@pytest.mark.parametrize(
    "fence", ["delegation", "Delegations", "وفد", "وفود", "{.delegation}", "وفد :::"]
)
def test_fenced(fence: str) -> None:
    (block,) = body(FENCED.format(fence=fence))
    first, second = block.delegations
    assert says(first.party) == "الوفد الأول"
    assert [(says(m.role), says(m.name)) for m in (*first.members, *second.members)] == [
        ("وزير الخارجية", "سامي نعمان"),
        ("المتحدث", "رامي سعد"),
        ("رئيس صندوق", "الاستثمار: منير العلي"),
    ]


def test_name_knows_its_place() -> None:
    (block,) = body("::: وفد\n- وزير: سامي\n:::")
    member = block.delegations[0].members[0]
    assert (member.name[0].at.line, member.name[0].at.column) == (5, 9)


def test_what_is_no_delegation_stays_in_its_place() -> None:
    blocks = body("::: وفد\n- أ: ب ج\n\nفقرة أولى\n\nفقرة ثانية\n\n## عنوان\n\n- د: هـ و\n:::")
    assert [type(block) for block in blocks] == [
        Delegations,
        Paragraph,
        Paragraph,
        Heading,
        Delegations,
    ]


def unfenced(label: str, *items: str) -> tuple[object, ...]:
    return body(label + "\n\n" + "".join(f"- {item}\n" for item in items))


def test_unfenced() -> None:
    text = "الأول:\n\n- وزير: سامي نعمان\n- سفير: رامي سعد\n\nالثاني:\n\n- وزير: علي عمر\n- سفير: منير زيد\n"
    (block,) = body(text)
    assert [says(party.party) for party in block.delegations] == ["الأول", "الثاني"]
    assert codes(HEAD + text) == ["delegation-unfenced"] * 2


def test_unfenced_does_not_grow_a_fenced_one() -> None:
    blocks = body("::: وفد\n- وزير: سامي\n:::\n\nلجنة:\n\n- رئيس: علي عمر\n- عضو: منير زيد\n")
    assert [type(block) for block in blocks] == [Delegations, Delegations]


@pytest.mark.parametrize(
    ("label", "items"),
    [
        ("قال الوزير:", ["وزير: سامي نعمان"]),  # one alone
        ("الأعضاء", ["وزير: سامي نعمان", "سفير: رامي سعد"]),  # no colon
        ("أسعار: اليوم:", ["وزير: سامي نعمان", "سفير: رامي سعد"]),  # two colons
        ("أ" * 81 + ":", ["وزير: سامي نعمان", "سفير: رامي سعد"]),  # too long
        ("سطر\nوسطر:", ["وزير: سامي نعمان", "سفير: رامي سعد"]),  # two lines
        ("المصطلحات:", ["الكشيدة: مد الحرف في السطر", "النسخ: خط الكتب والصحف"]),
        ("الأسعار:", ["القمح: مئة ريال", "الأرز: ثلاثون ريال"]),
        ("الأرقام:", ["الحضور: 500 شخص", "الغياب: 20 شخصا"]),
        ("النتائج:", ["الأول: فاز الفريق بجدارة.", "الثاني: خسر الفريق بصعوبة."]),
        ("النقاط:", ["المياه: شح، وتلوث", "الطاقة: غلاء، وانقطاع"]),
        ("القيم:", ["اللون: أحمر", "الشكل: مربع"]),  # one word
        ("الأعضاء:", ["وزير: سامي نعمان", "بلا نقطتين"]),
        ("الأعضاء:", ["هل حضر؟ نعم: سامي نعمان", "سفير: رامي سعد"]),
        ("Features:", ["Speed: very fast indeed", "Size: rather small one"]),
        ("Rules:", ["First: Think of The Reader", "Second: Be Kind to Editors"]),
        ("الأعضاء:", ["وزير: سامي نعمان\n\n  فقرة أخرى", "سفير: رامي سعد"]),
        ("الأعضاء:", ["وزير: سامي نعمان\n  - تحته", "سفير: رامي سعد"]),
    ],
)
def test_lists_stay_lists(label: str, items: list[str]) -> None:
    blocks = unfenced(label, *items)
    assert [type(block) for block in blocks] == [Paragraph, List]


def test_latin_names() -> None:
    (block,) = unfenced("The panel:", "Chair: Ada Lovelace", "Speaker: Charles de Gaulle")
    assert isinstance(block, Delegations)


def test_numbered_lists_are_none() -> None:
    blocks = body("الأعضاء:\n\n1. وزير: سامي نعمان\n2. سفير: رامي سعد\n")
    assert [type(block) for block in blocks] == [Paragraph, List]
