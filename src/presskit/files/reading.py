"""Files: bytes read and decoded, or a clear word on why not."""

from __future__ import annotations

import atexit
import re
import shutil
import sys
import tempfile
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from presskit.diagnostics import Position, Report

if TYPE_CHECKING:
    from collections.abc import Iterator

LARGEST = 20_000_000  # bytes of an article
_LONGEST_LINE = 1_000_000
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_BOMS = ((b"\xff\xfe\x00\x00", "UTF-32"), (b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16"))
_FOLDER: ContextVar[Path | None] = ContextVar("folder", default=None)
# Every other byte of UTF-16: the blocks of Latin, Hebrew and Arabic.
_UTF16_BLOCKS = frozenset(b"\x00\x05\x06")
_SHORTEST_UTF16 = 8


def read_bytes(path: Path, report: Report, what: str = "an article", most: int = LARGEST) -> bytes:
    """The content of a file; fails with `file-missing`, `file-is-folder`, `file-unreadable`.

    No more is read than what it is can have (`most` bytes, and one), so that endless files end too.
    """
    try:
        if path.is_dir():
            report.fail(
                "file-is-folder",
                f"this is a folder, not {what}",
                hint=f"name {what} in it",
            )
        with path.open("rb") as file:
            return file.read(most + 1)
    except (FileNotFoundError, NotADirectoryError):
        report.fail("file-missing", "there is no such file", hint="check the name and the folder")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        report.fail("file-unreadable", f"the file cannot be read: {reason}", hint="mend its rights")


def read_stdin() -> bytes:
    """Standard input, as far as an article can go."""
    return sys.stdin.buffer.read(LARGEST + 1) if sys.stdin else b""


def read_text(path: Path) -> str:
    """The text of a file as it stands, with its own line ends, without a byte order mark.

    Fails as `read_bytes` does, or with `encoding-not-utf8`.
    """
    report = Report(str(path))
    return _decoded(read_bytes(path, report), report)


@contextmanager
def keeping(folder: Path) -> Iterator[None]:
    """Let `keep` use this folder, which whoever calls deletes: many articles leave nothing behind."""
    token = _FOLDER.set(folder)
    try:
        yield
    finally:
        _FOLDER.reset(token)


def keep(pictures: dict[str, bytes]) -> Path:
    """A folder with pictures that came inside a file, for as long as the program runs."""
    home = _FOLDER.get()
    folder = Path(tempfile.mkdtemp(prefix="presskit-", dir=home))
    if home is None:
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
    for name, data in pictures.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def decode(data: bytes, report: Report) -> str:
    """UTF-8 text with line feeds as line ends and no byte order mark.

    Fails with `file-empty`, `file-too-large`, `encoding-not-utf8` or `control-character`.
    """
    if len(data) > LARGEST:
        report.fail(
            "file-too-large",
            f"the file has more than {LARGEST // 10**6} MB",
            hint="an article is smaller: is this the right file?",
        )
    text = _decoded(data, report).replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        report.fail("file-empty", "the file is empty", hint="write the article, then try again")
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > _LONGEST_LINE:
            report.fail(
                "file-too-large",
                f"this line has {len(line):,} characters",
                Position(number),
                "break the text into paragraphs",
            )
    if found := _CONTROL.search(text):
        more = len(_CONTROL.findall(text)) - 1
        what = "NUL" if found[0] == "\0" else "a control character"
        also = f", and {more} more" if more else ""
        report.fail(
            "control-character",
            f"{what} (U+{ord(found[0]):04X}) in the text{also}",
            position(text, found.start()),
            "delete it",
        )
    return text


def position(text: str, index: int) -> Position:
    """The line and column of a character."""
    start = text.rfind("\n", 0, index) + 1
    return Position(text.count("\n", 0, index) + 1, index - start + 1)


def _decoded(data: bytes, report: Report) -> str:
    if found := _utf16_or_32(data):
        _refuse(found, None, report)
    try:
        return data.removeprefix(b"\xef\xbb\xbf").decode("utf-8")
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode("utf-8")
        _refuse(_code_page(data), position(before, len(before)), report)


def _refuse(encoding: str, at: Position | None, report: Report) -> NoReturn:
    report.fail(
        "encoding-not-utf8",
        f"the text is not UTF-8; it looks like {encoding}",
        at,
        "save it as UTF-8 and try again",
    )


def _utf16_or_32(data: bytes) -> str | None:
    for bom, name in _BOMS:
        if data.startswith(bom):
            return name
    sample = data[:2000]
    if len(sample) < _SHORTEST_UTF16:
        return None
    for half in (sample[::2], sample[1::2]):
        if sum(byte in _UTF16_BLOCKS for byte in half) > len(half) * 0.7:
            return "UTF-16"
    return None


def _code_page(data: bytes) -> str:
    """The 8-bit encoding that the bytes suggest: an alphabet of its own fills most letters."""
    sample = data[:20_000]
    letters = [byte for byte in sample if byte >= 0xC0]
    latin = sum(chr(byte).isalpha() for byte in sample if byte < 0x80)
    if not letters or len(letters) < latin / 2:
        return "windows-1252 or Latin-1"
    hebrew = sum(0xE0 <= byte <= 0xFA for byte in letters)
    return "windows-1255 (Hebrew)" if hebrew > len(letters) * 0.95 else "windows-1256 (Arabic)"
