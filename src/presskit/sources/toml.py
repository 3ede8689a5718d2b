"""TOML files made into records, each mistake told with its line."""

from __future__ import annotations

import datetime
import re
import tomllib
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import msgspec

from presskit.diagnostics import Position
from presskit.model.records import record_of

if TYPE_CHECKING:
    from pathlib import Path

    from presskit.diagnostics import Report

_PLACE = re.compile(r" ?\(at line (\d+), column (\d+)\)")
_FIELD = re.compile(r"unknown field `([^`]+)`|`\$(?:\.\w+\[\.\.\.\])?\.([\w-]+)")
Record = TypeVar("Record", bound=msgspec.Struct)


class Places(NamedTuple):
    """Where the keys of a file stand."""

    text: str

    def of(self, key: str, number: int = 0) -> Position | None:
        """The line that gives a key, or gives it again after `number` times."""
        lines = self.text.split("\n")
        name = re.compile(rf"\s*\[*\"?{re.escape(key)}\b")
        found = [Position(line) for line, text in enumerate(lines, 1) if name.match(text)]
        return found[number] if number < len(found) else None


def read_toml(path: Path, record: type[Record], report: Report) -> tuple[Record, Places]:
    """A file as a record, and where its keys stand; a date is its text (ISO 8601).

    Fails with `config-invalid`.
    """
    text = ""
    try:
        text = path.read_text("utf-8-sig")
        table = {
            key: value.isoformat() if isinstance(value, datetime.date) else value
            for key, value in tomllib.loads(text).items()
        }
        return record_of(table, record), Places(text)
    except OSError as error:
        report.fail(
            "config-invalid", f"it cannot be read: {error.strerror}", hint="mend its rights"
        )
    except UnicodeDecodeError:
        report.fail("config-invalid", "it is not UTF-8", hint="save it as UTF-8")
    except tomllib.TOMLDecodeError as error:
        what = _PLACE.sub("", str(error)).replace(" (at end of document)", "")
        found = _PLACE.search(str(error))
        end = Position(text.count("\n") + 1)
        place = Position(int(found[1]), int(found[2])) if found else end
        report.fail("config-invalid", f"this is not TOML: {what}", place, 'write key = "value"')
    except msgspec.ValidationError as error:
        known = ", ".join(record.__struct_encode_fields__)
        at = _place_of(str(error), Places(text))
        report.fail("config-invalid", str(error), at, f"the keys are {known}")


def _place_of(message: str, places: Places) -> Position | None:
    """The line that gives the key a message of msgspec speaks of."""
    found = _FIELD.search(message)
    return places.of(found[1] or found[2]) if found else None
