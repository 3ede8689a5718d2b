"""The command: arguments, printing, exit codes. One file a command."""

from presskit.cli.main import main

__all__ = ["main"]
