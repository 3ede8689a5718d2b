"""What a template may do: it sees names of the edition and nothing of Python.

Jinja's sandbox keeps away what begins with an underscore. Here more is: an object shows what its
class names in `for_templates`, a record its fields; filters, tests and global names are listed. Work
is counted, in steps that don't depend on the machine, and texts have a largest length.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import StrictUndefined, Undefined, nodes, pass_context
from jinja2.exceptions import SecurityError, TemplateSyntaxError
from jinja2.filters import FILTERS
from jinja2.runtime import LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.tests import TESTS
from jinja2.utils import Namespace
from jinja2.visitor import NodeTransformer
from msgspec import Struct

from presskit.theming.mistakes import meant
from presskit.theming.naming import meant_by
from presskit.theming.tracing import marked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from jinja2 import BaseLoader, Template
    from jinja2.runtime import Context

# One rendering's steps. A turn of a loop, a name and a piece of text that is written are one each, and
# one more for so many characters; a call is some.
_STEPS = 2_000_000
_CHARACTERS_A_STEP = 200
_CALL = 10
# The longest text that a template makes of others, the most that an edition's page can have, and the
# most that lists can hold.
_LONGEST = 1_000_000
_LARGEST = 64_000_000
_HEAVIEST = 1_000_000
_HIGHEST = 2**53

FILTERS_ALLOWED = (
    *("abs", "capitalize", "count", "d", "default", "e", "escape", "first", "float", "forceescape"),
    *(
        "int",
        "items",
        "last",
        "length",
        "list",
        "lower",
        "map",
        "max",
        "min",
        "reject",
        "rejectattr",
    ),
    *("reverse", "round", "safe", "select", "selectattr", "sort", "striptags", "title", "trim"),
    *("truncate", "unique", "upper", "wordcount"),
)
TESTS_ALLOWED = (
    *(
        "boolean",
        "defined",
        "divisibleby",
        "even",
        "false",
        "float",
        "integer",
        "iterable",
        "lower",
    ),
    *("mapping", "none", "number", "odd", "sequence", "string", "true", "undefined", "upper"),
)
_METHODS: dict[type, frozenset[str]] = {
    str: frozenset(
        ["endswith", "isdigit", "lower", "lstrip", "rstrip", "split", "startswith", "strip"]
    )
    | {"title", "upper"},
    dict: frozenset(["get", "items", "keys", "values"]),
}
_OF_JINJA = (LoopContext, Macro, Namespace)

_STEPS_LEFT: ContextVar[list[int] | None] = ContextVar("steps left", default=None)


@contextmanager
def counted() -> Iterator[None]:
    """Count the work of one rendering."""
    token = _STEPS_LEFT.set([_STEPS])
    try:
        yield
    finally:
        _STEPS_LEFT.reset(token)


def _spend(steps: int) -> None:
    left = _STEPS_LEFT.get()
    if left is not None:
        left[0] -= steps
        if left[0] < 0:
            message = (
                "the template does too much: are there loops in loops, or a macro without end?"
            )
            raise SecurityError(message)


def _text(value: Any, most: int = _LONGEST) -> Any:
    """A value, whose length was paid for; a text that is too long is refused."""
    if isinstance(value, str):
        _spend(len(value) // _CHARACTERS_A_STEP)
        if len(value) > most:
            message = f"a text of a template is longer than {most:,} characters"
            raise SecurityError(message)
    elif isinstance(value, list | tuple | dict):
        _spend(len(value) // _CHARACTERS_A_STEP)
    return value


def _concat(parts: Iterable[str]) -> str:
    """What a template, a macro or a block writes."""
    kept, length = [], 0
    for part in parts:
        length += len(part)
        if length > _LARGEST:
            message = f"a template writes more than {_LARGEST:,} characters"
            raise SecurityError(message)
        kept.append(part)
    _spend(length // _CHARACTERS_A_STEP)
    return "".join(kept)


def _printable(value: Any) -> Any:
    _spend(1)
    if isinstance(value, str | int | float | date | Undefined) or hasattr(value, "__html__"):
        return value
    message = f"only texts and numbers can be written, and this is “{type(value).__name__}”"
    raise SecurityError(message)


def _range(*limits: int) -> range:
    numbers = range(*limits)
    _spend(len(numbers))  # raises OverflowError for what no computer counts
    return numbers


# Filters that `_Careful` puts into templates: their names are no names that a template can write.
@pass_context
def _turn(_: Context, value: None) -> None:
    _spend(1)
    return value


@pass_context
def _charged(_: Context, value: Any) -> Any:
    return _text(value, _LARGEST)


@pass_context
def _piece(_: Context, value: Any) -> Any:
    return _text(_printable(value))


@pass_context
def _weighed(_: Context, value: Any) -> Any:
    if _weight(value, _HEAVIEST) < 0:
        message = "a list of a template holds too much"
        raise SecurityError(message)
    return value


def _weight(value: Any, left: int) -> int:
    """What is left of a weight after all that a list holds; below 0 as soon as it is too heavy."""
    left -= 1
    if isinstance(value, dict):
        value = (*value, *value.values())
    if isinstance(value, list | tuple):
        for one in value:
            left = _weight(one, left)
            if left < 0:
                break
    return left


def _replace(text: str, old: str, new: str, count: int | None = None) -> str:
    found = text.count(old) if count is None else min(count, text.count(old))
    if len(text) + max(found, 0) * len(new) > _LONGEST:
        message = f"a text of a template is longer than {_LONGEST:,} characters"
        raise SecurityError(message)
    return text.replace(old, new, -1 if count is None else count)


@pass_context
def _join(context: Context, values: Iterable[Any], between: str = "", attribute: Any = None) -> str:
    """Jinja's filter, of values that can be written."""
    parts = list(values)
    if attribute is None:
        for part in parts:
            _text(_printable(part))
    _text("", _LONGEST - len(parts) * len(between))
    joined: str = FILTERS["join"](context.eval_ctx, parts, between, attribute)
    return _text(joined)  # type: ignore[no-any-return]


