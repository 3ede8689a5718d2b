"""The OpenAPI document of the server."""

from __future__ import annotations

from typing import Any

import msgspec

from presskit.api import FORMATS, MEDIA_TYPES, RECORDS, themes, undented
from presskit.api.readings import Reading
from presskit.model.pieces import Correction
from presskit.prepress.views import Views
from presskit.release import VERSION
from presskit.serve.intake import KINDS, BatchRequest, Wishes
from presskit.theming.paper import PAPERS

# Texts have no schema: any text is one.
_TEXTS: dict[str, Any] = {
    "text/markdown": {"example": "---\ntitle: عنوان\n---\n\nفقرة."},
    "text/plain": {"example": "عنوان المقال\n\nفقرة أولى تنتهي بنقطة."},
    "text/html": {"example": "<h1>عنوان المقال</h1><p>فقرة.</p>"},
}
_ARTICLE = {
    "description": "An article; /schema/article is the whole of its schema.",
    "type": "object",
    "required": ["title"],
    "properties": {"title": {"type": "string"}},
}
_BINARY = {"schema": {"type": "string", "format": "binary"}}
_SAID = {
    "to": "the formats",
    "theme": "the name of a theme, see /themes",
    "paper": "a4, a5, letter, …",
    "columns": "columns of the PDF's text",
    "fix": "whether texts get their safe repairs",
}


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
            "/reading": {"post": _reading()},
            "/views": {"post": _views()},
            "/schema/{record}": {"get": _schema()},
            "/themes": {
                "get": _get(
                    "The names of the themes", {"type": "array", "items": {"type": "string"}}
                )
            },
            "/health": {"get": _get("That the server is alive", {"type": "object"})},
            "/ready": {"get": _ready()},
            "/version": {"get": _get("presskit's version", {"type": "object"})},
            "/openapi.json": {"get": _get("This document", {"type": "object"})},
        },
        "components": {
            "schemas": _records() | {"Problem": _problem_schema()},
            # Where the server was started with --tokens.
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
        "security": [{"token": []}, {}],
    }


def _editions() -> dict[str, Any]:
    made = {MEDIA_TYPES[name]: _BINARY for name in FORMATS} | {"application/zip": _BINARY}
    return {
        "summary": "Make editions of an article",
        "parameters": _parameters(*_SAID),
        "requestBody": _article(),
        "responses": {
            "200": {"description": "The edition, or a ZIP of several", "content": made},
            **_problems(400, 401, 403, 408, 413, 415, 421, 422, 429, 500, 503, 504),
        },
    }


def _reading() -> dict[str, Any]:
    return {
        "summary": "Read an article, with an editor's corrections: its pieces, findings, Markdown",
        "requestBody": _article(corrections=_list_of("Correction")),
        "responses": {
            "200": {
                "description": "What each line was taken for, what was found, and the Markdown",
                "content": {"application/json": _reference("Reading")},
            },
            **_problems(400, 401, 403, 408, 413, 415, 421, 422, 429, 500, 503, 504),
        },
    }


def _views() -> dict[str, Any]:
    return {
        "summary": "The pages of an article's PDF as pictures (JPEG)",
        "parameters": _parameters(*_SAID),
        "requestBody": _article(),
        "responses": {
            "200": {
                "description": "The first pages, and how many there are",
                "content": {"application/json": _reference("Views")},
            },
            **_problems(400, 401, 403, 408, 413, 415, 421, 422, 429, 500, 503, 504),
        },
    }


def _parameters(*names: str) -> list[dict[str, Any]]:
    schemas = _wishes(Wishes)
    return [
        {
            "name": name,
            "in": "query",
            "explode": False,
            "schema": schemas[name],
            "description": _SAID[name],
        }
        for name in names
    ]


def _article(**fields: dict[str, Any]) -> dict[str, Any]:
    """The body of a request that brings an article, as a form with more fields."""
    pictures = {"type": "array", "items": {"type": "string", "format": "binary"}}
    properties = {"article": {"type": "string", "format": "binary"}, "pictures": pictures} | fields
    form: dict[str, Any] = {
        "schema": {"type": "object", "required": ["article"], "properties": properties}
    }
    if fields:
        form["encoding"] = {name: {"contentType": "application/json"} for name in fields}
    bodies: dict[str, Any] = {
        **_TEXTS,
        "application/json": {"schema": _ARTICLE},
        MEDIA_TYPES["docx"]: _BINARY,
    }
    assert set(bodies) == set(KINDS)
    return {"required": True, "content": bodies | {"multipart/form-data": form}}


def _list_of(record: str) -> dict[str, Any]:
    return {"type": "array", "items": _reference(record)["schema"]}


def _batch() -> dict[str, Any]:
    return {
        "summary": "Make editions of many articles",
        "requestBody": {
            "required": True,
            "content": {"application/json": _reference("BatchRequest")},
        },
        "responses": {
            "200": {
                "description": "A ZIP of the editions and report.json, which tells of each article",
                "content": {"application/zip": _BINARY},
            },
            **_problems(401, 403, 408, 413, 415, 421, 422, 429, 500, 503),
        },
    }


def _records() -> dict[str, Any]:
    _, schemas = msgspec.json.schema_components(
        (BatchRequest, Correction, Reading, Views), ref_template="#/components/schemas/{name}"
    )
    schemas["BatchRequest"]["properties"] |= _wishes(BatchRequest, None)
    described: dict[str, Any] = undented(schemas)
    return described


def _wishes(kind: type, *more: None) -> dict[str, Any]:
    """The properties of a record that are wishes; where names are asked for, those there are."""
    properties = msgspec.json.schema(kind)["$defs"][kind.__name__]["properties"]
    names: dict[str, list[Any]] = {
        "theme": [one.name for one in themes()],
        "paper": list(PAPERS),
        "columns": [1, 2, 3, 4],
    }
    return {
        name: {"enum": [*names[name], *more]} if name in names else properties[name]
        for name in _SAID
    }


def _reference(record: str) -> dict[str, Any]:
    return {"schema": {"$ref": f"#/components/schemas/{record}"}}


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


def _ready() -> dict[str, Any]:
    answer = _get("Whether it takes more work", {"type": "object"})
    busy = answer["responses"]["200"] | {"description": "Not now: it is busy, or about to end"}
    return answer | {"responses": answer["responses"] | {"503": busy}}


def _problems(*statuses: int) -> dict[str, Any]:
    content = {"application/problem+json": _reference("Problem")}
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
