"""Every rule of presskit: its number, how severe it is, and what it means in general."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


class Severity(StrEnum):
    """How much a diagnostic matters; an error means that no edition is written."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Rule(Struct, frozen=True):
    """One kind of finding: its number, how severe it is and what it means in general.

    One that is not `on` is looked for only where it is selected.
    """

    number: str
    severity: Severity
    meaning: str
    on: bool = True


_ERROR, _WARNING, _NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE
RULES: dict[str, Rule] = {
    # files
    "file-missing": Rule("PK0101", _ERROR, "The named file does not exist."),
    "file-is-folder": Rule("PK0102", _ERROR, "A folder was named where an article file is needed."),
    "file-unreadable": Rule("PK0103", _ERROR, "The file could not be opened or read."),
    "file-empty": Rule("PK0104", _ERROR, "The file has no content."),
    "file-too-large": Rule(
        "PK0105", _ERROR, "The file or a line of it is larger than an article can be."
    ),
    "file-kind-unknown": Rule(
        "PK0106", _ERROR, "The file's ending names no kind of article presskit reads."
    ),
    "encoding-not-utf8": Rule("PK0107", _ERROR, "The text is not UTF-8."),
    "control-character": Rule("PK0108", _ERROR, "The text holds NUL or another control character."),
    "output-unwritable": Rule("PK0109", _ERROR, "The edition could not be written to its place."),
    "output-exists": Rule("PK0110", _ERROR, "A file that presskit would write is there already."),
    "disk-full": Rule("PK0111", _ERROR, "A disk has no room for what is to be written."),
    "memory-short": Rule("PK0112", _ERROR, "The machine has too little memory."),
    "temporary-unwritable": Rule("PK0113", _ERROR, "There is no place for temporary files."),
    # metadata
    "front-matter-broken": Rule("PK0201", _ERROR, "The front matter cannot be read."),
    "front-matter-key": Rule("PK0202", _WARNING, "A front matter key that presskit does not know."),
    "title-missing": Rule("PK0203", _ERROR, "The article has no title."),
    "title-from-heading": Rule(
        "PK0204", _NOTE, "The title was taken from the first level-1 heading."
    ),
    "date-unreadable": Rule("PK0205", _ERROR, "The date is not a calendar date."),
    "date-printed": Rule("PK0211", _WARNING, "The date is no Gregorian one; it stays as written."),
    "draft-left-out": Rule("PK0212", _NOTE, "A draft was left out of the batch or the issue."),
    "draft-made": Rule("PK0213", _NOTE, "The article is a draft."),
    "language-unknown": Rule("PK0206", _ERROR, "The language is not a BCP 47 language tag."),
    "json-invalid": Rule(
        "PK0207", _ERROR, "The article JSON is broken or does not follow the schema."
    ),
    "config-invalid": Rule(
        "PK0208", _ERROR, "presskit.toml cannot be read or says something unknown."
    ),
    # issues
    "issue-empty": Rule("PK1001", _ERROR, "The issue has no articles."),
    "issue-title-missing": Rule("PK1002", _ERROR, "The issue has no title."),
    "issue-glob-empty": Rule("PK1003", _WARNING, "A pattern of the issue's file names no article."),
    "article-twice": Rule("PK1004", _WARNING, "Two articles of an issue tell the same story."),
    # markup
    "nesting-too-deep": Rule(
        "PK0401", _ERROR, "Lists or quotes are nested deeper than an edition can show."
    ),
    "fence-unclosed": Rule("PK0402", _WARNING, "A fence is opened and never closed."),
    "fence-unknown": Rule(
        "PK0403", _WARNING, "A fenced div has a name that presskit does not know."
    ),
    "comment-dropped": Rule("PK0404", _NOTE, "An HTML comment stands in no edition."),
    "html-as-text": Rule("PK0405", _WARNING, "What looks like HTML and is none is kept as text."),
    "html-read": Rule("PK0421", _WARNING, "HTML in Markdown was read for what its tags mean."),
    "html-dropped": Rule("PK0422", _WARNING, "HTML that no edition can show was left out."),
    "markup-foreign": Rule(
        "PK0423", _WARNING, "Markup of a site generator or a note book is no Markdown."
    ),
    "maths-as-text": Rule("PK0424", _WARNING, "A formula is set as it is written."),
    "emphasis-unread": Rule(
        "PK0425", _WARNING, "Marks of emphasis that open and close nothing stay in print."
    ),
    "list-unread": Rule("PK0426", _WARNING, "Lines that begin as items do are no list."),
    "title-twice": Rule("PK0427", _NOTE, "A heading that says the title again was left out."),
    "title-from-name": Rule("PK0430", _WARNING, "The title was made of the file's name."),
    "qr-code-missing": Rule("PK0444", _WARNING, "A QR code has no address to lead to."),
    "gallery-count": Rule("PK0443", _WARNING, "A gallery has no, one or too many pictures."),
    "verse-single": Rule("PK0442", _NOTE, "A line of a poem has one hemistich."),
    "box-nested": Rule("PK0440", _WARNING, "A box stands in another box and was opened."),
    "pairs-missing": Rule(
        "PK0441", _WARNING, "A fence of figures, questions or times holds none of them."
    ),
    "image-width": Rule("PK0428", _NOTE, "A picture's width is none that every edition has."),
    "link-unread": Rule("PK0429", _WARNING, "What looks like a link is none and stays in print."),
    "line-markup": Rule("PK0431", _WARNING, "Markup in a title or another line stays in print."),
    "note-missing": Rule("PK0406", _ERROR, "A footnote is referred to but not defined."),
    "desk-note-lost": Rule(
        "PK0407", _WARNING, "A remark to the layout desk stands where Word has no comments."
    ),
    "note-unused": Rule("PK0408", _WARNING, "A footnote is defined but nothing refers to it."),
    "note-duplicate": Rule("PK0409", _ERROR, "Two footnotes have the same label."),
    "link-empty": Rule("PK0410", _WARNING, "A link has no text and was left out."),
    "link-dead": Rule("PK0411", _WARNING, "A link leads nowhere in an edition; its text was kept."),
    "heading-demoted": Rule("PK0412", _NOTE, "A level-1 heading in the body became a crosshead."),
    "heading-skipped": Rule(
        "PK0413", _WARNING, "A heading skips a level; it was raised to the next one."
    ),
    "heading-too-deep": Rule("PK0414", _NOTE, "A heading deeper than level 4 became level 4."),
    "heading-empty": Rule("PK0415", _WARNING, "A heading has no text and was left out."),
    "image-inline": Rule(
        "PK0416", _WARNING, "A picture inside a sentence became a figure after it."
    ),
    "delegation-unfenced": Rule(
        "PK0417", _NOTE, "A list of roles and names was read as a delegation."
    ),
    "delegation-row": Rule("PK0418", _WARNING, "A delegation's row is not of the form role: name."),
    "bidi-control": Rule(
        "PK0419", _WARNING, "A stray bidirectional control character was left out."
    ),
    "table-ragged": Rule("PK0420", _WARNING, "A table row has more or fewer cells than its head."),
    # pictures
    "image-missing": Rule("PK0501", _ERROR, "A picture's file does not exist."),
    "image-outside": Rule("PK0502", _ERROR, "A picture lies outside the article's folder."),
    "image-remote": Rule(
        "PK0503", _ERROR, "A picture is on the network; presskit fetches nothing."
    ),
    "image-unreadable": Rule(
        "PK0504", _ERROR, "A picture's file is not an image presskit can place."
    ),
    "image-unsafe": Rule("PK0505", _ERROR, "A drawing would fetch, run or hide something."),
    "image-too-large": Rule("PK0506", _ERROR, "A picture has absurd dimensions."),
    "image-as-text": Rule(
        "PK0507", _WARNING, "What looks like a picture is none and was kept as text."
    ),
    "image-alt-missing": Rule("PK0508", _WARNING, "A picture has no alternative text."),
    # themes and fonts
    "theme-unknown": Rule("PK0601", _ERROR, "There is no theme of that name."),
    "theme-invalid": Rule(
        "PK0602", _ERROR, "The theme's files cannot be read or break its schema."
    ),
    "paper-unknown": Rule("PK0603", _ERROR, "There is no paper size of that name."),
    "font-missing": Rule("PK0604", _ERROR, "A font that the theme names is not in the library."),
    "font-invalid": Rule("PK0605", _ERROR, "A font file or fonts.toml cannot be read."),
    "character-uncovered": Rule("PK0606", _WARNING, "No font has a character of the text."),
    "profile-unknown": Rule("PK0607", _ERROR, "The theme names no profile of a CMYK press."),
    "theme-not-for-press": Rule("PK0608", _ERROR, "The theme does not say how it is printed."),
    "font-restricted": Rule("PK0609", _ERROR, "A font's licence bits forbid embedding."),
    "font-whole": Rule("PK0610", _WARNING, "A font's licence bits forbid subsets of it."),
    "theme-inks": Rule(
        "PK0611", _WARNING, "A colour's inks look nothing like it does on a screen."
    ),
    "theme-columns": Rule(
        "PK0612", _NOTE, "The theme's columns would be too narrow; there are fewer."
    ),
    "theme-contrast": Rule("PK0613", _WARNING, "A theme's text is hard to read on its ground."),
    "theme-letters": Rule("PK0614", _WARNING, "A theme's fonts lack letters of a language."),
    # editions
    "standard-unknown": Rule("PK0701", _ERROR, "presskit makes no PDF of that standard."),
    "standards-apart": Rule("PK0702", _ERROR, "The standards asked for cannot hold in one PDF."),
    "standard-unmet": Rule("PK0703", _ERROR, "The article lacks what the PDF's standard asks for."),
    "render-failed": Rule("PK0704", _ERROR, "The edition could not be made."),
    "press-undated": Rule("PK0705", _NOTE, "PDF/X needs a date, and the article has none."),
    "library-missing": Rule(
        "PK0706", _ERROR, "A system library that the renderer needs is missing."
    ),
    "template-invalid": Rule(
        "PK0707", _ERROR, "The newsroom's template is no Word file that can be filled."
    ),
    "template-style": Rule("PK0708", _ERROR, "[docx.styles] names a style that isn't there."),
    "template-filled": Rule(
        "PK0709", _NOTE, "Which styles are the template's, and which were added."
    ),
    "template-direction": Rule(
        "PK0710", _WARNING, "Styles of the template run in the wrong direction."
    ),
    "article-timeout": Rule("PK0790", _ERROR, "An article took longer than it may."),
    "worker-lost": Rule("PK0791", _ERROR, "The process or machine that made an article was lost."),
    "correction-lost": Rule("PK0793", _ERROR, "A correction is of a line that isn't there."),
    "scheduler-missing": Rule("PK0792", _ERROR, "The cluster that was named cannot be reached."),
    "copy-left-out": Rule("PK0711", _NOTE, "A line of pasted copy is no part of the article."),
    "copy-doubtful": Rule("PK0712", _NOTE, "A line of pasted copy could be read in another way."),
    "copy-picture": Rule(
        "PK0713", _NOTE, "A picture of imported copy is elsewhere; a remark tells of it."
    ),
    "copy-link": Rule(
        "PK0721", _NOTE, "A link of imported copy is no address; its text stays without it."
    ),
    "feed-unreadable": Rule(
        "PK0714", _ERROR, "The file is no feed and no export that can be read."
    ),
    "feed-broken": Rule(
        "PK0722", _WARNING, "The feed or export is damaged; what could be read of it was."
    ),
    "entry-left-out": Rule(
        "PK0724",
        _WARNING,
        "An entry of a feed or an export is no article; the others are read without it.",
    ),
    "copy-untitled": Rule("PK0723", _WARNING, "No line of the copy is its headline."),
    "copy-several": Rule("PK0715", _ERROR, "The file holds several articles, or none."),
    "word-broken": Rule("PK0731", _NOTE, "A word is wider than its line in the PDF."),
    "docx-unreadable": Rule("PK0716", _ERROR, "The file is no DOCX that can be read."),
    "docx-issue": Rule("PK0717", _ERROR, "The DOCX holds an issue of several articles."),
    "docx-date": Rule("PK0718", _WARNING, "The date in an edited DOCX cannot be read back."),
    "word-marker": Rule(
        "PK0719", _NOTE, "Word has no such list marker; the nearest stands in its place."
    ),
    "render-warning": Rule(
        "PK0720", _WARNING, "The renderer reported something about the edition."
    ),
    # preflight of a finished PDF
    "pdf-unreadable": Rule("PK0801", _ERROR, "The file is no PDF that can be read."),
    "pdf-encrypted": Rule("PK0802", _ERROR, "The PDF is encrypted."),
    "pdf-damaged": Rule(
        "PK0803", _WARNING, "The PDF is broken in a place that a reader can work around."
    ),
    "pdf-title-missing": Rule("PK0804", _WARNING, "The PDF has no title."),
    "pdf-language-missing": Rule("PK0805", _WARNING, "The PDF names no language."),
    "pdf-untagged": Rule("PK0806", _WARNING, "The PDF has no tags for screen readers."),
    "pdf-standard-none": Rule(
        "PK0807", _NOTE, "The PDF claims neither PDF/X nor PDF/A nor PDF/UA."
    ),
    "pdf-intent-missing": Rule(
        "PK0808", _ERROR, "A PDF/X does not say which press it is meant for."
    ),
    "pdf-trim-missing": Rule(
        "PK0809", _ERROR, "A page of a PDF/X does not say where it is trimmed."
    ),
    "pdf-colour-rgb": Rule("PK0810", _WARNING, "RGB is painted in a PDF/X for a CMYK press."),
    "pdf-black-rich": Rule(
        "PK0811", _WARNING, "Black text in a PDF/X is not set in black ink alone."
    ),
    "pdf-font-unembedded": Rule("PK0812", _ERROR, "A font of the PDF is not embedded in it."),
    "pdf-font-whole": Rule(
        "PK0813", _NOTE, "A font of the PDF is embedded whole, not as a subset."
    ),
    "pdf-text-unmapped": Rule("PK0814", _WARNING, "Text in the PDF has shapes but no characters."),
    "pdf-image-coarse": Rule(
        "PK0815", _WARNING, "A picture in the PDF has too few pixels for its size."
    ),
    "pdf-image-twice": Rule("PK0816", _WARNING, "The PDF holds the same picture more than once."),
    "pdf-words-missing": Rule(
        "PK0817", _WARNING, "Words of the article don't come back from the PDF."
    ),
    "pdf-text-over": Rule("PK0818", _WARNING, "Text of the PDF is printed over other text."),
    "pdf-text-cut": Rule("PK0819", _WARNING, "The edge of a page cuts text."),
    # check of a finished EPUB
    "epub-unreadable": Rule("PK0901", _ERROR, "The file is no EPUB that can be read."),
    "epub-file-missing": Rule("PK0902", _ERROR, "The manifest names a file that the EPUB lacks."),
    "epub-document-broken": Rule(
        "PK0903", _ERROR, "A document of the EPUB is not well-formed XHTML."
    ),
    "epub-metadata": Rule(
        "PK0904", _WARNING, "The package lacks what shops and screen readers look for."
    ),
    "epub-language": Rule(
        "PK0905", _WARNING, "A document or the package doesn't name its language."
    ),
    "epub-direction": Rule("PK0906", _ERROR, "A right-to-left document has no direction on html."),
    "epub-direction-body": Rule(
        "PK0907", _WARNING, "A document's body has another direction than html."
    ),
    "epub-progression": Rule(
        "PK0908", _ERROR, "Pages of a right-to-left EPUB turn from left to right."
    ),
    "epub-heading": Rule("PK0909", _WARNING, "A document has no h1, several, or skips a level."),
    "epub-alt-missing": Rule("PK0910", _WARNING, "A picture of the EPUB has no alternative text."),
    "epub-role-missing": Rule("PK0911", _WARNING, "An epub:type stands without its role."),
    "epub-id-twice": Rule("PK0912", _ERROR, "An id stands twice in a document."),
    "epub-link-dead": Rule("PK0913", _ERROR, "A link of the EPUB leads nowhere."),
    "epub-note": Rule(
        "PK0914", _WARNING, "What a note's reference leads to is not marked as a note."
    ),
    "epub-nav": Rule("PK0915", _WARNING, "The contents, the NCX and the spine differ."),
    "epub-name": Rule("PK0916", _WARNING, "A file's name has blanks or characters beyond ASCII."),
    "epub-remote": Rule("PK0917", _ERROR, "The EPUB needs something from the network."),
    "epub-css-old": Rule("PK0918", _WARNING, "A style sheet has what makes old readers drop it."),
    "epub-css-logical": Rule(
        "PK0919", _WARNING, "A logical property has no physical twin for old readers."
    ),
    "epub-css-size": Rule("PK0920", _WARNING, "Type has a size that readers cannot change."),
    "epub-css-spacing": Rule("PK0921", _WARNING, "Letters of joined script are spaced."),
    "epub-font": Rule("PK0922", _WARNING, "A font of the EPUB cannot be used by every reader."),
    "epub-text-uncovered": Rule(
        "PK0923", _WARNING, "No embedded font has a character of the text."
    ),
    "epub-image": Rule(
        "PK0924", _WARNING, "A picture is too large, or of a kind that readers don't show."
    ),
    "epub-cover": Rule("PK0925", _WARNING, "The EPUB has no cover, or a small one."),
    "epub-words-missing": Rule("PK0926", _WARNING, "Words of the article are not in the EPUB."),
    # proofreading
    "quote-prime": Rule("PK0301", _WARNING, "A prime stands where a quotation mark is meant."),
    "quote-mixed": Rule("PK0302", _WARNING, "A quotation is closed by a mark of another kind."),
    "quote-unclosed": Rule("PK0303", _WARNING, "A quotation is never closed."),
    "quote-unopened": Rule("PK0304", _WARNING, "A quotation is closed that was never opened."),
    "bracket-unbalanced": Rule("PK0305", _WARNING, "A bracket has no partner."),
    "blank-before-mark": Rule("PK0306", _WARNING, "A blank stands before a punctuation mark."),
    "blank-after-mark": Rule("PK0307", _WARNING, "No blank stands after a punctuation mark."),
    "mark-of-other-script": Rule(
        "PK0308", _WARNING, "A punctuation mark belongs to the other script."
    ),
    "mark-repeated": Rule("PK0309", _WARNING, "A punctuation mark comes twice."),
    "word-repeated": Rule("PK0310", _WARNING, "A word is written twice."),
    "digits-mixed": Rule("PK0311", _WARNING, "Numbers of one passage have different digits."),
    "presentation-form": Rule("PK0312", _WARNING, "Shapes of letters stand for letters."),
    "tatweel": Rule("PK0313", _WARNING, "A word is stretched with tatweel.", on=False),
    "letter-of-other-language": Rule(
        "PK0314", _WARNING, "A letter belongs to another language of the same script."
    ),
    "no-break-space": Rule("PK0315", _WARNING, "A no-break space stands between two words."),
    "name-spelling": Rule("PK0316", _WARNING, "A name is spelled in two ways.", on=False),
    "list-empty": Rule("PK0317", _WARNING, "An item of a list is empty."),
    "list-single": Rule("PK0318", _NOTE, "A list has one item.", on=False),
    "member-unnamed": Rule("PK0319", _WARNING, "A member of a delegation has no name."),
    "headline-long": Rule("PK0320", _WARNING, "The headline is too long to be set well."),
    "text-repaired": Rule("PK0321", _NOTE, "A safe repair was made in the edition."),
    "quote-style": Rule("PK0350", _NOTE, "A quotation has other marks than the house's.", on=False),
    "ellipsis-spelled": Rule("PK0351", _NOTE, "An ellipsis is written as full stops.", on=False),
    "dash-spelled": Rule("PK0352", _NOTE, "A dash is written as two hyphens.", on=False),
    "byline-missing": Rule("PK0353", _WARNING, "The article has no byline.", on=False),
    "date-missing": Rule("PK0354", _WARNING, "The article has no date.", on=False),
    "kicker-missing": Rule("PK0355", _WARNING, "The article has no kicker.", on=False),
    "digits-other": Rule("PK0356", _NOTE, "A number has other digits than the house's.", on=False),
    "rule-unknown": Rule("PK0399", _ERROR, "There is no rule of that name."),
}
NUMBERS: dict[str, str] = {rule.number: code for code, rule in RULES.items()}
