"""The `presskit` command, and `python -m presskit`."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command; its version is told without loading anything else."""
    if sys.argv[1:] == ["--version"]:
        from presskit import __version__

        print(f"presskit {__version__}")  # noqa: T201 - what a command prints
        return
    from presskit.cli import main as command

    command()


if __name__ == "__main__":
    main()
