"""What an importer leaves out of a Word file, gathered to be told of: its first words, how many."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from presskit.diagnostics import Report

_SAID = 60


class LeftOut:
    """Texts that are left out, by the reason for it."""

    def __init__(self) -> None:
        self._texts: dict[str, list[str]] = {}

    def add(self, why: str, text: str) -> None:
        """Note a text that is left out; a blank one is none."""
        if text.strip():
            self._texts.setdefault(why, []).append(text)

    def tell(self, report: Report) -> None:
        """Add one finding a reason."""
        for why, texts in self._texts.items():
            text = " ".join(" ".join(texts).split())
            count = len(text.split())
            words = "1 word" if count == 1 else f"{count} words"
            said = text if len(text) <= _SAID else f"{text[:_SAID].rstrip()}…"
            report.add("copy-left-out", f"“{said}” ({words}) was left out: {why}")
