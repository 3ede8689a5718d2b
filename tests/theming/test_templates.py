"""A theme is data: what its templates can do, what they can't, and how their designer is told."""

from __future__ import annotations

import pytest
from msgspec import Struct

from presskit.diagnostics import PresskitError, Report
from presskit.theming import sandbox
from presskit.theming.loading import load_theme
from presskit.theming.templates import Templates


class _Layout(Struct):
    title: str = "عنوان"
    tags: tuple[str, ...] = ("a", "b")


def made(folder, text: str, name: str = "reader.css", **files: str) -> str:
    """What a theme's template makes of a title, of tags and of a function."""
    own = folder / "own"
    own.mkdir(exist_ok=True)
    (own / "theme.toml").write_text('inherits = "sahifa"\ntitle = "Own"\n', "utf-8")
    for other, content in files.items():
        (own / other.replace("_", ".")).write_text(content, "utf-8")
    (own / name).write_text(text, "utf-8")
    theme = load_theme(str(own), Report())
    return Templates(theme).render(
        name, layout=_Layout(), theme=theme, color=lambda name: f"#{name}", many=list(range(2000))
    )


WORKS = {
    "names": ("{{ layout.title }} {{ color('ink') }}", "عنوان #ink"),
    "loops": ("{% for one in layout.tags %}{{ loop.index }}{{ one }} {% endfor %}", "1a 2b "),
    "nested loops": (
        "{% for a in 'xy' %}{% for b in 'zw' %}{{ a ~ b }}{% endfor %}{% endfor %}",
        "xzxwyzyw",
    ),
    "macros": ("{% macro m(x) %}[{{ x }}]{% endmacro %}{{ m(3) }}", "[3]"),
    "recursion": (
        "{% for one in [1, 2] recursive %}{{ one }}{% if one == 2 %}{{ loop([7]) }}{% endif %}{% endfor %}",
        "127",
    ),
    "namespace": ("{% set y = namespace(at=1) %}{% set y.at = y.at + 2 %}{{ y.at }}", "3"),
    "filters": ("{{ layout.tags|join(', ') }} {{ [3, 1]|max }} {{ ' a '|trim|upper }}", "a, b 3 A"),
    "a dictionary": ("{{ {'a': 'left'}.get('a', 'right') }}", "left"),
    "sums": ("{{ 7 / 2 + 1 }} {{ 2 ** 3 }} {{ 7 // 2 }} {{ 7 % 4 }}", "4.5 8.0 3 3"),
    "pieces": ("{{ layout.title[:2] }}{{ many[10:12]|length }}", "عن2"),
    "a style": ("{{ theme.styles['lead'].size > 3 }}", "True"),
    "nothing": ("{{ 'x' if false }}", ""),
    "blocks": ("{% block a %}1{% endblock %}{{ self.a() }}", "11"),
}


@pytest.mark.parametrize("name", WORKS)
def test_templates_can(tmp_path, name):
    text, result = WORKS[name]
    assert made(tmp_path, text) == result


REFUSED = {
    "a class": "{{ ''.__class__ }}",
    "a class by its name in quotes": "{{ layout['__class__'] }}",
    "a class by a name put together": "{% set n = '_' ~ '_class_' ~ '_' %}{{ layout[n] }}",
    "a class by a filter": "{{ layout|attr('__class__') }}",
    "a class behind a filter": "{{ [layout]|map(attribute='__class__')|list|length ~ 'x' ~ ([layout]|map(attribute='__class__')|first) }}",
    "globals of a function": "{{ color.__globals__ }}",
    "globals of a macro": "{% macro m() %}{% endmacro %}{{ m._func }}",
    "the loop's insides": "{% for a in [1] %}{{ loop._iterator }}{% endfor %}",
    "the template itself": "{{ self._TemplateReference__context }}",
    "format": "{{ '{0.__class__}'.format(layout) }}",
    "format_map": "{{ '{a}'.format_map({'a': 1}) }}",
    "a folder": "{{ theme.folders[0] }}",
    "what is in a folder": "{{ theme.folders[0].name }}",
    "a method of a record": "{{ theme.file('print.css').read_text() }}",
    "another record's method": "{{ theme.for_language('ar').title }}",
    "the configuration": "{{ config }}",
    "lipsum": "{{ lipsum() }}",
    "a cycler": "{{ cycler('a').next() }}",
    "dict": "{{ dict(a=1) }}",
    "pprint": "{{ layout|pprint }}",
    "a file above": "{% include '../theme.toml' %}",
    "a file anywhere": "{% include '/etc/hostname' %}",
    "a file of Windows": "{% include '..\\\\theme.toml' %}",
    "an object as text": "{{ layout }}",
    "an object joined": "{{ 'a' ~ layout }}",
    "objects joined": "{{ [layout]|join }}",
    "bytes": "{{ 'a'.encode() }}",
    "import of a module": "{% import 'os' as os %}{{ os.getcwd() }}",
    "change of a list": "{% set _ = many.append(1) %}",
    "a namespace of classes": "{{ namespace.__init__ }}",
    "undefined": "{{ layout.nothing }}",
    "syntax": "{% for %}",
    "an unknown filter": "{{ 1|nosuch }}",
}


