"""What an edition is, and the options that say how it is to be made."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from msgspec import Struct

from presskit.diagnostics import Diagnostic
from presskit.files.writing import write_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


Format: TypeAlias = Literal["pdf", "epub", "docx"]
# Told how many stories of an issue are done, and how many there are.
StoriesDone: TypeAlias = "Callable[[int, int], None]"
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
    error of every warning. With `fit` a PDF that ends with a few lines on a page of their own is set
    closer, so that they need none.
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
    fit: bool = True

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

    def __repr__(self) -> str:
        found = f", {len(self.diagnostics)} findings" if self.diagnostics else ""
        return f"<{type(self).__name__} {self.name!r}, {len(self.data):,} bytes{found}>"

    def write(self, target: str | Path) -> Path:
        """Write the file into the folder `target` and return its path.

        It appears whole or not at all. Raises PresskitError (`output-unwritable`).
        """
        path = Path(target) / self.name
        write_whole(path, self.data)
        return path
