"""`presskit digest`: issue files right and wrong, articles that fail, what is written when."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import pytest
from click.testing import CliRunner
from PIL import Image

import casebook
from presskit import api
from presskit.cli.main import presskit
from presskit.diagnostics import PresskitError
from presskit.sources.issue import IssueFile
from readers import pdf
from tools import require

if TYPE_CHECKING:
    from click.testing import Result

TITLED = IssueFile(title="الأسبوع")
ISSUE = 'title = "الأسبوع"\nnumber = 7\ndate = 2025-08-17\nlanguage = "ar"\n'
SECTION = '[[section]]\ntitle = "محلي"\narticles = ["a.md"]\n'


def article(title: str = "خبر", more: str = "", body: str = "نص الخبر كله.") -> str:
    return f"---\ntitle: {title}\nlang: ar\n{more}---\n\n{body}\n"


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(presskit, ["digest", *map(str, args)])


WRONG = {
    "no TOML": ("title = \n", "config-invalid", ":1:"),
    "unknown key": (ISSUE + "colour = 1\n", "config-invalid", ":5:"),
    "unknown key of a section": (ISSUE + SECTION + "colour = 1\n", "config-invalid", ""),
    "a number for the title": ("title = 7\n", "config-invalid", ":1:"),
    "no date": (ISSUE.replace("2025-08-17", '"soon"') + SECTION, "date-unreadable", ":3:"),
    "no language": (ISSUE.replace('"ar"', '"arabic?"') + SECTION, "language-unknown", ":4:"),
    "no such article": (ISSUE + SECTION.replace("a.md", "b.md"), "file-missing", "b.md"),
    "no such note": (ISSUE + 'note = "b.md"\n' + SECTION, "file-missing", "b.md"),
    "no such cover": (ISSUE + 'cover = "b.png"\n' + SECTION, "image-missing", ":5:"),
    "no picture as cover": (ISSUE + 'cover = "a.md"\n' + SECTION, "image-", ":5:"),
    "no article for a pattern": (ISSUE + SECTION.replace("a.md", "x*.md"), "issue-empty", ""),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_issue_is_told_with_its_place(name: str, tmp_path: Path) -> None:
    text, code, place = WRONG[name]
    folder = write(tmp_path, {"issue.toml": text, "a.md": article()})
    result = run(folder / "issue.toml", "-o", tmp_path / "out")
    assert result.exit_code == 1
    assert code in result.output
    assert place in result.output
    assert not (tmp_path / "out").exists()


def test_an_empty_pattern_is_told_and_the_rest_is_made(tmp_path: Path) -> None:
    section = SECTION.replace('["a.md"]', '["a.md", "x*.md"]')
    folder = write(tmp_path, {"issue.toml": ISSUE + section, "a.md": article()})
    result = run(folder, "-o", tmp_path / "out")
    assert result.exit_code == 0
    assert "issue.toml:7:1: warning [issue-glob-empty]" in result.output
    assert (tmp_path / "out" / "issue-7.epub").exists()


BAD = {
    "unreadable": "---\ntitle: خبر\nlang: ar\ndate: 31/2/2025\n---\n\nنص.\n",
    "uncovered": article(body="حرف 𒀀 لا يُرسم."),
    "picture": article(body="![صورة](none.jpg)"),
}


@pytest.mark.parametrize("kind", BAD)
@pytest.mark.parametrize("to", ["epub", "pdf", "docx"])
def test_one_bad_article(kind: str, to: str, tmp_path: Path) -> None:
    folder = write(
        tmp_path / "in",
        {"a.md": article("الأول"), "b.md": BAD[kind], "c.md": article("الثالث", body="نص آخر.")},
    )
    out, report = tmp_path / "out", tmp_path / "report.json"
    command = [folder, "--title", "الأسبوع", "--to", to, "-o", out, "--report", report]
    if kind == "uncovered":
        command.append("--strict")
    result = run(*command)
    assert result.exit_code == 1
    assert "b.md:" in result.output
    assert not out.exists()
    outcomes = {a["file"]: a["outcome"] for a in json.loads(report.read_text("utf-8"))["articles"]}
    assert outcomes[str(folder / "b.md")] == "failed"

    result = run(*command, "--keep-going")
    assert result.exit_code == 0, result.output
    assert "b.md:" in result.output
    (made,) = out.iterdir()
    said = json.loads(report.read_text("utf-8"))
    assert {Path(a["file"]).name: a["outcome"] for a in said["articles"]} == {
        "a.md": "included",
        "b.md": "failed",
        "c.md": "included",
    }
    (edition,) = said["editions"]
    assert edition["file"] == made.name
    assert edition["bytes"] == made.stat().st_size
    assert edition["sha256"] == hashlib.sha256(made.read_bytes()).hexdigest()


def test_the_report_counts_words_and_pictures(tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    issue = casebook.ISSUES / "mixed-languages"
    assert run(issue, "-o", tmp_path, "--report", report).exit_code == 0
    said = json.loads(report.read_text("utf-8"))
    assert [(Path(a["file"]).stem, a["images"]) for a in said["articles"]] == [
        ("سوق المدينة", 1),
        ("مكتبة", 0),
        ("train", 1),
        ("hebrew", 0),
        ("persian", 0),
    ]
    assert said["articles"][3]["words"] == 4 + 7 + 1 + 2
    assert said["number"] == "34"


def test_a_report_cannot_be_written_into_nothing(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": article()})
    result = run(
        tmp_path / "a.md", "--title", "ع", "-o", tmp_path, "--report", tmp_path / "no/r.json"
    )
    assert "Traceback" not in result.output
    assert result.exit_code in (0, 1)


def test_init_writes_a_file_that_makes_the_same_issue(tmp_path: Path) -> None:
    files = {f"{n}.md": article(f"خبر {n}", f"kicker: قسم{n % 2}\n", f"نص {n}.") for n in range(5)}
    files["presskit.toml"] = 'name = "المنارة"\nsections = ["قسم1"]\n'
    folder = write(tmp_path / "in", files)
    before = tmp_path / "before"
    assert run(folder, "--number", "7", "-o", before).exit_code == 0
    result = run("--init", folder, "--number", "7")
    assert result.exit_code == 0, result.output
    text = (folder / "issue.toml").read_text("utf-8")
    assert text.index("قسم1") < text.index("قسم0")
    after = tmp_path / "after"
    assert run(folder, "-o", after).exit_code == 0
    made = [(path / "issue-7.epub").read_bytes() for path in (before, after)]
    assert made[0] == made[1]
    again = run("--init", folder)
    assert again.exit_code == 1
    assert "output-exists" in again.output
    assert (folder / "issue.toml").read_text("utf-8") == text


def test_a_folder_of_messy_names(tmp_path: Path) -> None:
    folder = write(
        tmp_path / "مقالات الأسبوع",
        {
            "خبر أول.md": article("الأول"),
            "sub dir/two.markdown": article("الثاني", body="نص ثان."),
            ".hidden/three.md": article("الثالث"),
            "_drafts/four.md": article("الرابع"),
            "README.md": "Not an article.",
            "notes.txt": "nor this",
        },
    )
    manuscript = api.read_issue([folder], TITLED)
    titles = [one.article.title for section in manuscript.sections for one in section]
    assert sorted(titles) == ["الأول", "الثاني"]


def test_the_same_story_twice(tmp_path: Path) -> None:
    long = " ".join(f"كلمة{n}" for n in range(120))
    folder = write(
        tmp_path,
        {
            "a.md": article("خبر", body=long),
            "b.md": article("خبر", body=long),
            "c.md": article("خبر معدل", body=long.replace("كلمة60", "غيرها")),
            "d.md": article("آخر", body=" ".join(f"لفظة{n}" for n in range(120))),
        },
    )
    manuscript = api.read_issue([folder], TITLED)
    assert [Path(one.file).name for one in manuscript.repeated] == ["b.md"]
    alike = [d for d in manuscript.diagnostics if d.code == "article-twice"]
    assert {Path(d.place.file or "").name for d in alike} == {"b.md", "c.md"}
    kept = [Path(one.name).name for section in manuscript.sections for one in section]
    assert kept == ["a.md", "c.md", "d.md"]


def test_what_is_given_outdoes_the_file(tmp_path: Path) -> None:
    folder = write(tmp_path, {"issue.toml": ISSUE + SECTION, "a.md": article()})
    options = ("--title", "غيره", "--number", "8", "--date", "18/8/2025", "--volume", "2")
    assert run(folder, *options, "-o", tmp_path).exit_code == 0
    given = IssueFile(title="غيره", number="8", date="18/8/2025", volume="2")
    issue = api.read_issue([folder], given).issue
    assert (issue.title, issue.number, issue.volume) == ("غيره", "8", "2")
    assert issue.date is not None
    assert issue.date.isoformat() == "2025-08-18"
    assert (tmp_path / "issue-8.epub").exists()


def test_an_issue_keeps_its_identifier(tmp_path: Path) -> None:
    """A corrected issue replaces its first printing in a reader's library; another doesn't."""

    def identifier(text: str) -> str:
        folder = write(tmp_path, {"issue.toml": text + SECTION, "a.md": article()})
        return api.compose_issue(api.read_issue([folder])).metadata.identifier

    first = identifier(ISSUE)
    assert identifier(ISSUE.replace("الأسبوع", "هذا الأسبوع")) == first
    assert identifier(ISSUE.replace("-17", "-18")) == first
    assert identifier(ISSUE.replace("= 7", "= 8")) != first
    assert identifier(ISSUE.replace("2025", "2026")) != first


@pytest.fixture(scope="module")
def long_issue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An issue of three parts; the second begins on an even page, as its first story takes two."""
    words = "قال أمين السوق إن المدينة كلها تنتظر الموسم، وإن 45 متجراً فُتحت أمس. "
    files = {
        f"{n:02}.md": article(
            f"الخبر {n} ABC",
            f"kicker: قسم {n % 3}\n",
            f"{words * (n % 4 * 8 + 2 if n else 60)}[^1]\n\n## فصل\n\n[التالي]({n + 1:02}.md)\n\n[^1]: هامش {n}.\n",
        )
        for n in range(18)
    }
    return write(tmp_path_factory.mktemp("long"), files)


