"""Claims: which output belongs to which article of a call."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from presskit.diagnostics import Report

if TYPE_CHECKING:
    from pathlib import Path


class Claims:
    """Outputs with their owners: none is written over by another article, nor over its own source."""

    def __init__(self) -> None:
        self._owners: dict[Path, str] = {}

    def take(self, path: Path, article: str, owner: str = "") -> None:
        """Take a file for an article. Raises PresskitError (`output-exists`).

        `owner` tells articles apart that have one name; else the file of that name is the owner.
        """
        if not owner:
            owner = os.path.abspath(article)
            if path.name == os.path.basename(article) and _is_same(path, article):
                Report(article).fail(
                    "output-exists",
                    "the edition would be written over the article",
                    hint="choose another place with -o",
                )
        other = self._owners.setdefault(path, owner)
        if other != owner:
            Report(article).fail(
                "output-exists",
                f"{path} was made of {_seen_from_here(other)} in this call",
                hint="give one of the two a slug: in its front matter, or rename its file",
            )

    def drop(self, path: Path) -> None:
        """Give a file up that was not written."""
        self._owners.pop(path, None)


def _is_same(path: Path, article: str) -> bool:
    try:
        return os.path.samefile(path, article)
    except (OSError, ValueError):
        return False


def _seen_from_here(owner: str) -> str:
    name = owner.partition("\0")[0]
    return os.path.relpath(name) if name.startswith(os.getcwd() + os.sep) else name
