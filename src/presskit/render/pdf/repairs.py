"""WeasyPrint with presskit's stand-ins, while a PDF is made and only then.

What is replaced, and why, is the table in `stand_ins`. Another part of the program that uses
WeasyPrint gets it as it is. So does presskit where a function in the table is not the one that was
read; the PDF is then what stock WeasyPrint makes of it, as a whole.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, wraps
from typing import TYPE_CHECKING, Any

from presskit.render.pdf.stand_ins import READ, STAND_INS, changed, located

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_mending: ContextVar[bool] = ContextVar("mending", default=False)


@contextmanager
def repaired(version: str) -> Iterator[None]:
    """Let the stand-ins work while the context lasts, in a WeasyPrint that they fit."""
    fit = fits(version)
    if fit:
        _install()
    token = _mending.set(fit)
    try:
        yield
    finally:
        _mending.reset(token)


def is_mending() -> bool:
    """Whether WeasyPrint has its stand-ins here and now."""
    return _mending.get()


@cache
def fits(version: str) -> bool:
    """Whether the stand-ins fit the WeasyPrint that is installed, which says it is `version`.

    They fit the version that was read. Of any other each function is compared, which takes a
    moment; nothing more is asked of a new version than that these are the same.
    """
    return version == READ or not changed()


@cache
def _install() -> None:
    """Put a switch before each function of WeasyPrint that has a stand-in, once."""
    for row in STAND_INS:
        owner, name = located(row.target)
        stock = getattr(owner, name)
        switch = _switch(stock, row.make(stock))
        for owner, name in (located(target) for target in (row.target, *row.also)):
            setattr(owner, name, switch)


def _switch(stock: Callable[..., Any], mended: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(stock)
    def either(*args: Any, **kwargs: Any) -> Any:
        return (mended if _mending.get() else stock)(*args, **kwargs)

    return either
