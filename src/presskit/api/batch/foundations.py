"""What all articles of a batch stand on: whatever of it changes, their editions may change too.

These are the order with the files it names, presskit's own files, Python, and the libraries.
"""

from __future__ import annotations

import hashlib
import os
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from presskit import resources
from presskit.api.batch.job import digest_of
from presskit.api.batch.packing import files_of, named
from presskit.diagnostics import PresskitError
from presskit.files.writing import write_whole
from presskit.model.publication import Check
from presskit.release import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presskit.api.batch.values import Order

# As their folders are called; what presskit.toml's reader and the commands stand on is none of it.
_PACKAGES = (
    *("babel", "brotli", "cffi", "cssselect2", "ebooklib", "feedparser", "fonttools", "jinja2"),
    *("lxml", "markdown_it_py", "mdit_py_plugins", "msgspec", "pathvalidate", "pikepdf"),
    *("pillow", "pydyf", "pyphen", "pypdfium2", "python_docx", "resvg_py", "tinycss2", "tinyhtml5"),
    *("uharfbuzz", "weasyprint", "zopfli"),
)
_LIBRARIES = (
    "libpango-1.0.so.0",
    "libharfbuzz.so.0",
    "libpango-1.0.0.dylib",
    "libharfbuzz.0.dylib",
)
_MULTIARCH = getattr(sys.implementation, "_multiarch", "")
_LIBRARY_FOLDERS = (
    *(f"/usr/lib/{_MULTIARCH}", "/usr/lib64", "/usr/lib", "/usr/local/lib", "/opt/homebrew/lib"),
)
# A file that was changed so lately could be changed again within the same tick of its clock.
_TICK = 2.0


def digest_of_order(order: Order, memory: Path) -> str:
    """The digest of an order and of all that it stands on.

    Files are read anew when their times or sizes have changed; `memory` is a folder for that.
    """
    publication = replace(order.publication, check=Check())
    said = msgspec.json.encode((order.formats, order.options, publication), enc_hook=str)
    digest = hashlib.sha256(said)
    digest.update("\n".join((VERSION, sys.version, *_versions())).encode())
    digest.update(_digest_of_files(sorted({*_own_files(), *_named_files(order)}), memory).encode())
    return digest.hexdigest()


def _digest_of_files(files: list[str], memory: Path) -> str:
    seen, latest = hashlib.sha256(), 0.0
    for file in files:
        with suppress(OSError):
            stat = os.stat(file)
            latest = max(latest, stat.st_mtime, stat.st_ctime)
            times = f"{stat.st_mtime_ns} {stat.st_ctime_ns} {stat.st_ino}"
            seen.update(f"{file}\0{stat.st_size} {times}\n".encode("utf-8", "surrogateescape"))
    known = memory / seen.hexdigest()
    with suppress(OSError, UnicodeDecodeError):
        if len(digest := known.read_text("ascii")) == seen.digest_size * 2:
            os.utime(known)
            return digest
    read = hashlib.sha256()
    for file in files:
        read.update(f"{file}\0{digest_of(file)}\n".encode("utf-8", "surrogateescape"))
    if latest < time.time() - _TICK:
        with suppress(PresskitError):
            write_whole(known, read.hexdigest().encode(), lasting=False)
    return read.hexdigest()


def _own_files() -> Iterator[str]:
    package = Path(resources.__file__).parent
    folders = (resources.themes_folder(), resources.fonts_folder(), resources.profiles_folder())
    for folder in (package, *folders):
        yield from files_of(folder)


def _named_files(order: Order) -> Iterator[str]:
    for path in named(order):
        yield from files_of(path)


def _versions() -> Iterator[str]:
    """The versions of libraries, as names of folders and files have them: reading more takes long."""
    for folder in dict.fromkeys(sys.path):
        with suppress(OSError):
            for name in sorted(os.listdir(folder or ".")):
                if name.endswith(("-info",)) and name.partition("-")[0].lower() in _PACKAGES:
                    yield name
    for folder in _LIBRARY_FOLDERS:
        for name in _LIBRARIES:
            if os.path.lexists(path := f"{folder}/{name}"):
                yield os.path.realpath(path)
