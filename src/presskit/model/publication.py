"""Publication: the paper that an article appears in, and its house choices."""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

from presskit.model.blocks import Part

# Keys of the house's own pictures among an edition's; no article can name a picture so.
LOGO = "presskit:logo"
COVER = "presskit:cover"
COVER_PICTURE = "presskit:cover-picture"

Digits: TypeAlias = Literal["latn", "arab", "arabext"]


class House(Part, frozen=True):
    """What `[docx]` says: how the newsroom wants its Word files.

    `template` is the path of a DOCX whose styles, page and headers are used; in presskit.toml it
    counts from that file. `styles` gives a style of the template for a role of the article or a
    style of presskit's.
    """

    notes: Literal["footnotes", "endnotes"] = "footnotes"
    template: str = ""
    styles: dict[str, str] = msgspec.field(default_factory=dict)


class Check(Part, frozen=True):
    """What `[check]` says: which rules of the proofreader are looked for besides those that are on.

    `select` adds rules and lets `--fix` mend them, `ignore` leaves rules out, `per-file-ignores`
    leaves them out in the files that a pattern names. A rule is a number, the beginning of
    numbers, or a code.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    per_file_ignores: dict[str, tuple[str, ...]] = msgspec.field(
        default_factory=dict, name="per-file-ignores"
    )


class Publication(Part, frozen=True):
    """What `presskit.toml` says of the paper.

    `logo` is a picture's path, `theme` a name or a folder's path; in presskit.toml both count from
    that file and lie in its folder. `locale` (BCP 47) settles dates and month names, and
    the language of articles that name none. `digits` is a CLDR numbering system for folios and
    numbers that presskit makes; without it the article's own digits decide. `sections` is the
    order of sections in a digest, `issn` the number of the series, `docx` how Word files are made,
    `check` what the proofreader looks for.
    """

    name: str = ""
    logo: str = ""
    theme: str = "sahifa"
    paper: str = ""
    columns: int | None = None
    locale: str = ""
    digits: Digits | None = None
    sections: tuple[str, ...] = ()
    issn: str = ""
    docx: House = House()
    check: Check = Check()