@pytest.mark.parametrize("name", REFUSED)
def test_templates_cannot(tmp_path, name):
    with pytest.raises(PresskitError) as raised:
        made(tmp_path, "\n" + REFUSED[name])
    found = raised.value.diagnostics[-1]
    assert found.code == "theme-invalid"
    assert found.place.file == str(tmp_path / "own" / "reader.css")
    assert found.place.at
    assert found.place.at.line == 2


ENDLESS = {
    "a long range": "{% for a in range(100000000) %}{% endfor %}",
    "a range that no computer counts": "{% for a in range(10 ** 15) %}{% endfor %}",
    "loops in loops": "{% for a in many %}{% for b in many %}{% for c in many %}{% endfor %}{% endfor %}{% endfor %}",
    "a recursive loop": "{% for a in many recursive %}{{ loop(many) if loop.depth < 4 }}{% endfor %}",
    "macros that call twice": "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(60) }}",
    "a macro that calls itself": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "templates that include each other": "{% include 'issue.css' %}",
    "a block of itself": "{% block a %}{{ self.a() }}{% endblock %}",
    "a text that doubles": "{% set y = namespace(a='xy') %}{% for a in range(60) %}{% set y.a = y.a ~ y.a %}{% endfor %}",
    "a text that is added": "{% set y = namespace(a='xy') %}{% for a in range(60) %}{% set y.a = y.a + y.a %}{% endfor %}",
    "a text that is written twice": "{% set y = namespace(a='xy') %}{% for a in range(60) %}{% set y.a %}{{ y.a }}{{ y.a }}{% endset %}{% endfor %}",
    "a text times": "{{ 'a' * 1000000000 }}",
    "a list times": "{% set a = [1] * 1000000000 %}",
    "a list that doubles": "{% set y = namespace(a=[1, 2]) %}{% for a in range(60) %}{% set y.a = y.a + y.a %}{% endfor %}",
    "lists in lists": "{% set y = namespace(a=[1, 2]) %}{% for a in range(60) %}{% set y.a = [y.a, y.a] %}{% endfor %}",
    "a number": "{% set y = namespace(a=99) %}{% for a in range(60) %}{% set y.a = y.a * y.a %}{% endfor %}",
    "a power": "{{ 10 ** 10 ** 100 }}",
    "a wide format": "{{ '%999999999d' % 1 }}",
    "a replacement": "{% set a = 'x'|replace('', 'yyyyyyyy' ~ 'y') %}{% set y = namespace(a='xx') %}{% for a in range(40) %}{% set y.a = y.a|replace('x', 'xx') %}{% endfor %}",
    "a joined text": "{{ range(1000000)|join('yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy') }}",
    "long texts compared": "{% set a %}{% for b in range(1000) %}{{ layout.title }}{% endfor %}{% endset %}{% for b in range(3000000) %}{% if a in a ~ 'x' %}{% endif %}{% endfor %}",
}


