"""Word files of a folder read by presskit, pandoc and mammoth: words lost, time, what is refused."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from pathlib import Path

import peers
from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_WORD = re.compile(r"[^\W_]+")
_TOLD = re.compile(r"\((\d+) words?\)")
_LONGEST = 60
_LONG = 16_000
_MAMMOTH = (
    "import sys, mammoth; from lxml import html;"
    "print(html.fromstring('<p>' + mammoth.convert_to_html(open(sys.argv[1], 'rb')).value).text_content())"
)


def main() -> int:
    """Print the table; 1 when presskit loses more words than pandoc, or takes three times as long."""
    files = sorted(Path(sys.argv[1]).rglob("*.docx"))
    with tempfile.TemporaryDirectory() as folder:
        long = Path(folder) / "long.docx"
        long.write_bytes(_long())
        commands = {
            "presskit": [*peers.PRESSKIT, "import", "{}", "-o", "-"],
            "pandoc": [peers.pandoc(), "-f", "docx", "-t", "plain", "--wrap=none", "{}"],
            "mammoth": [peers.OTHER, "-c", _MAMMOTH, "{}"],
        }
        lost = dict.fromkeys(commands, 0)
        refused = dict.fromkeys(commands, 0)
        spent = dict.fromkeys(commands, 0.0)
        count = 0
        for file in files:
            words = _words(file.read_bytes())
            for name, command in commands.items():
                said, told, seconds = _run(command, file)
                spent[name] += seconds
                if said is None or words is None:
                    refused[name] += said is None
                    continue
                lost[name] += max(0, sum((words - _counted(said)).values()) - told)
            count += sum(words.values()) if words else 0
        times = {name: _run(command, long)[2] for name, command in commands.items()}
        starts = {
            name: _run(command, Path(folder) / "none")[2] for name, command in commands.items()
        }
    print(
        f"| {len(files)} files, {count:,} words | words lost | refused | seconds | 16,000 paragraphs |"
    )
    print("| --- | ---: | ---: | ---: | ---: |")
    for name in commands:
        beyond = times[name] - starts[name]
        print(f"| {name} | {lost[name]} | {refused[name]} | {spent[name]:.1f} | {beyond:.1f} s |")
    is_slow = times["presskit"] - starts["presskit"] > 3 * (times["pandoc"] - starts["pandoc"])
    return int(lost["presskit"] > lost["pandoc"] or is_slow)


def _run(command: list[str], file: Path) -> tuple[str | None, int, float]:
    """What a program says of a file, how many words it tells of besides, and its seconds."""
    asked = [part.replace("{}", str(file)) for part in command]
    start = time.perf_counter()
    try:
        done = subprocess.run(asked, capture_output=True, timeout=_LONGEST, check=False)
    except subprocess.TimeoutExpired:
        return None, 0, float(_LONGEST)
    seconds = time.perf_counter() - start
    if done.returncode:
        return None, 0, seconds
    told = done.stderr.decode("utf-8", "replace")
    text = done.stdout.decode("utf-8", "replace").replace("\\", "").replace("*", "")
    return f"{text}\n{told}", sum(map(int, _TOLD.findall(told))), seconds


def _counted(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text.lower()))


def _words(data: bytes) -> Counter[str] | None:
    """The words of a file's text and notes, without what was deleted; None for a broken one."""
    lines: list[str] = []
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
        for name in ("document", "footnotes", "endnotes"):
            if f"word/{name}.xml" in package.namelist():
                part = package.read(f"word/{name}.xml").replace(_STRICT, _W[1:-1].encode())
                lines += _lines(etree.fromstring(part, etree.XMLParser(huge_tree=True)))
    except (zipfile.BadZipFile, etree.XMLSyntaxError, OSError, ValueError, NotImplementedError):
        return None
    return _counted("\n".join(lines))


def _lines(root: etree._Element) -> list[str]:
    """The text of each paragraph; of two ways to show a thing the first."""
    for one in [*root.iter(f"{_MC}Fallback"), *root.iter(f"{_W}del", f"{_W}moveFrom")]:
        parent = one.getparent()
        if parent is not None and (one.tag != f"{_MC}Fallback" or one.getprevious() is not None):
            parent.remove(one)
    texts: dict[etree._Element, list[str]] = {}
    for one in root.iter(f"{_W}t", f"{_M}t", f"{_W}tab", f"{_W}br", f"{_W}cr"):
        paragraph = next((up for up in one.iterancestors(f"{_W}p")), root)
        texts.setdefault(paragraph, []).append(one.text or " ")
    return ["".join(parts) for parts in texts.values()]


def _long() -> bytes:
    """A report of 16,000 paragraphs."""
    from docx import Document

    document = Document()
    document.add_heading("A long report on the harbour", 0)
    for number in range(_LONG):
        if number % 40 == 0:
            document.add_heading(f"Part {number // 40} of it", 2)
        document.add_paragraph(
            f"Ship {number} came back on Sunday, and the quay was full before noon."
        )
    done = io.BytesIO()
    document.save(done)
    return done.getvalue()


if __name__ == "__main__":
    raise SystemExit(main())
