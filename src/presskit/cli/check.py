"""`presskit check`: articles are proofread; a finished PDF or EPUB is checked for its readers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from presskit.cli import completions
from presskit.cli import options as opt
from presskit.cli.printing import Printer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from presskit.api import Proof, Proofreader
    from presskit.cli.printing import OutputFormat
    from presskit.diagnostics import Diagnostic
    from presskit.model.layout import Layout
    from presskit.prepress.records import BookCheck, Preflight

_LARGEST = 2_000_000_000
_KINDS = {".pdf": "a PDF", ".epub": "an EPUB"}


@click.command()
@click.argument(
    "files", nargs=-1, required=True, metavar="FILE...", shell_complete=completions.files
)
@click.option("--article", help="The article that a PDF or an EPUB should say: words are counted.")
@click.option("--fix", is_flag=True, help="Mend what can safely be mended, in the Markdown.")
@click.option("--diff", is_flag=True, help="Show what --fix would change, and change nothing.")
@click.option(
    "--select", multiple=True, metavar="RULE", help="Look for this too, and let --fix mend it."
)
@click.option("--ignore", multiple=True, metavar="RULE", help="Don't look for this.")
@click.option("--strict", is_flag=True, help="Exit with 1 on warnings too.")
@click.option(
    "--output-format",
    type=click.Choice(["text", "json", "github", "sarif"]),
    default="text",
    show_default=True,
    help="How findings are printed: text and github on stderr, json and sarif on stdout.",
)
@click.option("-q", "--quiet", is_flag=True, help="Print warnings and errors only.")
def check(  # noqa: PLR0913 - the options of the command
    files: tuple[str, ...],
    *,
    article: str | None,
    output_format: OutputFormat,
    quiet: bool,
    fix: bool,
    diff: bool,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    strict: bool,
) -> None:
    """Proofread each FILE, an article, copy or an issue; or check a PDF or an EPUB.

    RULE is a number (PK0301), the beginning of numbers (PK03), a code or ALL; `presskit rule`
    explains them. What is in a PDF or an EPUB goes to stdout: as text, or with --output-format json
    as one line of JSON a file, whose schema is printed by `presskit schema preflight` (PDF) and
    `book-check` (EPUB).
    """
    from presskit.diagnostics import PresskitError
    from presskit.rulebook import Severity

    desk = _Desk(output_format, quiet=quiet, fix=fix, diff=diff, rules=(select, ignore))
    try:
        layout = _layout(article) if article else None
        for name in files:
            desk.check(name, layout)
    except PresskitError as error:
        desk.tell(error.diagnostics)
    desk.close()
    bad = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    if any(one.severity in bad for one in desk.found):
        raise SystemExit(1)


class _Desk:
    """Checks file after file and tells what it finds; one bad file doesn't stop the rest."""

    def __init__(
        self,
        output_format: OutputFormat,
        *,
        quiet: bool,
        fix: bool,
        diff: bool,
        rules: tuple[tuple[str, ...], tuple[str, ...]],
    ) -> None:
        self._format = output_format
        self._quiet = quiet
        self._fix, self._diff, self._rules = fix, diff, rules
        self._readers: dict[bytes, Proofreader] = {}
        self._printer = Printer(output_format, quiet=quiet)
        self._has_articles = False
        self.found: list[Diagnostic] = []

    def check(self, name: str, layout: Layout | None) -> None:
        """Check a file of any kind."""
        from presskit.diagnostics import PresskitError

        try:
            if Path(name).suffix.lower() in _KINDS:
                made = _checked(name, layout)
                _show(made, self._format, quiet=self._quiet)
                self.tell(made.diagnostics)
            else:
                self._has_articles = True
                for proof in self._reader(name).read(name):
                    self._mend(proof)
        except PresskitError as error:
            self.tell(error.diagnostics)

    def tell(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Print findings and remember them."""
        found = tuple(diagnostics)
        self.found += found
        if self._format != "sarif":
            self._printer.diagnostics(found)

    def _reader(self, name: str) -> Proofreader:
        import msgspec

        from presskit import api

        publication = opt.publication_of(name)
        key = msgspec.json.encode(publication)
        if key not in self._readers:
            self._readers[key] = api.Proofreader(publication, *self._rules)
        return self._readers[key]

    def _mend(self, proof: Proof) -> None:
        """Make or show the edits of an article, then tell what is left of its findings."""
        from presskit import api

        path = Path(proof.name)
        if proof.edits and (self._fix or self._diff) and not api.is_markdown(proof.name):
            click.echo(f"{proof.name}: only Markdown files are mended, this is none", err=True)
        elif proof.edits and (self._fix or self._diff):
            text, bom = _source(path)
            new, left = self._reader(proof.name).fixed(proof, text)
            if self._diff:
                _print_diff(bom + text, bom + new, proof.name)
            elif new != text:
                api.write_whole(path, (bom + new).encode())
                proof = left
        self.tell(proof.findings)

    def close(self) -> None:
        """Print the document of the formats that are one."""
        if self._format == "sarif":
            import msgspec

            from presskit.cli.sarif import sarif

            click.echo(msgspec.json.format(msgspec.json.encode(sarif(self.found))))
        elif self._format == "json" and self._has_articles:
            import msgspec

            for one in self.found:
                click.echo(msgspec.json.encode({"number": one.number} | msgspec.to_builtins(one)))
        elif self._format == "json":
            self._printer.close()
        elif self._format == "text" and self._has_articles and not self._quiet:
            click.echo(_summary(self.found), err=True)


def _source(path: Path) -> tuple[str, str]:
    """The text of a file with its own line ends, and the byte order mark before it, if any."""
    from presskit.files import reading as files

    bom = "\ufeff" if path.read_bytes().startswith(b"\xef\xbb\xbf") else ""
    return files.read_text(path), bom


def _print_diff(old: str, new: str, name: str) -> None:
    """A unified diff that patch takes; only a line feed ends a line there."""
    from difflib import unified_diff
    from io import StringIO

    before, after = (StringIO(text, newline="\n").readlines() for text in (old, new))
    for line in unified_diff(before, after, name, name):
        click.echo(
            line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n", nl=False
        )


def _summary(found: list[Diagnostic]) -> str:
    from presskit.rulebook import Severity

    counts = {one: sum(f.severity is one for f in found) for one in Severity}
    said = [f"{n} {one}{'s' if n > 1 else ''}" for one, n in counts.items() if n]
    return ", ".join(said) or "nothing found"


def _layout(article: str) -> Layout:
    from presskit import api

    publication = opt.publication_of(article)
    return api.compose(api.read_article(article, publication), publication)


def _checked(name: str, layout: Layout | None) -> Preflight | BookCheck:
    from presskit import api
    from presskit.diagnostics import Report
    from presskit.files.reading import read_bytes

    suffix = Path(name).suffix.lower()
    data = read_bytes(Path(name), Report(name), _KINDS[suffix], _LARGEST)
    check = api.preflight if suffix == ".pdf" else api.check_book
    return check(data, layout, name)


def _show(found: Preflight | BookCheck, output_format: OutputFormat, *, quiet: bool) -> None:
    if output_format == "json":
        import msgspec

        click.echo(msgspec.json.encode(found))
    elif output_format == "text" and not quiet:
        from presskit.cli.preflight import print_book, print_preflight
        from presskit.prepress.records import Preflight

        if isinstance(found, Preflight):
            print_preflight(found)
        else:
            print_book(found)
