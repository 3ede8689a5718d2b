"""The proofreader: its rules' own pages are its cases, and good texts its silence.

`tests/proof/clean` are texts that are right, however they look; `tests/proof/seeded` have mistakes,
each line with one ending in `<!-- CODE -->` with the rule that should find it.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result

from casebook import FOLDER, NAMES
from presskit import api
from presskit.cli.main import presskit
from presskit.diagnostics import NUMBERS, RULES, PresskitError
from presskit.model.publication import Check, Publication
from presskit.proof.find import SAFE, find
from presskit.resources import rules_folder

ROOT = Path(__file__).parents[1]
HERE = Path(__file__).parent / "proof"
PAGES = sorted(rules_folder().glob("PK*.md"))
EXAMPLES = [path for path in sorted((ROOT / "examples").glob("*.md")) if path.stem != "README"]
DIGEST = sorted((ROOT / "examples/digest/articles").rglob("*.md"))
CLEAN = sorted((HERE / "clean").glob("*.md"))
SEEDED = sorted((HERE / "seeded").glob("*.md"))
# Cases that are made of what the rules look for.
MEANT = {
    "joined-letters": {"tatweel", "digits-mixed"},
    "tashkeel": {"tatweel"},
    "explanation-list": {"list-single"},
}
_SEED = re.compile(r"\s*<!-- ([a-z-]+) -->")


def _run(*args: str) -> Result:
    return CliRunner().invoke(presskit, ["check", *args])


def _codes(path: Path, **given: tuple[str, ...]) -> list[str]:
    (proof,) = api.Proofreader(Publication(), **given).read(path)
    return [one.code for one in proof.findings if one.number.startswith("PK03")]


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
    "ur-flood-relief": {"quote-unopened", "quote-unclosed"},
    "obituary-calligrapher": {"no-break-space", "quote-prime"},
    "ar-economy-brief": {"no-break-space"},
    "ar-travel-magazine": {"quote-prime"},
}


@pytest.mark.parametrize("path", sorted((ROOT / "tests/copy").glob("*/*/copy.txt")), ids=str)
def test_pasted_copy_has_nothing_found(path: Path) -> None:
    found = {one.code for one in find(api.read_article(path).article)}
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
    (proof,) = api.Proofreader().read(tmp_path / "a.md")
    found = [
        (one.place.at.line, one.code)
        for one in proof.findings
        if one.place.at and one.number.startswith("PK03")
    ]
    assert sorted(set(found)) == sorted(set(wanted))


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
        found = [
            one for one in _codes(tmp_path / "a.md", select=(code,)) if RULES[one].on or one == code
        ]
        assert found == ([code] * len(found) if is_wrong else []), said
        assert bool(found) == is_wrong
    can_fix = code in SAFE or f"--fix --select {page.stem}" in text
    if can_fix:
        (tmp_path / "a.md").write_text(wrong, encoding="utf-8")
        args = [] if code in SAFE else ["--select", code]
        _run(str(tmp_path / "a.md"), "--fix", *args)
        assert (tmp_path / "a.md").read_text(encoding="utf-8") == right


def test_every_rule_of_the_proofreader_has_a_page() -> None:
    proofs = {rule.number for rule in RULES.values() if rule.number.startswith("PK03")}
    assert proofs - {page.stem for page in PAGES} == {"PK0399"}
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
    config.write_text('[check]\nignore = ["PK0l"]\n')
    said = _run(str(path))
    assert said.exit_code == 1
    assert "rule-unknown" in said.output


def test_sarif_and_json(tmp_path: Path) -> None:
    path = tmp_path / "a b.md"
    path.write_text(WRONG, encoding="utf-8")
    log = json.loads(_run(str(path), "--output-format", "sarif").stdout)
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
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
    with pytest.raises(PresskitError, match="U\\+2033"):  # no face has the prime
        api.export(manuscript, ["docx"], api.Options(repair=False))


@pytest.mark.parametrize(
    "text",
    [
        "قال أحمَد: الطول 5″ والعرض 3′.",
        "“قال الوفد “نعم″.",
        "`وصل “الوفد″` ثم غادر.",
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
