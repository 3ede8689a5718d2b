"""What a request asks for, as an order and its jobs; and no more of it than the server takes."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
from msgspec import Meta, Struct
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException

from presskit import api
from presskit.api.batch.values import Job, Order
from presskit.model.pieces import Correction
from presskit.sources.repeated_keys import repeated_key
from presskit.theming.paper import PAPERS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.datastructures import QueryParams
    from starlette.requests import Request

    from presskit.model.publication import Publication

MOST_ARTICLES = 1000
_MOST_PICTURES = 200
_MOST_FIELDS = 20
# Media types of articles, with the endings that say the same.
KINDS = {
    "text/markdown": ".md",
    "text/plain": ".txt",
    "text/html": ".html",
    "application/json": ".json",
    api.MEDIA_TYPES["docx"]: ".docx",
}

_Corrections = Annotated[tuple[Correction, ...], Meta(max_length=1000)]
_Formats = Annotated[tuple[api.Format, ...], Meta(min_length=1, max_length=len(api.FORMATS))]


class Wishes(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The formats of editions, and what a request may say of their looks: names, no files."""

    to: _Formats = ("pdf",)
    theme: str | None = None
    paper: str | None = None
    columns: Annotated[int, Meta(ge=1, le=4)] | None = None
    fix: bool = True


class Sent(Struct, frozen=True, forbid_unknown_fields=True):
    """An article of a batch: its name, whose ending says what it is, and its content."""

    name: str
    content: str


class BatchRequest(Wishes, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Articles, and how their editions are wished for."""

    articles: Annotated[tuple[Sent, ...], Meta(min_length=1, max_length=MOST_ARTICLES)]
    to: _Formats = api.FORMATS


def order_of_query(query: QueryParams, publication: Publication) -> Order:
    """The order of a query string. Raises HTTPException (422)."""
    _check_once(name for name, _ in query.multi_items())
    given: dict[str, Any] = dict(query)
    if "to" in given:
        given["to"] = given["to"].split(",")
    try:
        return _order(msgspec.convert(given, Wishes, strict=False), publication)
    except msgspec.ValidationError as error:
        raise HTTPException(422, _said(error)) from None


async def batch_of(request: Request, publication: Publication) -> tuple[Order, list[Job]]:
    """The order and the jobs of a batch. Raises HTTPException (413, 415, 422)."""
    if _kind(request) != "application/json":
        raise HTTPException(415, "a batch is application/json")
    body = await request.body()
    try:
        asked = msgspec.json.decode(body, type=BatchRequest)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise HTTPException(422, _said(error)) from None
    if path := repeated_key(body.decode()):
        raise HTTPException(422, f"`{path}` is given twice")
    jobs = [Job(n, one.name, one.content.encode()) for n, one in enumerate(asked.articles)]
    return _order(asked, publication), jobs


def _check_once(names: Iterable[str]) -> None:
    if twice := next((name for name, count in Counter(names).items() if count > 1), None):
        raise HTTPException(422, f"“{twice}” is given twice")


def _said(error: Exception) -> str:
    """What msgspec says, with names as the sender wrote them: `$.articles[0].name` → `articles[0].name`."""
    return str(error).replace("`$.", "`")


def _order(wishes: Wishes, publication: Publication) -> Order:
    known = [one.name for one in api.themes()]
    if wishes.theme is not None and wishes.theme not in known:
        raise HTTPException(
            422, f"there is no theme “{wishes.theme}”; there are {', '.join(known)}"
        )
    if wishes.paper is not None and wishes.paper.casefold() not in PAPERS:
        papers = ", ".join(PAPERS)
        raise HTTPException(422, f"there is no paper called “{wishes.paper}”; there are {papers}")
    options = api.Options(
        theme=wishes.theme, paper=wishes.paper, columns=wishes.columns, repair=wishes.fix
    )
    return Order(tuple(dict.fromkeys(wishes.to)), options, publication)


async def job_of(request: Request, *, with_corrections: bool = False) -> Job:
    """The article of a request, of any kind. Raises HTTPException (413, 415, 422)."""
    kind = _kind(request)
    if kind == "multipart/form-data":
        return await _form(request, with_corrections=with_corrections)
    if kind not in KINDS:
        raise HTTPException(415, f"send one of {', '.join(KINDS)}, or multipart/form-data")
    return Job(0, f"article{KINDS[kind]}", await request.body())


async def _form(request: Request, *, with_corrections: bool) -> Job:
    """A form: `article` is a file whose name says what it is, the other files are its pictures.

    `corrections`, where they are taken, are a list of records as JSON.
    """
    article, pictures = None, {}
    corrections: tuple[Correction, ...] = ()
    async with request.form(max_files=_MOST_PICTURES, max_fields=_MOST_FIELDS) as form:
        items = form.multi_items()
        _check_once(
            name for name, value in items if not isinstance(value, UploadFile) or name == "article"
        )
        for name, value in items:
            if not isinstance(value, UploadFile):
                if name == "article":
                    article = Job(0, "article.txt", value.encode())
                elif name == "corrections" and with_corrections:
                    corrections = _corrections(value)
                continue
            data, filename = await value.read(), _below(value.filename or "")
            if name == "article":
                article = Job(0, filename or "article.txt", data)
            elif filename in pictures:
                raise HTTPException(422, f"the picture “{filename}” is sent twice")
            elif filename:
                pictures[filename] = data
    if article is None:
        raise HTTPException(422, "the form has no file named “article”")
    return Job(0, article.name, article.data, pictures=pictures, corrections=corrections)


def _corrections(text: str) -> tuple[Correction, ...]:
    try:
        return msgspec.json.decode(text, type=_Corrections)
    except msgspec.DecodeError as error:
        raise HTTPException(422, _said(error)) from None


def _kind(request: Request) -> str:
    return request.headers.get("content-type", "").split(";")[0].strip().lower()


def _below(name: str) -> str:
    """A file's name in a form: in folders below the article's, never above."""
    parts = [part for part in name.replace("\\", "/").split("/") if part not in {"", ".", ".."}]
    return "/".join(parts).replace("\0", "")
