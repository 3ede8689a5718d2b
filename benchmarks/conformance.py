"""What veraPDF says of the examples in each standard that presskit offers."""

from __future__ import annotations

import json
import re
import subprocess
from collections import Counter
from typing import TYPE_CHECKING

import peers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_JAVA = ("java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
_CLASS = "org.verapdf.apps.GreenfieldCliWrapper"
_TOGETHER = ("a-2a+ua-1", "a-3a+ua-1", "a-4+ua-2")


def table(jar: Path, work: Path) -> list[str]:
    """A row a standard: how many of the examples pass, and which rules the others break."""
    examples = sorted((peers.ROOT / "examples").glob("[a-z]*.md"))
    rows = ["| `--pdf-standard` | veraPDF | pass | rules broken |", "| --- | --- | --- | --- |"]
    for standard, flavours in _standards().items():
        folder = work / standard
        made = _made(standard, examples, folder)
        for flavour in flavours:
            broken = _broken(jar, flavour, made)
            passed = sum(not rules for rules in broken)
            files = Counter(rule for rules in broken for rule in set(rules))
            told = ", ".join(f"{rule} ({count})" for rule, count in sorted(files.items()))
            rows.append(f"| `{standard}` | {flavour} | {passed}/{len(made)} | {told or '–'} |")
    return rows


def _standards() -> dict[str, Sequence[str]]:
    """The flavours of veraPDF for each standard; it knows none for the press."""
    from presskit import api

    offered = [standard.name for standard in api.standards() if standard.family != "x"]
    return {name: _flavours(name) for name in (*offered, *_TOGETHER)}


def _flavours(standard: str) -> list[str]:
    """`a-2a+ua-1` as veraPDF writes it: 2a, ua1."""
    return [re.sub(r"^a", "", part.replace("-", "")) for part in standard.split("+")]


def _made(standard: str, examples: list[Path], folder: Path) -> list[Path]:
    """The PDFs of the examples; what presskit refuses to make is no file."""
    folder.mkdir()
    given = ["--pdf-standard", standard]
    for example in examples:
        target = folder / f"{example.stem}.pdf"
        command = [*peers.PRESSKIT, "pdf", example, *given, "-q", "-o", target]
        subprocess.run(command, check=True)
    return [folder / f"{example.stem}.pdf" for example in examples]


def _broken(jar: Path, flavour: str, files: list[Path]) -> list[list[str]]:
    """The rules that each file breaks, as clause-test; one Java for all files."""
    options = ["-f", flavour, "--format", "json", "--maxfailuresdisplayed", "1"]
    command = [*_JAVA, "-cp", jar, _CLASS, *options, *files]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    jobs = json.loads(done.stdout)["report"]["jobs"]
    assert len(jobs) == len(files), done.stderr
    return [list(_rules(job)) for job in jobs]


def _rules(job: dict[str, object]) -> Iterator[str]:
    results = job.get("validationResult")
    if results is None:
        yield "could not be read"
        return
    for result in results if isinstance(results, list) else [results]:
        for rule in result["details"]["ruleSummaries"]:
            if rule["ruleStatus"] == "FAILED":
                yield f"{rule['clause']}-{rule['testNumber']}"
