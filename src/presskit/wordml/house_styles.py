"""Our styles and those of a newsroom's template, made one.

A style that the article needs is the template's where it has one of that name, or the one that
`[docx.styles]` gives. Only what is missing is added. A style of the template's that runs in the
wrong direction stays as it is: a variant of it is added, with nothing in it but the direction.
"""

from __future__ import annotations

from copy import deepcopy
from difflib import get_close_matches
from typing import TYPE_CHECKING, get_args

from presskit.model.roles import Role
from presskit.wordml import names
from presskit.wordml.schema import after
from presskit.wordml.xml import add, clark, insert

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from presskit.diagnostics import Report
    from presskit.wordml.xml import Element

_AFTER_BIDI = after("pPr", "bidi")
_SUFFIXES = {True: " RTL", False: " LTR"}
_TYPE, _ID, _VAL = clark("type"), clark("styleId"), clark("val")


def asked_styles(asked: Mapping[str, str], report: Report) -> dict[str, str]:
    """The names that `[docx.styles]` gives, by the names of our styles, folded.

    A key is a role of the article (`lead`) or the name of one of our styles (`List Bullet 2`).
    Fails with `template-style` where it is neither.
    """
    known = {folded(name) for name in names.known()}
    done = {}
    for key, value in asked.items():
        role = key.strip().lower().replace(" ", "-")
        name = names.PARAGRAPHS[role].name if role in names.PARAGRAPHS else key
        if folded(name) not in known:
            near = get_close_matches(key, [*get_args(Role), *names.known()], 3)
            report.fail(
                "template-style",
                f"[docx.styles] knows no “{key}”",
                hint=f"did you mean {', '.join(near)}?" if near else "docs/docx.md lists them",
            )
        done[folded(name)] = value
    return done


def rename(styles: Element, asked: Mapping[str, str], report: Report) -> None:
    """Give our styles the names that a newsroom asks for, where it has no template."""
    wanted = asked_styles(asked, report)
    taken = {folded(_name(style)) for style in styles.iter(clark("style"))}
    for style in styles.iter(clark("style")):
        new = wanted.get(folded(_name(style)))
        if new is None or folded(new) == folded(_name(style)):
            continue
        if folded(new) in taken:
            report.fail(
                "template-style",
                f"two styles would be called “{new}”",
                hint="give each its own name in [docx.styles]",
            )
        taken.add(folded(new))
        _set_name(style, new)


def folded(name: str) -> str:
    """A style's name as Word compares it."""
    return name.strip().casefold()


