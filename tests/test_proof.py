"""The proofreader: its rules' own pages are its cases, and good texts its silence.

`tests/proof/clean` are texts that are right, however they look; `tests/proof/seeded` have mistakes,
each line with one ending in `<!-- CODE -->` with the rule that should find it; in `tests/proof/placed`
⟦CODE⟧ stands right before each. `everywhere.md` has what --fix mends (“نعم″) in every place that an
article has, and what it must not (“لا″).
"""

from __future__ import annotations

import contextlib
import json
import re
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result
from PIL import Image

from casebook import FOLDER, NAMES
from presskit import api
from presskit.cli.main import presskit
from presskit.diagnostics import PresskitError
from presskit.model.publication import Check, Publication
from presskit.proof.find import SAFE, find
from presskit.resources import rules_folder
from presskit.rulebook import NUMBERS, RULES
from presskit.sources import read

ROOT = Path(__file__).parents[1]
HERE = Path(__file__).parent / "proof"
PAGES = sorted(rules_folder().glob("PK*.md"))
EXAMPLES = [path for path in sorted((ROOT / "examples").glob("*.md")) if path.stem != "README"]
DIGEST = sorted((ROOT / "examples/digest/articles").rglob("*.md"))
CLEAN = sorted((HERE / "clean").glob("*.md"))
SEEDED = sorted((HERE / "seeded").glob("*.md"))
PLACED = sorted((HERE / "placed").glob("*.md"))
# Cases that are made of what the rules look for.
MEANT = {"joined-letters": {"digits-mixed"}}
# Rules that are off by themselves and have places in the seeded texts.
ASKED = ("tatweel", "name-spelling", "list-single")
_SEED = re.compile(r"\s*<!-- ([a-z-]+) -->")
_MARK = re.compile("⟦([a-z-]+)⟧")


def _run(*args: str) -> Result:
    return CliRunner().invoke(presskit, ["check", *args])


def _codes(path: Path, number: str = "PK03", **given: tuple[str, ...]) -> list[str]:
    (proof,) = api.Proofreader(Publication(), **given).read(path)
    return [one.code for one in proof.findings if one.number.startswith(("PK03", number))]


@pytest.mark.parametrize("path", [*EXAMPLES, *DIGEST, *CLEAN], ids=lambda path: path.stem)
def test_good_texts_have_nothing_found(path: Path) -> None:
    assert _codes(path) == []


@pytest.mark.parametrize("name", NAMES)
def test_the_cases_have_nothing_found(name: str) -> None:
    found = {one.code for one in find(api.read_article(FOLDER / name / "article.md").article)}
    assert {code for code in found if RULES[code].on} == MEANT.get(name, set())


# What stands in pieces of copy as a CMS leaves it.
PASTED = {
    "school-kitchen-cms": {"no-break-space"},
    "winter-transfers": {"quote-prime"},
    "obituary-calligrapher": {"no-break-space", "quote-prime"},
    "ar-economy-brief": {"no-break-space"},
    "ar-travel-magazine": {"quote-prime"},
}


@pytest.mark.parametrize("path", sorted((ROOT / "tests/copy").glob("*/*/copy.txt")), ids=str)
def test_pasted_copy_has_nothing_found(path: Path) -> None:
    found = {one.code for one in find(read(path, untitled=True).article)}
    assert {code for code in found if RULES[code].on} == PASTED.get(path.parent.name, set())


