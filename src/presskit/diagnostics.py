"""What went wrong, where, and what to do: the one way every stage reports.

A rule has a code, a severity and a meaning, registered here once. A stage adds
diagnostics to a `Report`; an error that stops the work travels as `PresskitError`.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NoReturn

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable


class Severity(StrEnum):
    """How much a diagnostic matters; an error means that no edition is written."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Position(Struct, frozen=True, array_like=True):
    """A line and a column of the source, both counted from 1, in characters."""

    line: int
    column: int = 1


class Place(Struct, frozen=True, omit_defaults=True):
    """A file as the user named it and, where known, the position in it."""

    file: str | None = None
    at: Position | None = None

    def __str__(self) -> str:
        parts = [self.file or "presskit"]
        if self.at is not None:
            parts += [str(self.at.line), str(self.at.column)]
        return ":".join(parts)


class Rule(Struct, frozen=True):
    """One kind of finding: how severe it is and what it means in general."""

    severity: Severity
    meaning: str


_ERROR, _WARNING, _NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE

RULES: dict[str, Rule] = {
    # files
    "file-missing": Rule(_ERROR, "The named file does not exist."),
    "file-is-folder": Rule(_ERROR, "A folder was named where an article file is needed."),
    "file-unreadable": Rule(_ERROR, "The file could not be opened or read."),
    "file-empty": Rule(_ERROR, "The file has no content."),
    "file-too-large": Rule(_ERROR, "The file or a line of it is larger than an article can be."),
    "file-kind-unknown": Rule(_ERROR, "The file's ending names no kind of article presskit reads."),
    "encoding-not-utf8": Rule(_ERROR, "The text is not UTF-8."),
    "control-character": Rule(_ERROR, "The text holds NUL or another control character."),
    "output-unwritable": Rule(_ERROR, "The edition could not be written to its place."),
    "output-exists": Rule(_ERROR, "A file that presskit would write is there already."),
    # metadata
    "front-matter-broken": Rule(_ERROR, "The front matter cannot be read."),
    "front-matter-key": Rule(_WARNING, "A front matter key that presskit does not know."),
    "title-missing": Rule(_ERROR, "The article has no title."),
    "title-from-heading": Rule(_NOTE, "The title was taken from the first level-1 heading."),
    "date-unreadable": Rule(_ERROR, "The date is not a calendar date."),
    "language-unknown": Rule(_ERROR, "The language is not a BCP 47 language tag."),
    "json-invalid": Rule(_ERROR, "The article JSON is broken or does not follow the schema."),
    "config-invalid": Rule(_ERROR, "presskit.toml cannot be read or says something unknown."),
    # issues
    "issue-empty": Rule(_ERROR, "The issue has no articles."),
    "issue-title-missing": Rule(_ERROR, "The issue has no title."),
    "issue-glob-empty": Rule(_WARNING, "A pattern of the issue's file names no article."),
    "article-twice": Rule(_WARNING, "Two articles of an issue tell the same story."),
    # markup
    "nesting-too-deep": Rule(_ERROR, "Lists or quotes are nested deeper than an edition can show."),
    "fence-unclosed": Rule(_WARNING, "A fence is opened and never closed."),
    "fence-unknown": Rule(_WARNING, "A fenced div has a name that presskit does not know."),
    "comment-dropped": Rule(_NOTE, "An HTML comment stands in no edition."),
    "html-as-text": Rule(_WARNING, "HTML in Markdown is kept as text."),
    "note-missing": Rule(_ERROR, "A footnote is referred to but not defined."),
    "desk-note-lost": Rule(
        _WARNING, "A remark to the layout desk stands where Word has no comments."
    ),
    "note-unused": Rule(_WARNING, "A footnote is defined but nothing refers to it."),
    "note-duplicate": Rule(_ERROR, "Two footnotes have the same label."),
    "link-empty": Rule(_WARNING, "A link has no text and was left out."),
    "link-dead": Rule(_WARNING, "A link leads nowhere in an edition; its text was kept."),
    "heading-demoted": Rule(_NOTE, "A level-1 heading in the body became a crosshead."),
    "heading-skipped": Rule(_WARNING, "A heading skips a level; it was raised to the next one."),
    "heading-too-deep": Rule(_NOTE, "A heading deeper than level 4 became level 4."),
    "heading-empty": Rule(_WARNING, "A heading has no text and was left out."),
    "image-inline": Rule(_WARNING, "A picture inside a sentence became a figure after it."),
    "delegation-unfenced": Rule(_NOTE, "A list of roles and names was read as a delegation."),
    "delegation-row": Rule(_WARNING, "A delegation's row is not of the form role: name."),
    "bidi-control": Rule(_WARNING, "A stray bidirectional control character was left out."),
    "table-ragged": Rule(_WARNING, "A table row has more or fewer cells than its head."),
    # pictures
    "image-missing": Rule(_ERROR, "A picture's file does not exist."),
    "image-outside": Rule(_ERROR, "A picture lies outside the article's folder."),
    "image-remote": Rule(_ERROR, "A picture is on the network; presskit fetches nothing."),
    "image-unreadable": Rule(_ERROR, "A picture's file is not an image presskit can place."),
    "image-unsafe": Rule(_ERROR, "A drawing would fetch, run or hide something."),
    "image-too-large": Rule(_ERROR, "A picture has absurd dimensions."),
    "image-as-text": Rule(_WARNING, "What looks like a picture is none and was kept as text."),
    "image-alt-missing": Rule(_WARNING, "A picture has no alternative text."),
    # themes and fonts
    "theme-unknown": Rule(_ERROR, "There is no theme of that name."),
    "theme-invalid": Rule(_ERROR, "The theme's files cannot be read or break its schema."),
    "paper-unknown": Rule(_ERROR, "There is no paper size of that name."),
    "font-missing": Rule(_ERROR, "A font that the theme names is not in the library."),
    "font-invalid": Rule(_ERROR, "A font file or fonts.toml cannot be read."),
    "character-uncovered": Rule(_ERROR, "No face of the theme has a character of the text."),
    "profile-unknown": Rule(_ERROR, "The theme names no profile of a CMYK press."),
    "theme-not-for-press": Rule(_ERROR, "The theme does not say how it is printed."),
    # editions
    "standard-unknown": Rule(_ERROR, "presskit makes no PDF of that standard."),
    "standards-apart": Rule(_ERROR, "The standards asked for cannot hold in one PDF."),
    "standard-unmet": Rule(_ERROR, "The article lacks what the PDF's standard asks for."),
    "render-failed": Rule(_ERROR, "The edition could not be made."),
    "press-undated": Rule(_NOTE, "PDF/X needs a date, and the article has none."),
    "library-missing": Rule(_ERROR, "A system library that the renderer needs is missing."),
    "template-invalid": Rule(_ERROR, "The newsroom's template is no Word file that can be filled."),
    "template-style": Rule(_ERROR, "[docx.styles] names a style that isn't there."),
    "template-filled": Rule(_NOTE, "Which styles are the template's, and which were added."),
    "template-direction": Rule(_WARNING, "Styles of the template run in the wrong direction."),
    "copy-left-out": Rule(_NOTE, "A line of pasted copy is no part of the article."),
    "copy-doubtful": Rule(_NOTE, "A line of pasted copy could be read in another way."),
    "copy-picture": Rule(_NOTE, "A picture of imported copy is elsewhere; a remark tells of it."),
    "feed-unreadable": Rule(_ERROR, "The file is no feed and no export that can be read."),
    "copy-several": Rule(_ERROR, "The file holds several articles, or none."),
    "docx-unreadable": Rule(_ERROR, "The file is no DOCX that can be read."),
    "docx-issue": Rule(_ERROR, "The DOCX holds an issue of several articles."),
    "docx-date": Rule(_WARNING, "The date in an edited DOCX cannot be read back."),
    "word-marker": Rule(_NOTE, "Word has no such list marker; the nearest stands in its place."),
    "render-warning": Rule(_WARNING, "The renderer reported something about the edition."),
    # preflight of a finished PDF
    "pdf-unreadable": Rule(_ERROR, "The file is no PDF that can be read."),
    "pdf-encrypted": Rule(_ERROR, "The PDF is encrypted."),
    "pdf-damaged": Rule(_WARNING, "The PDF is broken in a place that a reader can work around."),
    "pdf-title-missing": Rule(_WARNING, "The PDF has no title."),
    "pdf-language-missing": Rule(_WARNING, "The PDF names no language."),
    "pdf-untagged": Rule(_WARNING, "The PDF has no tags for screen readers."),
    "pdf-standard-none": Rule(_NOTE, "The PDF claims neither PDF/X nor PDF/A nor PDF/UA."),
    "pdf-intent-missing": Rule(_ERROR, "A PDF/X does not say which press it is meant for."),
    "pdf-trim-missing": Rule(_ERROR, "A page of a PDF/X does not say where it is trimmed."),
    "pdf-colour-rgb": Rule(_WARNING, "RGB is painted in a PDF/X for a CMYK press."),
    "pdf-black-rich": Rule(_WARNING, "Black text in a PDF/X is not set in black ink alone."),
    "pdf-font-unembedded": Rule(_ERROR, "A font of the PDF is not embedded in it."),
    "pdf-font-whole": Rule(_NOTE, "A font of the PDF is embedded whole, not as a subset."),
    "pdf-text-unmapped": Rule(_WARNING, "Text in the PDF has shapes but no characters."),
    "pdf-image-coarse": Rule(_WARNING, "A picture in the PDF has too few pixels for its size."),
    "pdf-image-twice": Rule(_WARNING, "The PDF holds the same picture more than once."),
    "pdf-words-missing": Rule(_WARNING, "Words of the article don't come back from the PDF."),
    # check of a finished EPUB
    "epub-unreadable": Rule(_ERROR, "The file is no EPUB that can be read."),
    "epub-file-missing": Rule(_ERROR, "The manifest names a file that the EPUB lacks."),
    "epub-document-broken": Rule(_ERROR, "A document of the EPUB is not well-formed XHTML."),
    "epub-metadata": Rule(_WARNING, "The package lacks what shops and screen readers look for."),
    "epub-language": Rule(_WARNING, "A document or the package doesn't name its language."),
    "epub-direction": Rule(_ERROR, "A right-to-left document has no direction on html."),
    "epub-direction-body": Rule(_WARNING, "A document's body has another direction than html."),
    "epub-progression": Rule(_ERROR, "Pages of a right-to-left EPUB turn from left to right."),
    "epub-heading": Rule(_WARNING, "A document has no h1, several, or skips a level."),
    "epub-alt-missing": Rule(_WARNING, "A picture of the EPUB has no alternative text."),
    "epub-role-missing": Rule(_WARNING, "An epub:type stands without its role."),
    "epub-id-twice": Rule(_ERROR, "An id stands twice in a document."),
    "epub-link-dead": Rule(_ERROR, "A link of the EPUB leads nowhere."),
    "epub-note": Rule(_WARNING, "What a note's reference leads to is not marked as a note."),
    "epub-nav": Rule(_WARNING, "The contents, the NCX and the spine differ."),
    "epub-name": Rule(_WARNING, "A file's name has blanks or characters beyond ASCII."),
    "epub-remote": Rule(_ERROR, "The EPUB needs something from the network."),
    "epub-css-old": Rule(_WARNING, "A style sheet has what makes old readers drop it."),
    "epub-css-logical": Rule(_WARNING, "A logical property has no physical twin for old readers."),
    "epub-css-size": Rule(_WARNING, "Type has a size that readers cannot change."),
    "epub-css-spacing": Rule(_WARNING, "Letters of joined script are spaced."),
    "epub-font": Rule(_WARNING, "A font of the EPUB cannot be used by every reader."),
    "epub-text-uncovered": Rule(_WARNING, "No embedded font has a character of the text."),
    "epub-image": Rule(_WARNING, "A picture is too large, or of a kind that readers don't show."),
    "epub-cover": Rule(_WARNING, "The EPUB has no cover, or a small one."),
    "epub-words-missing": Rule(_WARNING, "Words of the article are not in the EPUB."),
}