class Styles:
    """The template's styles, and ours where they are missing."""

    def __init__(
        self, theirs: Element, ours: Element, asked: Mapping[str, str], report: Report
    ) -> None:
        self._root = theirs
        self._report = report
        self._asked = asked_styles(asked, report)
        self._ours = {style.get(_ID, ""): style for style in ours.iter(clark("style"))}
        self._theirs = {style.get(_ID, ""): style for style in theirs.iter(clark("style"))}
        self._by_name = {
            (style.get(_TYPE), folded(name)): style
            for style in self._theirs.values()
            for name in _names(style)
        }
        self._done: dict[str, str] = {}
        self._found: dict[str, Element] = {}
        self._added: list[str] = []
        self._unlinked: set[str] = set()
        self._turned: list[str] = []
        self._variants: set[str] = set()

    def of(self, our_id: str) -> str:
        """The id, in the template, of the style that stands for one of ours."""
        if our_id not in self._done:
            self._done[our_id] = self._settled(our_id).get(_ID, "")
        return self._done[our_id]

    def own_list_of(self, our_id: str) -> tuple[int, int]:
        """The list (numId) of ours and the level that one of our styles belongs to; else (0, 0)."""
        return _list_of(self._chain(self._ours[our_id], self._ours))

    def list_of(self, our_id: str) -> tuple[int, int]:
        """The same of the style that stands for it in the template."""
        return _list_of(self._chain(self._theirs[self.of(our_id)], self._theirs))

    def is_unlinked(self, our_id: str) -> bool:
        """Whether a list style of ours was added, and belongs to no list yet."""
        return self._raw(our_id).get(_ID, "") in self._unlinked

    def link(self, our_id: str) -> Element:
        """The added style, to be given its list."""
        style = self._raw(our_id)
        self._unlinked.remove(style.get(_ID, ""))
        return style

    def finish(self) -> None:
        """Let added styles lead on to those that follow them; report what became of them all."""
        for new in self._added:
            following = self._theirs[new].find(clark("next"))
            if following is not None:
                target = self._done.get(following.get(_VAL, ""))
                if target is None:
                    self._theirs[new].remove(following)
                else:
                    following.set(_VAL, target)
        kept = [i for i, style in self._found.items() if not self._is_ours(style)]
        named = [
            f"{_name(self._ours[i])} → {_name(self._found[i])}"
            for i in kept
            if folded(_name(self._ours[i])) in self._asked
        ]
        parts = [f"{len(kept)} styles are the template's"]
        parts += [f"by your map: {', '.join(named)}"] if named else []
        added = [_name(s) for s in map(self._theirs.__getitem__, self._added) if self._is_ours(s)]
        parts += [f"added: {', '.join(added)}"] if added else []
        self._report.add("template-filled", "; ".join(parts))
        if self._turned:
            self._report.add(
                "template-direction",
                f"these run in the other direction in the template: {', '.join(self._turned)}",
                hint="set their direction there, and no variants are added",
            )

    def _settled(self, our_id: str) -> Element:
        ours = self._ours[our_id]
        kind = ours.get(_TYPE)
        raw = self._raw(our_id)
        if kind != "paragraph":
            return raw
        style = self._directed(raw, is_rtl=self._runs_rtl(ours, self._ours))
        if style is not raw and self._turned_base(ours) is None and not self._is_ours(raw):
            self._turned.append(_name(raw))
        return style

    def _is_ours(self, style: Element) -> bool:
        return style.get(_ID) in self._added and style.get(_ID) not in self._variants

    def _turned_base(self, ours: Element) -> Element | None:
        """The style of which this one of ours is the variant in the other direction."""
        base = self._base(ours, self._ours)
        if base is None or _name(ours) not in [_name(base) + end for end in _SUFFIXES.values()]:
            return None
        return base

    def _raw(self, our_id: str) -> Element:
        """The template's style whatever its direction, or ours, added."""
        if our_id not in self._found:
            self._found[our_id] = self._find(our_id)
        return self._found[our_id]

    def _find(self, our_id: str) -> Element:
        ours = self._ours[our_id]
        kind, name = ours.get(_TYPE), _name(ours)
        base = self._turned_base(ours)
        if base is not None:
            return self._raw(base.get(_ID, ""))
        if ours.get(clark("default")):
            default = (s for s in self._theirs.values() if s.get(clark("default")) in ("1", "true"))
            found = next((style for style in default if style.get(_TYPE) == kind), None)
            return self._add(our_id) if found is None else found
        wanted = self._asked.get(folded(name))
        if wanted is not None:
            style = self._by_name.get((kind, folded(wanted)))
            if style is None:
                all_names = [_name(s) for s in self._theirs.values() if s.get(_TYPE) == kind]
                near = get_close_matches(wanted, all_names, 3)
                self._report.fail(
                    "template-style",
                    f"[docx.styles] gives {name} the name “{wanted}”; the template has no such {kind} style",
                    hint=f"did you mean {', '.join(near)}?" if near else "add it there",
                )
            return style
        same = self._by_name.get((kind, folded(name)))
        return self._add(our_id) if same is None else same

    def _add(self, our_id: str) -> Element:
        """Our style, added under a name and an id that are free."""
        style = deepcopy(self._ours[our_id])
        name = _name(style)
        if any(folded(name) == taken for _, taken in self._by_name):
            _set_name(style, f"{name} (presskit)")
        base = style.find(clark("basedOn"))
        if base is not None:
            base.set(_VAL, self.of(base.get(_VAL, "")))
        self._put(style)
        for properties in style.findall(clark("pPr")):
            for number in properties.findall(clark("numPr")):
                properties.remove(number)
                self._unlinked.add(style.get(_ID, ""))
        is_rtl = self._runs_rtl(self._ours[our_id], self._ours)
        if style.get(_TYPE) == "paragraph" and self._runs_rtl(style, self._theirs) != is_rtl:
            _turn(style, is_rtl=is_rtl)
        return style

    def _put(self, style: Element) -> None:
        """Append a style under an id that is free."""
        new = style.get(_ID, "")
        while new in self._theirs:
            new += "P"
        style.set(_ID, new)
        style.attrib.pop(clark("default"), "")
        self._root.append(style)
        self._theirs[new] = style
        self._by_name[style.get(_TYPE), folded(_name(style))] = style
        self._added.append(new)

    def _directed(self, style: Element, *, is_rtl: bool) -> Element:
        """The style, or its variant that runs in the direction wanted."""
        if self._runs_rtl(style, self._theirs) == is_rtl:
            return style
        name = _name(style) + _SUFFIXES[is_rtl]
        found = self._by_name.get(("paragraph", folded(name)))
        if found is not None and self._runs_rtl(found, self._theirs) == is_rtl:
            return found
        variant = style.makeelement(clark("style"), {_TYPE: "paragraph", clark("customStyle"): "1"})
        variant.set(_ID, style.get(_ID, "") + _SUFFIXES[is_rtl].strip())
        add(variant, "name", val=name)
        add(variant, "basedOn", val=style.get(_ID, ""))
        add(variant, "qFormat")
        _turn(variant, is_rtl=is_rtl)
        self._put(variant)
        self._variants.add(variant.get(_ID, ""))
        return variant

    def _runs_rtl(self, style: Element, sheet: Mapping[str, Element]) -> bool:
        for one in self._chain(style, sheet):
            bidi = one.find(f"{clark('pPr')}/{clark('bidi')}")
            if bidi is not None:
                return bidi.get(_VAL, "1") not in ("0", "false", "off")
        root = style.getparent() if style.getparent() is not None else self._root
        path = f"{clark('docDefaults')}/{clark('pPrDefault')}/{clark('pPr')}/{clark('bidi')}"
        bidi = root.find(path) if root is not None else None
        return bidi is not None and bidi.get(_VAL, "1") not in ("0", "false", "off")

    def _chain(self, style: Element, sheet: Mapping[str, Element]) -> Iterator[Element]:
        """A style and those it is based on."""
        seen: list[Element] = []
        current: Element | None = style
        while current is not None and current not in seen:
            yield current
            seen.append(current)
            current = self._base(current, sheet)

    def _base(self, style: Element, sheet: Mapping[str, Element]) -> Element | None:
        base = style.find(clark("basedOn"))
        return None if base is None else sheet.get(base.get(_VAL, ""))


