"""What was changed after publication: from real commits, with the figures each one moved."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.site.conftest import REPORT
from tests.site.conftest import run
from tests.site.conftest import write

MakeSite = Callable[..., Path]


def commit(root: Path, day: str, **files: str) -> None:
    """Commit the site as it is, with the reports given."""
    for name, text in files.items():
        write(root / f"content/reports/ju/xm/{name.removeprefix('y')}.yml", text)
    when = f"{day}T12:00:00+0800"
    for arguments in (["add", "-A"], ["commit", "-qm", "机密说明 13800138000"]):
        subprocess.run(
            ["git", "-c", "user.name=编辑", "-c", "user.email=editor@example.org", *arguments],
            cwd=root,
            check=True,
            env={"PATH": "/usr/bin:/bin", "GIT_COMMITTER_DATE": when, "GIT_AUTHOR_DATE": when},
        )


def words(site: Path, path: str) -> str:
    """What a page says."""
    html = (site / path / "index.html").read_text(encoding="utf-8")
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


@pytest.fixture
def root(make_site: MakeSite) -> Path:
    """A site in a repository, first published in May."""
    root = make_site()
    subprocess.run(["git", "init", "-q", "-b", "main"], cwd=root, check=True)
    commit(root, "2023-05-10")
    return root


def built(root: Path) -> Path:
    """The site, built."""
    done = run("mkdocs", "build", "--strict", cwd=root)
    assert done.returncode == 0, done.stderr
    return root / "site"


def test_without_changes_there_is_nothing_to_tell(root: Path) -> None:
    site = built(root)
    assert "公开以后还没有报告改过。" in words(site, "corrections")
    assert "发布后的更正与改动" not in words(site, "ju/xm/2022")


def test_one_digit_in_one_amount_names_the_figures_it_moved(root: Path) -> None:
    commit(root, "2023-06-01", y2022=REPORT.replace("spent: 5.65", "spent: 6.65").replace("= 5.65", "= 6.65"))
    site = built(root)
    for page in ("corrections", "ju/xm/2022"):
        text = words(site, page)
        assert "2023-06-01 数据有改动" in text
        assert "支出合计： 5.65 → 6.65 万元" in text
        assert "未支出： 84.35 → 83.35 万元" in text
        assert "预算执行率： 6.28% → 7.39%" in text
        assert "预算合计：" not in text.partition("数据有改动")[2].partition("数字的来历")[0]
    assert "2023-05-10 首次公开" in words(site, "ju/xm/2022")
    assert "共 1 次" in words(site, "corrections")


def test_a_figure_that_prints_the_same_is_not_listed(root: Path) -> None:
    row = "- {type: quantity, name: 评审场次, target: 3场, actual: 4场}"
    open_row = "\n      - {type: quality, name: 评审质量, target: 提高, actual: 有待核实}"
    commit(root, "2023-06-01", y2022=REPORT.replace(row, row + open_row))
    declared = REPORT.replace(row, row + open_row.replace("有待核实", "没有提高, met: false"))
    commit(root, "2023-06-02", y2022=declared)
    text = words(built(root), "corrections")
    assert "绩效指标：未达成： 0 → 1 项" in text
    assert not re.search(r"： (\S+) → \1 ", text)


def test_words_alone_move_no_figure(root: Path) -> None:
    commit(root, "2023-06-01", y2022=REPORT.replace("支出{", "共支出{"))
    assert "2023-06-01 文字有改动，数字没有变" in words(built(root), "corrections")


def test_a_declared_correction_gives_its_reason(root: Path) -> None:
    declared = "corrections:\n  - {on: 2023-07-01, what: 支出漏填一笔, reason: 录入遗漏}\n"
    commit(root, "2023-07-02", y2022=REPORT + declared)
    assert "2023-07-01 更正 支出漏填一笔（原因：录入遗漏）" in words(built(root), "corrections")


def test_a_version_that_cannot_be_read_is_said_to_be_so(root: Path) -> None:
    commit(root, "2023-06-01", y2022="- 不是\n- 报告\n")
    commit(root, "2023-06-02", y2022=REPORT)
    text = words(built(root), "corrections")
    assert text.count("较早的版本本程序读不了") == 2


def test_what_editors_tell_each_other_is_not_published(root: Path) -> None:
    commit(root, "2023-06-01", y2022=REPORT.replace("5.65", "6.65"))
    site = built(root)
    assert not [each for each in site.rglob("*") if each.is_file() and "机密说明".encode() in each.read_bytes()]


def test_a_shallow_clone_says_that_it_does_not_know_all(root: Path, tmp_path: Path) -> None:
    commit(root, "2023-06-01", y2022=REPORT.replace("5.65", "6.65"))
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", "--depth", "1", f"file://{root}", str(clone)], check=True)
    text = words(built(clone), "corrections")
    assert "只取到一部分版本记录" in text
    assert "首次公开" not in words(clone / "site", "ju/xm/2022")


def test_without_git_only_declared_corrections_are_told(make_site: MakeSite) -> None:
    assert "这里没有版本记录" in words(built(make_site()), "corrections")
