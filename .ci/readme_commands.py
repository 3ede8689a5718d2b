"""Print the commands of the README's `sh` blocks that run presskit, one a line."""

from __future__ import annotations

import re
import sys
from pathlib import Path

text = Path(sys.argv[1]).read_text("utf-8")
for block in re.findall(r"^```sh\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
    for line in block.splitlines():
        if line.startswith("bin/presskit "):
            print(line.split("  #")[0])
