"""WeasyPrint in a sandbox: it sees presskit's fonts, the theme's files and prepared pictures.

Nothing else is read and nothing is fetched, whatever the HTML or the CSS asks for.
"""

from __future__ import annotations

import os
import warnings
from contextlib import contextmanager, nullcontext, redirect_stdout
from functools import cache
from io import BytesIO, StringIO
from itertools import pairwise
from pathlib import Path
from threading import Lock, local
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit
from urllib.request import url2pathname

from presskit.diagnostics import Report
from presskit.fonts.boxes import boxes
from presskit.fonts.coverage import characters
from presskit.fonts.files import font_data, is_plain
from presskit.render.choice import BOXES
from presskit.render.pdf.complaints import complaints, tell
from presskit.render.pdf.fitting import ends_short
from presskit.render.pdf.overlong import watched
from presskit.render.pdf.qr_codes import qr_code_of
from presskit.render.pdf.repairs import fits, repaired
from presskit.render.pdf.short_start import short_start
from presskit.render.pdf.stand_ins import READ
from presskit.render.pdf.tags import structured

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
    from types import ModuleType

    from weasyprint.document import Document
    from weasyprint.text.fonts import FontConfiguration

    from presskit.fonts.face import Face
    from presskit.render.pdf.complaints import StyleSheet

_NO_SYSTEM_FONTS = Path(__file__).with_name("fonts.conf")
_SCHEME = "presskit"
_MOST_KEPT = 4
_LONGEST_SHOWN = 40
_KEPT = local()
_ONE_AT_A_TIME = Lock()


def picture_url(number: int) -> str:
    """The URL under which the HTML refers to a prepared picture."""
    return f"{_SCHEME}:picture/{number}"


def forget_fonts() -> None:
    """Let go of the font maps that this thread keeps, before the process forks.

    From Pango 1.52 on each has a thread of its own, and what is forked beside a thread may hang.
    """
    getattr(_KEPT, "prepared", {}).clear()


