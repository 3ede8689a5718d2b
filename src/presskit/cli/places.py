"""Where outputs go: what `-o` says, taken at its word or refused with the command that was meant."""

from __future__ import annotations

from pathlib import Path

import click

_EDITIONS = {".pdf": "pdf", ".epub": "epub", ".docx": "docx"}
_KNOWN = frozenset([*_EDITIONS, ".zip", ".md", ".markdown", ".txt", ".json", ".html", ".toml"])


def check_file(output: str, suffix: str, *others: str) -> None:
    """Refuse a name for one file that doesn't end as the file is; `others` are right as well.

    A folder, stdout, a device and a pipe are no such names. Raises click.UsageError.
    """
    path = Path(output)
    if output == "-" or _is_folder(output) or (path.exists() and not path.is_file()):
        return
    given = path.suffix.lower()
    if given in (suffix, *others):
        return
    if not given:
        message = f"-o {output} is neither a file nor a folder: write {output}{suffix} or {output}/"
    elif given in _EDITIONS and suffix in _EDITIONS:
        meant, made = _EDITIONS[given], _EDITIONS[suffix]
        message = (
            f"-o {output} is a name for another edition: `presskit {meant} … -o {output}` makes it; "
            f"a {made.upper()} is called {path.with_suffix(suffix)}"
        )
    else:
        message = f"-o {output} is no name for what is made, which ends in {suffix}"
    raise click.UsageError(message)


def check_folder(output: str, what: str) -> None:
    """Refuse a name for a folder that reads like a file's. Raises click.UsageError."""
    path = Path(output)
    if output == "-" or _is_folder(output) or path.suffix.lower() not in _KNOWN:
        return
    one = _EDITIONS.get(path.suffix.lower())
    hint = f"; for one article: `presskit {one} ARTICLE -o {output}`" if one else ""
    message = (
        f"-o {output} reads like a file, and {what} go into a folder: write {path.stem}/{hint}"
    )
    raise click.UsageError(message)


def _is_folder(output: str) -> bool:
    return output.endswith(("/", "\\")) or Path(output).is_dir()
