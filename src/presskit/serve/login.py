"""The page's login: a token, once given, becomes a cookie that no script can read.

The cookie holds no token. It says until when it is good, and proves by a keyed digest that whoever
made it knew one; when the token is taken from the file, its cookies are good no longer.
"""

from __future__ import annotations

import hmac
import time
from hashlib import sha256
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from starlette.datastructures import Headers

COOKIE = "presskit"
SECONDS = 7 * 24 * 3600


def cookie_of(digest: bytes) -> str:
    """The cookie's value for the owner of a token, by the token's digest."""
    until = str(int(time.time()) + SECONDS)
    return f"{until}.{_proof(digest, until)}"


def owners_of_cookie(value: str, tokens: Mapping[str, bytes]) -> list[str]:
    """The names of whose cookie it is; none where it is no good. All are compared."""
    until, _, proof = value.partition(".")
    if not until.isascii() or not until.isdecimal() or int(until[:12]) < time.time():
        return []
    given = proof.encode()
    return [
        name
        for name, digest in tokens.items()
        if hmac.compare_digest(_proof(digest, until).encode(), given)
    ]


def _proof(digest: bytes, until: str) -> str:
    return hmac.new(digest, f"presskit page {until}".encode(), sha256).hexdigest()


def is_from_elsewhere(headers: Headers, origins: Collection[str]) -> bool:
    """Whether a browser sent the request for a page of another site that may not ask.

    Browsers name the origin of whatever is no plain reading; `Sec-Fetch-Site` comes only where the
    connection is safe, and then it is right behind any proxy.
    """
    origin = headers.get("origin")
    if origin is None or origin in origins:
        return False
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site not in {"same-origin", "none"}
    return urlsplit(origin).netloc.casefold() != headers.get("host", "").casefold()
