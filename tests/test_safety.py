"""Nothing is fetched and nothing outside is read: through an article, and through a theme."""

from __future__ import annotations

import http.server
import io
import os
import subprocess
import sys
import threading
import zipfile
from pathlib import Path

import pikepdf
import pytest
import weasyprint

import casebook
import pictures
from presskit import PresskitError, api
from presskit.diagnostics import Report
from presskit.fonts.library import load_library
from presskit.render.pdf.complaints import StyleSheet
from presskit.render.pdf.engine import Engine

SECRET = "vertraulich-7391"


class Server:
    """A web server that counts what is asked of it; /to/X redirects to X."""

    def __init__(self) -> None:
        asked = self.asked = []

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                asked.append(self.path)
                self.send_response(302)
                self.send_header("Location", self.path.removeprefix("/to/"))
                self.end_headers()

            def log_message(self, *_):
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def server():
    made = Server()
    yield made
    made.stop()


@pytest.fixture
def theme(tmp_path):
    """A theme's folder with a secret beside it, and links that lead out of it."""
    folder = tmp_path / "theme"
    folder.mkdir()
    (tmp_path / "secret.txt").write_text(SECRET)
    (tmp_path / "secret.css").write_text(f'p::before {{ content: "{SECRET}" }}')
    pictures.photo(8, 8).save(tmp_path / "secret.png")
    face = load_library((), Report()).face("Vazirmatn", 400)
    (tmp_path / "secret.ttf").write_bytes(face.path.read_bytes())
    for name in ("secret.txt", "secret.css", "secret.png", "secret.ttf"):
        (folder / f"linked-{name}").symlink_to(tmp_path / name)
    return folder


def made(theme: Path, html: str, css: str = "") -> tuple[pikepdf.Pdf, Report]:
    report = Report()
    faces = [load_library((), report).face("Amiri", 400)]
    data = Engine(StyleSheet(css), faces, theme, report).write_pdf(
        f"<html><head><title>x</title></head><body><p>Abc</p>{html}</body></html>",
        {},
        lambda *_: None,
    )
    return pikepdf.open(io.BytesIO(data)), report


def holds_nothing(pdf: pikepdf.Pdf) -> bool:
    """Whether a PDF has no picture, no attachment, no foreign font and not the secret."""
    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream):
            if item.get("/Subtype") == "/Image" or item.get("/Type") == "/EmbeddedFile":
                return False
            if SECRET.encode() in item.read_bytes():
                return False
        if isinstance(item, pikepdf.Dictionary) and "Vazir" in str(item.get("/FontName", "")):
            return False
    return not pdf.attachments


def ways_out(folder: Path) -> list[str]:
    """URLs that lead from a theme to the secret beside it, without its ending."""
    outside = folder.parent
    return [
        f"{outside.as_uri()}/secret",
        f"file://localhost{outside}/secret",
        f"//{outside}/secret",
        f"{outside}/secret",
        "../secret",
        "./x/../../secret",
        "%2e%2e/secret",
        "%2E%2E%2Fsecret",
        "..%2fsecret",
        "linked-secret",
        f"FILE://{outside}/secret",
        f"file:{outside}/secret",
        f"file://evil.example{outside}/secret",
        "\\\\\\\\evil.example\\\\share\\\\secret",
    ]


HTML = [
    '<img src="{url}.png"/>',
    '<img srcset="{url}.png"/>',
    '<img src="{url}.txt"/>',
    '<object data="{url}.png"></object>',
    '<embed src="{url}.png"/>',
    '<iframe src="{url}.txt"></iframe>',
    '<link rel="stylesheet" href="{url}.css"/>',
    '<link rel="attachment" href="{url}.txt"/>',
    '<a rel="attachment" href="{url}.txt">x</a>',
    '<base href="{url}.txt"/><img src="secret.png"/>',
    (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9"'
        ' height="9"><image href="{url}.png" xlink:href="{url}.png" width="9" height="9"/>'
        '<use href="{url}.png#a"/></svg>'
    ),
    '<p style="background: url({url}.png)">x</p>',
    '<body background="{url}.png">',
]
CSS = [
    '@import "{url}.css";',
    '@import url("{url}.css");',
    'p {{ background: url("{url}.png") }}',
    'p {{ list-style: url("{url}.png"); display: list-item }}',
    'p {{ border: 9px solid; border-image: url("{url}.png") 3 }}',
    'p {{ content: url("{url}.png") }}',
    'p::before {{ content: url("{url}.png") }}',
    '@page {{ background: url("{url}.png"); @top-left {{ content: url("{url}.png") }} }}',
    '@font-face {{ font-family: V; src: url("{url}.ttf") }} p {{ font-family: V }}',
    'p::after {{ content: target-text(url("{url}.txt")) }}',
]


