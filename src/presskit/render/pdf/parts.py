"""A part of an issue: some of its stories, set as a document of its own that others join.

Its fonts are left out and its codes are those of the whole issue; its pages are numbered from the
issue's first.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from presskit.diagnostics import Diagnostic, PresskitError, Report
from presskit.fonts.face import Face
from presskit.model.inlines import Inlines
from presskit.model.issue_layout import IssueLayout, Story
from presskit.model.manuscript import Picture
from presskit.pictures.prepare import Prepared, prepare
from presskit.render.html import HtmlWriter, Medium, bare_writer
from presskit.render.pdf.codes import codes_of
from presskit.render.pdf.engine import Engine
from presskit.render.pdf.finish import Finisher
from presskit.render.pdf.numbering import numbered
from presskit.render.pdf.page import Page, picture_urls, resolutions
from presskit.render.pdf.standards import Claim
from presskit.render.setting import Setting
from presskit.theming.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from presskit.render.pdf.ledger import Translation

ELSEWHERE = "presskit:story/"
_HEX = re.compile(rb"<([0-9a-f]+)>")


class Placed(Struct, frozen=True):
    """A story with the title of its section for the running head; one that opens it has its id."""

    story: Story
    section: Inlines
    opens: str = ""


class Part(Struct, frozen=True):
    """Stories that are set together, and their pictures by `src`."""

    number: int
    stories: tuple[Placed, ...]
    pictures: dict[str, Picture]


class Shared(Struct, frozen=True):
    """What all parts of an issue share; `issue` is it without its stories.

    `missing` are the characters that no face has, `withheld` those that a face has and is not to
    show.
    """

    theme: Theme
    setting: Setting
    claim: Claim
    faces: tuple[Face, ...]
    missing: frozenset[str]
    withheld: dict[Face, set[str]]
    issue: IssueLayout


class Made(Struct, frozen=True):
    """A part that is set: its pages, where its headlines stand among them, its fonts' tables.

    `fonts` say which table each font uses, `files` which file it is made of.
    """

    pdf: bytes
    pages: int
    places: dict[str, int]
    fonts: dict[str, int]
    files: dict[str, bytes]
    diagnostics: tuple[Diagnostic, ...]


class Front(Struct, frozen=True):
    """What stands before the first part: the cover and the contents, as HTML."""

    html: str
    pictures: dict[str, Picture]
    prepared: dict[str, Prepared]


class _TurnedError(Exception):
    """The margins of the part are those of the other side."""


class Setter:
    """Sets parts, one after the other."""

    def __init__(self, shared: Shared, file: str | None = None) -> None:
        """`file` is what findings are about that belong to no story."""
        report = Report(file)
        self._shared = shared
        self._page = Page(shared.theme, shared.setting, shared.claim, report)
        self._report = report
        self.engine = Engine(
            self._page.css(shared.issue.direction, shared.issue.furniture.digits, issue=True),
            shared.faces,
            shared.theme.folders[0],
            report,
            self._page.intent(),
            missing=shared.missing,
            withheld=shared.withheld,
        )

    def set(self, part: Part, ask: Callable[[str, Any], Any]) -> Made:
        """Set a part. `ask` answers for the ledger: "pages" and "codes".

        Raises PresskitError with what is wrong in the stories.
        """
        try:
            return self._set(part, ask)
        finally:
            self._report.take()  # what stopped this part is not said of the next

    def _set(self, part: Part, ask: Callable[[str, Any], Any]) -> Made:
        prepared = self._prepared(part)
        urls = picture_urls(prepared)
        stories = list(self._stories(part, urls))
        before: list[int] = []

        def first_page(count: int) -> int:
            if not before:
                before.append(int(ask("pages", count)))
                if before[0] % 2 and self._page.press:
                    raise _TurnedError
            return before[0]

        def made(*, turned: bool) -> Made:
            html = self.html("issue-part.html", {"stories": stories, "turned": turned})
            with numbered(first_page):
                return self._made(html, part.pictures, prepared, ask)

        try:
            return made(turned=False)
        except _TurnedError:  # its first page stands on the other side of the spine
            return made(turned=True)

    def set_front(self, issue: IssueLayout, front: Front, ask: Callable[[str, Any], Any]) -> Made:
        """Set what stands before the first part, and finish what the PDF says of itself."""
        return self._made(front.html, front.pictures, front.prepared, ask, issue)

    def set_whole(
        self, part: Part, front: Callable[[Mapping[str, int]], Front], issue: IssueLayout
    ) -> Made:
        """Set an issue as one document, for a WeasyPrint without stand-ins, which joins no parts.

        It is set twice: the first time says on which pages the contents find the headlines.
        """
        prepared = self._prepared(part)
        stories = list(self._stories(part, picture_urls(prepared)))
        text = self.html("issue-part.html", {"stories": stories, "turned": False})
        finisher = Finisher(issue, self._shared.claim, self._page.press)
        made: tuple[bytes, int] = b"", 0
        pages: dict[str, int] = {}
        for _ in range(2):
            opening = front(pages)
            used, css = self._used(part.pictures | opening.pictures, prepared | opening.prepared)

            def finish(document: Any, pdf: Any) -> None:
                for number, page in enumerate(document.pages, 1):
                    pages.update(dict.fromkeys(page.anchors, number))
                finisher(document, pdf)

            html = _in_one(opening.html, text)
            version = self._shared.claim.version
            data = self.engine.write_pdf(html, used, finish, css=css, version=version)
            made = data, max(pages.values(), default=0)
        return Made(*made, pages, {}, {}, self._report.take())

    def count_pages(self, front: Front) -> int:
        """How many pages stand before the first part."""
        pictures, css = self._used(front.pictures, front.prepared)
        return self.engine.count_pages(front.html, pictures, css)

    def _made(
        self,
        html: str,
        pictures: Mapping[str, Picture],
        prepared: Mapping[str, Prepared],
        ask: Callable[[str, Any], Any],
        whole: IssueLayout | None = None,
    ) -> Made:
        gatherer = Gatherer(Finisher(whole, self._shared.claim, self._page.press), ask)
        used, css = self._used(pictures, prepared)
        version = self._shared.claim.version
        data = self.engine.write_pdf(html, used, gatherer, css=css, version=version)
        return Made(
            data,
            gatherer.pages,
            gatherer.places,
            gatherer.tables,
            gatherer.files,
            self._report.take(),
        )

    def _used(
        self, pictures: Mapping[str, Picture], prepared: Mapping[str, Prepared]
    ) -> tuple[dict[str, bytes], str]:
        """Pictures by their URLs, and the CSS that they need."""
        urls = picture_urls(prepared)
        used = {urls[src]: self._page.inked(made) for src, made in prepared.items()}
        return used, resolutions(pictures, prepared, urls)

    def html(self, template: str, more: Mapping[str, Any]) -> str:
        """A template of the theme, given what it needs."""
        issue = self._shared.issue
        names = {"issue": issue, "write": bare_writer(issue)}
        return self._page.templates.render(template, **(names | dict(more)))

    def prepared(self, pictures: Mapping[str, Picture], report: Report) -> dict[str, Prepared]:
        """Pictures as the pages take them."""
        shared = self._shared
        limits = self._page.limits()
        return prepare(pictures, shared.theme, shared.setting.library, report, limits)

    def _prepared(self, part: Part) -> dict[str, Prepared]:
        """The pictures of all stories; what is wrong with one is said of its story's file."""
        prepared: dict[str, Prepared] = {}
        for placed in part.stories:
            prefix = f"{placed.story.name}-"
            own = {s: p for s, p in part.pictures.items() if s.startswith(prefix)}
            about = Report(placed.story.file)
            with suppress(PresskitError):
                prepared |= self.prepared(own, about)
            self._report.extend(about.diagnostics)
        self._report.raise_errors()
        return prepared

    def _stories(self, part: Part, urls: Mapping[str, str]) -> Iterator[dict[str, Any]]:
        names = {placed.story.name for placed in part.stories}

        def link(href: str) -> str:
            inside = not href.startswith("#") or href[1:].split("-", 1)[0] in names
            return href if inside else ELSEWHERE + href[1:]

        for placed in part.stories:
            layout = placed.story.layout
            medium = Medium(
                urls.__getitem__,
                epub=False,
                link=link,
                tight=self._page.is_tight,
                measure=self._page.measure,
                qr_code=self._page.qr_code,
            )
            yield {
                "placed": placed,
                "layout": layout,
                "write": HtmlWriter(layout, medium),
                "flows": self._page.flows(layout.body),
            }


