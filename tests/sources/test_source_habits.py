"""Markdown as people write it who don't know CommonMark: what is read, and what is told of."""

from __future__ import annotations

import pytest

from outline import outline
from presskit.diagnostics import Report
from presskit.layout.compose import compose
from presskit.model.blocks import Figure
from presskit.model.inlines import plain
from presskit.sources.markdown import read_blocks
from presskit.sources.parser import notes_env
from presskit.sources.positions import Lines
from sources.reading import codes as said
from sources.reading import manuscript

_HEAD = "---\ntitle: ت\nlanguage: ar\n---\n\n"


def shown(text: str) -> list[str]:
    """The outline of a body, a line each, without what stands over it."""
    layout = compose(manuscript(_HEAD + text).article, Report(), repair=False)
    return outline(layout).strip("\n").split("\n\n", 1)[1].split("\n")


def told(text: str) -> list[str]:
    return [found.code for found in manuscript(_HEAD + text).diagnostics]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("١. أ\n٢. ب", ["list decimal depth 0", "  1. p: أ", "  2. p: ب"]),
        ("۱) أ\n۲) ب", ["list decimal depth 0", "  1. p: أ", "  2. p: ب"]),
        ("١-أ\n\n٢-ب", ["list decimal depth 0", "  1. p: أ", "  2. p: ب"]),
        ("> ١. أ\n> ٢. ب", ["block quote", "  list decimal depth 0", "    1. p: أ", "    2. p: ب"]),
        ("• أ\n• ب", ["list bullet depth 0", "  • p: أ", "  • p: ب"]),
        ("\u200f• أ\n\u200f• ب", ["list bullet depth 0", "  • p: أ", "  • p: ب"]),
        ("– أ\n– ب", ["list bullet depth 0", "  • p: أ", "  • p: ب"]),
        ("– قال أ.\n\n– قال ب.", ["p: – قال أ.", "p: – قال ب."]),
        ("١٩٨٦. عام.", ["p: ١٩٨٦. عام."]),
        ("٤. أ\n٥. ب", ["p: ٤. أ⏎٥. ب"]),
        ("١-٠ لنا\n٢-٠ لهم", ["p: ⟨rtl ١-٠⟩ لنا ⟨rtl ٢-٠⟩ لهم"]),
        ("```\n١. أ\n٢. ب\n```", ["code", "  ١. أ", "  ٢. ب"]),
        ("- [x] أ\n- [ ] ب", ["list task depth 0", "  ☑ p: أ", "  ☐ p: ب"]),
        ("بـ**«أ»** و**ب،**ثم", ["p: بـ**«أ»** و**ب،**ثم"]),
        ("**«א»**ו", ["p: **«א»**ו"]),
        ("**أ **ب", ["p: **أ **ب"]),
        ("وسم #أ_ب_ج", ["p: وسم #أ_ب_ج"]),
        ("~~أ~~ ==ب== ج^2^", ["p: ~~أ~~ ==ب== ج^2^"]),
        ("كلمة ~ و~أ و^ب", ["p: كلمة ~ و~أ و^ب"]),
        ('<div dir="rtl">\n\nأ\n\n</div>', ["p: أ"]),
        ("<center>أ <b>ب</b></center>", ["p: أ **ب**"]),
        ("<ul><li>أ<li>ب</ul>", ["list bullet depth 0", "  • p: أ", "  • p: ب"]),
        ("أ<br>ب &amp; ج", ["p: أ⏎ب & ج"]),
        ("أ <u>ب</u> <s>ج</s> <mark>د</mark>", ["p: أ *ب* ~~ج~~ ==د=="]),
        (
            'أ<br/>ب<br/> \n\n<span lang="en">C <b>D<br></b> </span>',
            ["p: أ⏎ب", "p: ⟨ltr en C **D**⟩"],
        ),
        ("أ {% x y %} ب", ["p: أ ب"]),
        ("[[أ|ب]] و[[ج]]", ["p: ب وج"]),
        ("> [!TIP]\n> أ", ["block quote", "  p: أ"]),
        ("[أ](https://e.org){ .button .big } ب", ["p: [أ](https://e.org) ب"]),
        ('!!! note "أ"\n    ب', ["block quote", "  p: **أ**", "  p: ب"]),
        (":::tip\nأ\n:::", ["block quote", "  p: أ"]),
        (":::note[أ]\nب\n:::", ["block quote", "  p: **أ**", "  p: ب"]),
        ("::: warning أ ب\nج\n:::", ["block quote", "  p: **أ ب**", "  p: ج"]),
        ("::: note\nأ\n:::\nب", ["desk note", "  p: أ", "p: ب"]),
        (
            "{% highlight python %}\nx = '**'\n\ny\n{% endhighlight %}",
            ["code python", "  x = '**'", "  ", "  y"],
        ),
        ('{{< highlight go "linenos=1" >}}\nx\n{{< /highlight >}}\nأ', ["code go", "  x", "p: أ"]),
        ('=== "أ"\n    ب', ["block quote", "  p: **أ**", "  p: ب"]),
        ("أ :rocket: ب :material-check: ج 10:30:45", ["p: أ 🚀 ب ج ⟨ltr 10:30:45⟩"]),
        ("`:rocket:` أ :nodoc: {1, 2}", ["p: ⟨ltr `:rocket:`⟩ أ :⟨ltr nodoc⟩: {1, 2}"]),
        ("## أ {/*a-b*/}\n\nب", ["h2 #h-dd0eaa23: أ", "p: ب"]),
        ("$$\nx^2\n$$", ["code", "  x^2"]),
        (r"أصل \(K_1\) و\[x^2\] أو \(5\) و\[أ\]", ["p: أصل ⟨ltr `K_1`⟩ و⟨ltr `x^2`⟩ أو (5) و[أ]"]),
        ("أملاح Na^+^ وCl^-^", ["p: أملاح ⟨ltr Na^+^⟩ و⟨ltr Cl^-^⟩"]),
        ("طوله 10^-6^ متر", ["p: طوله ⟨ltr 10^-6^⟩ متر"]),
        ("ثمنه $5 أو $10.", ["p: ثمنه ⟨ltr $5⟩ أو ⟨ltr $10⟩."]),
    ],
)
def test_what_is_read(text: str, lines: list[str]) -> None:
    assert [line for line in shown(text) if line and not line.startswith("!")] == lines


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("٤. أ\n٥. ب", ["list-unread"]),
        ("أ ** ب **ج", ["emphasis-unread"]),
        ("كلمة * وحدها و3*4 و2**8", []),
        ("if x==y and a==b", []),
        ("<b>أ</b> و<i>ب</i>\n\n<center>ج</center>", ["html-read"]),
        ("أ <iframe src='https://e.org'></iframe>", ["html-dropped"]),
        ("Map<String> أ", ["html-as-text"]),
        ("{{< youtube x >}}\n\n{: .x}\n\n[[أ]]", ["markup-foreign"] * 3),
        (":::note\nأ\n:::", ["markup-foreign"]),
        ("{{< figure caption='أ' >}}", ["markup-foreign"]),
        ("{% highlight python %}\nأ", ["markup-foreign"]),
        ("$E=mc^2$", ["maths-as-text"]),
        ("`x`{.python} أ{ align=right }", ["markup-foreign"] * 2),
        ("أ :octicons-gear-16: و:x:", ["markup-foreign"]),
        ("[أ] (https://e.org/a) و`[أ] (/a)` و[1] (2)", ["link-unread"]),
        ("# ت\n\nأ", ["title-twice"]),
        ("[أ]({{ '/x' | url }})", ["markup-foreign"]),
    ],
)
def test_what_is_told(text: str, codes: list[str]) -> None:
    assert told(text) == codes