class Diagnostic(Struct, frozen=True, omit_defaults=True):
    """One finding: a code of `RULES`, its severity, its place, and what to do about it."""

    code: str
    severity: Severity
    message: str
    place: Place = Place()
    hint: str | None = None

    def __str__(self) -> str:
        hint = f" ({self.hint})" if self.hint else ""
        return f"{self.place}: {self.severity} [{self.code}] {self.message}{hint}"


class PresskitError(Exception):
    """The work cannot go on; carries the diagnostics that say why."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("\n".join(map(str, self.diagnostics)))


class Report:
    """Collects diagnostics about a file; the only mutable thing passed between stages."""

    def __init__(self, file: str | None = None) -> None:
        self.file = file
        self.diagnostics: list[Diagnostic] = []

    def about(self, file: str) -> Report:
        """A report on another file, whose findings are added to this one's."""
        other = Report(file)
        other.diagnostics = self.diagnostics
        return other

    def add(
        self, code: str, message: str, at: Position | None = None, hint: str | None = None
    ) -> Diagnostic:
        """Record a finding under a code of `RULES` (KeyError for any other) and return it.

        The same finding twice is recorded once.
        """
        found = Diagnostic(code, RULES[code].severity, message, Place(self.file, at), hint)
        if found not in self.diagnostics:
            self.diagnostics.append(found)
        return found

    def fail(
        self, code: str, message: str, at: Position | None = None, hint: str | None = None
    ) -> NoReturn:
        """Record an error and raise `PresskitError` with everything found so far."""
        self.add(code, message, at, hint)
        raise PresskitError(self.diagnostics)

    def raise_errors(self) -> None:
        """Raise `PresskitError` when an error was recorded."""
        if any(found.severity is Severity.ERROR for found in self.diagnostics):
            raise PresskitError(self.diagnostics)
