"""`python -m presskit`, which imports nothing of the folder that it is called in."""

import os
import sys

if not sys.flags.safe_path and sys.path[:1] == [os.getcwd()]:
    del sys.path[0]

from presskit.release import VERSION


def main() -> None:
    """Run the command; its version is told before anything else is loaded."""
    if sys.argv[1:] == ["--version"]:
        try:
            os.write(1, f"presskit {VERSION}\n".encode())
        except OSError:
            pass  # the long way says what is wrong
        else:
            return
    is_asked = sys.argv[1:2] == ["--warm"]
    if is_asked:
        del sys.argv[1]
    if is_asked or os.environ.get("PRESSKIT_WARM") == "1":
        from presskit.cli.warm import run_warm

        code = run_warm(sys.argv[1:])
        if code is not None:
            os._exit(code)
    from presskit.cli import main as run

    run()


if __name__ == "__main__":
    main()
