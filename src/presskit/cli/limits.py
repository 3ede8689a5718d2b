"""`--timeout` and `--memory` of commands that make one thing: no article takes all of a machine."""

from __future__ import annotations

import signal
from contextlib import suppress
from typing import TYPE_CHECKING, NoReturn

import click

from presskit.cli import options as opt
from presskit.cli.signals import TimeUpError

if TYPE_CHECKING:
    from types import FrameType

    from presskit.cli.options import F

_LEAST = 200
_MB = 1_000_000
_TO_SAY_SO = 20 * _MB  # kept back, so that there is room to tell of too little memory


def limits(command: F) -> F:
    """Both options; they work as soon as they are read, so a command knows nothing of them."""
    command = click.option(
        "--timeout",
        callback=_limit_time,
        expose_value=False,
        metavar="SECONDS",
        help="Give up after so long.",
    )(command)
    return memory(command)


def memory(command: F) -> F:
    """`--memory`, for every process of the command by itself."""
    return click.option(
        "--memory",
        callback=_limit_memory,
        expose_value=False,
        type=click.IntRange(_LEAST),
        metavar="MB",
        help="The most memory a process may take.",
    )(command)


def _limit_time(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
    seconds = opt.seconds(ctx, param, value)
    if seconds is None:
        return
    if not hasattr(signal, "setitimer"):
        message = "this system has no alarm; --timeout of `presskit export` works there"
        raise click.BadParameter(message)

    def stop(_number: int, _frame: FrameType | None) -> NoReturn:
        raise TimeUpError(seconds)

    signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)


def _limit_memory(_ctx: click.Context, _param: click.Parameter, value: int | None) -> None:
    if value is None:
        return
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (value * _MB, value * _MB + _TO_SAY_SO))
    except (ImportError, ValueError, OSError):
        message = "this system limits no memory of a process"
        raise click.BadParameter(message) from None


def lift_memory() -> None:
    """Give back what `--memory` kept, so that the command can say why it ends."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        most = resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
