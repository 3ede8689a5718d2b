"""Who asks: the host that a request names, its bearer token, and how often its client asks."""

from __future__ import annotations

import hmac
from fnmatch import fnmatchcase
from hashlib import sha256
from typing import TYPE_CHECKING

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.exceptions import HTTPException
from starlette.requests import Request

from presskit.diagnostics import Position, Report
from presskit.serve.answers import problem_of
from presskit.serve.login import COOKIE, is_from_elsewhere, owners_of_cookie

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from starlette.types import ASGIApp, Receive, Scope, Send

# Asked by whoever starts and watches the server, who has no token.
OPEN = frozenset(["/health", "/ready"])
_NAME = "presskit.client"
_SHORTEST = 16


def read_tokens(path: str) -> dict[str, bytes]:
    """The tokens of a file by the names of their owners, as SHA-256.

    A line holds a name, blanks, and a token of 16 characters or more; empty lines and those that
    begin with `#` don't count. Raises PresskitError (`config-invalid`) with the line.
    """
    report = Report(path)
    try:
        with open(path, encoding="utf-8") as file:
            lines = file.read().splitlines()
    except (OSError, UnicodeDecodeError) as error:
        report.fail(
            "config-invalid", f"the tokens can't be read: {error}", hint="a line is NAME TOKEN"
        )
    tokens: dict[str, bytes] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        name, _, token = line.strip().partition(" ")
        token = token.strip()
        at = Position(number, 1)
        if len(token) < _SHORTEST or " " in token:
            message = f"a line is a name and a token of {_SHORTEST} characters or more"
            report.add("config-invalid", message, at, "make one with: openssl rand -hex 32")
        elif name in tokens:
            report.add(
                "config-invalid", f"“{name}” has a token already", at, "give it another name"
            )
        else:
            tokens[name] = sha256(token.encode()).digest()
    if not tokens and not report.diagnostics:
        report.add("config-invalid", "there is no token in this file", hint="a line is NAME TOKEN")
    report.raise_errors()
    return tokens


def client_of(request: Request) -> str:
    """Whose request it is: the name of its token, else its address."""
    if name := request.scope.get(_NAME):
        return f"token {name}"
    return request.client.host if request.client else "local"


def token_name(scope: Scope) -> str | None:
    """The name of the token that a request came with."""
    name: str | None = scope.get(_NAME)
    return name


def path_of(scope: Scope) -> str:
    """The path that a request asks for, without the prefix that a proxy takes off."""
    path: str = scope["path"]
    root: str = scope.get("root_path", "")
    return path.removeprefix(root) if path.startswith(f"{root}/") else path


def name_of_token(token: str, tokens: Mapping[str, bytes]) -> str | None:
    """Whose token it is; None for nobody's. All are compared, each in the same time."""
    given = sha256(token.strip().encode()).digest()
    owners = [name for name, one in tokens.items() if hmac.compare_digest(one, given)]
    return owners[0] if owners else None


class Clients:
    """Middleware that checks a request's host, where it comes from, its token, and its client's rate.

    `hosts` are patterns of names (`*.example.org`), `tokens` those of `read_tokens`, `rate` is
    requests a minute; without tokens everybody may ask, and 0 is any rate. Pages of other sites may
    ask where `origins` names them. Paths that are `is_public` need no token.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        tokens: Mapping[str, bytes],
        hosts: Sequence[str],
        origins: Sequence[str],
        rate: int,
        is_public: Callable[[str], bool],
    ) -> None:
        self._app = app
        self._origins = frozenset(origins)
        self._is_public = is_public
        self._hosts = tuple(host.casefold() for host in hosts)
        self._tokens = dict(tokens)
        self._rate = RateLimitItemPerMinute(rate) if rate else None
        self._asked = MovingWindowRateLimiter(MemoryStorage())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request pass, or answer 401, 421 or 429."""
        if scope["type"] != "http" or path_of(scope) in OPEN:
            await self._app(scope, receive, send)
            return
        request = Request(scope, receive)
        try:
            self._check(request)
        except HTTPException as error:
            answer = await problem_of(request, error)
            await answer(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _check(self, request: Request) -> None:
        # A page of the web can have a name of its own lead to this machine; it can't change the host
        # that its browser then asks for.
        host = (request.url.hostname or "").casefold()
        if not any(fnmatchcase(host, one) for one in self._hosts):
            message = f"this server is not called “{host}”: start it with --allow-host {host}"
            raise HTTPException(421, message)
        is_reading = request.method in {"GET", "HEAD"}
        if not is_reading and is_from_elsewhere(request.headers, self._origins):
            raise HTTPException(403, "pages of other sites may not ask: see --allow-origin")
        if self._tokens and not self._is_public(path_of(request.scope)):
            request.scope[_NAME] = self._owner(request)
        if self._rate and not self._asked.hit(self._rate, client_of(request)):
            raise HTTPException(429, "you ask too often", {"Retry-After": "60"})

    def _owner(self, request: Request) -> str:
        """The name of the request's token, or of the cookie that the page got for one."""
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        name = name_of_token(token, self._tokens) if scheme.lower() == "bearer" else None
        if name is None and (cookie := request.cookies.get(COOKIE)):
            name = next(iter(owners_of_cookie(cookie, self._tokens)), None)
        if name is None:
            headers = {"WWW-Authenticate": 'Bearer realm="presskit"'}
            raise HTTPException(401, "a token is needed: Authorization: Bearer …", headers)
        return name
