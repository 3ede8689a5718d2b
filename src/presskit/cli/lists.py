"""The articles of a call of `presskit export`: files by name, and content that comes in lists."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from contextlib import ExitStack, contextmanager
from itertools import chain
from pathlib import Path
from typing import IO, TYPE_CHECKING, TypeAlias

import click

if TYPE_CHECKING:
    from collections.abc import Iterator

STDIN = "-"
Article: TypeAlias = "str | tuple[str, bytes]"

_BOM = b"\xef\xbb\xbf"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_HEAD = 1 << 16


class Named:
    """Articles: `files` by name in their order, `count` with the content that lists bring."""

    def __init__(self, files: list[str], lists: dict[str, IO[bytes]]) -> None:
        self.files = [name for name in files if name != STDIN]
        self._lists = lists
        self._has_stdin = STDIN in files
        contents = int(self._has_stdin)
        for _, line in chain.from_iterable(map(_lines, lists.values())):
            if _is_content(line):
                contents += 1
            else:
                self.files.append(os.fsdecode(line))
        self.has_contents = contents > 0
        self.count = contents + len(self.files)

    def contents(self) -> Iterator[tuple[str, bytes]]:
        """Names and contents of those that come as content; no more than one is held."""
        if self._has_stdin:
            from presskit.files.reading import read_stdin

            yield STDIN, read_stdin()
        for name, one in self._lists.items():
            stem = "article" if name == STDIN else Path(name).stem
            for number, line in _lines(one):
                if _is_content(line):
                    yield f"{stem}-{number}.json", line


@contextmanager
def named(articles: tuple[str, ...], lists: tuple[str, ...]) -> Iterator[Named]:
    """The articles that arguments and lists name; stdin (`-`) can be named once."""
    if [*articles, *lists].count(STDIN) > 1:
        message = "- can be named once: stdin is read but once"
        raise click.UsageError(message)
    with ExitStack() as stack:
        yield Named(list(articles), {name: stack.enter_context(_opened(name)) for name in lists})


def _opened(name: str) -> IO[bytes]:
    """A list, to be read more than once."""
    try:
        file = tempfile.TemporaryFile() if name == STDIN else open(name, "rb")  # noqa: SIM115
        if name == STDIN and sys.stdin:
            shutil.copyfileobj(sys.stdin.buffer, file)
        file.seek(0)
        start = file.read(2)
    except OSError as error:
        message = f"{name}: {error.strerror or error}"
        raise click.BadParameter(message, param_hint="--from") from None
    if start in _UTF16:
        file.close()
        message = f"{name}: the list is UTF-16; save it as UTF-8"
        raise click.BadParameter(message, param_hint="--from")
    return file


def _lines(file: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """The lines of a list with their numbers, blank ones left out; `find -print0` ends them by NUL."""
    file.seek(0)
    has_nul = b"\0" in file.read(_HEAD)
    file.seek(0)
    lines = file.read().split(b"\0") if has_nul else file
    for number, line in enumerate(lines, 1):
        text = (line.removeprefix(_BOM) if number == 1 else line).rstrip(b"\r\n")
        if not text.isspace() and text:
            yield number, text


def _is_content(line: bytes) -> bool:
    return line.lstrip().startswith(b"{")
