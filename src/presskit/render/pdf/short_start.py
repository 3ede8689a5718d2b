"""Starts WeasyPrint by a shorter way: the same code, without what this command doesn't need.

WeasyPrint's own start parses the declarations of Pango's functions anew each time, asks the compiler
where libraries are when it tries names of other systems, imports a font subsetter and parses a style
sheet for old attributes, neither of which presskit uses. While the three modules that do so are
imported, they get the declarations as they were compiled beforehand (`pango_declarations`, made by
`benchmarks/declarations.py`), and a subsetter and a sheet that are made when they are first used. Declarations that have changed, or that this cffi can't read,
are parsed as ever: nothing depends on the shorter way.
"""

from __future__ import annotations

import builtins
import hashlib
import sys
from contextlib import contextmanager
from functools import cache, partial
from importlib import import_module
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import PathFinder
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from importlib.machinery import ModuleSpec
    from types import ModuleType

# sha256 of the declarations that `pango_declarations` was compiled from (WeasyPrint 70.0)
DECLARATIONS = "299e085733e812fe423fff2164d6600d7a2a647a587339c14f6efed520bf75cf"


@contextmanager
def short_start() -> Iterator[None]:
    """Let `import weasyprint` take the shorter way while the context lasts."""
    finder = _Finder()
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)


class _Finder(MetaPathFinder):
    """Finds the two modules where Python does, and gives them a loader that knows stand-ins."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname not in _STAND_INS:
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec and spec.loader:
            spec.loader = _StandInLoader(spec.loader, _STAND_INS[fullname]())
        return spec


class _StandInLoader(Loader):
    """Runs a module whose imports of some names give stand-ins."""

    def __init__(self, stock: Loader, stand_ins: Mapping[str, Any]) -> None:
        self._stock = stock
        self._stand_ins = stand_ins

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return self._stock.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        def import_(name: str, *args: Any) -> Any:
            return self._stand_ins.get(name) or builtins.__import__(name, *args)

        names = vars(module)
        # A module's own builtins hold for its code alone: no other import sees a stand-in.
        names["__builtins__"] = {**vars(builtins), "__import__": import_}
        self._stock.exec_module(module)
        names["__builtins__"] = vars(builtins)
        if isinstance(names.get("ffi"), _Declarations):
            names["ffi"] = names["ffi"].ffi


class _Declarations:
    """What `cffi.FFI()` gives, with the declarations that are compiled already, where they fit."""

    ffi: Any

    def cdef(self, text: str) -> None:
        """Take the declarations in C."""
        self.ffi = _compiled(text) or _parsed(text)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.ffi, name)


def _compiled(text: str) -> Any:
    if hashlib.sha256(text.encode()).hexdigest() != DECLARATIONS:
        return None
    try:
        return import_module("presskit.render.pdf.pango_declarations").ffi
    except ImportError:  # made for another cffi
        return None


def _parsed(text: str) -> Any:
    ffi = import_module("cffi").FFI()
    ffi.cdef(text)
    return ffi


class _OnFirstUse:
    """A thing, such as a module, that is made when something is asked of it."""

    def __init__(self, make: Callable[[], Any]) -> None:
        self._make = cache(make)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._make(), name)


class _Package(_OnFirstUse):
    """`weasyprint`, by which a sheet is parsed on first use, unless it defines counters for others."""

    def __init__(self) -> None:
        super().__init__(lambda: import_module("weasyprint"))

    def CSS(self, **given: Any) -> Any:  # noqa: N802 - WeasyPrint's name
        parse = partial(self._make().CSS, **given)
        return parse() if "counter_style" in given else _OnFirstUse(parse)


def _called_later(module: str, function: str) -> Any:
    """A module with one function, which is imported when it is called."""

    def call(*args: Any, **kwargs: Any) -> Any:
        return getattr(import_module(module), function)(*args, **kwargs)

    return SimpleNamespace(**{function: call})


_STAND_INS: dict[str, Callable[[], dict[str, Any]]] = {
    "weasyprint.html": lambda: {"": _Package()},  # `from . import CSS`
    "weasyprint.text.ffi": lambda: {"cffi": SimpleNamespace(FFI=_Declarations)},
    "weasyprint.pdf.fonts": lambda: {
        "fontTools": SimpleNamespace(subset=_OnFirstUse(lambda: import_module("fontTools.subset"))),
        "fontTools.varLib.instancer": _called_later(
            "fontTools.varLib.instancer", "instantiateVariableFont"
        ),
    },
}