@pytest.mark.parametrize("name", ENDLESS)
def test_no_template_goes_on_and_on(tmp_path, monkeypatch, name):
    monkeypatch.setattr(sandbox, "_STEPS", 100_000)
    with pytest.raises(PresskitError) as raised:
        made(tmp_path, ENDLESS[name], issue_css="{% include 'reader.css' %}")
    assert raised.value.diagnostics[-1].code == "theme-invalid"


def test_a_mistake_in_an_included_template_is_told_there(tmp_path):
    with pytest.raises(PresskitError) as raised:
        made(tmp_path, "\n{% include 'foot.html' %}", foot_html="\n\n{{ nowhere }}")
    assert str(raised.value.diagnostics[0].place) == f"{tmp_path}/own/foot.html:3:4"


def test_a_template_that_is_a_link_out_of_the_theme_is_not_read(tmp_path):
    (tmp_path / "private.css").write_text("secret", "utf-8")
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "linked.css").symlink_to(tmp_path / "private.css")
    with pytest.raises(PresskitError, match="theme-invalid"):
        made(tmp_path, "{% include 'linked.css' %}")


@pytest.mark.parametrize(
    "page",
    [
        "<p>",
        "<p><script>a()</script></p>",
        "<p onclick='a()'/>",
        "<img src='https://example.org/a.png'/>",
        "<link href='file:///a.css'/>",
        "<a href=' javascript:a()'/>",
        "<svg xmlns='http://www.w3.org/2000/svg'><image href='file:///a.png'/></svg>",
    ],
)
def test_a_page_that_would_act_or_fetch_is_refused(tmp_path, page):
    with pytest.raises(PresskitError, match="theme-invalid"):
        made(tmp_path, page, "article.xhtml")


def test_a_page_can_link_anywhere(tmp_path):
    page = "<p><a href='https://example.org/'>a</a><img src='data:image/png;base64,AA=='/></p>"
    assert made(tmp_path, page, "article.xhtml") == page


def test_all_templates_of_a_theme_are_looked_through(tmp_path):
    made(tmp_path, "{{ layout.title }}", cover_svg="{{ layout.__class__ }}")
    theme = load_theme(str(tmp_path / "own"), Report())
    with pytest.raises(PresskitError) as raised:
        Templates(theme).check()
    assert str(raised.value.diagnostics[0].place).endswith("cover.svg:1:11")


INHERITED = {
    "a sheet comes after the inherited one": (
        {"reader.css": ".own { color: red }"},
        "reader.css",
        ["hr.break {", ".own { color: red }"],
        [],
    ),
    "a sheet that replaces the inherited one": (
        {"reader.css": ".own { color: red }", "theme.toml": 'replaces = ["reader.css"]\n'},
        "reader.css",
        [".own { color: red }"],
        ["hr.break {"],
    ),
    "one block of a template": (
        {
            "article.xhtml": "{% extends 'sahifa:article.xhtml' %}{% block opening %}<b/>{% endblock %}"
        },
        "article.xhtml",
        ["<main", "<b/>", "</main>"],
        ["opened"],
    ),
    "the inherited template by its own name": (
        {
            "article.xhtml": "{% extends 'article.xhtml' %}"
            "{% block opening %}<b/>{{ super() }}<i/>{% endblock %}"
        },
        "article.xhtml",
        ["<main", "<b/>", "opened", "<i/>", "</main>"],
        [],
    ),
    "a part for several templates": (
        {
            "article.xhtml": "{% extends 'article.xhtml' %}"
            "{% block opening %}{% include 'rule.html' %}{% endblock %}",
            "rule.html": "<hr/>",
        },
        "article.xhtml",
        ["<main", "<hr/>", "</main>"],
        ["opened"],
    ),
    "an heir's part in an inherited template": (
        {
            "base/theme.toml": "",
            "base/contents.xhtml": "{% include 'rule.html' %}",
            "rule.html": "<hr/>",
        },
        "contents.xhtml",
        ["<hr/>"],
        [],
    ),
    "an heir of an heir": (
        {
            "base/theme.toml": "",
            "base/article.xhtml": "{% extends 'article.xhtml' %}{% block opening %}<i/>{% endblock %}",
            "article.xhtml": "{% extends 'base:article.xhtml' %}"
            "{% block opening %}<b/>{{ super() }}{% endblock %}",
        },
        "article.xhtml",
        ["<main", "<b/>", "<i/>", "</main>"],
        ["opened"],
    ),
    "sheets of three themes in their order": (
        {
            "base/theme.toml": "",
            "base/reader.css": ".base { top: 0 }",
            "reader.css": ".own { top: 0 }",
        },
        "reader.css",
        ["hr.break {", ".base {", ".own {"],
        [],
    ),
    "sheets of two of three themes": (
        {
            "base/theme.toml": 'replaces = ["reader.css"]\n',
            "base/reader.css": ".base { top: 0 }",
            "reader.css": ".own { top: 0 }",
        },
        "reader.css",
        [".base {", ".own {"],
        ["hr.break {"],
    ),
}


