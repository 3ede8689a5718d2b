"""Print the violations of an Ace report and fail where there is one: ace_report.py REPORT NAME."""

from __future__ import annotations

import json
import sys
from pathlib import Path


def violations(report: dict) -> list[str]:
    """What Ace found, one line each."""
    return [
        f"{found['earl:test']['dct:title']}: {found['earl:result']['dct:description']}"
        for document in report["assertions"]
        for found in document["assertions"]
    ]


if __name__ == "__main__":
    found = violations(json.loads(Path(sys.argv[1]).read_text("utf-8")))
    print(f"{sys.argv[2]}: {len(found)} violations", *found, sep="\n  ")
    sys.exit(bool(found))
