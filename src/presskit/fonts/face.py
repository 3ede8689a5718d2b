"""A face: one weight of one family, and the file that has it."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, TypeAlias

from msgspec import Struct

Embedding: TypeAlias = Literal["subset", "whole", "none"]
Kind: TypeAlias = Literal["serif", "sans", "mono", "emoji"]


class Face(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One weight of one family. `scripts` are ISO 15924 codes.

    `kind` is how its letters are drawn, or that it has emoji, where that is known; `embedding` is
    what its licence bits allow. Of a variable font the face is the `instance` at a weight.
    """

    family: str
    weight: int
    file: str
    scripts: tuple[str, ...] = ()
    version: str = ""
    licence: str = ""
    source: str = ""
    sha256: str = ""
    kind: Kind | None = None
    folder: str = ""
    embedding: Embedding = "subset"
    instance: int | None = None

    @property
    def path(self) -> Path:
        """The font file."""
        return Path(self.folder, self.file)
