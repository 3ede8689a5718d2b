"""Mistakes in a table, all of them, by the records that say what it can hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec import inspect

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from presskit.theming.places import KeyPath


class Mistake(NamedTuple):
    """What is wrong with the value at a path of keys, and what to do."""

    path: KeyPath
    message: str
    hint: str | None = None


_MOST_NAMED = 40


def meant(name: str, known: Iterable[str], what: str = "there are") -> str:
    """The name that was probably meant, and those that there are, unless they are very many."""
    from difflib import get_close_matches

    names = sorted(known)
    near = get_close_matches(name, names, 1)
    listed = f"{what} {', '.join(names)}" if len(names) <= _MOST_NAMED else ""
    return f"did you mean “{near[0]}”? {listed}".strip() if near else listed


def mistakes(
    value: Any, kind: Any, *, whole: bool = False, path: KeyPath = ()
) -> Iterator[Mistake]:
    """What in a value of TOML is not as a type says; missing keys count where it is the `whole`."""
    yield from _of(value, inspect.type_info(kind), path, whole=whole)


def _of(value: Any, kind: inspect.Type, path: KeyPath, *, whole: bool) -> Iterator[Mistake]:
    match kind:
        case inspect.Metadata(type=inner):
            yield from _of(value, inner, path, whole=whole)
        case inspect.UnionType(types=kinds):
            real = [one for one in kinds if not isinstance(one, inspect.NoneType)]
            yield from _of(value, real[0], path, whole=whole)
        case inspect.StructType() if isinstance(value, dict):
            yield from _keys(value, kind, path, whole=whole)
        case inspect.DictType() if isinstance(value, dict):
            yield from _entries(value, kind, path, whole=whole)
        case inspect.VarTupleType() | inspect.TupleType() if isinstance(value, list):
            yield from _items(value, kind, path, whole=whole)
        case _:
            yield from _plain(value, kind, path)


def _entries(
    value: dict[str, Any], kind: inspect.DictType, path: KeyPath, *, whole: bool
) -> Iterator[Mistake]:
    """A table whose keys are names: any, or those of a list."""
    names = kind.key_type.values if isinstance(kind.key_type, inspect.LiteralType) else ()
    for name, one in value.items():
        if names and name not in names:
            yield _unknown((*path, name), map(str, names))
        else:
            yield from _of(one, kind.value_type, (*path, name), whole=whole)


def _items(
    value: list[Any],
    kind: inspect.VarTupleType | inspect.TupleType,
    path: KeyPath,
    *,
    whole: bool,
) -> Iterator[Mistake]:
    if isinstance(kind, inspect.VarTupleType):
        items: tuple[inspect.Type, ...] = (kind.item_type,) * len(value)
    else:
        items = kind.item_types
    if len(items) != len(value):
        yield from _plain(value, kind, path)
        return
    for one, item in zip(value, items, strict=True):
        yield from _of(one, item, path, whole=whole)


def _keys(
    value: dict[str, Any], kind: inspect.StructType, path: KeyPath, *, whole: bool
) -> Iterator[Mistake]:
    fields = {field.encode_name: field for field in kind.fields}
    for name, one in value.items():
        if name in fields:
            yield from _of(one, fields[name].type, (*path, name), whole=whole)
        else:
            yield _unknown((*path, name), fields)
    for name, field in fields.items():
        if whole and field.required and name not in value:
            yield Mistake(path, f"{_named(path)} lacks “{name}”", "add it")


def _unknown(path: KeyPath, known: Iterable[str]) -> Mistake:
    return Mistake(path, f"{_named(path[:-1])} knows no “{path[-1]}”", meant(path[-1], known))


def _named(path: KeyPath) -> str:
    return f"[{'.'.join(path)}]" if path else "theme.toml"


def _plain(value: Any, kind: inspect.Type, path: KeyPath) -> Iterator[Mistake]:
    """A text, a number, a choice; or something of another kind altogether."""
    said = f"“{value}”" if isinstance(value, str) else _written(value)
    if isinstance(kind, inspect.LiteralType):
        if value not in kind.values:
            yield Mistake(
                path, f"{'.'.join(path)} is {said}", meant(str(value), map(str, kind.values))
            )
    elif not _fits(value, kind):
        yield Mistake(path, f"{'.'.join(path)} is {said}", f"it is {_described(kind)}")


def _written(value: Any) -> str:
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else f"{value}"


def _fits(value: Any, kind: inspect.Type) -> bool:
    match kind:
        case inspect.BoolType():
            return isinstance(value, bool)
        case inspect.StrType():
            return isinstance(value, str)
        case inspect.IntType() | inspect.FloatType():
            kinds = int if isinstance(kind, inspect.IntType) else int | float
            return isinstance(value, kinds) and not isinstance(value, bool) and _within(value, kind)
        case _:
            return False


def _within(value: Any, kind: inspect.IntType | inspect.FloatType) -> bool:
    return (
        (kind.gt is None or value > kind.gt)
        and (kind.ge is None or value >= kind.ge)
        and (kind.le is None or value <= kind.le)
    )


def _described(kind: inspect.Type) -> str:
    match kind:
        case inspect.BoolType():
            return "true or false"
        case inspect.StrType():
            return "a text in quotes"
        case inspect.IntType() | inspect.FloatType():
            what = "a whole number" if isinstance(kind, inspect.IntType) else "a number"
            least = f" above {kind.gt:g}" if kind.gt is not None else ""
            least = f" of at least {kind.ge:,g}" if kind.ge is not None else least
            return f"{what}{least}" + (f", at most {kind.le:,g}" if kind.le is not None else "")
        case inspect.VarTupleType():
            return "a list in brackets"
        case inspect.TupleType(item_types=items):
            return f"a list of {len(items)} numbers"
        case _:
            return "a table of keys"