def _in_one(front: str, text: str) -> str:
    """Two documents as one: what stands before the stories, then the stories."""
    opening, _, stories = text[text.index("<body") :].partition(">")
    before, _, after = front.replace(ELSEWHERE, "#").rpartition("</body>")
    return before.replace("<body", opening, 1) + stories.partition("</body>")[0] + "</body>" + after


class Gatherer:
    """Finishes a part: gathers its headlines' pages and brings its codes into the ledger's."""

    def __init__(self, finisher: Finisher, ask: Callable[[str, Any], Any]) -> None:
        self._finisher = finisher
        self._ask = ask
        self.pages = 0
        self.places: dict[str, int] = {}
        self.tables: dict[str, int] = {}
        self.files: dict[str, bytes] = {}

    def __call__(self, document: Any, pdf: Any) -> None:
        """Take part in what all parts share, instead of finishing the fonts here."""
        self.pages = len(document.pages)
        for number, page in enumerate(document.pages):
            for name in page.anchors:
                self.places.setdefault(name, number)
        coded = {font.hash: (font, codes_of(font)) for font in document.fonts.values()}
        meanings = {name: codes.meanings() for name, (_, codes) in coded.items() if codes}
        answer: dict[str, Translation] = self._ask("codes", meanings)
        self.tables = {name: number for name, (number, _) in answer.items()}
        self.files = {name: bytes(coded[name][0].file_content) for name in meanings}
        _recode(pdf, {name: codes for name, (_, codes) in answer.items()})
        _leave_out_fonts(pdf)
        self._finisher.finish_part(document, pdf)
        self._finisher.finish_whole(pdf)


