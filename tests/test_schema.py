"""The published JSON Schemas say what the records are."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from presskit import api
from presskit.cli.schema import RECORDS

PUBLISHED = Path(__file__).parents[1] / "docs" / "schema"


@pytest.mark.parametrize("record", RECORDS)
def test_the_published_schema_is_current(record):
    published = (PUBLISHED / f"{record}.json").read_text("utf-8")
    assert published == api.schema(record), (
        f"run: presskit schema {record} > docs/schema/{record}.json"
    )


def test_unknown_fields_are_forbidden():
    records = json.loads(api.schema("article"))["$defs"]
    assert all(
        record["additionalProperties"] is False
        for record in records.values()
        if record.get("type") == "object"
    )
