"""The editors' page: its files, what it needs to know, and its login."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from presskit import api
from presskit.diagnostics import Report
from presskit.release import VERSION
from presskit.resources import fonts_folder
from presskit.serve.clients import name_of_token
from presskit.serve.login import COOKIE, SECONDS, cookie_of
from presskit.theming.loading import load_theme
from presskit.theming.paper import PAPERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from starlette.requests import Request

    from presskit.model.publication import Publication
    from presskit.serve.limits import Limits
    from presskit.serve.uploads import Uploads

_FOLDER = Path(__file__).parent / "page"
_KINDS = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".ttf": "font/ttf",
}
_FONTS = (
    *(f"ibm-plex-sans-arabic/IBMPlexSansArabic-{one}.ttf" for one in ("Regular", "SemiBold")),
    *(f"ibm-plex-sans-hebrew/IBMPlexSansHebrew-{one}.ttf" for one in ("Regular", "SemiBold")),
    "ibm-plex-mono/IBMPlexMono-Regular.ttf",
)
# Its own scripts, styles and fonts, and pictures that it was given; nothing inline, nothing else.
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
    "font-src 'self'; img-src 'self' blob:; connect-src 'self'; frame-src 'self'; form-action 'none'; "
    "base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-cache",  # kept, and asked for again by its ETag
}
_LONGEST_TOKEN = 1000


class _File(NamedTuple):
    data: bytes
    kind: str
    etag: str


class PageFiles:
    """The files of a page; `first` is the one that is asked for without a name."""

    def __init__(self, first: str) -> None:
        self._first = first
        self._files = dict(_files())

    async def answer(self, request: Request) -> Response:
        """A file, or 304 where the browser has it."""
        file = self._files.get(request.path_params.get("path", self._first))
        if file is None:
            raise HTTPException(404, "there is no such file")
        headers = _HEADERS | {"ETag": file.etag}
        if request.headers.get("if-none-match") == file.etag:
            return Response(status_code=304, headers=headers)
        return Response(file.data, media_type=file.kind, headers=headers)


class Page:
    """The page and its paths; `tokens` are those of the server, none where everybody may ask."""

    def __init__(
        self,
        limits: Limits,
        publication: Publication,
        tokens: Mapping[str, bytes],
        uploads: Uploads,
    ) -> None:
        self._limits = limits
        self._publication = publication
        self._tokens = tokens
        self._uploads = uploads
        self._files = PageFiles("index.html")

    def routes(self) -> list[Route]:
        """The paths of the page."""
        return [
            Route("/", self._files.answer),
            Route("/page/settings", self._settings),
            Route("/page/{path:path}", self._files.answer),
            Route("/login", self._login, methods=["POST"]),
            Route("/logout", self._logout, methods=["POST"]),
        ]

    async def _settings(self, _request: Request) -> Response:
        """What the page offers, and how much the server takes."""
        themes = [{"name": one.name, "title": one.title} for one in api.themes()]
        own = load_theme(self._publication.theme, Report())
        return JSONResponse(
            {
                "version": VERSION,
                "publication": self._publication.name,
                "size": self._limits.size,
                "themes": themes,
                "papers": list(PAPERS),
                "theme": own.name,
                "paper": (self._publication.paper or own.page.paper).casefold(),
                "login": bool(self._tokens),
            }
        )

    async def _login(self, request: Request) -> Response:
        """A token for a cookie. Raises HTTPException (401)."""
        sent = await self._uploads.read(request)
        token = (await sent.body())[:_LONGEST_TOKEN].decode("utf-8", "replace")
        name = name_of_token(token, self._tokens)
        if name is None:
            raise HTTPException(401, "this is no token of this server")
        answer = Response(status_code=204)
        answer.set_cookie(
            COOKIE,
            cookie_of(self._tokens[name]),
            max_age=SECONDS,
            path=_home(request),
            secure=request.url.scheme == "https",
            httponly=True,
            samesite="strict",
        )
        return answer

    async def _logout(self, request: Request) -> Response:
        answer = Response(status_code=204)
        answer.delete_cookie(COOKIE, path=_home(request), httponly=True, samesite="strict")
        return answer


def is_public(path: str) -> bool:
    """Whether a path is asked for before a token is given: the page's own files, and its login."""
    return path in {"/", "/login"} or (path.startswith("/page/") and path != "/page/settings")


def _home(request: Request) -> str:
    root: str = request.scope.get("root_path", "")
    return f"{root}/"


def _files() -> Iterator[tuple[str, _File]]:
    """The page's files by their names below `page/`."""
    places = {path.relative_to(_FOLDER).as_posix(): path for path in _FOLDER.rglob("*.*")}
    places |= {f"fonts/{Path(name).name}": fonts_folder() / name for name in _FONTS}
    for name, path in places.items():
        if kind := _KINDS.get(path.suffix):
            data = path.read_bytes()
            yield name, _File(data, kind, f'"{hashlib.sha256(data).hexdigest()[:32]}"')
