"""The command: arguments, printing, exit codes. One file a command."""

from __future__ import annotations

import gc
from typing import NoReturn

# A command lives for a second, of which looking for garbage at the usual pace takes a tenth.
_GARBAGE_PACE = 200_000


def main() -> NoReturn:
    """Run the command, with the regular expressions of those before it."""
    gc.set_threshold(_GARBAGE_PACE)  # before all that is loaded
    from presskit.cli.patterns import take_patterns

    take_patterns()
    from presskit.cli.main import main as run

    run()
