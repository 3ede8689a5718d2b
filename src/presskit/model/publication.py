"""Publication: the paper that an article appears in, and its house choices."""

from __future__ import annotations

from typing import Literal, TypeAlias

from presskit.model.blocks import Part

# The key of the logo among an edition's pictures; no article can name a picture so.
LOGO = "presskit:logo"

Digits: TypeAlias = Literal["latn", "arab", "arabext"]


class Publication(Part, frozen=True):
    """What `presskit.toml` says of the paper.

    `logo` is a picture's path; in presskit.toml it counts from that file. `locale` (BCP 47) settles dates and month names, and
    the language of articles that name none. `digits` is a CLDR numbering system for folios and
    numbers that presskit makes; without it the article's own digits decide.
    """

    name: str = ""
    logo: str = ""
    theme: str = "sahifa"
    paper: str = ""
    columns: int | None = None
    locale: str = ""
    digits: Digits | None = None
