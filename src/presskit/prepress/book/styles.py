"""What old reading engines make nothing of in a style sheet, or drop a whole sheet for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from presskit.diagnostics import Position
from presskit.prepress.book.opened import is_remote

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from presskit.diagnostics import Report

# Adobe's RMSDK, in older Kobo and Sony readers, drops a sheet for a function it doesn't know.
_FUNCTIONS = {"var", "calc", "min", "max", "clamp", "env"}
# At-rules younger than those engines; they too take the sheet with them.
_AT_RULES = {"layer", "container", "supports", "property", "scope", "media"}
# Layouts that they don't know: text comes one under the other, or one over the other.
_LAYOUTS = {"grid", "inline-grid", "flex", "inline-flex"}
_SELECTORS = re.compile(r":(?:is|where|has)\(|&")
_LOGICAL = re.compile(
    r"(margin|padding|border|inset)-(?:inline|block)|inset\b|(?:inline|block)-size"
)
_OLD = "engines such as Adobe's drop the whole sheet for it"
_ABSOLUTE = {"px", "pt", "mm", "cm", "in", "pc"}


def check_styles(css: str, report: Report, *, is_rtl: bool) -> None:
    """Report what a style sheet asks too much of readers, to a report about it."""
    import tinycss2

    told: set[str] = set()

    def tell(code: str, what: str, at: Any, hint: str) -> None:
        if what not in told:
            told.add(what)
            report.add(code, what, Position(at.source_line, at.source_column), hint)

    for rule in _rules(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)):
        if rule.type == "at-rule":
            if rule.lower_at_keyword in _AT_RULES:
                tell(
                    "epub-css-old",
                    f"@{rule.lower_at_keyword} is too young for old readers",
                    rule,
                    _OLD,
                )
            if rule.lower_at_keyword == "import" and _remote(rule.prelude):
                tell("epub-remote", "a style sheet is on the network", rule, "put it into the book")
            if rule.lower_at_keyword == "counter-style" or rule.content is None:
                continue
        elif _SELECTORS.search(tinycss2.serialize(rule.prelude)):
            tell("epub-css-old", "a selector is too young for old readers", rule, _OLD)
        if rule.content is None:
            continue
        declarations = [
            d
            for d in tinycss2.parse_blocks_contents(
                rule.content, skip_comments=True, skip_whitespace=True
            )
            if d.type in ("declaration", "qualified-rule")
        ]
        _declarations(declarations, tell, is_rtl=is_rtl)


def broken_rules(css: str) -> Iterator[tuple[str, Position]]:
    """What in a style sheet is no CSS, which readers pass over without a word."""
    import tinycss2

    for rule in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
        inside = getattr(rule, "content", None) or ()
        parsed = tinycss2.parse_blocks_contents(inside, skip_comments=True, skip_whitespace=True)
        for one in (rule, *parsed):
            if one.type == "error":
                yield one.message, Position(one.source_line, one.source_column)
        if rule.type == "qualified-rule" and "}" in tinycss2.serialize(rule.prelude):
            yield "a } closes nothing", Position(rule.source_line, rule.source_column)


def _rules(parsed: Iterable[Any]) -> Iterator[Any]:
    return (rule for rule in parsed if rule.type in ("qualified-rule", "at-rule"))


def _declarations(declarations: list[Any], tell: Any, *, is_rtl: bool) -> None:
    names = {d.lower_name for d in declarations if d.type == "declaration"}
    for one in declarations:
        if one.type == "qualified-rule":
            tell("epub-css-old", "a rule stands inside a rule", one, _OLD)
            continue
        name, tokens = one.lower_name, list(_tokens(one.value))
        for token in tokens:
            if token.type == "function" and token.lower_name in _FUNCTIONS:
                tell(
                    "epub-css-old", f"{token.lower_name}() is too young for old readers", one, _OLD
                )
        if name.startswith("--"):
            tell("epub-css-old", "custom properties are too young for old readers", one, _OLD)
        if name == "display" and any(getattr(t, "lower_value", "") in _LAYOUTS for t in tokens):
            tell(
                "epub-css-old",
                "flex and grid are unknown to old readers",
                one,
                "use blocks and tables",
            )
        if (logical := _LOGICAL.match(name)) and not _has_twin(logical, names):
            tell(
                "epub-css-logical",
                f"{name} has no twin of a physical side",
                one,
                "write margin-right (or what it is) before it for old readers",
            )
        if name == "font-size" and any(getattr(t, "lower_unit", "") in _ABSOLUTE for t in tokens):
            tell(
                "epub-css-size",
                "type has a fixed size",
                one,
                "use em or %, so that readers can change it",
            )
        if is_rtl and name == "letter-spacing" and any(getattr(t, "value", 0) for t in tokens):
            tell(
                "epub-css-spacing",
                "letters are spaced",
                one,
                "Arabic letters come apart: take it out",
            )
        if _remote(one.value):
            tell("epub-remote", f"{name} needs the network", one, "put it into the book")


def _has_twin(logical: Any, names: set[str]) -> bool:
    return (
        any(name.startswith(logical[1] or "") and not _LOGICAL.match(name) for name in names)
        if logical[1]
        else bool(names & {"width", "height", "left", "right", "top", "bottom"})
    )


def _tokens(tokens: Iterable[Any]) -> Iterator[Any]:
    for token in tokens:
        yield token
        inside = getattr(token, "arguments", None) or getattr(token, "content", None)
        if isinstance(inside, list):
            yield from _tokens(inside)


def _remote(tokens: Iterable[Any]) -> bool:
    return any(
        token.type in ("url", "string") and is_remote(token.value) for token in _tokens(tokens)
    )
