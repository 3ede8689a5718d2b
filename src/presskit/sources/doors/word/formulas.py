"""Formulas (OMML) as text in a line: every word and sign of them, with brackets where needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presskit.sources.doors.word.xml import M, W

if TYPE_CHECKING:
    from collections.abc import Callable

    from presskit.sources.doors.word.xml import Element

_RAISED = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_DEEPEST = 60
_INTEGRAL, _HAT = "∫", "\u0302"  # where none is named (ECMA-376 part 1, 22.1.2)


def formula(element: Element, depth: int = 0) -> str:
    """The text of a formula, or of a part of one."""
    name = element.tag.rpartition("}")[2]
    if depth > _DEEPEST:
        return "".join(one.text or "" for one in element.iter(f"{M}t", f"{W}t"))
    if name == "t":
        return element.text or ""
    if name.endswith("Pr") and element.tag.startswith(M):
        return ""

    def part(of: str) -> str:
        return "".join(formula(one, depth + 1) for one in element.iterfind(f"{M}{of}"))

    said = _shown(name, element, part)
    if said is not None:
        return said
    parts = [formula(one, depth + 1) for one in element if not one.tag.endswith("Pr")]
    match name:
        case "d":
            opening, closing = _said(element, "begChr", "("), _said(element, "endChr", ")")
            return opening + _said(element, "sepChr", "|").join(parts) + closing
        case "m":
            return f"[{'; '.join(parts)}]"
        case "eqArr":
            return "; ".join(parts)
        case "mr":
            return ", ".join(parts)
    return "".join(parts)


def _shown(name: str, element: Element, part: Callable[[str], str]) -> str | None:
    """What has parts of its own names: a fraction, a root, what stands above or below."""
    match name:
        case "f":
            return f"{_grouped(part('num'))}/{_grouped(part('den'))}"
        case "sSup" | "sSub" | "sSubSup":
            return part("e") + _lowered(part("sub")) + _raised(part("sup"))
        case "sPre":
            return _lowered(part("sub")) + _raised(part("sup")) + part("e")
        case "rad":
            return f"{_raised(part('deg'))}√{_grouped(part('e'))}"
        case "nary":
            sign = _said(element, "chr", _INTEGRAL)
            return f"{sign}{_lowered(part('sub'))}{_raised(part('sup'))} {part('e')}"
        case "limLow":
            return part("e") + _lowered(part("lim"))
        case "limUpp":
            return part("e") + _raised(part("lim"))
        case "func":
            return f"{part('fName')} {part('e')}"
        case "acc":
            return part("e") + _said(element, "chr", _HAT)
    return None


def _said(element: Element, name: str, otherwise: str) -> str:
    for properties in element:
        if properties.tag.endswith("Pr"):
            found = properties.find(f"{M}{name}")
            return otherwise if found is None else found.get(f"{M}val", "")
    return otherwise


def _grouped(text: str) -> str:
    return text if len(text) < 2 or text.isalnum() else f"({text})"


def _raised(text: str) -> str:
    return _shifted(text, _RAISED, "^")


def _lowered(text: str) -> str:
    return _shifted(text, _LOWERED, "_")


def _shifted(text: str, table: dict[int, int], sign: str) -> str:
    """Figures as small ones; anything else behind a sign, in brackets where it is more than one."""
    if not text or all(ord(one) in table for one in text):
        return text.translate(table)
    return sign + _grouped(text)
