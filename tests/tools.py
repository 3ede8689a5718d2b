"""Validators and readers that are no Python packages: found, or the test is skipped by name.

With PRESSKIT_REQUIRE_VALIDATORS=1, as in .ci/run, a missing one fails instead.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

NODE = Path(os.environ.get("PRESSKIT_NODE", Path(__file__).parents[1] / ".ci" / "node"))
_JARS = Path(__file__).parents[1] / ".tools"
_NODE_TOOLS = {
    "ooxml-validator": "node_modules/.bin/ooxml-validator",
    "ace": "node_modules/@daisy/ace-cli/bin/ace.js",
}


def require(name: str) -> str:
    """The path of a tool: `qpdf`, `soffice`, `chromium`, `java`, `ooxml-validator`, `ace`, `verapdf` …"""
    node = NODE / _NODE_TOOLS[name] if name in _NODE_TOOLS else None
    jar = next(_JARS.glob(f"{name}/*.jar"), None)
    if jar is not None:
        return str(jar)
    found = str(node) if node is not None and node.exists() else shutil.which(name)
    if found:
        return found
    message = f"{name} is not installed"
    if os.environ.get("PRESSKIT_REQUIRE_VALIDATORS"):
        pytest.fail(message)
    pytest.skip(message)