class _Writer(Struct):
    for_templates = frozenset(["opening", "body", "source", "notes"])

    def opening(self) -> str:
        return "opened"

    def body(self, blocks: object) -> str:
        return "body"

    def source(self) -> str:
        return "source"


class _Metadata(Struct, frozen=True):
    title: str = "عنوان"


class _Whole(Struct):
    language: str = "ar"
    direction: str = "rtl"
    metadata: _Metadata = _Metadata()
    notes: tuple[str, ...] = ()
    body: tuple[str, ...] = ()


@pytest.mark.parametrize("name", INHERITED)
def test_a_theme_adds_to_what_it_inherits(tmp_path, name):
    files, wanted, there, gone = INHERITED[name]
    base = "../base" if "base/theme.toml" in files else "sahifa"
    tables = {
        "own/theme.toml": f'inherits = "{base}"\n',
        "base/theme.toml": 'inherits = "sahifa"\n',
    }
    for path, content in files.items():
        place = path if path.startswith("base/") else f"own/{path}"
        (tmp_path / place).parent.mkdir(exist_ok=True)
        (tmp_path / place).write_text(tables.pop(place, "") + content, "utf-8")
    for place, content in tables.items():
        (tmp_path / place).parent.mkdir(exist_ok=True)
        (tmp_path / place).write_text(content, "utf-8")
    theme = load_theme(str(tmp_path / "own"), Report())
    if wanted.endswith(".css"):
        names = {"families": lambda _: "a", "alphabets": {}, "rtl": True}
        made = Templates(theme).sheet(wanted, theme=theme, color=theme.color, **names)
    else:
        names = {"layout": _Whole(), "style": "style.css", "write": _Writer()}
        made = Templates(theme).render(wanted, **names)
    places = [made.find(piece) for piece in there]
    assert -1 not in places, made
    assert places == sorted(places)
    assert not any(piece in made for piece in gone)
    assert all(made.count(piece) == 1 for piece in there if piece.startswith("<"))


TYPOS = {
    "a field": ("{{ layout.titel }}", ["titel", "“title”"]),
    "a name": ("{{ layuot.title }}", ["layuot", "“layout”"]),
    "a colour": ("{{ color('acent') }}", ["acent", "“accent”"]),
    "a theme": ("{% include 'sahfia:reader.css' %}", ["sahfia:reader.css"]),
    "a style": ("{{ theme.styles['leed'].size }}", ["leed"]),
}


@pytest.mark.parametrize("name", TYPOS)
def test_a_typo_is_told_with_what_was_meant(tmp_path, name):
    text, words = TYPOS[name]
    own = load_theme(made_folder(tmp_path, f"a\n  {text}"), Report())
    with pytest.raises(PresskitError) as raised:
        Templates(own).render("reader.css", layout=_Layout(), theme=own, color=own.color)
    (found,) = raised.value.diagnostics
    assert found.place.at
    assert found.place.at.line == 2
    assert found.place.at.column > 1
    for word in words:
        assert word in f"{found.message} {found.hint}"


def made_folder(folder, sheet: str) -> str:
    (folder / "theme.toml").write_text('inherits = "sahifa"\n', "utf-8")
    (folder / "reader.css").write_text(sheet, "utf-8")
    return str(folder)
