"""`presskit fonts`: the faces that editions can use."""

from __future__ import annotations

from pathlib import Path

import click

_ALLOWED = {"subset": "subset", "whole": "whole only", "none": "no embedding"}


@click.command()
@click.option(
    "--font-path",
    "font_folders",
    multiple=True,
    type=click.Path(path_type=Path),
    help="A folder with more fonts; may be given again.",
)
def fonts(font_folders: tuple[Path, ...]) -> None:
    """List the font families with their weights, scripts, and what may go into an edition."""
    from rich.console import Console
    from rich.table import Table

    from presskit import api
    from presskit.cli.printing import Printer
    from presskit.diagnostics import PresskitError

    try:
        library = api.fonts(font_folders)
    except PresskitError as error:
        Printer("text", quiet=False).diagnostics(error.diagnostics)
        raise SystemExit(1) from None
    columns = ("Family", "Weights", "Scripts", "Licence", "Embedding")
    table = Table(*columns, box=None, header_style="bold")
    for family in library.families():
        faces = library.faces(family)
        weights = ", ".join(str(face.weight) for face in faces)
        allowed = ", ".join(dict.fromkeys(_ALLOWED[face.embedding] for face in faces))
        table.add_row(family, weights, ", ".join(faces[0].scripts), faces[0].licence, allowed)
    Console().print(table)
