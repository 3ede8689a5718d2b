"""WeasyPrint started by the shorter way is WeasyPrint: same names, same pages."""

from __future__ import annotations

import subprocess
import sys

import pytest

_PROBE = """
import sys
from presskit.render.pdf import short_start
{change}
with short_start.short_start():
    import weasyprint
print(*(name for name in {watched} if name in sys.modules))
from weasyprint.text import ffi
assert ffi.ffi.string(ffi.ffi.new("char[]", b"ok")) == b"ok"
print(type(ffi.ffi).__module__)
print(len(weasyprint.HTML(string="<p>one</p>").write_pdf()) > 500)
print("_make" in vars(weasyprint.PH_STYLESHEET))
old = weasyprint.HTML(string="<ol type='A'><li>one")
(page,) = old.render(presentational_hints=True).pages
print(*{{box.style["list_style_type"] for box in page._page_box.descendants() if box.element_tag == "li"}})
"""
_WATCHED = ("cffi", "pycparser", "fontTools.subset", "fontTools.varLib")


def run(change: str) -> list[str]:
    probe = _PROBE.format(change=change, watched=_WATCHED)
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def test_nothing_is_loaded_that_a_command_does_not_need() -> None:
    assert run("") == ["", "_cffi_backend", "True", "True", "upper-alpha"]


@pytest.mark.parametrize(
    "change",
    [
        "short_start.DECLARATIONS = 'those of another WeasyPrint'",
        "sys.modules['presskit.render.pdf.pango_declarations'] = None",
    ],
)
def test_declarations_that_do_not_fit_are_parsed_as_ever(change: str) -> None:
    loaded, kind, works, *_ = run(change)
    assert loaded.startswith("cffi pycparser")
    assert kind == "cffi.api"
    assert works == "True"
