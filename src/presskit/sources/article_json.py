"""Article JSON: the model itself, strictly checked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from presskit.model.article import Article
from presskit.sources.files import position

if TYPE_CHECKING:
    from presskit.diagnostics import Report

_BYTE = re.compile(r"\(byte (\d+)\)")


def read_json(text: str, report: Report) -> Article:
    """An article from JSON that follows `presskit schema article`.

    Fails with `json-invalid`, saying where: the line of a syntax error, else the path of the value.
    """
    try:
        article = msgspec.json.decode(text.encode(), type=Article)
    except msgspec.ValidationError as error:
        report.fail(
            "json-invalid", f"not an article: {error}", hint="see `presskit schema article`"
        )
    except msgspec.DecodeError as error:
        found = _BYTE.search(str(error))
        byte = int(found[1]) if found else 0
        at = position(text, len(text.encode()[:byte].decode("utf-8", "ignore")))
        report.fail("json-invalid", f"broken JSON: {error}", at, "mend it here")
    except RecursionError:
        report.fail("nesting-too-deep", "the article is nested too deep", hint="flatten its lists")
    return article