def _pdf(folder: Path, **options: object) -> bytes:
    processes = options.pop("processes", 1)
    assert isinstance(processes, int)
    manuscript = api.read_issue([folder], TITLED)
    digest = api.export_issue(
        manuscript,
        ["pdf"],
        api.Options(**options),
        processes=processes,  # type: ignore[arg-type]
    )
    return digest.editions[0].data


@pytest.fixture(scope="module")
def long_pdf(long_issue: Path) -> bytes:
    return _pdf(long_issue)


def test_two_processes_make_the_same_bytes(long_issue: Path, long_pdf: bytes) -> None:
    assert _pdf(long_issue, processes=2) == long_pdf


def test_parts_are_one_pdf(long_pdf: bytes) -> None:
    pages = pdf.pages_of_names(long_pdf)
    headlines = {name: page for name, page in pages.items() if name.endswith("-headline")}
    assert len(headlines) == 18
    assert len(set(headlines.values())) == 18, "each story opens a page"
    with pikepdf.open(io.BytesIO(long_pdf)) as file:
        names = [str(o.FontName) for o in file.objects if _is(o, "/FontDescriptor")]
        assert len(names) == len(set(names))
        links = [a for page in file.pages for a in page.get("/Annots", ()) if "/Dest" in a]
        assert {str(a.Dest) for a in links} <= set(pages)
        assert not [a for page in file.pages for a in page.get("/Annots", ()) if "/A" in a]
        keys = [int(page.StructParents) for page in file.pages]
        assert len(keys) == len(set(keys))


