"""The setting of an edition: everything that a renderer needs besides the layout and its pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from presskit.fonts.library import FontLibrary, load_library
from presskit.model.publication import House
from presskit.theming.loading import load_theme
from presskit.theming.paper import Paper, find_paper
from presskit.theming.templates import Templates
from presskit.theming.theme import Theme

if TYPE_CHECKING:
    from presskit.diagnostics import Report
    from presskit.model.edition import Options
    from presskit.model.publication import Publication


class Setting(Struct, frozen=True, kw_only=True):
    """How the editions of one call are to be set, the same record for every renderer.

    `theme` is the one for the edition's language and its `paper`; `base` is what it was made of,
    for stories in other languages. `library` has the faces that may be used, `house` is what a
    newsroom wants of its DOCX. `columns` are those of the PDF's running text; None takes the
    theme's, fewer on small paper. `standard` is what the PDF claims to follow, such as
    "a-2a+ua-1"; None means "ua-1", for the press "x-4+ua-1". `for_press` takes the theme's
    `[print]`: CMYK, bleed, marks, mirrored margins. `processes` is how many the PDF of an issue
    may use. With `fit` an article that ends with a few lines on a page is set closer.
    """

    theme: Theme
    base: Theme
    paper: Paper
    library: FontLibrary
    house: House = House()
    columns: int | None = None
    standard: str | None = None
    for_press: bool = False
    processes: int = 1
    fit: bool = True

    def theme_of(self, language: str) -> Theme:
        """The theme for another language than the edition's."""
        return self.base.for_language(language)


def setting_of(
    options: Options, publication: Publication, language: str, report: Report
) -> Setting:
    """The setting that options ask for, then the publication, then the theme.

    `language` is the edition's. Raises PresskitError (`theme-unknown`, `theme-invalid`,
    `paper-unknown`, `font-invalid`, `file-missing`).
    """
    base = load_theme(options.theme or publication.theme, report)
    theme = base.for_language(language)
    named = options.paper or publication.paper or theme.page.paper
    Templates(base).check()
    paper = find_paper(named, report)
    theme = theme.on_paper(paper)
    own_fonts = tuple(f / "fonts" for f in theme.folders if (f / "fonts").is_dir())
    house = publication.docx
    if options.reference_doc:
        house = replace(house, template=str(options.reference_doc))
    return Setting(
        theme=theme,
        base=base,
        paper=paper,
        library=load_library((*own_fonts, *options.font_folders), report),
        house=house,
        columns=options.columns or publication.columns,
        standard=options.pdf_standard,
        for_press=options.for_press,
        fit=options.fit,
    )
