"""What an edition is, how it is wished for, and the press that makes all of one call."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, get_args

from msgspec import Struct
from msgspec.structs import replace

from presskit.diagnostics import Diagnostic, Report
from presskit.files.writing import write_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from presskit.fonts.library import FontLibrary
    from presskit.model.issue_layout import IssueLayout
    from presskit.model.layout import Layout
    from presskit.model.manuscript import Picture
    from presskit.model.publication import Publication
    from presskit.render.pdf import Wishes
    from presskit.theming.paper import Paper
    from presskit.theming.theme import Theme

Format: TypeAlias = Literal["pdf", "epub", "docx"]
Progress: TypeAlias = "Callable[[int, int], None]"
FORMATS: tuple[Format, ...] = get_args(Format)
MEDIA_TYPES: dict[Format, str] = {
    "pdf": "application/pdf",
    "epub": "application/epub+zip",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def formats_of(to: str | Iterable[str]) -> tuple[Format, ...]:
    """Formats by name, each once. Raises ValueError for one that is not there."""
    names = dict.fromkeys((to,) if isinstance(to, str) else to)
    for name in names:
        if name not in FORMATS:
            message = f"there is no format {name!r}; there are {', '.join(FORMATS)}"
            raise ValueError(message)
    return tuple(names)  # type: ignore[arg-type]


class Options(Struct, frozen=True, kw_only=True):
    """How editions are made; None leaves the choice to the publication, then the theme.

    `theme` is a name or a folder with a theme.toml, `paper` a name such as "a4", `columns` those
    of the PDF's text, `font_folders` are searched for fonts besides presskit's and the theme's.
    `pdf_standard` is the name of one of `standards`, several as in "a-2a+ua-1", or "none"; None means "ua-1",
    for the press "x-4+ua-1". `for_press` makes the PDF for the press, by the theme's `[print]`.
    `reference_doc` is a DOCX or DOTX that gives a DOCX its styles, page and headers.
    Without `repair` texts stay as they are written, also where a repair is safe. `strict` makes an
    error of every warning.
    """

    theme: str | None = None
    paper: str | None = None
    columns: int | None = None
    font_folders: tuple[Path, ...] = ()
    pdf_standard: str | None = None
    for_press: bool = False
    reference_doc: Path | None = None
    repair: bool = True
    strict: bool = False

    def file_name(self, stem: str, name: Format) -> str:
        """What an edition's file is called; the press's PDF takes the place of no other one."""
        return f"{stem}{'-press' if self.for_press and name == 'pdf' else ''}.{name}"


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


class Press:
    """The theme, fonts and paper that all editions of one call share."""

    def __init__(
        self, options: Options, publication: Publication, language: str, report: Report
    ) -> None:
        from presskit.fonts.library import load_library
        from presskit.theming.loading import load_theme
        from presskit.theming.paper import find_paper
        from presskit.theming.templates import Templates

        self.report = report
        self._base = load_theme(options.theme or publication.theme, report)
        theme = self._base.for_language(language)
        paper = options.paper or publication.paper or theme.page.paper
        Templates(self._base).check()
        self.paper: Paper = find_paper(paper, report)
        self.theme: Theme = theme.on_paper(self.paper)
        own_fonts = tuple(f / "fonts" for f in self.theme.folders if (f / "fonts").is_dir())
        self.library: FontLibrary = load_library((*own_fonts, *options.font_folders), report)
        self.columns = options.columns or publication.columns
        self.options = options
        self._house = publication.docx
        if options.reference_doc:
            self._house = replace(self._house, template=str(options.reference_doc))

    def theme_of(self, language: str) -> Theme:
        """The theme for another language than the edition's."""
        return self._base.for_language(language)

    def render(self, name: Format, layout: Layout, pictures: Mapping[str, Picture]) -> bytes:
        """The edition of an article."""
        renderer = import_module(f"presskit.render.{name}")
        more = self._more(name)
        data = renderer.render(layout, self.theme, self.library, pictures, self.report, **more)
        assert isinstance(data, bytes)
        return data

    def render_issue(
        self,
        name: Format,
        issue: IssueLayout,
        pictures: Mapping[str, Picture],
        *,
        processes: int,
        progress: Progress,
    ) -> bytes:
        """The edition of an issue. `progress` is told the stories that are done."""
        renderer = import_module(f"presskit.render.{name}.issue")
        more = self._more(name) | {"progress": progress}
        if name == "pdf":
            more["processes"] = processes
        elif name == "epub":
            more["theme_of"] = self._base.for_language
        data = renderer.render_issue(issue, self.theme, self.library, pictures, self.report, **more)
        assert isinstance(data, bytes)
        return data

    def _more(self, name: Format) -> dict[str, Any]:
        """What only some renderers need."""
        match name:
            case "pdf":
                return {"paper": self.paper, "wishes": self._wishes()}
            case "docx":
                from presskit.render.docx import Wishes as WordWishes

                return {"wishes": WordWishes(self.paper, self._house)}
            case _:
                return {}

    def _wishes(self) -> Wishes:
        from presskit.render.pdf import Wishes

        return Wishes(self.columns, self.options.pdf_standard, self.options.for_press)
