"""What other programs import: read an article, compose it, export its editions.

manuscript = read_article("article.md")
for edition in export(manuscript, ["pdf", "docx"], Options(paper="a5")):
    edition.write("output")
"""

from __future__ import annotations

import os
import tempfile
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, get_args

import msgspec
from msgspec import Struct

from presskit.diagnostics import Diagnostic, PresskitError, Report
from presskit.model.publication import LOGO, Publication

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from presskit.fonts.library import FontLibrary
    from presskit.model.layout import Layout
    from presskit.model.standards import Standard
    from presskit.prepress.records import Preflight
    from presskit.render.pdf import Wishes
    from presskit.sources.manuscript import Manuscript
    from presskit.theming.paper import Paper
    from presskit.theming.theme import Theme

Format: TypeAlias = Literal["pdf", "epub", "docx"]
FORMATS: tuple[Format, ...] = get_args(Format)
MEDIA_TYPES: dict[Format, str] = {
    "pdf": "application/pdf",
    "epub": "application/epub+zip",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
_RECORDS = {
    "article": ("presskit.model.article", "Article"),
    "issue": ("presskit.model.issue", "Issue"),
    "layout": ("presskit.model.layout", "Layout"),
    "preflight": ("presskit.prepress.records", "Preflight"),
    "publication": ("presskit.model.publication", "Publication"),
}


class Options(Struct, frozen=True, kw_only=True):
    """How editions are made; None leaves the choice to the publication, then the theme.

    `theme` is a name or a folder with a theme.toml, `paper` a name such as "a4", `columns` those
    of the PDF's text, `font_folders` are searched for fonts besides presskit's and the theme's.
    `pdf_standard` is the name of one of `standards`, several as in "a-2a+ua-1", or "none"; None means "ua-1",
    for the press "x-4+ua-1". `for_press` makes the PDF for the press, by the theme's `[print]`.
    """

    theme: str | None = None
    paper: str | None = None
    columns: int | None = None
    font_folders: tuple[Path, ...] = ()
    pdf_standard: str | None = None
    for_press: bool = False


class Edition(Struct, frozen=True):
    """One finished output file; `name` is its file name."""

    format: Format
    name: str
    media_type: str
    data: bytes
    diagnostics: tuple[Diagnostic, ...]

    def write(self, target: str | Path) -> Path:
        """Write the file into the folder `target` and return its path.

        It appears whole or not at all. Raises PresskitError (`output-unwritable`).
        """
        path = Path(target) / self.name
        write_whole(path, self.data)
        return path


def read_article(path: str | Path, publication: Publication | None = None) -> Manuscript:
    """Read an article from a Markdown or JSON file, or from stdin (`-`).

    Raises PresskitError with every error found, each with its place.
    """
    from presskit.sources import read

    return read(path, publication or Publication())


def compose(
    manuscript: Manuscript,
    publication: Publication | None = None,
    report: Report | None = None,
) -> Layout:
    """What every edition of the article says. Findings are added to `report`.

    Raises PresskitError when the article cannot be laid out.
    """
    from presskit.layout.compose import compose as compose_article

    report = report or Report(manuscript.name)
    sizes = {src: (p.width, p.height) for src, p in manuscript.pictures.items()}
    slug = "" if manuscript.name == "-" else Path(manuscript.name).stem
    layout = compose_article(manuscript.article, report, publication or Publication(), sizes, slug)
    report.raise_errors()
    return layout


def export(
    manuscript: Manuscript,
    formats: Iterable[Format],
    options: Options | None = None,
    publication: Publication | None = None,
) -> tuple[Edition, ...]:
    """Make editions of an article, in the order of `formats`.

    All of them or none: raises PresskitError with what was found. Nothing is written.
    """
    publication = publication or Publication()
    options = options or Options()
    report = Report(manuscript.name)
    manuscript = _with_logo(manuscript, publication, report)
    layout = compose(manuscript, publication, report)
    press = _Press(options, publication, layout.language, report)
    made = [(name, press.render(name, layout, manuscript)) for name in formats]
    report.raise_errors()
    stem = layout.metadata.slug or "article"
    return tuple(
        Edition(name, f"{stem}.{name}", MEDIA_TYPES[name], data, tuple(report.diagnostics))
        for name, data in made
    )


def _with_logo(manuscript: Manuscript, publication: Publication, report: Report) -> Manuscript:
    """The manuscript with the publication's logo among its pictures."""
    if not publication.logo:
        return manuscript
    from presskit.sources.images import read_logo

    logo = read_logo(publication.logo, report)
    report.raise_errors()
    assert logo is not None
    return msgspec.structs.replace(manuscript, pictures=manuscript.pictures | {LOGO: logo})


class _Press:
    """The theme, fonts and paper that all editions of one call share."""

    def __init__(
        self, options: Options, publication: Publication, language: str, report: Report
    ) -> None:
        from presskit.fonts.library import load_library
        from presskit.theming.paper import find_paper
        from presskit.theming.theme import load_theme

        self.report = report
        theme = load_theme(options.theme or publication.theme, report).for_language(language)
        paper = options.paper or publication.paper or theme.page.paper
        self.paper: Paper = find_paper(paper, report)
        self.theme: Theme = theme.on_paper(self.paper)
        own_fonts = tuple(f / "fonts" for f in self.theme.folders if (f / "fonts").is_dir())
        self.library: FontLibrary = load_library((*own_fonts, *options.font_folders), report)
        self.columns = options.columns or publication.columns
        self.options = options

    def render(self, name: Format, layout: Layout, manuscript: Manuscript) -> bytes:
        more: dict[str, Any] = {}
        if name == "pdf":
            more = {"paper": self.paper, "wishes": self._wishes()}
        elif name == "docx":
            more = {"paper": self.paper}
        renderer = import_module(f"presskit.render.{name}")
        data = renderer.render(
            layout, self.theme, self.library, manuscript.pictures, self.report, **more
        )
        assert isinstance(data, bytes)
        return data

    def _wishes(self) -> Wishes:
        from presskit.render.pdf import Wishes

        return Wishes(self.columns, self.options.pdf_standard, self.options.for_press)


def standards() -> tuple[Standard, ...]:
    """The standards that a PDF of presskit can claim."""
    from presskit.model.standards import STANDARDS

    return tuple(STANDARDS.values())


def preflight(data: bytes, layout: Layout | None = None, name: str = "") -> Preflight:
    """Whether a finished PDF, made by presskit or not, is fit for the press and for readers.

    `data` are the bytes of the PDF; `layout` is what it should say (see `compose`), and without
    one no words are compared; `name` is what to call the file in the findings. The record says
    what there is: boxes in points, the resolution of pictures in pixels to the inch, fonts,
    colour spaces, standards that are claimed (a claim is not proved). Its `diagnostics` say what
    is wrong. Raises PresskitError when the file cannot be opened (`pdf-unreadable`,
    `pdf-encrypted`).
    """
    from presskit.prepress.check import check

    return check(data, layout, name)


def themes() -> tuple[Theme, ...]:
    """The themes that come with presskit."""
    from presskit.theming.theme import load_theme, theme_names

    return tuple(load_theme(name, Report()) for name in theme_names())


def fonts(folders: Sequence[Path] = ()) -> FontLibrary:
    """The library of faces: presskit's own and those in `folders`."""
    from presskit.fonts.library import load_library

    report = Report()
    library = load_library(tuple(folders), report)
    report.raise_errors()
    return library


def schema(record: str) -> str:
    """The JSON Schema (2020-12) of a record: "article", "layout", "preflight" and so on."""
    module, name = _RECORDS[record]
    described = msgspec.json.schema(getattr(import_module(module), name))
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return msgspec.json.format(msgspec.json.encode(head | described)).decode() + "\n"


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that it is complete or absent, whatever happens meanwhile.

    Raises PresskitError (`output-unwritable`).
    """
    report = Report(str(path))
    temporary = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        umask = os.umask(0)
        os.umask(umask)
        os.chmod(temporary, 0o666 & ~umask)  # mkstemp's 0600 would keep colleagues out
        os.replace(temporary, path)
    except OSError as error:
        report.add(
            "output-unwritable",
            f"the file cannot be written: {error.strerror or error}",
            hint="choose another place with -o, or mend its permissions",
        )
        raise PresskitError(report.diagnostics) from None
    finally:
        if temporary is not None and os.path.exists(temporary):
            os.unlink(temporary)