def test_what_is_in_the_theme_is_found(theme):
    """So the tests below would see what they look for."""
    pictures.photo(8, 8).save(theme / "own.png")
    (theme / "own.txt").write_text(SECRET)
    for html in HTML[:1], HTML[7:8]:
        pdf, _ = made(theme, html[0].format(url="own"))
        assert not holds_nothing(pdf)
    assert not holds_nothing(made(theme, "", CSS[2].format(url="own"))[0])


@pytest.mark.parametrize("html", HTML)
def test_html_reads_nothing_outside_the_theme(html, theme):
    for url in ways_out(theme):
        pdf, _ = made(theme, html.format(url=url))
        assert holds_nothing(pdf), url


@pytest.mark.parametrize("css", CSS)
def test_css_reads_nothing_outside_the_theme(css, theme):
    for url in ways_out(theme):
        pdf, _ = made(theme, "", css.format(url=url))
        assert holds_nothing(pdf), url


@pytest.mark.parametrize("what", [*HTML, *CSS])
def test_nothing_is_fetched_nor_any_redirect_followed(what, theme, server):
    """CVE-2025-68616 (WeasyPrint < 68): a redirect led past the fetcher's checks."""
    secret = theme.parent.as_uri() + "/secret"
    for url in (f"{server.url}/x", f"{server.url}/to/{secret}", server.url.replace("http", "ftp")):
        text = what.format(url=url)
        pdf, _ = made(theme, *((text,) if what in HTML else ("", text)))
        assert holds_nothing(pdf)
    assert server.asked == []


def test_attributes_do_not_become_css(theme, server):
    """CVE-2026-49452 (WeasyPrint < 69): presentational hints let attributes add declarations."""
    for html in (
        f'<table width="1; background: url({server.url}/a)" bgcolor="red"><tr><td>x</table>',
        f'<font color="red; background: url({server.url}/b)">x</font>',
        f'<body background="{server.url}/c" bgcolor="1;background:url({server.url}/d)">',
        f'<img width="9px;content:url({server.url}/e)" src="x"/>',
    ):
        pdf, _ = made(theme, html)
        assert holds_nothing(pdf)
    assert server.asked == []


def test_style_sheets_and_metadata_go_through_the_fetcher(theme, server, monkeypatch):
    """CVE-2026-55073 (WeasyPrint < 70): sheets and XMP given as URLs took the default fetcher.

    presskit gives neither as a URL; whatever asks, the default fetcher is not to be used at all.
    """
    used = []
    default = weasyprint.URLFetcher.fetch
    monkeypatch.setattr(
        weasyprint.URLFetcher, "fetch", lambda self, url, *a: used.append(url) or default(self, url)
    )
    css = f'@import url("{server.url}/a.css"); @font-face {{ font-family: X; src: url({server.url}) }}'
    made(theme, f'<link rel="stylesheet" href="{server.url}/b.css"/>', css)
    assert (used, server.asked) == ([], [])
    assert tuple(map(int, weasyprint.__version__.split(".")[:1])) >= (70,)


def test_postscript_is_no_picture(theme, tmp_path):
    """GHSA-r543-q48m-4c9j (WeasyPrint < 70): EPS was handed to Ghostscript."""
    eps = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n%%EndComments\nshowpage\n%%EOF\n"
    (theme / "a.eps").write_bytes(eps)
    pdf, report = made(theme, '<img src="a.eps"/>')
    assert holds_nothing(pdf)
    assert report.diagnostics
    with pytest.raises(PresskitError, match="image-unreadable"):
        api.read_article(pictures.article(tmp_path, "a.png", eps))


def test_a_colour_profile_outside_the_theme_is_an_error(theme):
    for url in ways_out(theme):
        css = f'@color-profile --x {{ src: url("{url}.txt") }} p {{ color: color(--x 1 1 1) }}'
        with pytest.raises(PresskitError, match="render-failed"):
            made(theme, "", css)


def test_local_fonts_are_not_found(theme):
    css = '@font-face { font-family: V; src: local("DejaVu Sans"), local("Vazirmatn") }'
    pdf, _ = made(theme, '<p style="font-family: V, DejaVu Sans, Vazirmatn">Abc</p>', css)
    names = {str(i.FontName) for i in pdf.objects if "/FontName" in _dictionary(i)}
    assert not [name for name in names if "DejaVu" in name or "Vazir" in name]


def _dictionary(item):
    return item if isinstance(item, pikepdf.Dictionary) else {}


