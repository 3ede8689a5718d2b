"""styles.xml, made from a theme's role styles; it hands out the ids that the text refers to.

Every role's style is always written, so that layout staff find the same names in every file;
variants (the other direction, a cell's alignment, two traits in one run) only where used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from presskit.render.docx.boxes import add_ground, box_style, write_boxed
from presskit.render.docx.characters import Look, character_properties
from presskit.render.docx.properties import (
    BOLD,
    fonts,
    paragraph_properties,
    run_properties,
    size,
    toggle,
)
from presskit.render.docx.table_styles import add_table_styles
from presskit.render.docx.verses import add_middle
from presskit.render.runs.traits import FIXED, Traits, style_name
from presskit.theming.styles import Rule
from presskit.wordml import names
from presskit.wordml.languages import defaults
from presskit.wordml.xml import add, clark, twips

if TYPE_CHECKING:
    from presskit.model.blocks import Align
    from presskit.model.inlines import Direction
    from presskit.model.roles import Role
    from presskit.theming.styles import RoleStyle
    from presskit.theming.theme import Theme
    from presskit.wordml.names import Name
    from presskit.wordml.xml import Element

MARK = "#fbeaa6"  # a marker's yellow, where the theme names none
BULLETS, NUMBERS = 1, 2  # the lists (numId) that List Bullet and List Number belong to
_OTHER: dict[Direction, Direction] = {"rtl": "ltr", "ltr": "rtl"}
_SHOWN_DEPTHS = 3
_COMMENT_SIZE, _COMMENT_SIGN = 10, 8  # points, as in Word
_NAMEPLATE, _AFTER_NAMEPLATE, _OPENING_RULE = 19, 9, 2.2  # points
_NEXT: dict[Role, Role] = {
    "kicker": "headline",
    "headline": "deck",
    "deck": "byline",
    "byline": "lead",
    "lead": "paragraph",
    "crosshead": "paragraph",
    "crosshead-3": "paragraph",
    "crosshead-4": "paragraph",
    "caption": "credit",
    "credit": "paragraph",
    "attribution": "paragraph",
    "break": "paragraph",
    "term": "definition",
    "fact": "fact-text",
    "question": "answer",
    "moment": "event",
    "box-title": "box",
    "related-title": "related",
}
_OUTLINE: dict[Role, int] = {"headline": 0, "crosshead": 1, "crosshead-3": 2, "crosshead-4": 3}


class Sheet:
    """The styles of one document.

    `width` is that of the text, in points; `notes` are of one kind. An `issue` has styles of its own besides.
    """

    def __init__(
        self,
        theme: Theme,
        direction: Direction,
        language: str,
        width: float,
        *,
        notes: names.NoteNames = names.FOOTNOTES,
        issue: bool = False,
    ) -> None:
        self._notes = notes
        self._is_issue = issue
        self._theme = theme
        self._direction = direction
        self._languages = defaults(language)
        self._width = width
        self._depths = dict.fromkeys(("Bullet", "Number", "Continue"), _SHOWN_DEPTHS)
        self._turned: dict[Name, tuple[Name, RoleStyle]] = {}
        self._aligned: dict[Name, tuple[Name, Align, bool | None]] = {}
        self._boxed: dict[str, str] = {}
        self._has_comments = False
        self._traits = dict.fromkeys(FIXED)

    def role(self, role: Role, direction: Direction | None = None) -> str:
        """The id of a role's style; of its variant where `direction` isn't the article's."""
        return self._directed(self._name(role), role, direction)

    def _name(self, role: Role) -> Name:
        return self._notes.text if role == "note" else names.PARAGRAPHS[role]

    def item(self, kind: str, depth: int, direction: Direction | None = None) -> str:
        """The id of a list item's style; `kind` is Bullet, Number or Continue."""
        self._depths[kind] = max(self._depths[kind], depth + 1)
        return self._directed(names.list_style(kind, depth), "list-item", direction)

    def in_box(self, style: str) -> str:
        """The id of the variant of a paragraph style that stands on the ground of a box."""
        boxed = names.boxed(names.Name(style, ""))
        self._boxed[boxed.id] = style
        return boxed.id

    def verse(self, direction: Direction | None = None, *, opens: bool) -> str:
        """The id of the style of a poem's line; of the one that `opens` a stanza."""
        name = names.STANZA if opens else names.PARAGRAPHS["verse"]
        return self._directed(name, "verse", direction)

    def comment(self, direction: Direction | None = None) -> str:
        """The id of the style of a comment's text."""
        self._has_comments = True
        return self._directed(names.COMMENT_TEXT, "note", direction)

    def cell(self, role: Role, align: Align, *, has_rtl: bool) -> str:
        """The id of a cell's style.

        The end side has no `w:jc` that all readers take alike, so an end-aligned cell runs in
        the other direction, whose start it is. Words of a right-to-left language can't stand in
        a left-to-right paragraph: such a cell is centred.
        """
        if align == "start":
            return names.PARAGRAPHS[role].id
        if align == "end" and self._direction == "rtl" and has_rtl:
            align = "center"
        name = names.aligned(names.PARAGRAPHS[role], align)
        bidi = self._direction == "ltr" if align == "end" else None
        self._aligned[name] = (names.PARAGRAPHS[role], align, bidi)
        return name.id

    def cell_direction(self, style: str) -> Direction | None:
        """The direction of the paragraphs in a cell's style, None for the article's."""
        bidi = next((b for name, (_, _, b) in self._aligned.items() if name.id == style), None)
        return None if bidi is None else _OTHER[self._direction]

    def character(self, traits: Traits) -> str:
        """The id of the character style with these traits; empty where none is needed."""
        name = style_name(traits)
        if name is None:
            return ""
        self._traits[traits] = None
        return name.id

    def is_bold(self, role: Role) -> bool:
        """Whether the role's paragraphs are bold."""
        return self._theme.styles[role].weight >= BOLD

    def depths(self, kind: str) -> int:
        """How many levels of a list style there are."""
        return self._depths[kind]

    def write(self, styles: Element) -> None:
        """Fill the root of styles.xml; to be called when the whole text is written."""
        self._write_defaults(styles)
        for role in names.PARAGRAPHS:
            if role != "list-item":
                self._write_role(styles, role, self._name(role))
        self._write_lists(styles)
        self._write_own(styles)
        if self._is_issue:
            self._write_issue(styles)
        if self._has_comments:
            size(add(self._style(styles, names.COMMENT_TEXT), "rPr"), _COMMENT_SIZE)
            element = self._character(styles, names.COMMENT_REFERENCE, built_in=True)
            size(add(element, "rPr"), _COMMENT_SIGN)
        for name, (base, style) in self._turned.items():
            self._write_turned(styles, name, base, style)
        for name, (base, align, bidi) in self._aligned.items():
            element = self._style(styles, name, base.id)
            properties = add(element, "pPr")
            if bidi is not None:
                toggle(properties, "bidi", on=bidi)
            if align == "center":
                add(properties, "jc", val="center")
        write_boxed(styles, self._boxed, self._theme)
        self._write_characters(styles)
        add_table_styles(styles, self._theme)

    def _write_issue(self, styles: Element) -> None:
        """Section titles, the line of number and date, contents with dotted leaders."""
        roles: tuple[tuple[Name, Role, int | None, bool], ...] = (
            (names.SECTION, "section", 0, False),
            (names.ISSUE_LINE, "issue-line", None, False),
            (names.ISSUE_TITLE, "section", None, False),
            (names.CONTENTS_HEADING, "section", None, False),
            (names.CONTENTS[0], "crosshead", None, True),
            (names.CONTENTS[1], "entry", None, True),
        )
        for name, role, outline, leads in roles:
            style = replace(self._theme.styles[role], keep_with_next=not leads)
            element = self._style(styles, name, following=names.PARAGRAPHS["paragraph"].id)
            paragraph_properties(
                element,
                style,
                self._theme,
                self._direction,
                tab=self._width if leads else None,
                outline=outline,
            )
            run_properties(element, style, self._theme)
            if name is names.CONTENTS_HEADING:
                properties = element.find(clark("pPr"))
                assert properties is not None
                properties.insert(1, add(properties, "pageBreakBefore"))
            if leads:
                for tab in element.iter(clark("tab")):
                    tab.set(clark("leader"), "dot")

    def _directed(self, name: Name, role: Role, direction: Direction | None) -> str:
        if direction in (None, self._direction):
            return name.id
        turned = names.turned(name, direction)
        self._turned[turned] = (name, self._theme.styles[role])
        return turned.id

    def _write_defaults(self, styles: Element) -> None:
        text = self._theme.styles["paragraph"]
        latin, bidi = self._languages
        document = add(styles, "docDefaults")
        properties = add(add(document, "rPrDefault"), "rPr")
        fonts(properties, self._theme.fonts[text.font][0])
        size(properties, text.size)
        add(properties, "lang", val=latin, eastAsia="en-US", bidi=bidi)
        add(document, "pPrDefault")
        latent = {"Locked": "0", "UIPriority": "99", "SemiHidden": "1", "UnhideWhenUsed": "1"}
        values = {f"def{key}" + "State" * (key == "Locked"): val for key, val in latent.items()}
        add(styles, "latentStyles", **values, defQFormat="0", count="376")
        normal = self._style(styles, names.Name("Normal", "Normal"), built_in=True, default=True)
        properties = add(normal, "pPr")
        add(properties, "widowControl")
        if self._direction == "rtl":
            add(properties, "bidi")
        for kind, style_id, name in (
            ("character", "DefaultParagraphFont", "Default Paragraph Font"),
            ("table", "TableNormal", "Normal Table"),
            ("numbering", "NoList", "No List"),
        ):
            element = add(styles, "style", type=kind, default="1", styleId=style_id)
            add(element, "name", val=name)
            add(element, "uiPriority", val="99")
            add(element, "semiHidden")
            add(element, "unhideWhenUsed")
            if kind == "table":
                _plain_table(element)

    def _write_role(self, styles: Element, role: Role, name: Name) -> None:
        style = self._theme.styles[role]
        if role == "party":  # Word knows no space before a table: its caption brings it
            style = replace(style, before=max(style.before, style.leading / 2))
        style = box_style(role, style, self._theme)
        following = self._name(_NEXT.get(role, role)).id
        element = self._style(styles, name, following=following)
        paragraph_properties(
            element,
            style,
            self._theme,
            "ltr" if role == "code-block" else self._direction,
            bidi=False if role == "code-block" and self._direction == "rtl" else None,
            tab=self._width if role == "running-head" else None,
            outline=_OUTLINE.get(role),
        )
        if role == "verse":
            add_middle(element, self._width)
        if role in ("box", "box-title"):
            add_ground(element, self._theme, is_title=role == "box-title")
        run_properties(element, style, self._theme)

    def _write_lists(self, styles: Element) -> None:
        style = self._theme.styles["list-item"]
        for kind, number in (("Bullet", BULLETS), ("Number", NUMBERS), ("Continue", 0)):
            for depth in range(self._depths[kind]):
                name = names.list_style(kind, depth)
                element = self._style(styles, name, built_in=depth < 5)
                paragraph_properties(
                    element,
                    style if number else replace(style, hanging=0),
                    self._theme,
                    self._direction,
                    number=(number, depth) if number else None,
                    indent=style.indent * (depth + 1),
                )
                run_properties(element, style, self._theme)

    def _write_own(self, styles: Element) -> None:
        """The styles of what only Word needs a paragraph for."""
        stanza = add(self._style(styles, names.STANZA, names.PARAGRAPHS["verse"].id), "pPr")
        leading = self._theme.styles["verse"].leading
        before = twips(leading / 2)
        add(stanza, "spacing", before=before, after="0", line=twips(leading), lineRule="exact")
        byline = replace(self._theme.styles["byline"], keep_with_next=True, rule_after=None)
        self._write_look(self._style(styles, names.DATELINE), byline)
        kicker = self._theme.styles["kicker"]
        rule = Rule(_OPENING_RULE, "ink" if "ink" in self._theme.colors else kicker.color)
        nameplate = replace(
            kicker,
            font="nameplate" if "nameplate" in self._theme.fonts else kicker.font,
            size=_NAMEPLATE,
            leading=_NAMEPLATE * 1.3,
            after=_AFTER_NAMEPLATE,
            rule_after=rule,
        )
        element = self._style(styles, names.NAMEPLATE)
        self._write_look(element, nameplate)
        for spacing in element.iter(clark("spacing")):
            spacing.set(clark("lineRule"), "atLeast")  # an exact line would cut a logo off
        caption = self._theme.styles["caption"]
        figure = add(self._style(styles, names.FIGURE), "pPr")
        add(figure, "keepNext")
        add(figure, "spacing", before="180", after=str(round(caption.before * 20)))
        gap = add(self._style(styles, names.GAP), "pPr")
        add(gap, "spacing", before="0", after="0", line="120", lineRule="exact")
        separator = self._style(styles, names.SEPARATOR)
        add(add(separator, "pPr"), "spacing", before="0", after="60")

    def _write_look(self, element: Element, style: RoleStyle) -> None:
        paragraph_properties(element, style, self._theme, self._direction)
        run_properties(element, style, self._theme)

    def _write_turned(self, styles: Element, name: Name, base: Name, style: RoleStyle) -> None:
        direction = _OTHER[self._direction]
        element = self._style(styles, name, base.id)
        properties = add(element, "pPr")
        if style.rule_start:
            self._turn_rule(element, properties, style)
            return
        toggle(properties, "bidi", on=direction == "rtl")

    def _turn_rule(self, element: Element, properties: Element, style: RoleStyle) -> None:
        """The rule moves to the side where the variant starts."""
        direction = _OTHER[self._direction]
        element.remove(properties)
        paragraph_properties(element, style, self._theme, direction, bidi=direction == "rtl")
        borders = element.find("{*}pPr/{*}pBdr")
        if borders is not None:
            old = "left" if direction == "rtl" else "right"
            nothing = add(borders, old, val="nil")
            if old == "left":
                borders[-2].addprevious(nothing)

    def _write_characters(self, styles: Element) -> None:
        look = Look(
            code_family=self._theme.families("code-block")[0],
            accent=self._theme.colors.get("accent", self._theme.color("ink")),
            mark=self._theme.colors.get("mark", MARK),
            latin=self._languages[0],
        )
        written: set[str] = set()
        for traits in self._traits:
            name = style_name(traits)
            if name is not None and name.id not in written:
                written.add(name.id)
                built_in = name.name in ("Strong", "Emphasis", "Hyperlink")
                element = self._character(styles, name, built_in=built_in)
                character_properties(element, traits, look)
        element = self._character(styles, self._notes.reference, built_in=True)
        properties = add(element, "rPr")
        add(properties, "color", val=look.accent.lstrip("#").upper())
        add(properties, "vertAlign", val="superscript")

    def _character(self, styles: Element, name: Name, *, built_in: bool) -> Element:
        return self._style(
            styles, name, "DefaultParagraphFont", kind="character", built_in=built_in
        )

    def _style(
        self,
        styles: Element,
        name: Name,
        base: str = "Normal",
        following: str = "",
        *,
        kind: str = "paragraph",
        built_in: bool = False,
        default: bool = False,
    ) -> Element:
        values = {"type": kind, "styleId": name.id}
        if default:
            values["default"] = "1"
        elif not built_in and name.name not in names.BUILT_IN:
            values["customStyle"] = "1"
        element = add(styles, "style", **values)
        add(element, "name", val=name.name)
        if not default:
            add(element, "basedOn", val=base)
        if following and following != name.id:
            add(element, "next", val=following)
        add(element, "uiPriority", val=str(len(styles) - 3))
        add(element, "qFormat")
        return element


def _plain_table(element: Element) -> None:
    properties = add(element, "tblPr")
    add(properties, "tblInd", w="0", type="dxa")
    margins = add(properties, "tblCellMar")
    for side, width in (("top", "0"), ("left", "108"), ("bottom", "0"), ("right", "108")):
        add(margins, side, w=width, type="dxa")
