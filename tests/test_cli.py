"""The command line: what each command prints and how it exits."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from click.testing import Result

from generator.cli import main
from generator.read.content import BUNDLED_STANDARDS
from generator.rules import RULES
from tests.conftest import ROOT

REPORT = "reports/bumen/xiangmu/2022.yml"
FILES = {
    "site.yml": "name: 测试\npublisher: 测试\n",
    "reports/bumen/department.yml": "name: 部门\n",
    "reports/bumen/xiangmu/project.yml": "name: 项目\n",
    REPORT: "year: 2022\ntitle: 报告\nbudget:\n  lines:\n    - {name: 培训, budget: 3, spent: 2}\n",
}
OVERSPENT = FILES[REPORT].replace("spent: 2", "spent: 4")
BROKEN = FILES[REPORT].replace("budget: 3", "budget: -3")

Content = Callable[[dict[str, str]], Path]


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [*map(str, arguments)])


@pytest.mark.parametrize(
    ("report", "options", "code"),
    [
        (FILES[REPORT], (), 0),
        (OVERSPENT, (), 0),
        (OVERSPENT, ("--strict",), 1),
        (BROKEN, (), 1),
    ],
)
def test_check_exits_with_1_when_something_must_be_mended(
    report: str, options: tuple[str, ...], code: int, content: Content
) -> None:
    root = content(FILES | {REPORT: report})
    assert run("check", "-C", root, *options).exit_code == code


def test_check_tells_where_what_and_what_to_do(content: Content) -> None:
    root = content(FILES | {REPORT: BROKEN})
    found = json.loads(run("check", "-C", root, "--format", "json").stdout)
    finding = next(each for each in found if each["rule"] == "negative-amount")
    assert finding["severity"] == "error"
    assert (finding["path"], finding["line"], finding["column"]) == (f"content/{REPORT}", 5, 26)
    assert finding["message"]
    assert finding["hint"]
    assert set(finding) == {"rule", "severity", "path", "line", "column", "message", "hint"}


def test_check_prints_the_line_and_a_caret(content: Content) -> None:
    printed = run("check", "-C", content(FILES | {REPORT: BROKEN})).output
    assert f"content/{REPORT}:5:26: 错误[negative-amount]" in printed
    assert "^^" in printed
    assert "1 个错误" in printed


def test_a_wrong_option_is_no_finding() -> None:
    assert run("check", "--no-such-option").exit_code == 2
    assert run("explain", "no-such-rule").exit_code == 2


@pytest.mark.parametrize(
    ("target", "actual", "expected"),
    [
        ("≥95%", "办结率 100%", {"comparator": ">=", "value": "95", "unit": "%", "verdict": "met"}),
        ("6个", "5个", {"comparator": ">=", "value": "6", "unit": "个", "verdict": "unmet"}),
        ("90%以上", "90%以上", {"verdict": "declared"}),
        ("逐步提高", "有所提高", {"comparator": "qualitative", "verdict": "not-judged"}),
    ],
)
def test_judge(target: str, actual: str, expected: dict[str, str]) -> None:
    judged = json.loads(run("judge", target, actual, "--format", "json").stdout)
    assert set(judged) == {"comparator", "value", "unit", "verdict", "completion"}
    assert judged | expected == judged


@pytest.mark.parametrize("rule", sorted(RULES))
def test_every_rule_is_explained(rule: str) -> None:
    result = run("explain", rule)
    assert result.exit_code == 0
    assert len(result.output) > 30


def test_the_schema_in_the_content_is_the_program_s() -> None:
    assert json.loads(run("schema").stdout) == json.loads(
        (ROOT / "content/schema/report.json").read_text(encoding="utf-8")
    )


def test_figures_are_printed_with_formula_and_lines(content: Content) -> None:
    root = content(FILES)
    figures = json.loads(run("figures", f"content/{REPORT}", "-C", root, "--format", "json").stdout)
    assert figures["budget.rate"] == {
        "value": "66.67",
        "unit": "%",
        "label": figures["budget.rate"]["label"],
        "formula": figures["budget.rate"]["formula"],
        "lines": [5],
    }


def test_pages_writes_markdown_for_every_page(content: Content, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert run("pages", "-C", content(FILES), "--out", out).exit_code == 0
    page = (out / "bumen/xiangmu/2022.md").read_text(encoding="utf-8")
    assert "66.67%" in page
    assert (out / "index.md").is_file()


def test_what_the_command_line_says_by_itself_is_chinese() -> None:
    shown, refused = run("export", "-h").output, run("export", "--frce").output
    assert shown.startswith("用法: ")
    assert "选项:" in shown
    assert "显示用法。" in shown
    assert "命令:" in run("-h").output
    assert "错误：没有 --frce 这个选项。" in refused
    assert not re.search("Usage|Options|Error|Show|Try", shown + refused)


def test_an_export_takes_the_place_of_a_file_only_with_force(content: Content, tmp_path: Path) -> None:
    root, out = content(FILES), tmp_path / "2022.json"
    export = ("export", f"content/{REPORT}", "-C", root, "--out", out)
    assert run(*export).exit_code == 0
    exported = out.read_bytes()
    out.write_text("旧的", encoding="utf-8")
    refused = run(*export)
    assert refused.exit_code == 2
    assert "--force" in refused.stderr
    assert out.read_text(encoding="utf-8") == "旧的"
    assert run(*export, "--force").exit_code == 0
    assert out.read_bytes() == exported
    report = root / "content" / REPORT
    before = report.read_bytes()
    assert run("export", f"content/{REPORT}", "-C", root, "--out", report, "--force").exit_code == 2
    assert report.read_bytes() == before


@pytest.mark.parametrize("command", sorted(main.commands))
def test_every_command_knows_the_site_root_and_shows_an_example(command: str) -> None:
    shown = run(command, "--help")
    assert shown.exit_code == 0
    assert "-C DIR" in shown.output
    assert f"例：mingxiao {command}" in shown.output


def test_judge_reads_a_table(tmp_path: Path) -> None:
    table = tmp_path / "targets.tsv"
    table.write_text("target\tactual\ttype\n6个\t5个\tquantity\n≥95%\t96%\t质量指标\n", encoding="utf-8")
    judged = json.loads(run("judge", "--tsv", table, "--format", "json").stdout)
    assert [each["verdict"] for each in judged] == ["unmet", "met"]


@pytest.mark.parametrize(
    "data", ["目标".encode("gbk"), b"target\tactual\n" + b"1" * 200_000 + b"\t1\n", b"target\n"]
)
def test_a_table_that_cannot_be_read_is_a_wrong_call(tmp_path: Path, data: bytes) -> None:
    table = tmp_path / "targets.tsv"
    table.write_bytes(data)
    said = run("judge", "--tsv", table)
    assert said.exit_code == 2
    assert "targets.tsv" in said.output


@pytest.mark.parametrize("arguments", [(), ("6个", "5个", "--type", "no-such-type")])
def test_judge_called_wrongly(arguments: tuple[str, ...]) -> None:
    assert run("judge", *arguments).exit_code == 2


PERSONAL = "# 关于\n\n联系 13800138000。\n"


def rules_at(root: Path, *arguments: str) -> list[tuple[str, str, int]]:
    """What `check` finds, as JSON says it: rule, path, line."""
    found = json.loads(run("check", "-C", root, "--format", "json", *arguments).stdout)
    return [(each["rule"], each["path"], each["line"]) for each in found]


@pytest.mark.parametrize(
    "arguments", [(), ("content",), ("content/pages",), ("content/pages/sub/about.md",), (".",)]
)
def test_check_looks_at_handwritten_pages_as_a_build_does(arguments: tuple[str, ...], content: Content) -> None:
    root = content(FILES | {"pages/sub/about.md": PERSONAL, "pages/other.md": "# 别的\n"})
    assert rules_at(root, *arguments) == [("personal-data", "content/pages/sub/about.md", 3)]
    assert run("check", "-C", root, *arguments).exit_code == 1
    assert "content/pages/sub/about.md:3:4" in run("check", "-C", root, *arguments).output


def test_a_page_that_asks_for_a_frame_of_its_own_is_told_so(content: Content) -> None:
    asks, says = "---\ntitle: 关于\ntemplate: x.html\n---\n\n# 关于\n", "# 关于\n\n---\ntemplate: x.html\n---\n"
    root = content(FILES | {"pages/about.md": asks, "pages/other.md": says})
    assert rules_at(root) == [("unknown-key", "content/pages/about.md", 3)]


@pytest.mark.parametrize("part", ["content/reports", "content/pages/other.md", f"content/{REPORT}"])
def test_check_of_a_part_does_not_tell_of_pages_beside_it(part: str, content: Content) -> None:
    root = content(FILES | {"pages/about.md": PERSONAL, "pages/other.md": "# 别的\n"})
    assert run("check", "-C", root, part).exit_code == 0


@pytest.mark.parametrize(
    ("link", "target", "arguments"),
    [
        ("pages/pw.md", "/etc/passwd", ()),
        ("pages/pw.md", "/etc/passwd", ("content/pages/pw.md",)),
        ("pages/picture.png", "/etc/passwd", ()),
        ("pages/.hidden.md", "/etc/passwd", ()),
        ("pages/lost.md", "nowhere", ()),
        ("pages/all", "/etc", ()),
        ("pages/all", "/etc", ("content/pages/all/passwd",)),
        ("pages", "/etc", ()),
        ("site.yml", "/etc/passwd", ()),
        ("standards/own.yml", "/etc/passwd", ()),
        ("reports/bumen/xiangmu/2023.yml", "/etc/passwd", ("content/reports/bumen/xiangmu/2023.yml",)),
        ("reports/bumen/qita", "/etc", ("content/reports/bumen/qita/passwd",)),
    ],
)
def test_a_symbolic_link_is_not_followed(
    link: str, target: str, arguments: tuple[str, ...], content: Content
) -> None:
    root = content(FILES)
    place = root / "content" / link
    place.parent.mkdir(exist_ok=True)
    place.unlink(missing_ok=True)
    place.symlink_to(target)
    assert rules_at(root, *arguments) == [("path-not-accepted", f"content/{link}", 1)]
    assert run("check", "-C", root, *arguments).exit_code == 1


@pytest.mark.parametrize("link", ["content", "content/reports", "content/standards", "content/pages"])
def test_nor_is_one_in_the_place_of_a_whole_folder(link: str, content: Content) -> None:
    own = (BUNDLED_STANDARDS / "national-2020.yml").read_text(encoding="utf-8")
    root = content(FILES | {"standards/own.yml": own, "pages/about.md": "# 关于\n"})
    place, away = root / link, root / "away"
    place.rename(away)
    place.symlink_to(away)
    assert rules_at(root) == [("path-not-accepted", link, 1)]
    kept = {each: each.read_bytes() for each in away.rglob("*") if each.is_file()}
    run("fmt", "-C", root)
    assert kept == {each: each.read_bytes() for each in away.rglob("*") if each.is_file()}


@pytest.mark.parametrize(
    ("file", "told"),
    [
        ("2024.yml", "2024.yml"),
        ("site.yaml", "site.yaml"),
        ("reports/2024.yml", "reports/2024.yml"),
        ("reports/bumen/2024.yml", "reports/bumen/2024.yml"),
        ("reports/bumen/xiangmu/sub/2024.yml", "reports/bumen/xiangmu/sub"),
        ("reports/bumen/xiangmu/2023.yml/2023.yml", "reports/bumen/xiangmu/2023.yml"),
        ("reports/bumen/xiangmu/report.yml", "reports/bumen/xiangmu/report.yml"),
        ("reports/bumen/xiangmu/2024.yaml", "reports/bumen/xiangmu/2024.yaml"),
    ],
)
def test_a_file_in_the_wrong_place_is_told_of(file: str, told: str, content: Content) -> None:
    root = content(FILES | {file: FILES[REPORT]})
    assert rules_at(root) == rules_at(root, f"content/{file}") == [("path-not-accepted", f"content/{told}", 1)]
    printed = run("check", "-C", root)
    assert printed.exit_code == 1
    assert "<年份>.yml" in printed.output


@pytest.mark.parametrize(
    ("name", "data", "rule"),
    [
        ("gbk.md", "# 关于本站\n".encode("gbk"), "not-utf8"),
        ("hidden.md", "# 关于\u200b\n".encode(), "forbidden-character"),
        ("tab.md", b"# a\n\n1.\tb\n\tc\n", ""),
        ("a\nb.md", b"# a\n", "path-not-accepted"),
        ("\udcff.md", b"# a\n", "path-not-accepted"),
        ("附件\u3000一.pdf", b"", ""),
    ],
)
def test_a_page_that_nobody_could_read_is_an_error(name: str, data: bytes, rule: str, content: Content) -> None:
    root = content(FILES)
    (root / "content/pages").mkdir()
    (root / "content/pages" / name).write_bytes(data)
    assert [each[0] for each in rules_at(root)] == [rule] * bool(rule)


def test_a_file_in_the_place_of_the_reports_is_none(content: Content) -> None:
    root = content({"site.yml": FILES["site.yml"], "reports": ""})
    assert rules_at(root) == [("path-not-accepted", "content/reports", 1)]


def test_mkdocs_yml_is_looked_at_with_the_pages(content: Content) -> None:
    settings = "site_name: 站\nsite_url: !ENV [SITE_URL, '']\nx: &x {}\ny: *x\n"
    root = content(FILES | {"../mkdocs.yml": settings})
    assert rules_at(root) == []
    (root / "mkdocs.yml").write_text(f"{settings}site_name: 站\n", encoding="utf-8")
    assert rules_at(root) == [("duplicate-key", "mkdocs.yml", 1), ("duplicate-key", "mkdocs.yml", 5)]
    assert rules_at(root, "content/reports") == []


def test_a_folder_in_the_place_of_a_file_is_no_file(content: Content) -> None:
    root = content(FILES | {"reports/bumen/qita/project.yml/x": ""})
    assert ("file-missing", "content/reports/bumen/qita/project.yml", 1) in rules_at(root)


def test_the_lock_of_an_editor_is_no_link(content: Content) -> None:
    root = content(FILES | {"pages/about.md": "# 关于\n"})
    (root / "content/pages/.#about.md").symlink_to("editor@host.1234")
    assert rules_at(root) == []
