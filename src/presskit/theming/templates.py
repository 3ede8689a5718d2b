"""Templates of a theme: Jinja2, strict, autoescaped, in a sandbox; an heir's files come before its base's.

A theme is data, also where it came with an article: see `sandbox`. What is wrong with a template is
told with its file and line, as its designer needs it.
"""

from __future__ import annotations

from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any, NoReturn

from presskit.diagnostics import Position, PresskitError, Report
from presskit.resources import themes_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from types import TracebackType

    from presskit.theming.sandbox import Sandbox
    from presskit.theming.theme import Theme

_LARGEST = 1_000_000
_SUFFIXES = (".css", ".html", ".svg", ".xhtml")


class Templates:
    """The templates of a theme."""

    def __init__(self, theme: Theme) -> None:
        self._folders = theme.folders

    def render(self, template: str, /, **names: Any) -> str:
        """What a template makes of names. Fails with `theme-invalid`, at the template's line."""
        from presskit.theming.sandbox import counted

        environment = _environment(self._folders)
        with self._told(template), counted():
            page = environment.get_template(template).render(names)
        if not self.is_ours and template.endswith(".xhtml"):
            self._check_page(page, template)
        return page

    def check(self) -> None:
        """Look through the theme's own templates, also those that no edition asked for needs.

        Fails with `theme-invalid`.
        """
        if self.is_ours:
            return
        for path in sorted(self._folders[0].iterdir()):
            if path.suffix in _SUFFIXES and path.is_file():
                with self._told(path.name):
                    _environment(self._folders).get_template(path.name)

    @contextmanager
    def _told(self, template: str) -> Iterator[None]:
        try:
            yield
        except (PresskitError, MemoryError):
            raise
        except Exception as error:
            self._tell(error, template)
            raise  # a defect of presskit's own theme

    @property
    def is_ours(self) -> bool:
        """Whether presskit's own files are all that it consists of."""
        return all(folder.is_relative_to(themes_folder()) for folder in self._folders)

    def fail(self, template: str, message: str) -> NoReturn:
        """Refuse what a template has made, with `theme-invalid`."""
        file = next((path for one in self._folders if (path := one / template).is_file()), template)
        Report(str(file)).fail("theme-invalid", message, hint="mend the template")

    def _check_page(self, page: str, template: str) -> None:
        from presskit.theming.pages import complaint

        if found := complaint(page):
            self.fail(template, f"{found[0]} (line {found[1]} of the page)")

    def _tell(self, error: Exception, template: str) -> None:
        """Say what is wrong, unless presskit's own templates are all that was at work."""
        from jinja2 import TemplateNotFound, TemplateSyntaxError

        places = list(self._places(error.__traceback__))
        if isinstance(error, TemplateSyntaxError):
            places.append((error.filename or template, error.lineno))
        own = str(themes_folder())
        theirs = [place for place in places if not place[0].startswith(own)]
        if places and not theirs:
            return
        file, line = theirs[-1] if theirs else (str(self._folders[0] / template), None)
        what = str(error) or type(error).__name__
        if isinstance(error, TemplateNotFound):
            what = f"there is no template “{error.name}” in the theme"
        elif isinstance(error, RecursionError):
            what = "a template or a macro calls itself without end, or is nested too deep"
        Report(file).fail(
            "theme-invalid",
            f"the template cannot be used: {what}",
            Position(line) if line else None,
            "mend the template; the theme's README and docs/security.md say what templates may do",
        )

    def _places(self, traceback: TracebackType | None) -> Iterator[tuple[str, int]]:
        """Files of themes and their lines, the outermost first."""
        folders = tuple(f"{folder}/" for folder in self._folders)
        while traceback:
            file = traceback.tb_frame.f_code.co_filename
            if file.startswith(folders):
                yield file, traceback.tb_lineno
            traceback = traceback.tb_next


@cache
def _environment(folders: tuple[Path, ...]) -> Sandbox:
    """One environment a theme: a template is compiled once, and again when its file changes."""
    from jinja2 import FunctionLoader

    from presskit.theming.sandbox import Sandbox

    return Sandbox(FunctionLoader(lambda name: _load(folders, name)))


def _load(folders: tuple[Path, ...], name: str) -> tuple[str, str, Callable[[], bool]] | None:
    """A template's text, its file, and whether that is as it was; none lies outside the theme."""
    for folder in folders:
        path = folder / name
        if not path.is_file() or not path.resolve().is_relative_to(folder.resolve()):
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