def _name(style: Element) -> str:
    name = style.find(clark("name"))
    return "" if name is None else name.get(_VAL, "")


def _names(style: Element) -> Iterator[str]:
    """A style's name and its other names."""
    yield _name(style)
    aliases = style.find(clark("aliases"))
    if aliases is not None:
        yield from filter(None, aliases.get(_VAL, "").split(","))


def _set_name(style: Element, name: str) -> None:
    element = style.find(clark("name"))
    assert element is not None
    element.set(_VAL, name)
    style.set(clark("customStyle"), "1")


def _list_of(chain: Iterator[Element]) -> tuple[int, int]:
    number = level = None
    for style in chain:
        properties = style.find(f"{clark('pPr')}/{clark('numPr')}")
        if properties is not None:
            number = _value(properties, "numId") if number is None else number
            level = _value(properties, "ilvl") if level is None else level
    return (number, level or 0) if number else (0, 0)


def _value(properties: Element, name: str) -> int | None:
    element = properties.find(clark(name))
    return None if element is None else int(element.get(_VAL, "0"))


def _turn(style: Element, *, is_rtl: bool) -> None:
    """Give a style a direction of its own."""
    properties = style.find(clark("pPr"))
    if properties is None:
        properties = insert(style, "pPr", "rPr tblPr trPr tcPr tblStylePr")
    for old in properties.findall(clark("bidi")):
        properties.remove(old)
    insert(properties, "bidi", _AFTER_BIDI, **({} if is_rtl else {"val": "0"}))
