"""The editors' page: in a browser, and what the server says to it."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import zipfile
from pathlib import Path
from typing import get_args

import pytest
from pypdf import PdfReader
from starlette.testclient import TestClient

from presskit.model.pieces import PieceKind, Whole
from presskit.model.publication import Publication
from presskit.rulebook import RULES
from presskit.serve.app import Access, application
from presskit.serve.clients import read_tokens
from presskit.serve.limits import Limits
from test_server import serving
from tools import NODE, require

PAGE = Path(__file__).parents[1] / "src" / "presskit" / "serve" / "page"
COPY = """ثقافة

معرض الكتاب يفتح أبوابه في حلب

كتبت: لينا قباني

شارك على فيسبوك

افتتح في حلب اليوم معرض الكتاب العربي ، بمشاركة ثمانين دارًا من تسع دول.

دور النشر

ويستمر المعرض عشرة أيام في المدينة القديمة، وتقام فيه أمسيات وورشات للأطفال.

- أربعون دارًا سورية
- عشرون دارًا لبنانية
- عشرون دارًا من دول أخرى
"""
HEADERS = {"Host": "testserver"}


def test_an_editor_makes_three_files(tmp_path):
    chromium, node = require("chromium"), require("node")
    if not (NODE / "node_modules" / "puppeteer-core").is_dir():
        pytest.skip("puppeteer-core is not installed")
    copy = tmp_path / "copy.txt"
    copy.write_text(COPY, encoding="utf-8")
    with serving(tmp_path, "-j", "1") as server:
        made = subprocess.run(
            [
                *(node, Path(__file__).parent / "browser" / "editors_page.mjs"),
                *(f"http://127.0.0.1:{server.port}/", chromium, tmp_path, copy),
            ],
            env=os.environ | {"PRESSKIT_NODE": str(NODE)},
            check=False,
            capture_output=True,
            text=True,
            timeout=120,
        )
    assert made.returncode == 0, made.stderr
    seen = json.loads(made.stdout)
    assert (seen["elsewhere"], seen["errors"]) == ([], [])
    assert seen["axe"] == {"ar light 1440": [], "en dark 390": [], "he light 820": []}
    assert seen["roles"][:4] == ["kicker", "headline", "byline", "lead"]
    assert seen["actions"] <= 5
    assert "50" in seen["refused"]
    assert "كبيرة.png" in seen["refused"]
    assert seen["isStillRefused"]
    assert seen["isKept"]
    assert seen["draft"] == len(seen["roles"])
    assert not seen["isWide"]
    assert seen["hacked"] == "undefined"
    assert "حلب" in "".join(page.extract_text() for page in PdfReader(tmp_path / seen["pdf"]).pages)
    with zipfile.ZipFile(tmp_path / seen["zip"]) as archive:
        assert {Path(name).suffix for name in archive.namelist()} >= {".pdf", ".epub", ".docx"}
    assert "## " not in (tmp_path / seen["md"]).read_text("utf-8")


def client(**access) -> TestClient:
    return TestClient(application(Limits(processes=1), Publication(), Access(**access)))


def test_copy_is_read_with_corrections():
    with client() as asked:
        form = {"article": ("copy", COPY.encode())}
        read = asked.post("/reading", files=form).json()
        (out,) = read["left_out"]
        assert (out["line"], out["text"]) == (7, "شارك على فيسبوك")
        assert "## دور النشر" in read["markdown"]
        number = [one["taken"] for one in read["pieces"]].index("heading")
        corrections = json.dumps([{"first": number, "taken": "paragraph"}])
        again = asked.post("/reading", files=form, data={"corrections": corrections}).json()
        assert "\nدور النشر\n" in again["markdown"]
        refused = asked.post("/reading", files={"article": ("a.png", b"x")}).json()
        assert refused["diagnostics"][0]["place"]["file"] == "a.png"
        for wrong, status in (('[{"first": 99, "taken": "list"}]', 422), ("[{}]", 422)):
            answer = asked.post("/reading", files=form, data={"corrections": wrong})
            assert answer.status_code == status


def test_a_picture_that_is_not_there_is_a_finding_and_one_that_comes_is_placed():
    from PIL import Image

    picture = io.BytesIO()
    Image.new("RGB", (30, 30), "red").save(picture, "PNG")
    article = ("a.md", "---\ntitle: ع\n---\n\n![وصف](p.png)\n".encode())
    with client() as asked:
        read = asked.post("/reading", files={"article": article}).json()
        assert [one["code"] for one in read["findings"]] == ["image-missing"]
        files = [("article", article), ("pictures", ("q.png", picture.getvalue()))]
        markdown = asked.post("/reading", files=files).json()["markdown"]
        assert "src: q.png" in markdown
        # Its pages are seen before anybody has said what it shows.
        article = ("a.md", markdown.replace("p.png", "q.png").replace("وصف", "").encode())
        files = [("article", article), ("pictures", ("q.png", picture.getvalue()))]
        assert asked.post("/views", files=files).json()["total"] == 1
        assert asked.post("/editions", files=files).status_code == 422


def test_pages_are_pictures():
    with client() as asked:
        answer = asked.post("/views?paper=a5", files={"article": ("copy", COPY.encode())}).json()
    assert answer["total"] == len(answer["pages"]) == 1
    assert answer["pages"][0]["height"] > answer["pages"][0]["width"] == 900


def test_the_page_runs_only_its_own_scripts_and_can_be_turned_off():
    with client() as asked:
        answer = asked.get("/")
        policy = answer.headers["content-security-policy"]
        assert "unsafe" not in policy
        assert "script-src 'self'" in policy
        again = asked.get("/", headers={"If-None-Match": answer.headers["etag"]})
        assert again.status_code == 304
        assert asked.get("/page/../app.py").status_code == 404
    with client(page=False) as asked:
        assert asked.get("/").status_code == asked.get("/page/app.js").status_code == 404


def test_the_page_works_under_any_prefix():
    """No address in its files begins at the root of the host."""
    for path in (*PAGE.glob("*.html"), *PAGE.glob("*.css"), *PAGE.glob("*.js")):
        text = path.read_text("utf-8")
        found = re.findall(
            r"""(?:href|src)="/|url\(/|from "/|(?:fetch|ask)\(["`]/|https?://""", text
        )
        assert not found, path.name


def test_every_language_says_every_word():
    english = json.loads((PAGE / "words" / "en.json").read_text("utf-8"))
    arabic = json.loads((PAGE / "words" / "ar.json").read_text("utf-8"))
    used = re.findall(
        r"""data-word(?:-\w+)?="(\w+)"|\bt\("(\w+)"|tried\("(\w+)\"""",
        "".join(path.read_text("utf-8") for path in PAGE.glob("*.[hj]*")),
    )
    assert {next(filter(None, one)) for one in used} <= set(english)
    assert set(english["roles"]) == {*get_args(PieceKind), *get_args(Whole)}
    for path in (PAGE / "words").glob("*.json"):
        words = json.loads(path.read_text("utf-8"))
        assert set(words) == set(english), path.name
        assert set(words["roles"]) == set(english["roles"]), path.name
        if path.stem != "en":  # whose findings are English already
            assert set(words["rules"]) == set(arabic["rules"]) <= set(RULES), path.name
        for key, word in words.items():
            if key in ("roles", "rules"):
                continue
            holes = [set(re.findall(r"\{\w+\}", one)) for one in (str(english[key]), str(word))]
            assert holes[1] == holes[0], f"{path.name}: {key}"


def test_a_login_gives_a_cookie_that_other_sites_cannot_use(tmp_path):
    tokens = tmp_path / "tokens"
    tokens.write_text("desk 0123456789abcdef0123\n", encoding="utf-8")
    with client(tokens=read_tokens(str(tokens))) as asked:
        assert asked.get("/").status_code == 200
        assert asked.get("/page/settings").status_code == 401
        assert asked.post("/login", content=b"wrong").status_code == 401
        answer = asked.post("/login", content=b"0123456789abcdef0123")
        cookie = answer.headers["set-cookie"].lower()
        assert all(word in cookie for word in ("httponly", "samesite=strict", "path=/"))
        assert "0123456789abcdef" not in cookie
        assert asked.get("/page/settings").status_code == 200
        form = {"article": ("copy", COPY.encode())}
        assert asked.post(
            "/reading", files=form, headers={"Origin": "http://testserver"}
        ).is_success
        for headers in (
            {"Origin": "https://evil.example"},
            {"Origin": "http://testserver", "Sec-Fetch-Site": "cross-site"},
            {"Origin": "null"},
        ):
            assert asked.post("/reading", files=form, headers=headers).status_code == 403
        asked.post("/logout")
        asked.cookies.clear()
        asked.cookies.set("presskit", "99999999999." + "0" * 64)
        assert asked.get("/page/settings").status_code == 401
