"""Documents that say what the program does are held to it."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from generator.checks import CHECKS
from generator.cli import main
from generator.concerns import CONCERN_OF
from generator.concerns import EDITORIAL
from generator.read import READING_RULES
from tests.site.conftest import ROOT
from tests.site.conftest import run


def text(name: str) -> str:
    """A document."""
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("command", sorted(main.commands))
def test_the_readme_names_every_command(command: str) -> None:
    assert f"`mingxiao {command}" in text("README.md")


@pytest.mark.parametrize("command", sorted(main.commands))
def test_every_command_explains_itself_with_an_example(command: str) -> None:
    done = run("mingxiao", command, "--help", cwd=ROOT)
    assert done.returncode == 0
    assert re.search(r"例：mingxiao", done.stdout)
    assert "-C DIR" in done.stdout


def test_the_readme_s_report_is_a_report_without_mistakes(tmp_path_factory: pytest.TempPathFactory) -> None:
    sample = re.search(r"```yaml\n(.*?)```", text("README.md"), re.DOTALL)
    assert sample
    file = tmp_path_factory.mktemp("readme") / "2022.yml"
    file.write_text(sample[1], encoding="utf-8")
    done = run("mingxiao", "check", str(file), cwd=ROOT)
    assert done.returncode == 0, done.stdout


def test_the_readme_s_make_targets_exist() -> None:
    targets = set(re.findall(r"^(\w+):", text("Makefile"), re.MULTILINE))
    assert set(re.findall(r"\bmake (\w+)", text("README.md") + text("CONTRIBUTING.md"))) <= targets


def test_the_published_schema_is_the_program_s() -> None:
    assert text("content/schema/report.json") == run("mingxiao", "schema", cwd=ROOT).stdout


def test_every_rule_is_either_a_reader_s_concern_or_the_editor_s() -> None:
    assert set(CONCERN_OF) | EDITORIAL == set(CHECKS)
    assert not set(CONCERN_OF) & EDITORIAL


@pytest.mark.parametrize("rule", sorted(CHECKS))
def test_a_rule_says_what_why_and_what_to_do(rule: str) -> None:
    title, _, body = CHECKS[rule].text.partition("\n")
    assert title.endswith("。")
    assert "\n处理：" in body
    assert len(body) > 30


@pytest.mark.parametrize("rule", sorted(READING_RULES))
def test_a_reading_rule_says_what_and_why(rule: str) -> None:
    title, _, body = READING_RULES[rule].partition("\n\n")
    assert title.endswith("。")
    assert body.endswith("。")


def test_the_method_page_has_every_figure_and_rule(published: Path) -> None:
    html = (published / "methods/index.html").read_text(encoding="utf-8")
    for rule in CHECKS:
        assert f'id="{rule}"' in html


def test_nothing_committed_names_this_machine() -> None:
    files = run_git_ls()
    forbidden = re.compile(r"/(work|tmp|root|home)/")
    for name in files:
        if name.endswith((".py", ".md", ".yml", ".toml", ".css", ".html", ".jinja", "Makefile")):
            assert not forbidden.search(text(name)), name


def run_git_ls() -> list[str]:
    """What is, or is to be, committed."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return listed.stdout.splitlines()
