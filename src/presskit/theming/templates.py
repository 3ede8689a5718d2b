"""Templates of a theme: Jinja2, strict, autoescaped, in a sandbox; an heir's files come before its base's.

A theme is data, also where it came with an article: see `sandbox`. What is wrong with a template is
told with its file and line, as its designer needs it. In a template of its own a theme reaches the
inherited one by the same name, or as `sahifa:print.html`.
"""

from __future__ import annotations

from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from presskit.diagnostics import PresskitError, Report
from presskit.resources import themes_folder
from presskit.theming.layers import file_in
from presskit.theming.naming import full_name, parted
from presskit.theming.tracing import position, said_of, traced

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from types import TracebackType

    from presskit.diagnostics import Place
    from presskit.theming.sandbox import Sandbox
    from presskit.theming.styles import Sheet
    from presskit.theming.theme import Theme

_LARGEST = 1_000_000
_SUFFIXES = (".css", ".html", ".svg", ".xhtml")


class Templates:
    """The templates of a theme."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._folders = theme.folders

    def render(self, template: str, /, **names: Any) -> str:
        """What a template makes of names. Fails with `theme-invalid`, at the template's line."""
        page = self._render(0, template, names)
        if not self.is_ours and template.endswith(".xhtml"):
            self._check_page(page, template)
        return page

    def sheet(self, name: Sheet, /, **names: Any) -> str:
        """A style sheet: that of the theme which all starts from, then those of its heirs.

        Fails with `theme-invalid`, at the template's line.
        """
        return "\n".join(self._render(depth, name, names) for depth in self._theme.sheets(name))

    def sheet_lines(self, name: Sheet, /, **names: Any) -> list[Place]:
        """The file and line that each line of a style sheet comes from."""
        return [
            place
            for depth in self._theme.sheets(name)
            for place in traced(self._render(depth, name, names, tracing=True))
        ]

    def _render(
        self, depth: int, template: str, names: dict[str, Any], *, tracing: bool = False
    ) -> str:
        from presskit.theming.sandbox import counted

        environment = _environment(self._folders, tracing=tracing)
        with self._told(template, names), counted():
            return environment.get_template(full_name(depth, template)).render(names)

    def check(self) -> None:
        """Look through the theme's own templates, also those that no edition asked for needs.

        Fails with `theme-invalid`, once for each template that cannot be used.
        """
        if self.is_ours:
            return
        report = Report()
        for path in template_files(self._folders[0]):
            try:
                with self._told(path.name):
                    _environment(self._folders).get_template(full_name(0, path.name))
            except PresskitError as error:
                report.extend(error.diagnostics)
        report.raise_errors()

    @contextmanager
    def _told(self, template: str, names: Collection[str] = ()) -> Iterator[None]:
        try:
            yield
        except (PresskitError, MemoryError):
            raise
        except Exception as error:
            self._tell(error, template, names)
            raise  # a defect of presskit's own theme

    @property
    def is_ours(self) -> bool:
        """Whether presskit's own files are all that it consists of."""
        return _are_ours(self._folders)

    def fail(self, template: str, message: str) -> NoReturn:
        """Refuse what a template has made, with `theme-invalid`."""
        file = next((path for one in self._folders if (path := one / template).is_file()), template)
        Report(str(file)).fail("theme-invalid", message, hint="mend the template")

    def _check_page(self, page: str, template: str) -> None:
        from presskit.theming.pages import complaint

        if found := complaint(page):
            self.fail(template, f"{found[0]} (line {found[1]} of the page)")

    def _tell(self, error: Exception, template: str, names: Collection[str]) -> None:
        """Say what is wrong, unless presskit's own templates are all that was at work."""
        from jinja2 import TemplateError, TemplateSyntaxError

        places = list(self._places(error.__traceback__))
        if isinstance(error, TemplateSyntaxError):
            places.append((error.filename or template, error.lineno))
        own = str(themes_folder())
        theirs = [place for place in places if not place[0].startswith(own)]
        if self.is_ours or (places and not theirs and not isinstance(error, TemplateError)):
            return
        file, line = (theirs or places or [(str(self._folders[0] / template), 0)])[-1]
        what, hint = said_of(error, names)
        Report(file).fail(
            "theme-invalid",
            f"the template cannot be used: {what}",
            position(Path(file), line, what) if line else None,
            hint or "mend the template; docs/themes.md says what templates see and may do",
        )

    def _places(self, traceback: TracebackType | None) -> Iterator[tuple[str, int]]:
        """Files of themes and their lines, the outermost first."""
        folders = tuple(f"{folder}/" for folder in self._folders)
        while traceback:
            file = traceback.tb_frame.f_code.co_filename
            if file.startswith(folders):
                yield file, traceback.tb_lineno
            traceback = traceback.tb_next


def template_files(folder: Path) -> list[Path]:
    """The templates that lie in a theme's folder."""
    return [
        path for path in sorted(folder.iterdir()) if path.suffix in _SUFFIXES and path.is_file()
    ]


@cache
def _environment(folders: tuple[Path, ...], *, tracing: bool = False) -> Sandbox:
    """One environment a theme: a template is compiled once, and again when its file changes."""
    from jinja2 import FunctionLoader

    from presskit.theming.bytecode import KeptTemplates
    from presskit.theming.sandbox import Sandbox

    loader = FunctionLoader(lambda name: _load(folders, name))
    made = Sandbox(loader, tuple(folder.name for folder in folders), tracing=tracing)
    if _are_ours(folders) and not tracing:
        made.bytecode_cache = KeptTemplates()
    return made


def _are_ours(folders: tuple[Path, ...]) -> bool:
    return all(folder.is_relative_to(themes_folder()) for folder in folders)


def _load(folders: tuple[Path, ...], name: str) -> tuple[str, str, Callable[[], bool]] | None:
    """A template's text, its file, and whether that is as it was; none lies outside the theme."""
    depth, file = parted(name)
    for folder in folders[depth:]:
        path = file_in(folder, file)
        if path is None:
            continue
        stat = path.stat()
        if stat.st_size > _LARGEST:
            Report(str(path)).fail("theme-invalid", "the template is too large", hint="cut it down")
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            Report(str(path)).fail("theme-invalid", "it is not UTF-8", hint="save it as UTF-8")

        def is_same(path: Path = path, before: int = stat.st_mtime_ns) -> bool:
            try:
                return path.stat().st_mtime_ns == before
            except OSError:
                return False

        return text, str(path), is_same
    return None
