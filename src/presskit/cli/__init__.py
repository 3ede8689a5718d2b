"""The command: arguments, printing, exit codes. One file a command."""

from __future__ import annotations

from typing import NoReturn


def main() -> NoReturn:
    """Run the command, with the regular expressions of those before it."""
    from presskit.cli.patterns import take_patterns

    take_patterns()
    from presskit.cli.main import main as run

    run()
