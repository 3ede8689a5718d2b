"""What the server takes on."""

from __future__ import annotations

from msgspec import Struct


class Limits(Struct, frozen=True):
    """Bounds on requests, uploads and work.

    `size`: bytes of a request. `timeout`: seconds for an article. `processes`: workers. `waiting`:
    requests that may wait for a worker or be made. `silence`: seconds for which an upload may send
    nothing, also before its first line is complete. `pace`: bytes a second that an upload must
    bring after its first `silence` seconds. `uploads`: unfinished uploads of one client. `memory`:
    bytes of all unfinished uploads together. `rate`: requests a minute of one client; 0 is any
    number.
    """

    size: int = 20_000_000
    timeout: float = 60.0
    processes: int = 2
    waiting: int = 64
    silence: float = 15.0
    pace: int = 50_000
    uploads: int = 200
    memory: int = 400_000_000
    rate: int = 0