def _recode(pdf: Any, codes: Mapping[str, Sequence[int]]) -> None:
    """Write the ledger's codes instead of the part's own, which count from 1."""
    from weasyprint.pdf.stream import Stream

    written = {
        b"/" + name.encode(): {b"%04x" % n: b"%04x" % code for n, code in enumerate(own, 1)}
        for name, own in codes.items()
    }
    for item in pdf.objects:
        if isinstance(item, Stream):
            item.stream = list(_recoded(item.stream, written))


def _recoded(
    tokens: Iterable[Any], written: Mapping[bytes, Mapping[bytes, bytes]]
) -> Iterator[Any]:
    table: Mapping[bytes, bytes] = {}

    def replaced(found: re.Match[bytes]) -> bytes:
        codes = found[1]
        return b"<%s>" % b"".join(table[codes[at : at + 4]] for at in range(0, len(codes), 4))

    for token in tokens:
        if isinstance(token, bytes):
            if token.endswith(b" Tf"):
                table = written.get(token.split(b" ", 1)[0], {})
            elif token.endswith(b"] TJ") and table:
                yield _HEX.sub(replaced, token)
                continue
        yield token


def _leave_out_fonts(pdf: Any) -> None:
    """Empty the files and tables of fonts: the whole issue has its own."""
    objects = {item.number: item for item in pdf.objects}
    for font in pdf.objects:
        if not isinstance(font, dict):
            continue
        for key in ("FontFile2", "FontFile3", "ToUnicode"):
            if key in font and font.get("Type") in {"/FontDescriptor", "/Font"}:
                objects[int(font[key].split()[0])].stream = []
