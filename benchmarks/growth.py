"""How time and memory grow with what an article has: python benchmarks/growth.py [FORMATS] [SIZE].

Each row is one kind of article at a quarter, a half and all of its size, each made by a process of its
own: seconds of CPU, the most memory, and the exponent of the growth (1 is linear).
"""

from __future__ import annotations

import math
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

HEAD = "---\ntitle: مقال طويل\nlanguage: ar\n---\n\n"
SIZES = {
    "list items": 100_000,
    "table rows": 10_000,
    "notes": 2_000,
    "pictures": 500,
    "levels of HTML": 5_000,
}


def article(kind: str, count: int) -> tuple[str, str]:
    """A file's name and its text."""
    numbers = range(count)
    match kind:
        case "list items":
            return "a.md", HEAD + "\n".join(f"- بند {n} من القائمة" for n in numbers) + "\n"
        case "table rows":
            rows = "\n".join(f"| صف {n} | {n} | نص |" for n in numbers)
            return "a.md", f"{HEAD}| أ | ب | ج |\n| --- | --- | --- |\n{rows}\n"
        case "notes":
            texts = "\n\n".join(f"فقرة {n} بحاشية[^{n}]." for n in numbers)
            notes = "\n".join(f"[^{n}]: حاشية {n}." for n in numbers)
            return "a.md", f"{HEAD}{texts}\n\n{notes}\n"
        case "pictures":
            return "a.md", HEAD + "\n\n".join(f"![صورة {n}](p{n}.png)" for n in numbers) + "\n"
    return "a.html", f"<h1>عنوان</h1>{'<div>' * count}<p>نص المقال هنا.</p>{'</div>' * count}"


def measure(kind: str, count: int, to: str) -> tuple[float, float, int]:
    """Seconds of CPU, megabytes and the exit code of one article in one format."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file, text = article(kind, count)
        (folder / file).write_text(text, "utf-8")
        if kind == "pictures":
            for number in range(count):
                Image.new("RGB", (60, 40), (number % 256, number // 256, 9)).save(
                    folder / f"p{number}.png"
                )
        line = [sys.executable, "-P", "-m", "presskit", to, file, "-q", "-o", f"a.{to}"]
        with open(os.devnull, "wb") as nothing:
            process = subprocess.Popen(line, cwd=folder, stderr=nothing)
            _, status, used = os.wait4(process.pid, 0)
        return (
            used.ru_utime + used.ru_stime,
            used.ru_maxrss / 1024,
            os.waitstatus_to_exitcode(status),
        )


def main() -> None:
    """Print the table."""
    formats = sys.argv[1].split(",") if len(sys.argv) > 1 else ["docx", "epub"]
    share = float(sys.argv[2]) if len(sys.argv) > 2 else 1.0
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    print(
        "| what | format | count | seconds | MB | growth |\n| --- | --- | --- | --- | --- | --- |"
    )
    for kind, most in SIZES.items():
        for to in formats:
            start, before = measure(kind, 1, to)[0], None
            for part in (4, 2, 1):
                count = max(4, int(most * share) // part)
                seconds, memory, code = measure(kind, count, to)
                own = max(seconds - start, 0.01)  # without the start of a command
                growth = f"{math.log2(own / before):.1f}" if before else ""
                said = growth if code == 0 else f"refused ({code})"
                print(
                    f"| {kind} | {to} | {count:,} | {seconds:.1f} | {memory:.0f} | {said} |",
                    flush=True,
                )
                before = own


if __name__ == "__main__":
    main()
