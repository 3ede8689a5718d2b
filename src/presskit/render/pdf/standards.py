"""Which standards one PDF can claim together, and what the article owes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from presskit.model.layout import LayoutFigure
from presskit.model.standards import NO_STANDARD, STANDARDS, Standard
from presskit.model.walk import walk

if TYPE_CHECKING:
    import datetime

    from presskit.diagnostics import Report
    from presskit.model.layout import Layout

_PDF_2 = "2.0"
NO_DATE = "1970-01-01"
_UNDETERMINED = frozenset(["", "und", "mul", "zxx"])


class Claim(Struct, frozen=True):
    """The standards that a PDF claims; none at all is a claim too."""

    standards: tuple[Standard, ...] = ()

    @property
    def version(self) -> str:
        """The PDF version: the oldest that the standards are written for."""
        return min((standard.version for standard in self.standards), default="1.7")

    @property
    def names(self) -> str:
        """The standards as people write them: `PDF/A-2a and PDF/UA-1`."""
        return " and ".join(standard.title for standard in self.standards)

    def family(self, name: str) -> Standard | None:
        """The standard of a family, "ua", "a" or "x"."""
        return next((s for s in self.standards if s.family == name), None)


def read_claim(asked: str | None, report: Report, *, press: bool) -> Claim:
    """The claim of `ua-1`, `a-2a+ua-1`, `none`; None is `x-4+ua-1` for the press, else `ua-1`.

    Fails with `standard-unknown` or `standards-apart`.
    """
    text = asked or ("x-4+ua-1" if press else "ua-1")
    names = [name.strip().lower().removeprefix("pdf/") for name in text.split("+")]
    if names == [NO_STANDARD]:
        return Claim()
    for name in names:
        if name not in STANDARDS:
            report.fail(
                "standard-unknown",
                f"presskit makes no PDF of the standard “{name}”",
                hint=f"choose of {', '.join([*STANDARDS, NO_STANDARD])}, or two as in a-2a+ua-1",
            )
    claim = Claim(tuple(STANDARDS[name] for name in dict.fromkeys(names)))
    _check_together(claim, report, press=press)
    return claim


def _check_together(claim: Claim, report: Report, *, press: bool) -> None:
    standards = claim.standards
    families = [standard.family for standard in standards]
    if len(set(families)) < len(families) or len({s.version == _PDF_2 for s in standards}) > 1:
        report.fail(
            "standards-apart",
            f"{claim.names} cannot be one file",
            hint="name one of each family (a, ua, x), and a-4 with ua-2 only",
        )
    if (claim.family("x") is not None) != press:
        what = "PDF/X is for the press" if not press else f"{claim.names} is not for the press"
        hint = "add --print" if not press else "name x-4 too, or leave --print out"
        report.fail("standards-apart", what, hint=hint)


def check_owed(claim: Claim, layout: Layout, report: Report, prefix: str = "") -> None:
    """Report what the article lacks for its claim: its language, alternatives of pictures.

    Errors under `standard-unmet`, each with its place. `prefix` starts
    the names of the article's pictures in an issue.
    """
    asking = " and ".join(standard.title for standard in claim.standards if standard.tagged)
    if asking:
        hint = f"add it, or make the PDF with --pdf-standard {NO_STANDARD}"
        if layout.language in _UNDETERMINED:
            report.add("standard-unmet", f"{asking}: the article names no language", hint=hint)
        for figure in (one for one in walk(layout) if isinstance(one, LayoutFigure)):
            if not figure.alt.strip():
                message = f"{asking}: “{figure.src.removeprefix(prefix)}” has no alternative text"
                report.add("standard-unmet", message, figure.at, hint)


def check_dated(claim: Claim, date: datetime.date | None, report: Report) -> None:
    """Note a date that PDF/X asks for and that is missing."""
    if claim.family("x") and date is None:
        report.add(
            "press-undated",
            f"PDF/X needs a date and there is none: {NO_DATE} stands in the file",
            hint="add a date",
        )