def _is(one: object, kind: str) -> bool:
    return isinstance(one, pikepdf.Dictionary) and one.get("/Type") == kind


def test_folios_count_through_all_parts(long_pdf: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(long_pdf)
    tool = require("pdftotext")
    text = subprocess.run(
        [tool, tmp_path / "a.pdf", "-"], capture_output=True, text=True, check=True
    ).stdout
    pages = text.split("\f")[:-1]
    assert len(pages) > 18
    for number, page in enumerate(pages[1:], 2):
        assert re.search(rf"^\W*{number}\W*$", page, re.MULTILINE), (number, page)


def test_pages_of_the_press_stand_on_their_sides(long_issue: Path) -> None:
    """A part that begins on a left page has its binding there, as if all were set together."""
    data = _pdf(long_issue, for_press=True)
    with pikepdf.open(io.BytesIO(data)) as file:
        trims = [tuple(map(float, page.TrimBox)) for page in file.pages]
    assert len(set(trims)) == 1
    edges = [min(_starts(data, number)) for number in range(len(trims))]
    sides = {number % 2: set() for number in range(2)}
    for number, edge in enumerate(edges[2:], 2):
        sides[number % 2].add(round(edge))
    assert sides[0].isdisjoint(sides[1]), sides


def _starts(data: bytes, number: int) -> list[float]:
    """Where lines of text begin on a page, from its left edge."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    page = document[number].get_textpage()
    return [page.get_rect(n)[0] for n in range(page.count_rects())]


def test_verapdf_finds_nothing(long_pdf: bytes, shelf: casebook.Shelf, tmp_path: Path) -> None:
    java, jar = require("java"), require("verapdf")
    (tmp_path / "long.pdf").write_bytes(long_pdf)
    files = [tmp_path / "long.pdf", *(shelf.path(n, "pdf") for n in casebook.ISSUE_NAMES)]
    command = [java, "-cp", jar, "org.verapdf.apps.GreenfieldCliWrapper", "-f", "ua1"]
    done = subprocess.run(
        [*command, "--format", "text", "-v", *files], capture_output=True, text=True, check=False
    )
    verdicts = [
        line.split()[0] for line in done.stdout.splitlines() if line[:4] in ("PASS", "FAIL")
    ]
    assert verdicts == ["PASS"] * len(files), done.stdout


def test_flowing_articles_share_pages(long_issue: Path) -> None:
    manuscript = api.read_issue([long_issue], IssueFile(title="الأسبوع", flowing=True))
    (edition,) = api.export_issue(manuscript, ["pdf"]).editions
    pages = pdf.pages_of_names(edition.data)
    headlines = [page for name, page in pages.items() if name.endswith("-headline")]
    assert len(set(headlines)) < len(headlines)


def test_nothing_is_made_of_nothing(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    result = run(tmp_path / "empty", "--title", "ع", "-o", tmp_path / "out")
    assert result.exit_code == 1
    assert "issue-empty" in result.output
    with pytest.raises(PresskitError):
        api.export_issue(api.read_issue([tmp_path / "empty"], TITLED), ["epub"])


def _children(parent: int) -> list[int]:
    """The processes that a process has started."""
    stats = (path.read_text("utf-8").rsplit(")", 1) for path in Path("/proc").glob("[0-9]*/stat"))
    return [int(head.split(" ", 1)[0]) for head, tail in stats if int(tail.split()[1]) == parent]


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="there is no /proc")
@pytest.mark.parametrize("ended", ["worker", "command"])
def test_nothing_is_left_when_something_ends(ended: str, long_issue: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "presskit", "digest", long_issue, "--title", "ع"]
    command += ["--to", "pdf", "-j", "2", "-o", tmp_path / "out"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    started: list[int] = []
    while not started and process.poll() is None:
        time.sleep(0.05)
        started = _children(process.pid)
    if ended == "worker":
        os.kill(started[0], signal.SIGKILL)
    else:
        process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == (130 if ended == "command" else 1)
    assert "Traceback" not in said
    assert ended == "command" or "a process that sets pages ended" in said
    assert not (tmp_path / "out").exists()
    in_time = time.monotonic() + 10  # what has no parent is gone a moment later
    while any(Path(f"/proc/{child}").exists() for child in started):
        assert time.monotonic() < in_time
        time.sleep(0.05)


@pytest.mark.parametrize("processes", ["1", "2"])
@pytest.mark.parametrize("to", ["pdf", "epub,pdf"])
def test_what_is_found_in_articles_is_told_whatever_sets_the_pages(
    processes: str, to: str, tmp_path: Path
) -> None:
    stories = {f"{name}.md": article(name, body="[رابط](#nowhere) ونص.") for name in "abcdefghi"}
    folder = write(tmp_path / "in", stories)
    report = tmp_path / "report.json"
    command = ("--title", "الأسبوع", "--to", to, "-j", processes, "--report", report)
    result = run(folder, *command, "-o", tmp_path / "out")
    assert result.exit_code == 0
    assert result.output.count("[link-dead]") == len(stories)
    told = json.loads(report.read_text("utf-8"))["articles"]
    assert all("link-dead" in str(one["diagnostics"]) for one in told)


def test_what_the_preflight_finds_in_a_digest_is_told(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", {"a.md": article(body="![نقطة](a.png)\n\nنص.")})
    Image.new("RGB", (60, 60), (9, 90, 90)).save(folder / "a.png")
    command = ("--title", "الأسبوع", "--to", "pdf", "--preflight", "-o", tmp_path / "out")
    result = run(folder, *command)
    assert result.exit_code == 0
    assert "[pdf-image-coarse]" in result.output
