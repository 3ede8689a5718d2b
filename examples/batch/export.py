"""From Python: export articles, and say what became of each. Usage: export.py ARTICLE..."""

from __future__ import annotations

import sys

from presskit import Batch, Cache


def main() -> int:
    """Make a PDF and an EPUB of each article, on two processes."""
    batch = Batch(["pdf", "epub"], "output", processes=2, timeout=120, cache=Cache())
    for result in batch.run(sys.argv[1:]):
        files = ", ".join(output.file for output in result.outputs)
        print(f"{result.input}: {result.status} {files}")
        for found in result.diagnostics:
            print(f"  {found}")
    return int(batch.report().failed > 0)


if __name__ == "__main__":
    sys.exit(main())