@pytest.mark.parametrize("path", SEEDED, ids=lambda path: path.stem)
def test_mistakes_are_found_where_they_are(path: Path, tmp_path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    wanted = [
        (number, code)
        for number, line in enumerate(text.split("\n"), 1)
        for code in _SEED.findall(line)
    ]
    (tmp_path / "a.md").write_text(_SEED.sub("", text), encoding="utf-8")
    (proof,) = api.Proofreader(select=ASKED).read(tmp_path / "a.md")
    found = [
        (one.place.at.line, one.code)
        for one in proof.findings
        if one.place.at and one.number.startswith("PK03")
    ]
    assert sorted(set(found)) == sorted(set(wanted))


@pytest.mark.parametrize("path", PLACED, ids=lambda path: path.stem)
def test_mistakes_are_told_at_their_characters(path: Path, tmp_path: Path) -> None:
    wanted, lines = set(), []
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        while mark := _MARK.search(line):
            wanted.add((number, mark.start() + 1, mark[1]))
            line = line[: mark.start()] + line[mark.end() :]  # noqa: PLW2901 - its marks go one by one
        lines.append(line)
    (tmp_path / "a.md").write_text("\n".join(lines), encoding="utf-8")
    Image.new("RGB", (8, 8)).save(tmp_path / "house.png")
    (proof,) = api.Proofreader(select=ASKED).read(tmp_path / "a.md")
    # Of what an article is made of, notes are told too.
    told = [one for one in proof.findings if one.severity != "note" or one.code == "list-single"]
    found = {(one.place.at.line, one.place.at.column, one.code) for one in told if one.place.at}
    assert found == wanted
    assert all(one.place.at for one in told)
    assert all(one.hint for one in told)


def _example(page: str, name: str) -> str:
    match = re.search(rf"{name}:\n\n```markdown\n(.*?)\n```", page, re.DOTALL)
    return f"---\ntitle: عنوان المقال\n---\n\n{match[1]}\n" if match else ""


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_pages_are_true(page: Path, tmp_path: Path) -> None:
    text, code = page.read_text(encoding="utf-8"), NUMBERS[page.stem]
    wrong, right = _example(text, "Wrong"), _example(text, "Right")
    if not wrong:
        return
    for said, is_wrong in ((wrong, True), (right, False)):
        (tmp_path / "a.md").write_text(said, encoding="utf-8")
        told = _codes(tmp_path / "a.md", page.stem, select=(code,))
        found = [one for one in told if RULES[one].on or one == code]
        assert found == ([code] * len(found) if is_wrong else []), said
        assert bool(found) == is_wrong
    can_fix = code in SAFE or f"--fix --select {page.stem}" in text
    if can_fix:
        (tmp_path / "a.md").write_text(wrong, encoding="utf-8")
        args = [] if code in SAFE else ["--select", code]
        _run(str(tmp_path / "a.md"), "--fix", *args)
        assert (tmp_path / "a.md").read_text(encoding="utf-8") == right


def test_every_rule_has_a_page() -> None:
    assert {page.stem for page in PAGES} == set(NUMBERS)
    assert len(NUMBERS) == len(RULES)


def test_rule_explains() -> None:
    run = CliRunner()
    page = run.invoke(presskit, ["rule", "PK0301"])
    assert page.exit_code == 0
    assert page.output.startswith("# PK0301 quote-prime\n")
    assert run.invoke(presskit, ["rule", "quote-prime"]).output == page.output
    assert "PK0355  kicker-missing" in run.invoke(presskit, ["rule"]).output
    assert run.invoke(presskit, ["rule", "PK9999"]).exit_code == 2


WRONG = """---
title: وصل الوفد “صباحا″ اليوم
---

وصل الوفد, ثم غادر “مسرعا″ المكان.

<!-- presskit: ignore PK0308 -->

وصل الوفد, ثم غادر.
وبقي “اثنان″ منهم, لا أكثر.
"""


def test_fix_changes_only_what_is_safe(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"\xef\xbb\xbf" + WRONG.replace("\n", "\r\n").encode())
    shown = _run(str(path), "--diff")
    assert shown.stdout.count("\n-") == 3
    assert path.read_bytes().decode("utf-8-sig").count("″") == 3
    fixed = _run(str(path), "--fix")
    assert fixed.exit_code == 0
    assert (
        path.read_bytes()
        == b"\xef\xbb\xbf" + WRONG.replace("\n", "\r\n").replace("″", "”").encode()
    )
    assert [
        line.split("[")[1].split("]")[0] for line in fixed.stderr.splitlines() if "[" in line
    ] == ["mark-of-other-script"]


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_fix_mends_everywhere_and_nothing_else(tmp_path: Path, ends: str, bom: str) -> None:
    text = (HERE / "everywhere.md").read_text(encoding="utf-8").rstrip("\n")
    before = (bom + text.replace("\n", ends)).encode()
    path = tmp_path / "a.md"
    path.write_bytes(before)
    Image.new("RGB", (8, 8)).save(tmp_path / "house.png")
    diff = _run(str(path), "--diff").stdout_bytes.decode()
    assert path.read_bytes() == before
    _run(str(path), "--fix")
    assert path.read_bytes() == before.replace("“نعم″".encode(), "“نعم”".encode())
    after = path.read_bytes()
    assert _run(str(path), "--diff").stdout == ""
    assert _patched(before, diff) == after


def _patched(before: bytes, diff: str) -> bytes:
    """What `patch` makes of a unified diff: lines end in line feeds only."""
    lines, done, number = before.decode().split("\n"), [], 0
    assert diff.endswith("\n")
    for line in diff[:-1].split("\n")[2:]:
        if start := re.match(r"@@ -(\d+)", line):
            done += lines[number : int(start[1]) - 1]
            number = int(start[1]) - 1
        elif line[0] in " -":
            assert lines[number] == line[1:]
            number += 1
        if line[0] in " +":
            done.append(line[1:])
    assert diff.count("\\ No newline at end of file\n") == 2
    return "\n".join(done + lines[number:]).encode()


OPT_IN = """---
title: وصل الوفد , ثم غادر -- سريعا
byline: كتب: علي , ثم سامي...
---

وصل الوفد , ثم قال: «نحن , هنا... ولن -- نرحل» , ثم غادر...
زار https://example.org/a--b...c, ثم `a , b -- c...` و[رابط , هنا](https://x.org/a--b). وقال "لا , نعم".

> نص مقتبس , ثم -- كذا...

وقال “نعم” و«قال “لا” ثم»، وحضر 12 وزيرا و1.5 مليون وF-22، نعم,ثم لا.

::: delegation
الوفد , الأول:

- وزير , كذا: سامي , حسن...
- وزير الدفاع: ماهر حسن
:::
"""
OPTED = """---
title: وصل الوفد، ثم غادر – سريعا
byline: كتب: علي , ثم سامي...
---

وصل الوفد، ثم قال: «نحن , هنا... ولن -- نرحل»، ثم غادر…
زار https://example.org/a--b...c, ثم `a , b -- c...` و[رابط، هنا](https://x.org/a--b). وقال "لا , نعم".

> نص مقتبس , ثم -- كذا...

وقال «نعم» و«قال “لا” ثم»، وحضر ١٢ وزيرا و1.5 مليون وF-22، نعم، ثم لا.

::: delegation
الوفد، الأول:

- وزير، كذا: سامي , حسن...
- وزير الدفاع: ماهر حسن
:::
"""


def test_what_is_selected_is_mended_but_no_quotation_name_or_address(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(OPT_IN, encoding="utf-8")
    (tmp_path / "presskit.toml").write_text('digits = "arab"\n')
    for _ in range(2):  # a second time changes nothing
        said = _run(str(path), "--fix", "--select", "PK0306, PK0307,PK0308", "--select", "PK035")
        assert path.read_text(encoding="utf-8") == OPTED
    assert "--fix leaves quotations alone" in said.stderr


def test_what_is_no_markdown_is_not_mended(tmp_path: Path) -> None:
    copy = (ROOT / "tests/copy/tuned").glob("*/copy.txt")
    text = next(copy).read_text(encoding="utf-8") + "\nوصل الوفد “مسرعا″، ثم غادر المدينة مساء.\n"
    (tmp_path / "copy.txt").write_text(text, encoding="utf-8")
    said = _run(str(tmp_path / "copy.txt"), "--fix")
    assert "only Markdown files are mended" in said.stderr
    assert "quote-prime" in said.stderr
    assert (tmp_path / "copy.txt").read_text(encoding="utf-8") == text


def test_strict_and_select_and_ignore(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(WRONG, encoding="utf-8")
    assert _run(str(path)).exit_code == 0
    assert _run(str(path), "--strict").exit_code == 1
    assert _run(str(path), "--strict", "--ignore", "PK03").exit_code == 0
    assert _run(str(path), "--select", "PK9").exit_code == 1
    assert "byline-missing" in _run(str(path), "--select", "PK0353").output
    _run(str(path), "--fix", "--select", "PK0308")
    assert path.read_text(encoding="utf-8").count(",") == 2  # those that a comment keeps


def test_configuration(tmp_path: Path) -> None:
    path = tmp_path / "drafts/a.md"
    path.parent.mkdir()
    path.write_text(WRONG, encoding="utf-8")
    config = tmp_path / "presskit.toml"
    config.write_text(
        '[check]\nselect = ["byline-missing"]\n[check.per-file-ignores]\n"drafts/*" = ["PK0308"]\n'
    )
    said = _run(str(path)).output
    assert "byline-missing" in said
    assert "mark-of-other-script" not in said
    assert "mark-of-other-script" not in _run_in(path.parent, "a.md").output
    config.write_text('[check]\nignore = ["PK0l"]\n')
    said = _run(str(path))
    assert said.exit_code == 1
    assert "rule-unknown" in said.output


def _run_in(folder: Path, *args: str) -> Result:
    with contextlib.chdir(folder):
        return _run(*args)


def test_unknown_rules_are_told_where_they_are_named(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(WRONG.replace("PK0308", "PK0308, nonsense"), encoding="utf-8")
    said = _run(str(path))
    assert said.exit_code == 1
    assert "a.md:7:31: error [rule-unknown]" in said.stderr
    assert "presskit.toml" not in _run(str(path), "--select", "nonsense").output


def test_github_escapes_names(tmp_path: Path) -> None:
    path = tmp_path / "a,b: 5%.md"
    path.write_text(WRONG, encoding="utf-8")
    said = _run(str(path), "--output-format", "github").stderr
    assert "a%2Cb%3A 5%25.md,title=PK0301 quote-prime,line=2,col=24::″ is" in said


def test_sarif_and_json(tmp_path: Path) -> None:
    path = tmp_path / "a b.md"
    path.write_text(WRONG, encoding="utf-8")
    log = json.loads(_run(str(path), "--output-format", "sarif").stdout)
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert "WordPress" in rules[0]["help"]["text"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    places = [one["locations"][0]["physicalLocation"] for one in run["results"]]
    assert all(one["artifactLocation"]["uri"].endswith("a%20b.md") for one in places)
    assert {"startLine": 5, "startColumn": 10} in [one["region"] for one in places]
    lines = _run(str(path), "--output-format", "json").stdout.splitlines()
    assert {json.loads(line)["number"] for line in lines} == {"PK0301", "PK0308"}
    github = _run(str(path), "--output-format", "github").stderr
    assert "::warning file=" in github


def test_bad_files_do_not_stop_the_rest(tmp_path: Path) -> None:
    (tmp_path / "bad.md").write_bytes(b"\xff\xfe\xfa")
    (tmp_path / "good.md").write_text(WRONG, encoding="utf-8")
    said = _run(str(tmp_path / "bad.md"), str(tmp_path / "none.md"), str(tmp_path / "good.md"))
    assert said.exit_code == 1
    assert "quote-prime" in said.output
    assert "file-missing" in said.output


def test_an_issue_is_checked(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.md").write_text(WRONG.replace("الوفد", name), encoding="utf-8")
    said = _run(str(tmp_path))
    assert said.output.count("quote-prime") == 6


def test_editions_have_safe_repairs_unless_told_otherwise(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(WRONG, encoding="utf-8")
    manuscript = api.read_article(path)
    assert "″" not in str(msgspec.to_builtins(api.compose(manuscript)))
    assert "″" in str(msgspec.to_builtins(api.compose(manuscript, repair=False)))
    (edition,) = api.export(manuscript, ["docx"])
    assert [one.code for one in edition.diagnostics].count("text-repaired") == 3
    (edition,) = api.export(manuscript, ["docx"], api.Options(repair=False))
    assert edition.diagnostics == ()


@pytest.mark.parametrize(
    "text",
    [
        "قال أحمَد: الطول 5″ والعرض 3′.",
        "“قال الوفد “نعم″.",
        "`وصل “الوفد″` ثم غادر.",
        "قال “الطول 5″ والعرض” معا، و‘Ayn 5′ شرقا.",
        "::: delegation\n- وزير: علي “حسن″، كذا\n- وزير: سامي علي\n:::",
        "> قول.\n>\n> — علي “حسن″، كذا",
    ],
)
def test_what_is_never_repaired(text: str, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(
        f"---\ntitle: ع\nbyline: “علي″\n---\n\n{text}\n", encoding="utf-8"
    )
    article = api.read_article(tmp_path / "a.md").article
    from presskit.diagnostics import Report
    from presskit.proof.find import repaired

    same = repaired(article, Report())
    assert same.byline == "“علي″"
    if "“قال" not in text:
        assert same.body == article.body


def test_rules_of_the_configuration_are_checked_at_once() -> None:
    with pytest.raises(PresskitError, match="rule-unknown"):
        api.Proofreader(Publication(check=Check(select=("nonsense",))))
