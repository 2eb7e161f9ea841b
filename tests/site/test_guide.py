"""The guide for editors: followed command by command in a real shell, and held to the rules and messages there are."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest

from generator.checks import CHECKS
from generator.concerns import CONCERN_OF
from generator.findings import Severity
from generator.read import READING_RULES
from tests.conftest import ROOT
from tests.repository import SOMEBODY
from tests.repository import copy_of_this_repository
from tests.repository import git
from tests.repository import prepare
from tests.site.conftest import HEADERS
from tests.site.conftest import command
from tests.site.conftest import run
from tests.site.conftest import write

GUIDE = ROOT / "content/pages/guide"
PAGES = sorted(page.stem for page in GUIDE.glob("*.md"))
ADDRESS = "https://github.com/example/mingxiao"
REPORT = "content/reports/wenlvju/library/2024.yml"


def page(name: str) -> str:
    """A page of the guide."""
    return (GUIDE / f"{name}.md").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Block:
    """A fenced block, and the sentence that leads to it."""

    language: str
    lead: str
    text: str

    @property
    def file(self) -> str:
        """The file whose content the block is, or a part of it; nothing for an example."""
        named = re.findall(r"`(content/[\w/.-]+\.yml)`", self.lead)
        return named[0] if named else ""


def blocks(name: str) -> list[Block]:
    """The blocks of a page in order."""
    found, text, position = [], page(name), 0
    for match in re.finditer(r"^```(\w+)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
        lead = text[position : match.start()].strip().rpartition("\n")[2]
        found.append(Block(match[1], lead, match[2]))
        position = match.end()
    return found


#: The pages that tell to do something.
FOLLOWED = [name for name in PAGES if blocks(name)]


@dataclass
class Reader:
    """Somebody who does what a page says, in a folder of their own."""

    folder: Path
    origin: Path

    def shell(self, commands: str) -> tuple[int, str]:
        """Run commands as typed; where they change the folder, the next go on from there."""
        done = subprocess.run(
            ["bash", "-e", "-c", f'{commands}\npwd > "$WHERE"'],
            cwd=self.folder,
            env={**os.environ, **SOMEBODY, **self._redirected(), "WHERE": str(self.origin.parent / "where")},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        if done.returncode == 0:
            self.folder = Path((self.origin.parent / "where").read_text().strip())
            if (self.folder / ".git").is_dir() and not (self.folder / ".venv").exists():
                prepare(self.folder)
        return done.returncode, done.stdout

    def _redirected(self) -> dict[str, str]:
        """Git's way to the forge leads to the repository of this test."""
        return {
            "GIT_CONFIG_COUNT": "1",
            "GIT_CONFIG_KEY_0": f"url.{self.origin}.insteadOf",
            "GIT_CONFIG_VALUE_0": ADDRESS,
        }

    def write(self, block: Block) -> None:
        """Write a file as shown; a part of one takes the place of the keys it has."""
        path, text = self.folder / block.file, block.text
        if not re.match(r"(year|name):", text):
            whole = path.read_text(encoding="utf-8")
            for key in re.findall(r"^(\w+):", text, re.MULTILINE):
                whole = re.sub(rf"^{key}:.*\n(?:[ -].*\n)*", "", whole, flags=re.MULTILINE)
            text = whole + text
        write(path, text)
        code, printed = self.shell(f".venv/bin/mingxiao check {block.file}")
        assert code == 0, printed

    def serve(self, commands: str) -> None:
        """Start the preview and look at it once."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        settings = self.folder / "mkdocs.yml"
        before = settings.read_text(encoding="utf-8")
        settings.write_text(f"{before}dev_addr: 127.0.0.1:{port}\n", encoding="utf-8")
        server = subprocess.Popen(
            ["bash", "-e", "-c", commands],
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            assert "公共图书馆免费开放" in until_answered(
                f"http://127.0.0.1:{port}/wenlvju/library/2024/", server
            )
        finally:
            os.killpg(server.pid, 15)
            server.wait()
            settings.write_text(before, encoding="utf-8")


def until_answered(address: str, server: subprocess.Popen[bytes]) -> str:
    """What is at an address, once somebody answers there."""
    while server.poll() is None:
        try:
            with urllib.request.urlopen(address) as answer:
                text: str = answer.read().decode()
                return text
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the preview did not start")


def follow(reader: Reader, name: str) -> None:
    """Do all a page says, and see what it says one sees."""
    listed = blocks(name)
    for block, following in pairwise([*listed, Block("", "", "")]):
        if block.language == "yaml" and block.file:
            reader.write(block)
        elif block.language == "yaml":
            example(reader, block.text)
        elif block.language == "sh" and "make serve" in block.text:
            reader.serve(block.text)
        elif block.language == "sh":
            shown = following.text if following.language == "text" else ""
            code, printed = reader.shell(block.text)
            assert code == has_errors(shown), (block.text, printed)
            rest = printed
            for line in filter(lambda line: line.strip("… "), shown.splitlines()):
                found = re.search(re.escape(line).replace("…", ".*"), rest)
                assert found, f"the guide shows {line!r}; seen was\n{printed}"
                rest = rest[found.end() :]
        else:
            assert block.language in ("text", "nginx"), block.language


def has_errors(shown: str) -> int:
    """The exit code of a command of which the page shows this."""
    return 1 if re.search(r"[1-9]\d* 个错误", shown) else 0


def example(reader: Reader, text: str) -> None:
    """A part of a report that a page shows is sound."""
    file = reader.origin.parent / "example" / "2024.yml"
    write(file, text if text.startswith("year:") else f"year: 2024\ntitle: 报告\n{text}")
    code, printed = reader.shell(f"{command('mingxiao')} check {file}")
    assert code == 0, printed


def own_site(root: Path) -> Path:
    """The site that somebody has who followed the first page, with a change published and another proposed."""
    copy_of_this_repository(
        root, lambda name: not name.startswith("content/") or name.startswith("content/pages/")
    )
    for block in blocks("first-report"):
        if block.file:
            write(root / block.file, block.text)
    for branch, spent in (("main", "20.05"), ("main", "20.15"), ("proposal", "21.15")):
        report = root / REPORT
        report.write_text(re.sub(r"(读者活动.*spent: )[\d.]+", rf"\g<1>{spent}", report.read_text()))
        git(root, "add", "-A")
        git(root, "commit", "-qm", f"支出 {spent}")
        git(root, "update-ref", "refs/heads/main" if branch == "main" else "refs/pull/7/head", "HEAD")
        if branch == "proposal":
            git(root, "reset", "-q", "--hard", "HEAD^")
    return root


@pytest.fixture
def reader(request: pytest.FixtureRequest, tmp_path: Path) -> Reader:
    """A reader at the beginning of a page: with nothing, or in a clone of their site."""
    name, start = request.param, tmp_path / "reader"
    start.mkdir()
    if name == "first-report":
        source = copy_of_this_repository(tmp_path / "source")
    else:
        source = own_site(tmp_path / "source")
    git(tmp_path, "clone", "-q", "--mirror", str(source), "origin.git")
    reader = Reader(start, tmp_path / "origin.git")
    if name != "first-report":
        code, printed = reader.shell(f"git clone -q {ADDRESS} jixiao\ncd jixiao")
        assert code == 0, printed
    return reader


def published_from_main(reader: Reader) -> None:
    """After the first page the report is where it is published from."""
    assert git(reader.origin, "ls-tree", "-r", "--name-only", "main", "content/reports").splitlines() == [
        "content/reports/wenlvju/department.yml",
        "content/reports/wenlvju/library/2024.yml",
        "content/reports/wenlvju/library/project.yml",
    ]


def correction_told(reader: Reader) -> None:
    """After a correction readers see what the page says they see."""
    html = (reader.folder / "site/wenlvju/library/2024/index.html").read_text(encoding="utf-8")
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))
    heading = re.search(r"“(发布后的[^”]+)”", page("correct"))
    assert heading
    assert heading[1] in text
    assert "读者活动支出由 20.15 万元更正为 21.35 万元" in text
    assert "漏计 12 月付款一笔" in text
    assert "支出合计： 78.55 → 79.75 万元" in text


AFTERWARDS: dict[str, Callable[[Reader], None]] = {
    "first-report": published_from_main,
    "correct": correction_told,
}


@pytest.mark.parametrize(
    ("reader", "name"), [(name, name) for name in FOLLOWED], indirect=["reader"], ids=FOLLOWED
)
def test_a_page_can_be_followed(reader: Reader, name: str) -> None:
    follow(reader, name)
    shown = "".join(block.text for block in blocks(name) if block.language == "text")
    code, printed = reader.shell(".venv/bin/mingxiao build")
    assert code == has_errors(shown), printed
    AFTERWARDS.get(name, lambda reader: None)(reader)


def test_the_files_shown_are_in_their_canonical_form(tmp_path: Path) -> None:
    for block in (*blocks("first-report"), *blocks("city")):
        if re.match(r"(year|name):", block.text):
            write(tmp_path / block.file, block.text)
            done = run("mingxiao", "fmt", "--check", block.file, cwd=tmp_path)
            assert done.returncode == 0, done.stdout


# What the pages say of rules and messages


def test_every_rule_is_told_what_to_do_about_by_its_own_title() -> None:
    told = re.findall(r"^- \[(.+?)\]\(\.\./methods\.md#([\w-]+)\) `([\w-]+)`：.", page("rules"), re.MULTILINE)
    assert [anchor for _, anchor, _ in told] == [rule for _, _, rule in told]
    assert {rule: title for title, _, rule in told} == {rule: check.title for rule, check in CHECKS.items()}
    assert len(told) == len(CHECKS)


def test_a_rule_stands_under_the_heading_of_its_kind() -> None:
    for part in re.split(r"^## ", page("rules"), flags=re.MULTILINE)[1:]:
        heading = part.partition(" {")[0]
        for rule in re.findall(r"methods\.md#([\w-]+)", part):
            concern = CONCERN_OF[rule].title if rule in CONCERN_OF else "只提示编辑"
            expected = "不改不能发布" if CHECKS[rule].severity is Severity.ERROR else concern
            assert heading == expected, rule


def test_every_reading_rule_is_told_what_to_do_about() -> None:
    part = page("troubles").partition("{#reading}")[2]
    told = [
        rule
        for line in re.findall(r"^- (`.*?)：", part, re.MULTILINE)
        for rule in re.findall(r"`([\w-]+)`", line)
    ]
    assert sorted(told) == sorted(READING_RULES)


def test_messages_are_quoted_as_the_program_says_them() -> None:
    said = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "generator").rglob("*.py"))
    part = page("troubles").partition("{#commands}")[2].partition("\n## ")[0]
    quoted = [
        text for line in re.findall(r"^- (“.*?)：", part, re.MULTILINE) for text in re.findall(r"“(.*?)”", line)
    ]
    assert len(quoted) > 8
    for text in quoted:
        assert text in said, text


def test_the_headers_told_to_a_publisher_are_those_the_pages_are_tested_with() -> None:
    (nginx,) = [block.text for block in blocks("city") if block.language == "nginx"]
    told = dict(re.findall(r'add_header ([\w-]+) "?(.*?)"? always;', nginx))
    policies = dict(re.findall(r'^  (\S+) "(.*)";', nginx.partition("}")[0], re.MULTILINE))
    told["Content-Security-Policy"] = policies["default"]
    assert told | HEADERS == told
    assert policies["~^/admin/"] == "frame-ancestors 'none'", "a page can say of itself all but this"


def test_the_checklist_is_the_one_of_the_template() -> None:
    template = (ROOT / ".github/PULL_REQUEST_TEMPLATE.md").read_text(encoding="utf-8")
    asked = re.findall(r"^- \[ \] (.*)", template, re.MULTILINE)
    part = page("review").partition("{#list}")[2].partition("\n## ")[0]
    listed = re.findall(r"^\d\. (.*)", part, re.MULTILINE)
    assert len(listed) == len(asked)
    for item, question in zip(listed, asked, strict=True):
        assert item.startswith(question)


def test_the_form_and_files_named_to_a_city_are_there() -> None:
    for named in re.findall(r"`(\.[\w/.-]+|docs/\w+|CONTRIBUTING\.md)`", page("city")):
        if not named.startswith(".."):
            assert (ROOT / named).exists() or named == ".venv/bin/mingxiao", named
