"""The PDF of an issue: a magazine with a cover, contents with page numbers, and its stories.

Stories are set in parts of a fixed size, by several processes where there are some, and joined; the
contents, which need the page of each story, are set last.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from presskit.language.digits import DIGITS, write_number
from presskit.model.inlines import plain
from presskit.render.faces import faces_of_issue
from presskit.render.pdf.join import Entry, join, outlined
from presskit.render.pdf.ledger import Ledger
from presskit.render.pdf.page import picture_urls
from presskit.render.pdf.parts import ELSEWHERE, Front, Made, Part, Placed, Setter, Shared
from presskit.render.pdf.standards import check_dated, check_owed, read_claim
from presskit.render.pdf.workers import set_here, workers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from presskit.diagnostics import Report
    from presskit.model.edition import StoriesDone
    from presskit.model.issue_layout import IssueLayout, Story
    from presskit.model.manuscript import Picture
    from presskit.render.setting import Setting

# Stories that are set together, fewer at the end, where processes would wait for the last one. The
# PDF's bytes follow from these, the number of processes doesn't.
_TOGETHER = 8
_TOGETHER_LAST = 4
_LAST = 16
_CONTENTS = "contents"


def render_issue(
    issue: IssueLayout,
    setting: Setting,
    pictures: Mapping[str, Picture],
    report: Report,
    progress: StoriesDone,
) -> bytes:
    """The PDF of an issue: tagged, with outline and page numbers, its stories joined.

    `progress` is told how many stories are done and how many there are. In a WeasyPrint whose
    stand-ins don't fit it is set as one document, and claims nothing. Raises PresskitError as
    `presskit.render.pdf.render` does.
    """
    claim = read_claim(setting.standard, report, press=setting.for_press)
    for story in issue.stories():
        check_owed(claim, story.layout, report.about(story.file), f"{story.name}-")
    check_dated(claim, issue.metadata.date, report)
    theme, library = setting.theme, setting.library
    # Stories in other languages are set in the issue's theme, so that all pages are one sheet's.
    extra = DIGITS[issue.furniture.digits]
    choice = faces_of_issue(issue, lambda _: theme, library, report, extra=extra, nameplate=True)
    report.raise_errors()
    shared = Shared(
        choice.completed(theme, boxes=True),
        setting,
        claim,
        tuple(choice.faces),
        frozenset(choice.missing),
        choice.withheld(),
        replace(issue, sections=(), note=None, colophon=None),
    )
    return _Printer(issue, shared, pictures, report).print(setting.processes, progress)


class _StockError(Exception):
    """WeasyPrint has no stand-ins: parts of an issue can be neither numbered nor joined."""


class _Printer:
    """Sets and joins the parts of one issue."""

    def __init__(
        self,
        issue: IssueLayout,
        shared: Shared,
        pictures: Mapping[str, Picture],
        report: Report,
    ) -> None:
        self._issue = issue
        self._shared = shared
        self._pictures = pictures
        self._report = report

    @cached_property
    def _setter(self) -> Setter:
        """What sets the front; made late, while processes have begun."""
        setter = Setter(self._shared, self._report.file)
        if not setter.engine.is_known:
            raise _StockError
        return setter

    def print(self, processes: int, progress: Callable[[int, int], None]) -> bytes:
        """The PDF; `progress` is told the stories done."""
        try:
            return self._print(processes, progress)
        except _StockError:
            return self._print_whole(progress)

    def _print_whole(self, progress: Callable[[int, int], None]) -> bytes:
        """The PDF set as one document, since WeasyPrint is as it came and joins no parts."""
        setter = self.__dict__["_setter"] = Setter(self._shared, self._report.file)
        placed = tuple(one for section in _sections(self._issue) for one in section)
        (made,) = self._good(
            [setter.set_whole(Part(0, placed, dict(self._pictures)), self._front, self._issue)]
        )
        progress(len(placed), len(placed))
        return outlined(made.pdf, list(self._outline()))

    def _print(self, processes: int, progress: Callable[[int, int], None]) -> bytes:
        parts = tuple(self._parts())
        total, done = len(self._issue.stories()), 0

        def tell(part: Part) -> None:
            nonlocal done
            done += len(part.stories)
            progress(done, total)

        ledger = Ledger()
        if processes > 1 and len(parts) > 1:
            with workers(parts, self._shared, ledger, processes, tell, self._report) as wait:
                before = self._setter.count_pages(self._front({}))
                ledger.start(before)
                made = self._good(wait())
        else:
            before = self._setter.count_pages(self._front({}))
            ledger.start(before)
            setter = Setter(self._shared, self._report.file)
            made = self._good(set_here(parts, setter, ledger, tell))
        return self._joined(made, before, ledger, len(parts))

    def _joined(self, made: Sequence[Made], before: int, ledger: Ledger, number: int) -> bytes:
        pages = _pages(made, before)
        front = self._setter.set_front(
            self._issue,
            self._front(pages),
            lambda question, said: ledger.answer(number, question, said),
        )
        self._report.extend(front.diagnostics)
        return join(front, made, ledger.fonts, list(self._outline()))

    def _good(self, made: Iterable[Made | tuple[Any, ...]]) -> list[Made]:
        """The parts, when none failed; their findings go to the report."""
        good = []
        for one in made:
            if isinstance(one, Made):
                good.append(one)
                self._report.extend(one.diagnostics)
            else:
                self._report.extend(one)
        self._report.raise_errors()
        return good

    def _parts(self) -> Iterator[Part]:
        for number, placed in enumerate(_together(self._issue)):
            names = tuple(f"{one.story.name}-" for one in placed)
            pictures = {s: p for s, p in self._pictures.items() if s.startswith(names)}
            yield Part(number, tuple(placed), pictures)

    def _front(self, pages: Mapping[str, int]) -> Front:
        """Cover and contents; without `pages` the contents have places for them."""
        issue = self._issue
        wanted = [issue.furniture.logo, issue.cover.finished, issue.cover.picture]
        figures = {figure.src: figure for figure in wanted if figure}
        own = {src: self._pictures[src] for src in figures}
        prepared = self._setter.prepared(own, self._report)
        urls = picture_urls(prepared)
        digits = issue.furniture.digits
        html = self._setter.html(
            "issue-front.html",
            {
                "issue": issue,
                "url": urls.__getitem__,
                "page": lambda name: write_number(pages.get(name, 0), digits),
                "elsewhere": lambda name: ELSEWHERE + name,
                "contents": _CONTENTS,
            },
        )
        return Front(html, own, prepared)

    def _outline(self) -> Iterator[Entry]:
        issue = self._issue
        yield Entry(issue.labels.contents, _CONTENTS)
        if issue.note:
            yield _entry(issue.note)
        for section in issue.sections:
            entries = tuple(_entry(story) for story in section.stories)
            yield Entry(plain(section.title), section.id, entries)
        if issue.colophon:
            yield _entry(issue.colophon)


def _entry(story: Story) -> Entry:
    return Entry(story.layout.metadata.title, story.layout.opening.id)


def _pages(made: Sequence[Made], before: int) -> dict[str, int]:
    """The page of each headline, from the issue's first."""
    pages: dict[str, int] = {}
    for part in made:
        pages |= {name: before + place + 1 for name, place in part.places.items()}
        before += part.pages
    return pages


def _together(issue: IssueLayout) -> Iterator[list[Placed]]:
    """Stories that are set together; flowing ones share pages and are cut at sections only."""
    placed: list[Placed] = []
    left = len(issue.stories())
    for section in _sections(issue):
        if issue.flowing and len(placed) + len(section) > _TOGETHER and placed:
            yield placed
            placed = []
        for one in section:
            placed.append(one)
            left -= 1
            most = _TOGETHER if left + len(placed) > _LAST else _TOGETHER_LAST
            if len(placed) >= most and not issue.flowing:
                yield placed
                placed = []
    if placed:
        yield placed


def _sections(issue: IssueLayout) -> Iterator[list[Placed]]:
    """The issue's stories, section by section; note and colophon are sections of their own."""
    if issue.note:
        yield [Placed(issue.note, issue.note.layout.opening.headline)]
    for section in issue.sections:
        first, *others = section.stories
        rest = [Placed(story, section.title) for story in others]
        yield [Placed(first, section.title, section.id), *rest]
    if issue.colophon:
        yield [Placed(issue.colophon, issue.colophon.layout.opening.headline)]
