"""Compile the declarations of the WeasyPrint that is installed: python benchmarks/declarations.py

Writes src/presskit/render/pdf/pango_declarations.py and prints the hash that `short_start` compares.
Run it for a new WeasyPrint or a new cffi.
"""

from __future__ import annotations

import ast
import hashlib
import importlib.util
from pathlib import Path

import cffi

TARGET = Path(__file__).parents[1] / "src/presskit/render/pdf/pango_declarations.py"


def declarations() -> str:
    """The text that WeasyPrint gives to `cdef`."""
    package = importlib.util.find_spec("weasyprint")
    assert package
    assert package.origin
    source = Path(package.origin).with_name("text") / "ffi.py"
    calls = (node for node in ast.walk(ast.parse(source.read_text("utf-8"))))
    texts = [
        node.args[0].value
        for node in calls
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "cdef"
    ]
    (text,) = texts
    return str(text)


def main() -> None:
    ffi = cffi.FFI()
    ffi.cdef(declarations())
    ffi.set_source("presskit.render.pdf.pango_declarations", None)
    ffi.emit_python_code(str(TARGET))
    print(hashlib.sha256(declarations().encode()).hexdigest())


if __name__ == "__main__":
    main()