@pytest.mark.parametrize(
    "written",
    [
        '{{< figure src="a b.png" alt="ب" caption="ت" attr="ث" >}}',
        "{{% figure caption='ت' credit='ث' alt='ب' src='a%20b.png' %}}",
        '{% include figure.html image_path="a b.png" alt="ب" caption="ت" credit="ث" %}',
    ],
)
def test_a_figure_of_a_site_is_a_picture(written: str) -> None:
    report = Report()
    (figure,), _ = read_blocks(Lines([written]), notes_env(Lines([])), report)
    assert isinstance(figure, Figure)
    assert (figure.src, figure.alt) == ("a b.png", "ب")
    assert (plain(figure.caption), plain(figure.credit)) == ("ت", "ث")
    assert not report.diagnostics


@pytest.mark.parametrize(
    ("name", "text", "title", "codes"),
    [
        ("a.md", "**سوق الجملة يعود**\n\nنص.", "سوق الجملة يعود", ["title-from-heading"]),
        ("2024-05-03-port-reopens-today.md", "Text.", "Port reopens today", ["title-from-name"]),
        ("2024-05-03-عودة_الميناء.md", "نص.", "عودة الميناء", ["title-from-name"]),
        ("عودة الميناء.md", "نص.", "عودة الميناء", ["title-from-name"]),
        ("a.md", "**سوق الجملة يعود.**\n\nنص.", None, ["title-missing"]),
        ("a.md", "**سوق** الجملة\n\nنص.", None, ["title-missing"]),
        ("port-reopens.md", "Text.", None, ["title-missing"]),
        ("2024-05-03-12.md", "Text.", None, ["title-missing"]),
    ],
)
def test_an_article_without_a_headline(
    name: str, text: str, title: str | None, codes: list[str]
) -> None:
    assert said(text, name=name) == codes
    if title:
        assert manuscript(text, name=name).article.title == title
