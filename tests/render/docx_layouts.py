"""Layouts made by hand that hold every kind of block and inline, for the DOCX tests."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from presskit.model.inlines import (
    Code,
    Emphasis,
    Inlines,
    Isolate,
    LineBreak,
    Link,
    NoteRef,
    Strong,
    Text,
)
from presskit.model.layout import (
    Furniture,
    Labels,
    Layout,
    LayoutBreak,
    LayoutCell,
    LayoutCode,
    LayoutDefinition,
    LayoutDefinitions,
    LayoutDelegations,
    LayoutFigure,
    LayoutHeading,
    LayoutList,
    LayoutListItem,
    LayoutNote,
    LayoutParagraph,
    LayoutQuote,
    LayoutRow,
    LayoutTable,
    Metadata,
    Opening,
)

if TYPE_CHECKING:
    from presskit.model.blocks import Align
    from presskit.model.inlines import Direction, Inline
    from presskit.model.layout import LayoutBlock, Marker

LABELS = Labels(
    "الصفة", "الاسم", "الهوامش", "هامش", "العودة", "المحتويات", "الغلاف", "البداية", "المصدر", "نص"
)


def ltr(text: str, lang: str | None = None) -> Isolate:
    """An isolate that runs left to right."""
    return Isolate("ltr", (Text(text),), lang)


def rtl(text: str, lang: str | None = None) -> Isolate:
    """An isolate that runs right to left."""
    return Isolate("rtl", (Text(text),), lang)


def says(*parts: str | Inline) -> Inlines:
    """Inlines of strings and inlines."""
    return tuple(Text(part) if isinstance(part, str) else part for part in parts)


def paragraph(*parts: str | Inline, direction: Direction | None = None) -> LayoutParagraph:
    """A paragraph of strings and inlines."""
    return LayoutParagraph(says(*parts), direction)


def note_ref(number: int, reference: str) -> NoteRef:
    """A reference to a note."""
    return NoteRef(str(number), mark=str(number), note=f"note-{number}", id=reference)


def items(
    *blocks: LayoutBlock | tuple[LayoutBlock, ...], label: str = "•"
) -> tuple[LayoutListItem, ...]:
    """List items of one block or several."""
    return tuple(
        LayoutListItem(label, block if isinstance(block, tuple) else (block,)) for block in blocks
    )


def _row(*cells: Inlines, scope: str | None = None, aligns: tuple[Align, ...] = ()) -> LayoutRow:
    settled = aligns or ("start",) * len(cells)
    return LayoutRow(
        tuple(
            LayoutCell(cell, scope=scope, align=align)  # type: ignore[arg-type]
            for cell, align in zip(cells, settled, strict=True)
        )
    )


def delegation(number: int, party: str, *members: tuple[str, str]) -> LayoutTable:
    """A delegation table."""
    rows = tuple(
        LayoutRow((LayoutCell(says(role), scope="row"), LayoutCell(says(name))))
        for role, name in members
    )
    head = _row(says("الصفة"), says("الاسم"), scope="column")
    return LayoutTable(
        "delegation", f"delegation-{number}", head, rows, (44, 56), says(party) if party else ()
    )


def _nested(marker: Marker, depth: int = 0) -> LayoutList:
    inner = (_nested(marker, depth + 1),) if depth < 8 else ()
    return LayoutList(
        marker, depth, items((paragraph(f"المستوى رقم {depth + 1}"), *inner), label="1.")
    )


def _data_table() -> LayoutTable:
    aligns: tuple[Align, ...] = ("start", "center", "end")
    return LayoutTable(
        "data",
        "table-1",
        _row(says("الميناء"), says("السنة"), says("الحاويات"), scope="column", aligns=aligns),
        (
            _row(says("بورسعيد"), says("2023"), says(ltr("3,870,000")), aligns=aligns),
            _row(says("طنجة المتوسط"), says("2024"), says(ltr("10,241,392")), aligns=aligns),
            _row(says("جدة ", ltr("(JED)")), says("2024"), says("5.6 مليون"), aligns=aligns),
            _row(says("صلالة"), (), says(ltr("-12.5%")), aligns=aligns),
        ),
        (46, 20, 34),
        says("حركة الحاويات في موانئ مختارة"),
    )


def _lists() -> tuple[LayoutBlock, ...]:
    three = paragraph("أن تُنشر البيانات كاملة خلال "), paragraph("أن يُعاد فتح الخط القديم")
    return (
        LayoutHeading(3, "demands", says("ما يطلبه الصيادون")),
        LayoutList(
            "bullet",
            0,
            items(
                paragraph("ترخيص موحّد للقوارب التي يقل طولها عن ", ltr("12 m"), " في الموسم كله."),
                (
                    paragraph("صندوق للطوارئ يموّل من رسوم المرفأ."),
                    paragraph("وتديره لجنة منتخبة كل عامين."),
                    LayoutList(
                        "dash", 1, items(paragraph("للشباك"), paragraph("للمحركات"), label="–")
                    ),
                ),
                paragraph("هاتف ساخن: ", ltr("+966 11 123 4567"), "."),
            ),
        ),
        LayoutList("decimal", 0, items(*three, label="1.")),
        paragraph("ثم تبدأ قائمة أخرى من رقم ثلاثة:"),
        LayoutList(
            "decimal",
            0,
            items(
                (
                    paragraph("البند الثالث"),
                    LayoutList("arabic-letter", 1, items(*three, label="أ.")),
                ),
                paragraph("البند الرابع"),
                label="3.",
            ),
            start=3,
        ),
        LayoutList("hebrew-letter", 0, items(paragraph("بند"), label="א.")),
        LayoutList("latin-letter", 0, items(paragraph("بند"), label="a.")),
        LayoutList("persian-letter", 0, items(paragraph("بند"), label="ا.")),
        LayoutList("arabic-indic", 0, items(paragraph("بند"), label="١.")),
        LayoutList(
            "bullet",
            0,
            items(paragraph("An English item", direction="ltr"), label="•"),
            direction="ltr",
        ),
        LayoutList("bullet", 0, items(LayoutList("dash", 1, items(paragraph("بند"), label="–")))),
        _nested("decimal"),
    )


def _body() -> tuple[LayoutBlock, ...]:
    return (
        LayoutHeading(2, "harbour", says("المرفأ يستيقظ ", Emphasis(says("قبل")), " المدينة")),
        paragraph(
            "في الخامسة فجرًا تعود القوارب إلى ",
            Strong(says("الرصيف القديم")),
            " محمّلة بما جادت به الليلة، ويبدأ المزاد الذي لا يستغرق سوى ربع ساعة.",
            note_ref(1, "ref-1"),
            " ويقول البحّارة إن البحر تغيّر منذ عام 2019، وإن الأسعار تغيّرت معه.",
        ),
        paragraph(
            "لغة ",
            Isolate("ltr", (Strong(says("C++")),)),
            " ودرجة ",
            ltr("-5"),
            " ونتيجة ",
            ltr("3-2"),
            " وتاريخ ",
            ltr("15/8/2025"),
            " وطائرة ",
            ltr("F-22"),
            "، ثم ",
            ltr("Aurus"),
            " / ",
            ltr("BMW"),
            " 2022 معًا، و",
            Isolate("ltr", (Code("git push --force"),)),
            " و",
            Isolate("ltr", (Text("bon "), Emphasis(says("voyage"))), "fr"),
            " و",
            rtl("سلامت باشید", "fa"),
            "، والنسبة ",
            ltr("5%"),
            ".",
            LineBreak(),
            "انظر ",
            Link('https://example.org/a?b=1&c="x"', says("تقرير المرفأ ", ltr("2024"))),
            " و",
            Link("#table-1", says("الجدول")),
            "، وراجع الهامش",
            note_ref(1, "ref-1-2"),
            " والهامش",
            note_ref(2, "ref-2"),
            ".",
        ),
        paragraph("The whole paragraph is English, except ", rtl("مرفأ"), ".", direction="ltr"),
        LayoutDelegations(
            (
                delegation(
                    1,
                    "وفد نقابة الصيادين:",
                    ("النقيب", "حسّان البحري"),
                    ("أمينة الصندوق", "ليلى مرجان"),
                    ("المستشار القانوني", "فريد منصور"),
                ),
                delegation(
                    2,
                    "وفد هيئة الموانئ:",
                    ("المدير العام", "سلمى الرملي"),
                    ("مدير العمليات", "نادر عوض"),
                ),
                delegation(3, "", ("مراقب", "وسيم قاسم")),
            )
        ),
        LayoutHeading(2, "numbers", says("أرقام الموسم")),
        paragraph("تكشف سجلات الموانئ أن الحركة عادت إلى ما كانت عليه قبل الإغلاق، وإن ببطء."),
        _data_table(),
        LayoutQuote(
            "block",
            (
                paragraph("لم نعد نسأل عن السعر، بل عن الوقود: هل يكفي للعودة؟"),
                paragraph("من خرج بلا حساب عاد بلا شبكة."),
            ),
            says("صياد في الستين، في حديث إلى ", ltr("Radio Harbour")),
        ),
        LayoutQuote("pull", (paragraph("البحر تغيّر، والأسعار تغيّرت معه"),), says("من النص")),
        *_lists(),
        LayoutFigure(
            "harbour.png",
            "figure-1",
            "قوارب راسية عند الفجر",
            1200,
            700,
            says("المرفأ القديم صباح ", ltr("10/10")),
            says("تصوير: مكتب الصحيفة"),
        ),
        LayoutFigure("rule.png", "figure-2", "", 200, 100),
        LayoutHeading(4, "words", says("كلمات من ", Strong(says("المرفأ")))),
        LayoutDefinitions(
            (
                LayoutDefinition(says("الدلالة"), (paragraph("مزاد السمك عند الفجر."),)),
                LayoutDefinition(
                    says("السنبوك"), (paragraph("قارب خشبي."), paragraph("له شراع واحد."))
                ),
            )
        ),
        LayoutCode("def haul(net):\n\treturn net  # وزن الشبكة\n\n    print(1)", "python"),
        LayoutBreak(),
        paragraph("وعند الثامنة يغلق المزاد أبوابه، ويبقى على الرصيف ما لا يُباع: الحكايات."),
    )


def arabic() -> Layout:
    """An Arabic article with everything."""
    notes = (
        LayoutNote(
            "note-1",
            "1",
            ("ref-1", "ref-1-2"),
            (
                paragraph("يُعقد المزاد كل يوم عدا الجمعة، بحسب ", ltr("Port Authority"), "."),
                paragraph("وللهامش فقرة ثانية."),
            ),
        ),
        LayoutNote(
            "note-2",
            "2",
            ("ref-2",),
            (
                LayoutList("bullet", 0, items(paragraph("هامش يبدأ بقائمة"))),
                paragraph(
                    "ويشير إلى هامش",
                    note_ref(3, "ref-3"),
                    " وإلى الأول",
                    note_ref(1, "ref-1-3"),
                    ".",
                ),
            ),
        ),
        LayoutNote("note-3", "3", ("ref-3",), (paragraph("هامش الهامش."),)),
    )
    return Layout(
        language="ar",
        direction="rtl",
        metadata=Metadata(
            title="المرفأ الذي ينام متأخرًا",
            identifier="urn:uuid:6d3f3f0e-8f8c-5b4f-9d39-0a7b6c7a2f11",
            slug="harbour",
            writers=("ليلى مرجان", "نادر عوض"),
            publication="صحيفة الميناء",
            section="تحقيقات",
            date=datetime.date(2025, 3, 14),
            tags=("موانئ", "صيد"),
            description="يوم في مرفأ قديم.",
        ),
        labels=LABELS,
        opening=Opening(
            headline=says("المرفأ الذي ينام متأخرًا: يوم مع صيادي ", ltr("Mina 4")),
            kicker=says("تحقيقات"),
            byline=says("كتبت: ليلى مرجان"),
            dateline=says("صلالة، 14 مارس:"),
            date=says("14 مارس 2025"),
            lead=(
                paragraph(
                    "قبل أن تفتح المدينة عينيها يكون المرفأ قد باع واشترى وتخاصم وتصالح. "
                    "يوم كامل بين الشباك والدفاتر، وما تقوله الأرقام عن بحرٍ لم يعد كما كان."
                ),
            ),
        ),
        furniture=Furniture(says("صحيفة الميناء"), says("تحقيقات · 14 مارس 2025"), "latn"),
        body=_body(),
        notes=notes,
        source=says("المصدر: ", Link("https://example.org", says("صحيفة الميناء"))),
    )


def english() -> Layout:
    """An English article with right-to-left runs, numbers at the end side and a note."""
    aligns: tuple[Align, ...] = ("start", "end")
    table = LayoutTable(
        "data",
        "table-1",
        _row(says("Harbour"), says("Growth"), scope="column", aligns=aligns),
        (
            _row(says("Salalah ", rtl("(صلالة)")), says("-12.5%"), aligns=aligns),
            _row(says("Jeddah"), says("3,870"), aligns=aligns),
        ),
        (60, 40),
    )
    return Layout(
        language="en",
        direction="ltr",
        metadata=Metadata("The harbour", "urn:uuid:6d3f3f0e-8f8c-5b4f-9d39-0a7b6c7a2f12", "h"),
        labels=LABELS,
        opening=Opening(headline=says("The harbour that sleeps late"), lead=(paragraph("A day."),)),
        furniture=Furniture((), (), "latn"),
        body=(
            paragraph(
                "They call it ",
                rtl("الميناء"),
                ", ",
                rtl("المرسى (القديم)"),
                " or ",
                rtl("נמל", "he"),
                ".",
                note_ref(1, "ref-1"),
            ),
            paragraph("قصيدة كاملة عن البحر ", ltr("(2019)"), ".", direction="rtl"),
            table,
            LayoutList(
                "decimal", 0, items(paragraph("one"), paragraph("two", direction="rtl"), label="1.")
            ),
            LayoutQuote("block", (paragraph("بيت من الشعر", direction="rtl"),)),
            LayoutCode("x = 1"),
        ),
        notes=(LayoutNote("note-1", "1", ("ref-1",), (paragraph("A note."),)),),
    )
