"""The styles of a DOCX as samples of the theme's look, for the style sheet."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from presskit.render.pdf.style_sheet import Sample
from presskit.wordml import names

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from presskit.model.handoff import StyleUse
    from presskit.model.roles import Role

_VARIANT = re.compile(r" (?:RTL|LTR|Center|End|Box)$")
_TAGS = {"Strong": "strong", "Emphasis": "em", "Code": "code", "Hyperlink": "a"} | {
    "Strike": "s",
    "Mark": "mark",
    "Subscript": "sub",
    "Superscript": "sup",
}
_OTHERS: dict[str, Role] = {
    names.ISSUE_TITLE.name: "section",
    names.SECTION.name: "section",
    names.ISSUE_LINE.name: "issue-line",
    names.DATELINE.name: "byline",
    names.ENDNOTES.text.name: "note",
    names.CONTENTS[0].name: "crosshead",
    names.CONTENTS[1].name: "entry",
}


def samples(styles: Iterable[StyleUse], asked: Mapping[str, str]) -> list[Sample]:
    """The styles that have a text, each in the look of its role or of the tag it stands for.

    `asked` are the names that a newsroom gives its styles, by ours or by roles. The look of a
    style that the newsroom's template brings is the template's own: it is shown in the theme's.
    """
    roles: dict[str, Role] = {name.name: role for role, name in names.PARAGRAPHS.items()} | _OTHERS
    ours = {new: names.PARAGRAPHS.get(old, names.Name("", old)).name for old, new in asked.items()}  # type: ignore[call-overload]
    found = []
    for style in styles:
        if style.sample and style.kind != "table":
            name = _VARIANT.sub("", _VARIANT.sub("", style.name))
            name = ours.get(name, name)
            role = roles.get(name) or ("list-item" if name.startswith("List ") else None)
            tag = next((tag for word, tag in _TAGS.items() if word in name.split()), "span")
            if style.kind == "paragraph":
                found.append(Sample(style.name, style.count, style.sample, role or "paragraph"))
            else:
                found.append(Sample(style.name, style.count, style.sample, tag=tag))
    return found