class Engine:
    """WeasyPrint with one style sheet and one set of fonts, for one document or many.

    `url()` in the CSS reads files of `theme_folder`. `intent` is the ICC profile of a CMYK press,
    or "srgb". `missing` are characters that no face has: they are shown as boxes; `withheld`
    those that a face is not to show, though it has them. What WeasyPrint complains of becomes
    `render-warning`.
    """

    def __init__(
        self,
        css: StyleSheet,
        faces: Collection[Face],
        theme_folder: Path,
        report: Report,
        intent: Path | Literal["srgb"] | None = None,
        *,
        missing: Collection[str] = (),
        withheld: Mapping[Face, Collection[str]] | None = None,
    ) -> None:
        self._weasyprint = _weasyprint(report)
        self._report = report
        self._base = theme_folder.resolve().as_uri() + "/"
        self._fetcher = _fetcher(self._weasyprint)(theme_folder)
        self._fetcher.allow(face.path for face in faces if is_plain(face))
        self._fetcher.faces = {_face_url(face): face for face in faces}
        self._profiles: dict[str, Any] = {}
        profile = ""
        if isinstance(intent, Path):
            self._fetcher.allow([intent])
            profile = _color_profile(intent)
        elif intent == "srgb":
            self._profiles["srgb"] = _srgb()
        fonts = font_faces(faces, withheld or {}) + self._boxes(missing)
        texts = (fonts + profile, css.text)
        key = (self._base, *texts) if intent is None else None
        self._fonts, self._sheets = self._prepared(key, texts, css)

    def _prepared(
        self, key: tuple[str, ...] | None, texts: tuple[str, str], css: StyleSheet
    ) -> tuple[FontConfiguration, list[Any]]:
        """The fonts and the parsed style sheets; those of the last articles are kept.

        Pango's font maps belong to a thread, so each thread has its own.
        """
        kept = _KEPT.prepared = getattr(_KEPT, "prepared", {})
        if key in kept:
            fonts, sheets, said = kept[key]
            for one in said:
                tell(one, css, self._report)
            return fonts, sheets
        own = Report()
        with _no_system_fonts():
            self._fonts = _font_configuration()
        with complaints(own), repaired(self._weasyprint.__version__):
            sheets = [self._sheet(text) for text in texts]
        said = tuple(found.message for found in own.diagnostics)
        for one in said:
            tell(one, css, self._report)
        if key is not None:
            if len(kept) >= _MOST_KEPT:
                kept.pop(next(iter(kept)))
            kept[key] = self._fonts, sheets, said
        return self._fonts, sheets

    def _boxes(self, missing: Collection[str]) -> str:
        """The `@font-face` of the boxes that stand for what is missing."""
        if not missing:
            return ""
        said = "".join(sorted(missing))
        url = f"{_SCHEME}:boxes/{said.encode().hex()}"
        self._fetcher.boxes = {url: said}
        return f'@font-face{{font-family:"{BOXES}";src:url("{url}")}}'

    @property
    def is_known(self) -> bool:
        """Whether this WeasyPrint is one that presskit mends."""
        return fits(self._weasyprint.__version__)

    def write_pdf(
        self,
        html: str,
        pictures: Mapping[str, bytes],
        finisher: Callable[[Document, Any], None],
        *,
        css: str = "",
        closer: Iterable[str] = (),
        version: str = "1.7",
    ) -> bytes:
        """Set `html` and return a tagged PDF of this version.

        `pictures` are the bytes behind each `picture_url`, `css` what only this document needs. A last
        page of a few lines is spared by the first of the sheets `closer` that can.
        """
        if not self.is_known:
            self._report.add(
                "render-warning",
                f"WeasyPrint {self._weasyprint.__version__} is new to presskit: Arabic in the PDF "
                "may not be found by a search, and it claims no standard",
                hint=f"install WeasyPrint {READ}",
            )
        with self._mended(), watched() as broken:
            document = self._fitted(html, pictures, css, closer)
            with structured(document.pages) if self.is_known else nullcontext():
                data: bytes = document.write_pdf(
                    pdf_tags=True, pdf_version=version, pdf_identifier=True, finisher=finisher
                )
        self._report_broken(broken)
        return data

    def _report_broken(self, words: Iterable[str]) -> None:
        for word in words:
            shown = word if len(word) <= _LONGEST_SHOWN else word[:_LONGEST_SHOWN] + "…"
            self._report.add(
                "word-broken",
                f"“{shown}” is wider than its line in the PDF and was broken where the line is full",
                hint="write it shorter, or set fewer columns",
            )

    def count_pages(self, html: str, pictures: Mapping[str, bytes], css: str = "") -> int:
        """How many pages `html` takes."""
        with self._mended():
            return len(self._document(html, pictures, css).pages)

    def _fitted(
        self, html: str, pictures: Mapping[str, bytes], css: str, closer: Iterable[str]
    ) -> Document:
        document = self._document(html, pictures, css)
        if ends_short(document):
            for sheet in closer:
                other = self._document(html, pictures, css + sheet)
                if len(other.pages) < len(document.pages):
                    return other
        return document

    def _document(self, html: str, pictures: Mapping[str, bytes], css: str) -> Document:
        self._fetcher.pictures = pictures
        page = self._weasyprint.HTML(string=html, base_url=self._base, url_fetcher=self._fetcher)
        sheets = [*self._sheets, self._sheet(css)] if css else self._sheets
        document: Document = page.render(
            stylesheets=sheets, font_config=self._fonts, color_profiles=self._profiles
        )
        return document

    def _sheet(self, text: str) -> Any:
        return self._weasyprint.CSS(
            string=text,
            base_url=self._base,
            url_fetcher=self._fetcher,
            font_config=self._fonts,
            color_profiles=self._profiles,
        )

    @contextmanager
    def _mended(self) -> Iterator[None]:
        with complaints(self._report), repaired(self._weasyprint.__version__):
            yield


def _weasyprint(report: Report) -> Any:
    try:
        return _started()
    except OSError as error:
        report.fail(
            "library-missing",
            f"a system library that PDF needs is missing: {str(error).split(':')[0]}",
            hint="on Debian: apt-get install libpango-1.0-0 libpangoft2-1.0-0",
        )


@cache
def _started() -> Any:
    # It warns when it starts without system fonts, which is what we want of it, and prints advice on
    # stdout where a library is missing.
    with _no_system_fonts(), warnings.catch_warnings(), redirect_stdout(StringIO()), short_start():
        warnings.simplefilter("ignore")
        import weasyprint

        return weasyprint


