"""The styles of one document, under the names of the DOCX; it hands out their `Self`s.

Every style that a text can have is always written, so that layout staff map the same names in
every file; variants and rare traits only where used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from presskit.language.facts import direction_of
from presskit.render.icml.colours import Colours
from presskit.render.icml.languages import NO_LANGUAGE, indesign_language
from presskit.render.icml.lists import list_look
from presskit.render.icml.looks import Look, directed, justification, look
from presskit.render.icml.xml import (
    DIRECTIONS,
    NO_CHARACTER_STYLE,
    NO_PARAGRAPH_STYLE,
    add,
    add_properties,
    name_of,
    points,
    typed,
)
from presskit.render.runs.traits import FIXED, Traits, style_name
from presskit.wordml import names

if TYPE_CHECKING:
    from presskit.model.blocks import Align
    from presskit.model.inlines import Direction
    from presskit.model.layout import Layout
    from presskit.model.roles import Role
    from presskit.render.icml.xml import Element, Property
    from presskit.theming.styles import RoleStyle
    from presskit.theming.theme import Theme
    from presskit.wordml.names import Name

_BOLD = 600
_MARKER = "List Marker"
_LATIN = "en"
_SHOWN_DEPTHS = 3
_MARKER_WEIGHT, _MARKER_RISE = 1.2, 0.3  # of the text's size
_OVER_FIGURE = 6  # points, as in the DOCX
_ON_PAGES: frozenset[Role] = frozenset(["running-head", "folio"])  # never in a story
# The digits that InDesign shows numbers of its own in; it calls ٤ Hindi.
_DIGITS = {"latn": "DefaultDigits", "arab": "HindiDigits", "arabext": "FarsiDigits"}


class Sheet:
    """The paragraph and character styles of one document, made from a theme's role styles."""

    def __init__(self, layout: Layout, theme: Theme) -> None:
        self.theme = theme
        self.colours = Colours(theme)
        self.direction = layout.direction
        self._language = indesign_language(layout.language)
        self._digits = _DIGITS[layout.furniture.digits]
        self._looks: dict[str, Look] = {}
        self._variants: dict[str, tuple[str, dict[str, str]]] = {}
        self._traits = dict.fromkeys(FIXED)
        for role, name in names.PARAGRAPHS.items():
            if role not in _ON_PAGES and role != "list-item":
                self._add(name, theme.styles[role], "ltr" if role == "code-block" else None)
        byline = replace(theme.styles["byline"], keep_with_next=True, rule_after=None)
        caption = theme.styles["caption"]
        plain = replace(theme.styles["paragraph"], align="start", before=0, after=0)
        self._add(names.DATELINE, byline)
        figure = replace(plain, before=_OVER_FIGURE, after=caption.before, keep_with_next=True)
        self._add_holder(names.FIGURE, figure)
        self._add_holder(names.GAP, plain)
        verse = theme.styles["verse"]
        self._add(names.STANZA, replace(verse, before=verse.leading / 2))
        for kind in ("Bullet", "Number", "Continue"):
            for depth in range(_SHOWN_DEPTHS):
                self._add_item(kind, depth)

    def role(self, role: Role, direction: Direction | None = None) -> str:
        """A role's style; its variant where `direction` isn't the article's."""
        return self._directed(names.PARAGRAPHS[role], self.theme.styles[role], direction)

    def verse(self, direction: Direction | None = None, *, opens: bool) -> str:
        """The style of a poem's line; of the one that `opens` a stanza."""
        style = self.theme.styles["verse"]
        if not opens:
            return self._directed(names.PARAGRAPHS["verse"], style, direction)
        return self._directed(names.STANZA, style, direction)

    def own(self, name: Name) -> str:
        """A style that belongs to no role: the dateline's, a figure's, a table's paragraph."""
        return _paragraph(name)

    def item(self, kind: str, depth: int, direction: Direction | None = None) -> str:
        """A list item's style; `kind` is Bullet, Number or Continue."""
        self._add_item(kind, depth)
        style = self._item_style(kind, depth)
        return self._directed(names.list_style(kind, depth), style, direction)

    def in_box(self, style: str) -> str:
        """The variant of a paragraph style that stands in a box; the desk gives it its ground."""
        boxed = _paragraph(names.boxed(names.Name("", name_of(style))))
        self._variants[boxed] = (style, {})
        return boxed

    def cell(self, role: Role, align: Align, *, has_rtl: bool) -> str:
        """The style of a cell's text, the one that the DOCX gives it.

        Words of a right-to-left language are centred there where they would stand at the end.
        """
        if align == "start":
            return _paragraph(names.PARAGRAPHS[role])
        if align == "end" and self.direction == "rtl" and has_rtl:
            align = "center"
        variant = _paragraph(names.aligned(names.PARAGRAPHS[role], align))
        values = {"Justification": justification(align, self.direction)}
        self._variants[variant] = (_paragraph(names.PARAGRAPHS[role]), values)
        return variant

    def character(self, traits: Traits) -> str:
        """The character style with these traits, InDesign's own for none."""
        name = style_name(traits)
        if name is None:
            return NO_CHARACTER_STYLE
        self._traits[traits] = None
        return _character(name.name)

    def reference(self) -> str:
        """The character style of references to notes."""
        return _character(names.FOOTNOTES.reference.name)

    def is_bold(self, role: Role) -> bool:
        """Whether the role's paragraphs are bold."""
        return self.theme.styles[role].weight >= _BOLD

    def write_characters(self, document: Element) -> None:
        """Append the character styles; to be called when the whole text is written."""
        group = add(document, "RootCharacterStyleGroup", Self="character-styles")
        add(group, "CharacterStyle", Self=NO_CHARACTER_STYLE, Name=name_of(NO_CHARACTER_STYLE))
        accent = {"FillColor": self.colours.accent(), "DigitsType": self._digits}
        written = {
            _MARKER: Look(accent, ()),
            names.FOOTNOTES.reference.name: Look(accent | {"Position": "Superscript"}, ()),
        }
        for traits in self._traits:
            name = style_name(traits)
            if name is not None:
                written.setdefault(name.name, self._character_look(traits))
        for title, style in written.items():
            values = style.values | {"Name": title}
            element = add(group, "CharacterStyle", Self=_character(title), **values)
            based = typed("BasedOn", "string", name_of(NO_CHARACTER_STYLE))
            add_properties(element, (based, *style.properties))

    def write_paragraphs(self, document: Element) -> None:
        """Append the paragraph styles; to be called when the whole text is written."""
        group = add(document, "RootParagraphStyleGroup", Self="paragraph-styles")
        add(group, "ParagraphStyle", Self=NO_PARAGRAPH_STYLE, Name=name_of(NO_PARAGRAPH_STYLE))
        based = typed("BasedOn", "string", name_of(NO_PARAGRAPH_STYLE))
        for style, (values, properties) in self._looks.items():
            element = add(group, "ParagraphStyle", Self=style, Name=name_of(style), **values)
            add_properties(element, (based, *properties))
        for style, (base, values) in self._variants.items():
            element = add(group, "ParagraphStyle", Self=style, Name=name_of(style), **values)
            add_properties(element, (typed("BasedOn", "object", base),))

    def _add(self, name: Name, style: RoleStyle, direction: Direction | None = None) -> None:
        direction = direction or self.direction
        made = look(style, self.theme, self.colours, direction, self._language)
        self._looks[_paragraph(name)] = made

    def _add_holder(self, name: Name, style: RoleStyle) -> None:
        """A style whose lines are as high as the picture or the table that they hold."""
        self._add(name, style)
        values, properties = self._looks[_paragraph(name)]
        others = (one for one in properties if one.name != "Leading")
        self._looks[_paragraph(name)] = Look(
            values, (*others, typed("Leading", "enumeration", "Auto"))
        )

    def _add_item(self, kind: str, depth: int) -> None:
        name = names.list_style(kind, depth)
        if _paragraph(name) in self._looks:
            return
        self._add(name, self._item_style(kind, depth))
        values, properties = self._looks[_paragraph(name)]
        own = list_look(kind, depth, _character(_MARKER))
        self._looks[_paragraph(name)] = Look(values | own.values, (*properties, *own.properties))

    def _item_style(self, kind: str, depth: int) -> RoleStyle:
        style = self.theme.styles["list-item"]
        hanging = 0 if kind == "Continue" else style.hanging
        return replace(style, indent=style.indent * (depth + 1), hanging=hanging)

    def _directed(self, name: Name, style: RoleStyle, direction: Direction | None) -> str:
        if direction in (None, self.direction):
            return _paragraph(name)
        variant = _paragraph(names.turned(name, direction))
        self._variants[variant] = (_paragraph(name), directed(style, direction))
        return variant

    def _character_look(self, traits: Traits) -> Look:
        values: dict[str, str] = {}
        properties: tuple[Property, ...] = ()
        direction = trait_direction(traits)
        if direction:
            values["CharacterDirection"] = DIRECTIONS[direction]
        if traits.language or traits.latin:
            values["AppliedLanguage"] = indesign_language(traits.language or _LATIN)
        elif traits.code:
            values["AppliedLanguage"] = NO_LANGUAGE
        if traits.strong and not traits.in_bold:
            values["FontStyle"] = "Bold"
        if traits.emphasis or traits.link:
            values["FillColor"] = self.colours.accent()
        if traits.link:
            values["Underline"] = "true"
        if traits.strike:
            values["StrikeThru"] = "true"
        if traits.subscript or traits.superscript:
            values["Position"] = "Superscript" if traits.superscript else "Subscript"
        if traits.mark:  # CS6 has no ground behind characters: an underline as thick as a line
            size = self.theme.styles["paragraph"].size
            values |= {
                "Underline": "true",
                "UnderlineWeight": points(size * _MARKER_WEIGHT),
                "UnderlineOffset": points(-size * _MARKER_RISE),
            }
            properties = (typed("UnderlineColor", "object", self.colours.mark()),)
        if traits.code:
            family = self.theme.families("code-block")[0]
            properties = (*properties, typed("AppliedFont", "string", family))
        return Look(values, properties)


def trait_direction(traits: Traits) -> Direction | None:
    """The direction that a run's character style gives it, if any."""
    if traits.language:
        return direction_of(traits.language)
    return "ltr" if traits.latin or traits.code else None


def _paragraph(name: Name) -> str:
    return f"ParagraphStyle/{name.name}"


def _character(name: str) -> str:
    return f"CharacterStyle/{name}"
