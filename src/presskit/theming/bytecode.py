"""Templates of presskit's own themes as byte code, kept between commands.

Compiling them takes longer than using them. Those of other themes are compiled each time: what a
stranger wrote leaves nothing behind.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from jinja2 import BytecodeCache, compiler

from presskit.files.kept import keep, kept
from presskit.theming import sandbox

if TYPE_CHECKING:
    from jinja2.bccache import Bucket

_NAME = 24  # characters of a template's key


class KeptTemplates(BytecodeCache):
    """Byte code by template; it holds for its text, and for the compiler and the sandbox that made it."""

    def __init__(self) -> None:
        files = [os.stat(str(module.__file__)) for module in (compiler, sandbox)]
        self._made_by = repr([(one.st_mtime_ns, one.st_size) for one in files]).encode() + b"\n"

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give the bucket its code, if it is kept and as it must be."""
        data = kept(_name(bucket)) or b""
        if data.startswith(self._made_by):
            bucket.bytecode_from_string(data.removeprefix(self._made_by))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the bucket's code."""
        keep(_name(bucket), self._made_by + bucket.bytecode_to_string())


def _name(bucket: Bucket) -> str:
    return f"template-{bucket.key[:_NAME]}"
