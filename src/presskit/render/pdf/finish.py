"""What WeasyPrint leaves undone: small fonts, the catalog, metadata, intents and boxes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

from presskit.render.pdf.insides import elements_of
from presskit.render.pdf.marks import draw_marks
from presskit.render.pdf.metadata import write_metadata
from presskit.render.pdf.repairs import is_mending
from presskit.render.pdf.shrink import shrink_fonts
from presskit.render.pdf.standards import Claim
from presskit.theming.profiles import Profile
from presskit.theming.styles import Print

if TYPE_CHECKING:
    from weasyprint.document import Document

    from presskit.model.issue_layout import IssueLayout
    from presskit.model.layout import Layout

_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_REGISTRY = "http://www.color.org"


class Press(Struct, frozen=True):
    """What the press gets: the theme's settings and the profile they name."""

    settings: Print
    profile: Profile


class Finisher:
    """Finishes a PDF that is claimed to follow some standards.

    `layout` says what it is of, where it is more than a part.
    """

    def __init__(
        self, layout: Layout | IssueLayout | None, claim: Claim, press: Press | None
    ) -> None:
        self._layout = layout
        self._claim = claim
        self._press = press

    def __call__(self, document: Document, pdf: Any) -> None:
        """Finish a document that WeasyPrint has drawn."""
        shrink_fonts(document, pdf)
        self.finish_part(document, pdf)
        self.finish_whole(pdf)

    def finish_part(self, document: Document, pdf: Any) -> None:
        """Finish what every part of a PDF has: pages, pictures, destinations."""
        for item in pdf.objects:
            # PDF/A lets no reader smooth pictures (ISO 19005-2, 6.2.8).
            getattr(item, "extra", {}).pop("Interpolate", None)
        _keep_destinations(document, pdf)
        if self._press:
            draw_marks(pdf, self._press.settings)

    def finish_whole(self, pdf: Any) -> None:
        """Finish what stands in a PDF once: its catalog and what it says of itself."""
        import pydyf

        if self._layout is None:
            return
        rtl = self._layout.direction == "rtl"
        pdf.catalog["ViewerPreferences"] = pydyf.Dictionary(
            {"DisplayDocTitle": "true", "Direction": "/R2L" if rtl else "/L2R"}
        )
        self._intents(pdf)
        # Stock WeasyPrint's tags keep no promise.
        write_metadata(pdf, self._layout, self._claim if is_mending() else Claim())

    def _intents(self, pdf: Any) -> None:
        """Say for which device the colours are, once for each family of standards.

        ISO 19005-2, 6.2.3; ISO 15930-7, 6.2.2.
        """
        import pydyf

        if "OutputIntents" not in pdf.catalog:
            return
        (intent,) = pdf.catalog["OutputIntents"]
        condition, info = "sRGB", "sRGB IEC61966-2.1"
        if self._press:
            profile = self._press.profile
            condition, info = profile.condition, profile.info
            if profile.is_registered:
                intent["RegistryName"] = pydyf.String(_REGISTRY)
        intent["OutputConditionIdentifier"] = pydyf.String(condition)
        intent["OutputCondition"] = intent["Info"] = pydyf.String(info)
        kinds = {"a": "/GTS_PDFA1", "x": "/GTS_PDFX"}
        wanted = [kind for family, kind in kinds.items() if self._claim.family(family)]
        pdf.catalog["OutputIntents"] = pydyf.Array(
            [pydyf.Dictionary(intent | {"S": kind}) for kind in wanted or ["/GTS_PDFX"]]
        )


def _keep_destinations(document: Document, pdf: Any) -> None:
    """Leave out named destinations but those of headings and those that a link leads to."""
    import pydyf

    elements = elements_of(document)
    kept = {element.get("id") for element in elements if element.tag in _HEADINGS}
    kept |= {element.get("href", "").removeprefix("#") for element in elements}
    destinations = pdf.catalog.get("Names", {}).get("Dests", {})
    names = destinations.get("Names", [])
    pairs = zip(names[::2], names[1::2], strict=True)
    destinations["Names"] = pydyf.Array(
        [part for pair in pairs if str(pair[0].string) in kept for part in pair]
    )