class _Careful(NodeTransformer):
    """Puts counting into a template, where the work is that Jinja's sandbox doesn't see.

    A name that begins with an underscore is refused before anything is made.
    """

    def __init__(self, name: str | None, file: str | None, *, tracing: bool) -> None:
        self._name = name
        self._file = file
        self._tracing = tracing

    def visit_TemplateData(self, node: nodes.TemplateData) -> nodes.Node:  # noqa: N802
        if self._tracing and self._file:
            node.data = marked(node.data, self._file, node.lineno)
        return node

    def visit_Getattr(self, node: nodes.Getattr) -> nodes.Node:  # noqa: N802 - Jinja's name
        self._refuse_private(node.attr, node.lineno)
        return self.generic_visit(node)

    def _refuse_private(self, name: Any, line: int) -> None:
        if isinstance(name, str) and name.startswith("_"):
            message = f"a template sees no name that begins with an underscore: “{name}”"
            raise TemplateSyntaxError(message, line, self._name, self._file)

    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        counting = _through("turn", nodes.Const(None, lineno=node.lineno))
        node.body.insert(0, nodes.ExprStmt(counting, lineno=node.lineno))
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        node.nodes = [_through("piece", one) for one in node.nodes]
        return _through("piece", node)

    def visit_Compare(self, node: nodes.Compare) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        node.expr = _through("charged", node.expr)
        for operand in node.ops:
            operand.expr = _through("charged", operand.expr)
        return node

    def visit_Getitem(self, node: nodes.Getitem) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        if isinstance(node.arg, nodes.Const):
            self._refuse_private(node.arg.value, node.lineno)
        if isinstance(node.arg, nodes.Slice):
            node.node = _through("charged", node.node)
        return node

    def visit_List(self, node: nodes.List) -> nodes.Node:  # noqa: N802
        return self._literal(node)

    def visit_Dict(self, node: nodes.Dict) -> nodes.Node:  # noqa: N802
        return self._literal(node)

    def visit_Tuple(self, node: nodes.Tuple) -> nodes.Node:  # noqa: N802
        return self._literal(node) if node.ctx == "load" else node

    def _literal(self, node: nodes.Expr) -> nodes.Node:
        self.generic_visit(node)
        return _through("weighed", node)


def _through(name: str, node: nodes.Node) -> nodes.Expr:
    assert isinstance(node, nodes.Expr)
    return nodes.Filter(node, f" {name}", [], [], None, None, lineno=node.lineno)


def _paid(function: Callable[..., Any]) -> Callable[..., Any]:
    """A filter whose subject and result are paid for by their lengths."""

    @wraps(function)  # which keeps what Jinja marks filters with
    def called(*given: Any, **named: Any) -> Any:
        for one in given:
            _text(one, _LARGEST)
        _spend(_CALL)
        return _text(function(*given, **named), _LARGEST)

    return called


