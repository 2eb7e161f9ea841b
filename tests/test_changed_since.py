"""check --changed-since: only what this branch changed, and the reports that rest on it; on real repositories."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from click.testing import Result

from generator.cli import main
from generator.read import resting_on
from tests.small_site import FILES
from tests.small_site import Repository
from tests.small_site import repository

A = "content/reports/jia/yi"
B = "content/reports/jia/er"
C = "content/reports/yi/yi"

#: What is wrong with every one of them is that the budget was not spent.
IDLE = "year: {year}\ntitle: 报告\nbudget:\n  lines:\n    - {{name: 培训, budget: 3, spent: 0}}\n"
REPORTS = {
    f"{folder}/{year}.yml": IDLE.format(year=year) for folder in (A, B, C) for year in (2020, 2021, 2022)
}
SITE = {
    "content/site.yml": FILES["content/site.yml"],
    **{f"content/reports/{department}/department.yml": "name: 部门\n" for department in ("jia", "yi")},
    **{f"{folder}/project.yml": "name: 项目\n" for folder in (A, B, C)},
    **REPORTS,
}


@pytest.fixture
def site(tmp_path: Path) -> Repository:
    return repository(tmp_path / "site", SITE)


def check(site: Repository, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["check", "-C", str(site.root), "--format", "json", *arguments])


def looked_at(site: Repository, *arguments: str) -> set[str]:
    """The reports in which the idle line was found."""
    result = check(site, *arguments)
    assert result.exit_code == 0, result.output
    return {each["path"] for each in json.loads(result.stdout) if each["rule"] == "nothing-spent"}


def test_nothing_changed_nothing_checked(site: Repository) -> None:
    assert looked_at(site, "--changed-since", "HEAD") == set()
    assert looked_at(site) == set(REPORTS)


@pytest.mark.parametrize("how", ["in the work tree", "staged", "committed"])
def test_a_changed_report_and_the_year_after_it(site: Repository, how: str) -> None:
    site.write({f"{A}/2020.yml": REPORTS[f"{A}/2020.yml"] + "# 改\n"})
    if how != "in the work tree":
        site.git("add", "-A")
    if how == "committed":
        site.commit()
    since = "HEAD~1" if how == "committed" else "HEAD"
    assert looked_at(site, "--changed-since", since) == {f"{A}/2020.yml", f"{A}/2021.yml"}


def test_new_files_that_git_does_not_know_yet(site: Repository) -> None:
    site.write({f"{A}/2023.yml": IDLE.format(year=2023)})
    assert looked_at(site, "--changed-since", "main") == {f"{A}/2023.yml"}


def test_a_renamed_report(site: Repository) -> None:
    site.git("mv", f"{A}/2022.yml", f"{B}/2023.yml")
    site.write({f"{B}/2023.yml": IDLE.format(year=2023)})
    assert looked_at(site, "--changed-since", "HEAD") == {f"{B}/2023.yml"}


def test_a_deleted_report_touches_the_year_after_it(site: Repository) -> None:
    site.commit({f"{A}/2021.yml": None})
    assert looked_at(site, "--changed-since", "HEAD~1") == {f"{A}/2022.yml"}


def test_a_deleted_project(site: Repository) -> None:
    site.git("rm", "-rq", A)
    assert looked_at(site, "--changed-since", "HEAD") == set()


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("content/site.yml", set(REPORTS)),
        ("content/standards/own.yml", set(REPORTS)),
        ("content/reports/jia/department.yml", {each for each in REPORTS if "/jia/" in each}),
        (f"{A}/project.yml", {each for each in REPORTS if each.startswith(A)}),
        (f"{A}/2021/附件.pdf", {f"{A}/2021.yml"}),
        ("content/pages/about.md", set()),
        ("README.md", set()),
    ],
)
def test_what_rests_on_a_changed_file(site: Repository, file: str, expected: set[str]) -> None:
    own = Path(__file__).parent.parent / "generator/standards/national-2020.yml"
    text = own.read_text(encoding="utf-8") if "standards" in file else SITE.get(file, "") + "# 改\n"
    site.write({file: text})
    assert looked_at(site, "--changed-since", "HEAD") == expected


def test_a_missing_project_file_is_told_where_it_was(site: Repository) -> None:
    site.write({f"{A}/project.yml": None})
    result = check(site, "--changed-since", "HEAD")
    assert result.exit_code == 1
    assert {each["path"] for each in json.loads(result.stdout) if each["severity"] == "error"} == {
        f"{A}/project.yml"
    }


def test_with_paths_only_what_is_both_changed_and_asked_for(site: Repository) -> None:
    site.write({path: REPORTS[path] + "# 改\n" for path in (f"{A}/2022.yml", f"{C}/2022.yml")})
    assert looked_at(site, "--changed-since", "HEAD", "content/reports/jia") == {f"{A}/2022.yml"}
    assert looked_at(site, "--changed-since", "HEAD", f"{A}/2022.yml", f"{B}/2022.yml") == {f"{A}/2022.yml"}
    assert looked_at(site, "--changed-since", "HEAD", f"{B}/2022.yml") == set()
    assert looked_at(site, "--changed-since", "HEAD", ".") == {f"{A}/2022.yml", f"{C}/2022.yml"}


def test_a_path_that_was_deleted_is_no_mistake_of_the_call(site: Repository) -> None:
    site.write({f"{A}/2022.yml": None})
    assert looked_at(site, "--changed-since", "HEAD", f"{A}/2022.yml") == set()


def test_what_others_changed_on_the_main_branch_meanwhile_is_not_ours(site: Repository) -> None:
    site.git("checkout", "-qb", "topic")
    site.commit({f"{A}/2022.yml": REPORTS[f"{A}/2022.yml"] + "# 改\n"})
    site.git("checkout", "-q", "main")
    site.commit({f"{C}/2022.yml": REPORTS[f"{C}/2022.yml"] + "# 改\n"})
    site.git("checkout", "-q", "topic")
    assert looked_at(site, "--changed-since", "main") == {f"{A}/2022.yml"}


def test_a_site_below_the_top_of_its_repository(tmp_path: Path) -> None:
    top = repository(tmp_path, {f"sites/one/{path}": text for path, text in SITE.items()})
    below = Repository(top.root / "sites/one")
    below.write({f"{A}/2022.yml": REPORTS[f"{A}/2022.yml"] + "# 改\n"})
    top.write({f"sites/two/{A}/2022.yml": "别的网站\n"})
    assert looked_at(below, "--changed-since", "HEAD") == {f"{A}/2022.yml"}


@pytest.mark.parametrize("revision", ["no-such-branch", "--output=x", "", "HEAD~99"])
def test_an_unknown_revision_is_a_wrong_call(site: Repository, revision: str) -> None:
    result = check(site, f"--changed-since={revision}")
    assert result.exit_code == 2
    assert "没有名为" in result.output


def test_without_a_repository_it_says_so(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    result = check(Repository(tmp_path), "--changed-since", "HEAD")
    assert result.exit_code == 2
    assert "不在 git 仓库里" in result.output


def test_looking_leaves_the_index_as_it_was(site: Repository) -> None:
    index = site.root / ".git/index"
    site.write({f"{A}/2022.yml": REPORTS[f"{A}/2022.yml"]})  # the same again: git would refresh its index
    before = (index.read_bytes(), index.stat().st_mtime_ns)
    looked_at(site, "--changed-since", "HEAD")
    assert (index.read_bytes(), index.stat().st_mtime_ns) == before


def test_a_selection_of_many_files_is_asked_quickly() -> None:
    part = resting_on(f"content/reports/d{number}/p/2022.yml" for number in range(20_000))
    assert part.touches("content/reports/d19999")
    assert part.has("content/reports/d19999/p/2023.yml")
    assert not part.touches("content/reports/e")
