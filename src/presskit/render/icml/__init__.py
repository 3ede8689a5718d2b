"""The InDesign edition: a story to be placed on a page, in styles with the names of the DOCX.

ICML is InCopy's interchange format, the single-file form of IDML; InDesign places it like a text
and flows it on. Elements and values are those of Adobe's IDML schema for CS6, which every later
InDesign reads. Nobody but InDesign shows how it looks, so it says no more than it must.
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from lxml import etree

from presskit.model.inlines import plain
from presskit.render.icml.blocks import Blocks, Tools
from presskit.render.icml.desk import Desk
from presskit.render.icml.flow import Flow
from presskit.render.icml.links import Links
from presskit.render.icml.notes import Notes
from presskit.render.icml.styles import Sheet
from presskit.render.icml.tables import write_table_styles
from presskit.render.icml.text import Runs
from presskit.render.icml.xml import DIRECTIONS, add

if TYPE_CHECKING:
    from presskit.model.layout import Layout
    from presskit.render.icml.xml import Element
    from presskit.theming.theme import Theme

_DOM_VERSION = "8.0"  # CS6
_HEAD = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<?aid style="50" type="snippet" readerVersion="6.0" featureSet="513" product="8.0(370)" ?>
<?aid SnippetType="InCopyInterchange"?>
"""


def render(layout: Layout, theme: Theme) -> bytes:
    """A layout as ICML; the same bytes every time. `theme` is the one for its language.

    Pictures stay files of their own: a note in each figure's paragraph names the file. The styles
    hold the first family of each font role.
    """
    sheet, links = Sheet(layout, theme), Links(layout)
    story = _story(layout)
    tools = Tools(
        sheet=sheet,
        runs=Runs(layout.direction, sheet, links),
        links=links,
        notes=Notes(layout),
        desk=Desk(layout.metadata),
        tables=count(1),
    )
    _write_text(Blocks(tools, Flow(story)), layout)
    document = etree.Element("Document", DOMVersion=_DOM_VERSION, Self="document")
    sheet.colours.write(document)
    sheet.write_characters(document)
    sheet.write_paragraphs(document)
    write_table_styles(document, sheet)
    document.append(story)
    links.write(document)
    return _HEAD.encode() + etree.tostring(document, encoding="UTF-8", xml_declaration=False)


def _story(layout: Layout) -> Element:
    """A story without any text."""
    story = etree.Element(
        "Story",
        Self="story",
        AppliedTOCStyle="n",
        TrackChanges="false",
        StoryTitle=plain(layout.opening.headline),
        AppliedNamedGrid="n",
    )
    add(
        story,
        "StoryPreference",
        OpticalMarginAlignment="false",
        FrameType="TextFrameType",
        StoryOrientation="Horizontal",
        StoryDirection=DIRECTIONS[layout.direction],
    )
    add(story, "InCopyExportOption", IncludeGraphicProxies="true", IncludeAllResources="false")
    return story


def _write_text(blocks: Blocks, layout: Layout) -> None:
    """Write what opens the article, its body and its source."""
    opening = layout.opening
    blocks.paragraph("kicker", opening.kicker)
    blocks.titled("headline", opening.headline, opening.id)
    blocks.paragraph("deck", opening.deck)
    blocks.paragraph("byline", opening.line)
    for paragraph in opening.lead:
        blocks.paragraph("lead", paragraph.children, paragraph.direction)
    if opening.image:
        blocks.figure(opening.image)
    blocks.dateline(opening.dateline)
    blocks.write(layout.body)
    blocks.paragraph("source", layout.source)
