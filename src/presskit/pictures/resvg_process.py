"""A process of its own for resvg: seconds of CPU as its argument, then JSON in, a PNG out.

A drawing can still make resvg overflow its stack or draw for hours; here it harms nobody.
"""

import json
import sys
from contextlib import suppress

_BYTES = 2_000_000_000


def main() -> None:
    """Draw within limits of time and memory, where the system has such."""
    try:
        import resource
    except ImportError:  # Windows
        pass
    else:
        seconds = int(sys.argv[1])
        limits = {resource.RLIMIT_AS: _BYTES, resource.RLIMIT_CORE: 0, resource.RLIMIT_CPU: seconds}
        for limit, value in limits.items():
            with suppress(
                ValueError, OSError
            ):  # macOS takes no RLIMIT_AS, a container may take none
                resource.setrlimit(limit, (value, value))
    import resvg_py

    arguments = json.load(sys.stdin.buffer)
    sys.stdout.buffer.write(resvg_py.svg_to_bytes(skip_system_fonts=True, **arguments))


if __name__ == "__main__":
    main()
