"""mingxiao fmt: what it rewrites, what it leaves alone, and how it exits."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from click.testing import CliRunner
from click.testing import Result

from generator.cli import main

REPORT = "content/reports/ju/xm/2022.yml"
UNTIDY = "title: '报告'\nyear: 2022 # 年度\n"
TIDY = "year: 2022 # 年度\ntitle: 报告\n"
BROKEN = "title: 报告\nyear: 2022\nbudgte: {}\n"
FILES = {
    "site.yml": "name: 测试\npublisher: 测试\n",
    "reports/ju/department.yml": "name: 局\n",
    "reports/ju/xm/project.yml": "name: 项目\n",
    "reports/ju/xm/2021.yml": TIDY.replace("2022", "2021"),
    "reports/ju/xm/2022.yml": UNTIDY,
}

Content = Callable[[dict[str, str]], Path]


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["fmt", *map(str, arguments)])


def test_only_what_is_untidy_is_rewritten_and_named(content: Content) -> None:
    root = content(FILES)
    tidy = root / "content/reports/ju/xm/2021.yml"
    before = tidy.stat()
    done = run("-C", root)
    assert (done.exit_code, done.stdout) == (0, f"{REPORT}\n")
    assert "改写了 1 个文件，4 个已是规范写法。" in done.stderr
    assert (root / REPORT).read_text(encoding="utf-8") == TIDY
    assert tidy.stat().st_ino == before.st_ino
    assert run("-C", root).stdout == ""


def test_check_names_what_would_change_and_changes_nothing(content: Content) -> None:
    root = content(FILES)
    done = run("--check", "-C", root)
    assert (done.exit_code, done.stdout) == (1, f"{REPORT}\n")
    assert (root / REPORT).read_text(encoding="utf-8") == UNTIDY
    run("-C", root)
    assert run("--check", "-C", root).exit_code == 0


def test_diff_shows_what_would_change_and_changes_nothing(content: Content) -> None:
    root = content(FILES)
    done = run("--diff", "-C", root)
    assert done.exit_code == 0
    assert "-title: '报告'\n" in done.stdout
    assert "+title: 报告\n" in done.stdout
    assert (root / REPORT).read_text(encoding="utf-8") == UNTIDY
    assert run("--diff", "--check", "-C", root).exit_code == 1


def test_a_file_with_mistakes_is_left_alone_and_explained_and_the_others_are_done(content: Content) -> None:
    root = content(FILES | {"reports/ju/xm/2023.yml": BROKEN.replace("2022", "2023")})
    done = run("-C", root)
    assert (done.exit_code, done.stdout) == (1, f"{REPORT}\n")
    assert "content/reports/ju/xm/2023.yml:3:1: 错误[unknown-key]" in done.stderr
    assert (root / "content/reports/ju/xm/2023.yml").read_text(encoding="utf-8") == BROKEN.replace(
        "2022", "2023"
    )


def test_the_mode_stays_and_nothing_is_left_beside(content: Content) -> None:
    root = content(FILES)
    file = root / REPORT
    file.chmod(0o640)
    run(REPORT, "-C", root)
    assert file.stat().st_mode & 0o777 == 0o640
    assert sorted(each.name for each in file.parent.iterdir()) == ["2021.yml", "2022.yml", "project.yml"]


def test_attachments_are_never_touched(content: Content) -> None:
    attachment = "reports/ju/xm/2022/2021.yml"
    root = content(FILES | {attachment: UNTIDY})
    run("-C", root)
    run("content", "-C", root)
    assert run(f"content/{attachment}", "-C", root).exit_code == 2
    assert (root / "content" / attachment).read_text(encoding="utf-8") == UNTIDY


def test_files_from_anywhere(tmp_path: Path) -> None:
    (tmp_path / "draft.yml").write_text(UNTIDY, encoding="utf-8")
    (tmp_path / "2022.yml").write_text(UNTIDY, encoding="utf-8")
    assert run(tmp_path / "draft.yml").exit_code == 0
    assert (tmp_path / "draft.yml").read_text(encoding="utf-8") == TIDY
    assert run(tmp_path).stdout == f"{tmp_path / '2022.yml'}\n"


def test_a_wrong_call(tmp_path: Path) -> None:
    assert run("no-such-file.yml").exit_code == 2
    assert run("-C", tmp_path).exit_code == 2
