"""Findings as SARIF 2.1.0, which code hosts show beside the lines (OASIS, 2020)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from presskit.api import rule_page
from presskit.release import VERSION
from presskit.rulebook import RULES, Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from presskit.diagnostics import Diagnostic

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}


def sarif(found: Sequence[Diagnostic]) -> dict[str, Any]:
    """A log of one run with the rules that were broken and where."""
    codes = sorted({one.code for one in found}, key=lambda code: RULES[code].number)
    rules = [
        {
            "id": RULES[code].number,
            "name": code,
            "shortDescription": {"text": RULES[code].meaning},
            "help": {"text": rule_page(code), "markdown": rule_page(code)},
            "defaultConfiguration": {"level": _LEVELS[RULES[code].severity]},
        }
        for code in codes
    ]
    driver = {"name": "presskit", "version": VERSION, "rules": rules}
    results = [_result(one, codes.index(one.code)) for one in found]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _result(one: Diagnostic, rule: int) -> dict[str, Any]:
    from urllib.parse import quote

    text = f"{one.message} ({one.hint})" if one.hint else one.message
    result: dict[str, Any] = {
        "ruleId": one.number,
        "ruleIndex": rule,
        "level": _LEVELS[one.severity],
        "message": {"text": text},
    }
    if one.place.file:
        location: dict[str, Any] = {"artifactLocation": {"uri": quote(one.place.file)}}
        if one.place.at:
            location["region"] = {
                "startLine": one.place.at.line,
                "startColumn": one.place.at.column,
            }
        result["locations"] = [{"physicalLocation": location}]
    return result
