"""`python -m presskit`, which imports nothing of the folder that it is called in."""

import os
import sys

if not sys.flags.safe_path and sys.path[:1] == [os.getcwd()]:
    del sys.path[0]

from presskit.cli import main

main()
