"""A style sheet for the layout desk: every style in use, with a sample in the theme's look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from presskit.model.roles import Role
from presskit.render.faces import faces_for
from presskit.render.pdf.engine import Engine
from presskit.render.pdf.finish import Finisher
from presskit.render.pdf.page import Page
from presskit.render.pdf.standards import read_claim

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from presskit.diagnostics import Report
    from presskit.model.layout import Layout
    from presskit.render.setting import Setting

_DIGITS = "0123456789"


class Sample(Struct, frozen=True):
    """A style by its name, how often it is used, and a text that is set in it.

    A style of paragraphs has a `role`, one of characters an HTML `tag`.
    """

    name: str
    count: int
    sample: str
    role: Role | None = None
    tag: str = "span"


def render_style_sheet(
    samples: Sequence[Sample],
    words: Mapping[str, str],
    layout: Layout,
    setting: Setting,
    report: Report,
) -> bytes:
    """The style sheet as a PDF; `layout` says its title, language and direction.

    `words` are the labels `styles`, `style`, `count` and `sample`. Raises PresskitError as the
    PDF of an article does.
    """
    claim = read_claim("ua-1", report, press=False)
    said: list[tuple[Role, str]] = [
        ("headline", layout.metadata.title),
        ("kicker", words["styles"]),
        ("running-head", layout.metadata.publication + words["styles"]),
        ("folio", _DIGITS),
    ]
    said += (("table-head", words[key]) for key in ("style", "count", "sample"))
    for one in samples:
        said += (("table-cell", one.name + _DIGITS), (one.role or "paragraph", one.sample))
        if one.tag == "code":
            said.append(("code-block", one.sample))
    theme = setting.theme
    choice = faces_for(said, theme, setting.library, report)
    report.raise_errors()
    plain = replace(setting, columns=1, for_press=False)
    page = Page(choice.completed(theme, boxes=True), plain, claim, report)
    html = page.templates.render("style-sheet.html", layout=layout, samples=samples, words=words)
    css = page.css(layout.direction, layout.furniture.digits)
    engine = Engine(
        css,
        choice.faces,
        theme.folders[0],
        report,
        missing=choice.missing,
        withheld=choice.withheld(),
    )
    return engine.write_pdf(html, {}, Finisher(layout, claim, None), version=claim.version)