@contextmanager
def _no_system_fonts() -> Iterator[None]:
    # fontconfig asks the process's environment. Python's picture of it, which other threads may be
    # reading, stays as it is; and a second thread would put back what the first had set.
    with _ONE_AT_A_TIME:
        os.putenv("FONTCONFIG_FILE", str(_NO_SYSTEM_FONTS))
        try:
            yield
        finally:
            if before := os.environ.get("FONTCONFIG_FILE"):
                os.putenv("FONTCONFIG_FILE", before)
            else:
                os.unsetenv("FONTCONFIG_FILE")


def _font_configuration() -> FontConfiguration:
    from weasyprint.text.fonts import FontConfiguration

    return FontConfiguration()


def _srgb() -> Any:
    """The profile of PDF/A's colours, as WeasyPrint holds profiles."""
    from importlib.resources import files

    from weasyprint.css import ColorProfile

    data = files("weasyprint.pdf").joinpath("sRGB2014.icc").read_bytes()
    return ColorProfile(BytesIO(data), "sRGB2014.icc", "relative-colorimetric", ("r", "g", "b"))


def _color_profile(path: Path) -> str:
    """The rule that gives `device-cmyk()` its profile; WeasyPrint needs the components named."""
    return (
        f'@color-profile device-cmyk{{src:url("{path.resolve().as_uri()}");'
        "components:cyan,magenta,yellow,black}\n"
    )


def font_faces(faces: Iterable[Face], withheld: Mapping[Face, Collection[str]]) -> str:
    """`@font-face` rules: the only way for a font to get in."""
    return "".join(
        f'@font-face{{font-family:"{face.family}";font-weight:{face.weight};'
        f'src:url("{_face_url(face)}"){_range(face, withheld.get(face, ()))}}}'
        for face in faces
    )


def _range(face: Face, withheld: Collection[str]) -> str:
    """The descriptor that withholds characters. What it names, WeasyPrint takes for covered."""
    if not withheld:
        return ""
    codes = sorted(characters(face).difference(map(ord, withheld)))
    starts = [code for before, code in pairwise([-2, *codes]) if code != before + 1]
    ends = [code for code, after in pairwise([*codes, 0x110000]) if after != code + 1]
    ranges = (f"U+{start:X}-{end:X}" for start, end in zip(starts, ends, strict=True))
    return f";unicode-range:{','.join(ranges)}"


def _face_url(face: Face) -> str:
    """Where the style sheet finds a face: its file, or what presskit makes of it."""
    url = face.path.resolve().as_uri()
    return url if is_plain(face) else f"{_SCHEME}:face/{face.weight}/{url}"


@cache
def _fetcher(weasyprint: ModuleType) -> Any:
    """The fetcher class; WeasyPrint wants a subclass of its own one."""
    from weasyprint.urls import URLFetcherResponse

    class Fetcher(weasyprint.URLFetcher):  # type: ignore[name-defined,misc]
        """Serves prepared pictures and fonts from memory, and files of the theme and the fonts."""

        def __init__(self, folder: Path) -> None:
            super().__init__(allowed_protocols={"file"}, allow_redirects=False)
            self.pictures: Mapping[str, bytes] = {}
            self.faces: Mapping[str, Face] = {}
            self.boxes: Mapping[str, str] = {}
            self._folder = folder.resolve()
            self._files: set[Path] = set()

        def allow(self, paths: Iterable[Path]) -> None:
            self._files |= {path.resolve() for path in paths}

        def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Any:
            del headers
            if url in self.pictures:
                return URLFetcherResponse(url, self.pictures[url])
            if url in self.faces:
                return URLFetcherResponse(url, font_data(self.faces[url]))
            if url in self.boxes:
                return URLFetcherResponse(url, boxes(self.boxes[url]))
            if (drawing := qr_code_of(url)) is not None:
                return URLFetcherResponse(url, drawing)
            parts = urlsplit(url)
            path = Path(url2pathname(parts.path)).resolve()
            known = path in self._files or path.is_relative_to(self._folder)
            if parts.scheme != "file" or parts.netloc or not known:
                message = f"{url} is outside the theme; presskit fetches nothing"
                raise ValueError(message)
            return URLFetcherResponse(url, path.read_bytes())

    return Fetcher
