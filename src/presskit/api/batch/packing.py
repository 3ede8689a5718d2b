"""Orders and jobs as values, for workers that cannot see this machine's disk."""

from __future__ import annotations

import hashlib
import json
import os
import re
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from presskit.diagnostics import Report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from presskit.api.batch.values import Job, Order

_DEEPEST = 12
_LARGEST = 500_000_000
_INHERITS = re.compile(rb"(?m)^[ \t]*inherits[ \t]*=.*$")


def named(order: Order) -> Iterator[Path]:
    """The files and folders that options and publication name, whole paths."""
    from presskit.theming.loading import theme_folders

    options, publication = order.options, order.publication
    yield from (one.resolve() for one in theme_folders(options.theme or publication.theme))
    names = [publication.logo, publication.docx.template, options.reference_doc]
    for name in (*names, *options.font_folders):
        if name and (path := Path(name)).exists():
            yield path.resolve()


def files_of(path: Path) -> Iterator[str]:
    """A file, or the files of a folder in their order, not too deep in it."""
    if path.is_file():
        yield str(path)
    top = len(path.parts)
    for base, folders, names in os.walk(path):
        deep = len(Path(base).parts) - top >= _DEEPEST
        folders[:] = () if deep else sorted(name for name in folders if name != "__pycache__")
        yield from (f"{base}{os.sep}{name}" for name in sorted(names))


def packed(order: Order) -> Order:
    """The order with the files it names. Raises PresskitError where one cannot be read."""
    from presskit.theming.loading import theme_folders

    files: dict[str, bytes] = {}
    for path in named(order):
        for file in files_of(path):
            files[file] = _content(Path(file))
    theme = order.options.theme or order.publication.theme
    folders = [folder.resolve() for folder in theme_folders(theme)]
    for heir, base in pairwise(folders):
        seen = json.dumps(os.path.relpath(base, heir), ensure_ascii=False)
        line = f"inherits = {seen}".encode()
        name = str(heir / "theme.toml")
        files[name] = _INHERITS.sub(lambda _, line=line: line, files[name], count=1)  # type: ignore[misc]
    whole = _renamed(order, lambda name: str(Path(name).resolve()))
    # A theme of presskit's own is a name that workers know too.
    options = replace(whole.options, theme=str(folders[0]) if folders else theme)
    return replace(whole, options=options, files=files)


def pack(job: Job, order: Order) -> tuple[Job, dict[str, str]]:
    """The job with the article's content and its pictures, and the digests of their files.

    Raises PresskitError.
    """
    from presskit.files.reading import read_bytes as content
    from presskit.sources import read_bytes

    path = Path(job.name)
    if job.data is None:
        home, data = path.parent, content(path, Report(job.name), most=_LARGEST)
        digests = {job.name: hashlib.sha256(data).hexdigest()}
    elif job.folder:
        home, data, digests = Path(job.folder), job.data, {}
    else:
        return job, {}
    manuscript = read_bytes(data, job.name, home, order.publication)
    pictures = {}
    for src, picture in manuscript.pictures.items():
        if picture.path.is_relative_to(home.resolve()):  # others come inside the article's file
            pictures[src] = _content(picture.path)
            digests[str(picture.path)] = hashlib.sha256(pictures[src]).hexdigest()
    told = digests if job.data is None else {}
    return replace(job, data=data, folder="", pictures=pictures), told


def _content(path: Path) -> bytes:
    from presskit.files.reading import read_bytes

    return read_bytes(path, Report(str(path)), "a file", most=_LARGEST)


def unpacked(order: Order, folder: Path) -> Order:
    """The order with its files in a folder here."""
    for name, data in order.files.items():
        path = folder / Path(name).relative_to(Path(name).anchor)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)

    def here(name: str) -> str:
        path = Path(name)
        moved = folder / path.relative_to(path.anchor)
        return str(moved) if path.is_absolute() and moved.exists() else name

    return _renamed(order, here)


def _renamed(order: Order, rename: Callable[[str], str]) -> Order:
    """The order with other paths for all that it names; the theme is named by its options."""
    options, publication = order.options, order.publication
    reference, template = options.reference_doc, publication.docx.template
    return replace(
        order,
        options=replace(
            options,
            theme=rename(options.theme or publication.theme),
            font_folders=tuple(Path(rename(str(one))) for one in options.font_folders),
            reference_doc=Path(rename(str(reference))) if reference else None,
        ),
        publication=replace(
            publication,
            logo=publication.logo and rename(publication.logo),
            docx=replace(publication.docx, template=template and rename(template)),
        ),
    )
