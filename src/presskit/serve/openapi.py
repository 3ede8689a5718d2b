"""The OpenAPI document of the server."""

from __future__ import annotations

from typing import Any

import msgspec

from presskit.api import FORMATS, MEDIA_TYPES, RECORDS
from presskit.resources import VERSION

# Media types of articles, with the endings that say the same.
KINDS = {
    "text/markdown": ".md",
    "text/plain": ".txt",
    "text/html": ".html",
    "application/json": ".json",
    MEDIA_TYPES["docx"]: ".docx",
}
_TEXT = {"schema": {"type": "string", "minLength": 1}}
_BINARY = {"schema": {"type": "string", "format": "binary"}}
_QUERY: tuple[tuple[str, dict[str, Any], str], ...] = (
    ("to", {"type": "string", "default": "pdf"}, "pdf, epub, docx, or several with commas"),
    ("theme", {"type": "string"}, "the name of a theme, see /themes"),
    ("paper", {"type": "string"}, "a4, a5, letter, …"),
    ("columns", {"type": "integer", "minimum": 1, "maximum": 4}, "columns of the PDF's text"),
    ("fix", {"type": "boolean", "default": True}, "whether texts get their safe repairs"),
)


def openapi() -> dict[str, Any]:
    """The document, of OpenAPI 3.1."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "presskit",
            "version": VERSION,
            "description": "A press article in, a PDF, an EPUB and a DOCX out.",
        },
        "paths": {
            "/editions": {"post": _editions()},
            "/batch": {"post": _batch()},
            "/schema/{record}": {"get": _schema()},
            "/themes": {
                "get": _get(
                    "The names of the themes", {"type": "array", "items": {"type": "string"}}
                )
            },
            "/health": {"get": _get("Whether it takes more work", {"type": "object"})},
            "/version": {"get": _get("presskit's version", {"type": "object"})},
            "/openapi.json": {"get": _get("This document", {"type": "object"})},
        },
        "components": {"schemas": {"Problem": _problem_schema()}},
    }


def _editions() -> dict[str, Any]:
    made = {MEDIA_TYPES[name]: _BINARY for name in FORMATS} | {"application/zip": _BINARY}
    form = {
        "schema": {
            "type": "object",
            "required": ["article"],
            "properties": {
                "article": {"type": "string", "format": "binary"},
                "pictures": {"type": "array", "items": {"type": "string", "format": "binary"}},
            },
        }
    }
    bodies: dict[str, Any] = {kind: _TEXT for kind in KINDS if kind.startswith("text/")}
    bodies["application/json"] = {"schema": {"type": "object"}}
    bodies[MEDIA_TYPES["docx"]] = _BINARY
    return {
        "summary": "Make editions of an article",
        "parameters": [
            {"name": name, "in": "query", "schema": schema, "description": said}
            for name, schema, said in _QUERY
        ],
        "requestBody": {"required": True, "content": bodies | {"multipart/form-data": form}},
        "responses": {
            "200": {"description": "The edition, or a ZIP of several", "content": made},
            **_problems(400, 413, 415, 422, 500, 503, 504),
        },
    }


def _batch() -> dict[str, Any]:
    from presskit.serve.app import BatchRequest

    described = msgspec.json.schema(BatchRequest, ref_template="#/components/schemas/{name}")
    schemas = described.pop("$defs")
    asked = schemas["BatchRequest"]
    asked["properties"]["articles"] |= {"minItems": 1, "maxItems": 1000, "items": schemas["Sent"]}
    asked["properties"]["to"] |= {"minItems": 1}
    return {
        "summary": "Make editions of many articles",
        "requestBody": {"required": True, "content": {"application/json": {"schema": asked}}},
        "responses": {
            "200": {
                "description": "A ZIP of the editions and report.json, which tells of each article",
                "content": {"application/zip": _BINARY},
            },
            **_problems(413, 415, 422, 503),
        },
    }


def _schema() -> dict[str, Any]:
    record = {"name": "record", "in": "path", "required": True, "schema": {"enum": list(RECORDS)}}
    answer = _get("The JSON Schema of a record", {"type": "object"})
    return answer | {"parameters": [record], "responses": answer["responses"] | _problems(404)}


def _get(summary: str, schema: dict[str, Any]) -> dict[str, Any]:
    content = {"application/json": {"schema": schema}}
    return {
        "summary": summary,
        "responses": {"200": {"description": summary, "content": content}},
    }


def _problems(*statuses: int) -> dict[str, Any]:
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {
        str(status): {"description": "What went wrong", "content": content} for status in statuses
    }


def _problem_schema() -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["title", "status", "diagnostics"],
        "properties": {
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "diagnostics": {"type": "array", "items": {"type": "object"}},
        },
    }
