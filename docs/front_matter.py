"""Write docs/front-matter.md from presskit's own table of keys: `python docs/front_matter.py`."""

from __future__ import annotations

from pathlib import Path

from presskit.rulebook import RULES
from presskit.sources.keys import IMAGE_ALIASES, KEYS

PAGE = Path(__file__).with_name("front-matter.md")
_HEAD = """# Front matter

<!-- made by docs/front_matter.py from src/presskit/sources/keys.py; a test holds it true -->

What stands over an article between two lines of `---`, or of `+++` (TOML), or as a JSON object in
braces. Read as editors write it: after `key:` the rest of the line is text, also with colons, `#`,
`[` or quotation marks in it; `no` and `007` stay words. Lines that are set in go on with the value;
`|` and `>` keep lines or join them; `[a, b]` and lines that begin with `-` are lists; maps may hold
maps and lists.

Keys are found in any case, with or without hyphens, tashkeel and the Arabic article.

| key | says | its value | other names |
| --- | --- | --- | --- |
"""
_TAIL = """
`summary`, `excerpt` and `description` may stand side by side, and so may `author` and `authors` or
`date` and `published`: the first of the row is taken, and the others are kept for programs. The words
of `tags` and `keywords` are put together. Under `image:` stand {image}.

A date is read in any digits, as 2025-08-17, 17/8/2025, `17 آب 2025`, `May 3, 2024` or `3 mai 2024`,
with a time behind it or not; after `الموافق` and its like too. One of the Persian calendar is read
and printed as it is written. One of the Islamic calendar is printed as it is written: its days follow
from no rule, so the editions carry no date for machines.

Keys of other programs (`layout`, `permalink`, `params` and so on) are kept in the article's JSON
under `extra`, as texts, lists and maps, and one finding (`front-matter-key`) names them.

## What can be wrong

| code | means |
| --- | --- |
"""


def page() -> str:
    """The page's text."""
    rows = [f"| `{key.name}` | {key.says} | {key.form} | {_names(key.names)} |" for key in KEYS]
    codes = dict.fromkeys(
        ["front-matter-broken", "front-matter-key", *(code for key in KEYS for code in key.errors)]
    )
    found = [f"| `{code}` | {RULES[code].severity}: {RULES[code].meaning} |" for code in codes]
    image = "; ".join(f"`{name}` ({', '.join(more)})" for name, more in IMAGE_ALIASES.items())
    return _HEAD + "\n".join(rows) + "\n" + _TAIL.format(image=image) + "\n".join(found) + "\n"


def _names(names: dict[str, tuple[str, ...]]) -> str:
    return "; ".join(f"{tongue}: {', '.join(more)}" for tongue, more in names.items())


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
