"""Orders, jobs and products: values that any process can take, on this machine or another."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct, field

from presskit.diagnostics import Diagnostic
from presskit.model.edition import Edition, Format, Options
from presskit.model.pieces import Correction
from presskit.model.publication import Publication
from presskit.release import VERSION


class Order(Struct, frozen=True):
    """What all jobs of a batch have in common.

    `drafts` says that drafts are made too. `files` are the files that options and publication name (a theme, fonts, a logo, a template) by
    their paths, where workers cannot see this machine's. `version` is that of who orders.
    """

    formats: tuple[Format, ...]
    options: Options = Options()
    publication: Publication = Publication()
    files: dict[str, bytes] = field(default_factory=dict)
    version: str = VERSION
    drafts: bool = False


class Job(Struct, frozen=True):
    """An article to make: a file's name, or its content.

    Pictures of content lie in `folder`, or come along by name. `asks` says what is wished for:
    `editions`, a `reading` (see `read_pieces`) with an editor's `corrections`, or `views`, pictures
    of the PDF's pages, `width` pixels wide, or the `preview` of a file or an issue; what isn't an
    edition is the product's `answer`.
    """

    number: int
    name: str
    data: bytes | None = None
    folder: str = ""
    pictures: dict[str, bytes] = field(default_factory=dict)
    asks: Literal["editions", "reading", "views", "preview"] = "editions"
    corrections: tuple[Correction, ...] = ()
    width: int = 900


class Product(Struct, frozen=True):
    """What a job made; without editions it failed, or the article is a `draft` and was left out.

    `files` are the article's own: their digests by their paths, as they were before it was made.
    `answer` is the `Reading` or the `Views` that the job asked for, as JSON.
    """

    number: int
    editions: tuple[Edition, ...]
    diagnostics: tuple[Diagnostic, ...]
    words: int = 0
    pages: int | None = None
    seconds: float = 0.0
    files: dict[str, str] = field(default_factory=dict)
    draft: bool = False
    answer: bytes = b""