@pytest.mark.parametrize(
    "raw",
    [
        '<link rel="attachment" href="{u}.txt">',
        '<object data="{u}.png"></object>',
        '<style>@import "{u}.css";</style>',
        "<script>fetch('{u}.txt')</script>",
        '<svg><image href="{u}.png"/></svg>',
        '<iframe src="{u}.txt"></iframe>',
        '<video poster="{u}.png"><source src="{u}.png"></video>',
        '<p style="background: url({u}.png)" onclick="fetch(1)">x</p>',
    ],
)
def test_html_in_an_article_is_not_obeyed(raw, theme, server):
    """The front door: of markup its text is printed at most."""
    folder = theme.parent
    for url in (f"{server.url}/a", f"{folder.as_uri()}/secret", "secret"):
        (folder / "a.md").write_text(f"{pictures.HEAD}{raw.format(u=url)}\n\nx\n", "utf-8")
        try:
            editions = api.export(api.read_article(folder / "a.md"), api.FORMATS)
        except PresskitError as error:  # a picture that is elsewhere
            refused = _codes(error) <= {"image-remote", "image-outside"}
            editions = () if refused else pytest.fail(str(error))
        for edition in editions:
            assert SECRET.encode() not in _inside(edition)
            if edition.format == "pdf":
                assert holds_nothing(pikepdf.open(io.BytesIO(edition.data)))
    assert server.asked == []


def test_an_img_in_an_article_is_a_picture_of_its_folder(theme, server):
    """It is held to what a picture of Markdown is held to."""
    article = theme.parent / "a.md"
    for url in (f"{server.url}/a.png", f"{theme.parent.as_uri()}/secret.png", "../secret.png"):
        article.write_text(f'{pictures.HEAD}<img src="{url}" alt="x">\n', "utf-8")
        with pytest.raises(PresskitError) as caught:
            api.read_article(article)
        assert _codes(caught.value) <= {"image-remote", "image-outside", "image-missing"}
    article.write_text(f'{pictures.HEAD}<img src="secret.png" alt="x">\n', "utf-8")
    assert list(api.read_article(article).pictures) == ["secret.png"]
    assert server.asked == []


def _codes(error: PresskitError) -> set[str]:
    return {one.code for one in error.diagnostics if one.severity == "error"}


def _inside(edition) -> bytes:
    if edition.format == "pdf":
        return edition.data
    with zipfile.ZipFile(io.BytesIO(edition.data)) as archive:
        return b"".join(map(archive.read, archive.namelist()))


@pytest.mark.parametrize(
    "src",
    [
        "../secret.png",
        "./x/../../secret.png",
        "%2e%2e/secret.png",
        "..%2Fsecret.png",
        "linked.png",
        "//evil.example/secret.png",
        "\\\\\\\\evil.example\\\\secret.png",
        "file:../secret.png",
        "http:../secret.png",
        "data:image/png;base64,iVBORw0KGgo=",
        "{outside}/secret.png",
    ],
)
def test_a_picture_is_taken_from_the_articles_folder_only(src, tmp_path):
    folder = tmp_path / "article"
    folder.mkdir()
    pictures.photo(8, 8).save(tmp_path / "secret.png")
    (folder / "linked.png").symlink_to(tmp_path / "secret.png")
    text = f"{pictures.HEAD}![رسم](<{src.format(outside=tmp_path)}>)\n"
    (folder / "a.md").write_text(text, "utf-8")
    with pytest.raises(PresskitError) as caught:
        api.read_article(folder / "a.md")
    (found,) = caught.value.diagnostics
    assert found.code in {"image-outside", "image-missing", "image-remote"}
    assert found.place.at.line == 8


def test_nothing_needs_the_network():
    """All editions, with pictures and a chart, in a process where no socket can be opened."""
    program = (
        "import socket, sys\n"
        "def refuse(*_, **__): raise RuntimeError('a socket was opened')\n"
        "socket.socket.__init__ = socket.create_connection = socket.getaddrinfo = refuse\n"
        "from presskit import api\n"
        "editions = api.export(api.read_article(sys.argv[1]), api.FORMATS)\n"
        "print(*(len(e.data) > 1000 for e in editions))\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", program, casebook.FOLDER / "figures/article.md"],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"http_proxy": "http://127.0.0.1:9"},
    )
    assert run.stdout.split() == ["True"] * 3


@pytest.mark.parametrize(
    ("slug", "name"),
    [
        ("../../out", "out"),
        ("/etc/passwd", "etc-passwd"),
        (r"..\\..\\out", "out"),
        (".hidden", "hidden"),
        ("..", "article"),
        ("قمة المياه", "قمة المياه"),
        ("con", "con_"),
        ("a: b?", "a- b-"),
        ("م" * 300, "م" * 100),
    ],
)
def test_no_slug_leads_out_of_the_folder_of_outputs(slug, name, tmp_path):
    article = tmp_path / "in.md"
    article.write_text(f"---\ntitle: عنوان\nslug: '{slug}'\n---\n\nفقرة.\n", "utf-8")
    (edition,) = api.export(api.read_article(article), ["docx"])
    assert edition.name == f"{name}.docx"
    assert edition.write(tmp_path / "out").parent == tmp_path / "out"
    delivery = api.handoff(api.read_article(article))
    with zipfile.ZipFile(io.BytesIO(delivery.data)) as archive:
        assert {path.split("/")[0] for path in archive.namelist()} == {name}
