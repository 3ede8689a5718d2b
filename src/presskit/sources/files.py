"""Files: bytes read and decoded, or a clear word on why not."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

from presskit.diagnostics import Position

if TYPE_CHECKING:
    from pathlib import Path

    from presskit.diagnostics import Report

_LARGEST = 20_000_000
_LONGEST_LINE = 1_000_000
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_BOMS = ((b"\xff\xfe\x00\x00", "UTF-32"), (b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16"))
# Bytes that are common in Arabic windows-1256 text: alef, lam, yeh, meem, noon, waw, teh.
_WINDOWS_1256 = frozenset(b"\xc7\xe1\xed\xe3\xe4\xe6\xca")


def read_bytes(path: Path, report: Report) -> bytes:
    """The content of a file; fails with `file-missing`, `file-is-folder`, `file-unreadable`."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        report.fail("file-missing", "there is no such file", hint="check the name and the folder")
    except IsADirectoryError:
        report.fail("file-is-folder", "this is a folder, not an article", hint="name a file in it")
    except OSError as error:
        reason = error.strerror or str(error)
        report.fail("file-unreadable", f"the file cannot be read: {reason}", hint="mend its rights")


def read_stdin() -> bytes:
    """All of standard input."""
    return sys.stdin.buffer.read()


def decode(data: bytes, report: Report) -> str:
    r"""UTF-8 text with line ends as `\n` and no byte order mark.

    Fails with `file-empty`, `file-too-large`, `encoding-not-utf8` or `control-character`.
    """
    if not data.strip():
        report.fail("file-empty", "the file is empty", hint="write the article, then try again")
    if len(data) > _LARGEST:
        report.fail(
            "file-too-large",
            f"the file has {len(data) / 1e6:.0f} MB; an article has at most {_LARGEST // 10**6}",
            hint="is this the right file?",
        )
    try:
        text = data.removeprefix(b"\xef\xbb\xbf").decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        report.fail(
            "encoding-not-utf8",
            f"the text is not UTF-8; it looks like {_guess(data)}",
            Position(line),
            "save it as UTF-8 and try again",
        )
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if found := _CONTROL.search(text):
        at = position(text, found.start())
        what = "NUL" if found[0] == "\0" else "a control character"
        hint = "it looks like UTF-16: save it as UTF-8" if _is_utf16(data) else "delete it"
        report.fail("control-character", f"{what} (U+{ord(found[0]):04X}) in the text", at, hint)
    for number, line_text in enumerate(text.split("\n"), 1):
        if len(line_text) > _LONGEST_LINE:
            report.fail(
                "file-too-large",
                f"this line has {len(line_text):,} characters",
                Position(number),
                "break the text into paragraphs",
            )
    return text


def position(text: str, index: int) -> Position:
    """The line and column of a character."""
    start = text.rfind("\n", 0, index) + 1
    return Position(text.count("\n", 0, index) + 1, index - start + 1)


def _guess(data: bytes) -> str:
    for bom, name in _BOMS:
        if data.startswith(bom):
            return name
    if _is_utf16(data):
        return "UTF-16"
    high = [byte for byte in data[:4000] if byte >= 0x80]
    arabic = sum(byte in _WINDOWS_1256 for byte in high)
    return "windows-1256 (Arabic)" if arabic * 3 > len(high) else "windows-1252 or Latin-1"


def _is_utf16(data: bytes) -> bool:
    sample = data[:2000]
    return sample.count(0) > len(sample) // 5