class _Missing(StrictUndefined):
    """What isn't there: using it says what is."""

    @property
    def _undefined_message(self) -> str:
        said: str = super()._undefined_message
        kind = type(self._undefined_obj)
        shown = getattr(kind, "for_templates", None) or getattr(kind, "__struct_fields__", ())
        name = self._undefined_name
        if not shown or not isinstance(name, str):
            return said
        return f"“{name}” is no part of it; {meant(name, shown)}"


class Sandbox(ImmutableSandboxedEnvironment):
    """The environment of templates."""

    intercepted_binops = frozenset("+*%") | {"**", "//", "/"}

    def __init__(
        self, loader: BaseLoader, themes: tuple[str, ...] = (), *, tracing: bool = False
    ) -> None:
        """`themes` are the names of the theme and of those it inherits.

        With `tracing` what a template writes tells the lines that it comes from.
        """
        self._themes = themes
        self._tracing = tracing
        super().__init__(
            loader=loader,
            autoescape=lambda name: name is None or not name.endswith(".css"),
            undefined=_Missing,
            trim_blocks=True,
            lstrip_blocks=True,
            optimized=False,
            finalize=_printable,
        )
        self.globals = {"range": _range, "namespace": Namespace}
        self.filters = {name: _paid(FILTERS[name]) for name in FILTERS_ALLOWED}
        self.filters |= {"join": _join, "replace": _paid(_replace)}
        for own in (_turn, _charged, _piece, _weighed):
            self.filters[own.__name__.replace("_", " ")] = own
        self.tests = {name: TESTS[name] for name in TESTS_ALLOWED}
        self.concat = staticmethod(_concat)  # type: ignore[method-assign]

    def _generate(
        self,
        source: nodes.Template,
        name: str | None,
        filename: str | None,
        *given: Any,
        **named: Any,
    ) -> str:
        _Careful(name, filename, tracing=self._tracing).visit(source)
        return super()._generate(source, name, filename, *given, **named)

    def join_path(self, template: str, parent: str) -> str:
        """The name of a template that another one names."""
        return meant_by(template, parent, self._themes)

    def get_template(self, *given: Any, **named: Any) -> Template:
        """The template; one that includes another pays for it."""
        _spend(_CALL)
        return super().get_template(*given, **named)

    def call(self, context: Context, function: Any, *given: Any, **named: Any) -> Any:
        """Call what a template may, which costs steps."""
        _spend(_CALL)
        return _text(super().call(context, function, *given, **named), _LARGEST)

    def is_safe_callable(self, obj: Any) -> bool:
        """Whether a template may call it: nothing that makes objects but a namespace."""
        return obj is Namespace or (not isinstance(obj, type) and super().is_safe_callable(obj))

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Whether a template may see it."""
        _spend(1)
        if attr.startswith("_") or isinstance(value, Path):
            return False
        if isinstance(obj, _OF_JINJA):
            return True
        shown = getattr(type(obj), "for_templates", None)
        if shown is not None:
            return attr in shown
        if isinstance(obj, tuple):
            return attr in getattr(obj, "_fields", ())
        if isinstance(obj, Struct):
            return attr in obj.__struct_fields__ or isinstance(
                getattr(type(obj), attr, None), property
            )
        return any(attr in names for kind, names in _METHODS.items() if isinstance(obj, kind))

    def wrap_str_format(self, value: Any) -> None:
        """Leave `format` out: it has widths without end."""

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """An operation of numbers, or texts and lists put together."""
        if operator in "+*" and isinstance(left, list | tuple | str) | isinstance(
            right, list | tuple | str
        ):
            if operator == "+":
                return self._checked(left + right)
            message = "texts and lists cannot be multiplied"
            raise SecurityError(message)
        if not isinstance(left, int | float) or not isinstance(right, int | float):
            message = f"“{operator}” is for numbers"
            raise SecurityError(message)
        if operator == "**":
            left, right = float(left), float(right)  # of which none is too large to be made
        return self._checked(super().call_binop(context, operator, left, right))

    @staticmethod
    def _checked(value: Any) -> Any:
        if isinstance(value, int) and abs(value) > _HIGHEST:
            message = "the number is too large"
            raise SecurityError(message)
        _spend(1)
        if isinstance(value, list | tuple) and len(value) > _HEAVIEST:
            message = "a list of a template holds too much"
            raise SecurityError(message)
        return _text(value)
