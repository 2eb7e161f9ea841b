"""The editor: what the YAML language server, with the settings of this repository, tells an officer who types."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT

BIN = ROOT / ".venv" / "bin"
SERVER = ROOT / "tests/node/node_modules/yaml-language-server/bin/yaml-language-server"
REPORT = ROOT / "content/reports/gongxinju/industrial-development/2022.yml"
SETTINGS = json.loads((ROOT / ".vscode/settings.json").read_text(encoding="utf-8"))


@dataclass
class Editor:
    """An editor with one file open at a time, as far as the language server can tell."""

    server: subprocess.Popen[bytes]
    number: int = 0
    version: int = 0
    told: dict[str, Any] = field(default_factory=dict)

    def begin(self) -> None:
        folder = {"uri": ROOT.as_uri(), "name": "mingxiao"}
        can = {
            "textDocument": {
                "completion": {"completionItem": {"snippetSupport": True, "documentationFormat": ["markdown"]}},
                "hover": {"contentFormat": ["markdown"]},
            },
            "workspace": {"configuration": True, "workspaceFolders": True},
        }
        self.ask(
            "initialize",
            {"processId": None, "rootUri": folder["uri"], "capabilities": can, "workspaceFolders": [folder]},
        )
        self.tell("initialized", {})
        self.tell("workspace/didChangeConfiguration", {"settings": {"yaml": settings("yaml")}})

    def open(self, path: Path, text: str) -> None:
        """Show a file with this text, whatever is on the disk."""
        self.version += 1
        document = {"uri": path.as_uri(), "languageId": "yaml", "version": self.version, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": document})

    def complete(self, path: Path, text: str) -> dict[str, Any]:
        """What is offered where ‸ stands in the text, by label."""
        answer = self.ask("textDocument/completion", self.at(path, text))
        items = answer["items"] if isinstance(answer, dict) else answer
        return {each["label"]: each for each in items}

    def hover(self, path: Path, text: str) -> str:
        """What is said of what stands at ‸ in the text."""
        return str(self.ask("textDocument/hover", self.at(path, text))["contents"]["value"])

    def faults(self, path: Path, text: str) -> list[str]:
        """What is marked in a text: the line, counted from 1, and the words."""
        self.open(path, text)
        while path.as_uri() not in self.told:
            self.receive()
        marked = self.told.pop(path.as_uri())
        return [f"{each['range']['start']['line'] + 1}: {each['message']}" for each in marked]

    def at(self, path: Path, text: str) -> dict[str, Any]:
        before, _, after = text.partition("‸")
        self.open(path, before + after)
        line = before.count("\n")
        position = {"line": line, "character": len(before) - before.rfind("\n") - 1}
        return {"textDocument": {"uri": path.as_uri()}, "position": position}

    def ask(self, method: str, params: dict[str, Any]) -> Any:
        self.number += 1
        self.send({"id": self.number, "method": method, "params": params})
        while True:
            message = self.receive()
            if message.get("id") == self.number and "method" not in message:
                assert "error" not in message, message
                return message["result"]

    def tell(self, method: str, params: dict[str, Any]) -> None:
        self.send({"method": method, "params": params})

    def send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.server.stdin
        self.server.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.server.stdin.flush()

    def receive(self) -> dict[str, Any]:
        """The next message; what the server asks of the editor is answered on the way."""
        assert self.server.stdout
        length = 0
        while line := self.server.stdout.readline().strip():
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        message: dict[str, Any] = json.loads(self.server.stdout.read(length))
        if message.get("method") == "textDocument/publishDiagnostics":
            self.told[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif "method" in message and "id" in message:
            asked = (
                message["params"].get("items", []) if message["method"] == "workspace/configuration" else None
            )
            answer = None if asked is None else [settings(each.get("section", "")) for each in asked]
            self.send({"id": message["id"], "result": answer})
        return message


def settings(section: str) -> dict[str, Any]:
    """A section of the settings as the editor hands it over: its dotted names as groups."""
    found: dict[str, Any] = {}
    for name, value in SETTINGS.items():
        if not name.startswith(f"{section}."):
            continue
        *groups, last = name.removeprefix(f"{section}.").split(".")
        place = found
        for group in groups:
            place = place.setdefault(group, {})
        place[last] = value
    return found


@pytest.fixture(scope="module")
def editor() -> Iterator[Editor]:
    command = [str(BIN / "node"), str(SERVER), "--stdio"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT) as server:
        editor = Editor(server)
        editor.begin()
        yield editor
        server.kill()


@pytest.fixture(scope="module")
def text() -> str:
    """The seed report."""
    return REPORT.read_text(encoding="utf-8")


@pytest.fixture
def file(request: pytest.FixtureRequest) -> Path:
    """A report beside the seed that is only in the editor; each test has its own, as the server tells of late."""
    year = 1950 + [*request.session.items].index(request.node) % 50
    return REPORT.with_name(f"{year}.yml")


def line_of(text: str, words: str) -> int:
    return text[: text.index(words)].count("\n") + 1


def test_the_seed_has_no_fault(editor: Editor, text: str) -> None:
    assert editor.faults(REPORT, text) == []


def test_a_key_that_can_still_be_written_is_offered_with_its_chinese_name(
    editor: Editor, text: str, file: Path
) -> None:
    offered = editor.complete(
        file, text.replace("        target: 2 个\n", "        target: 2 个\n        ‸\n", 1)
    )
    assert {"weight", "score", "reason"} <= set(offered)
    assert not {"target", "actual", "met", "rows", "budget"} & set(offered)
    assert offered["score"]["documentation"].startswith("得分：部门自评的得分")
    assert {each["insertText"] for each in offered.values()} == {f"{label}: " for label in offered}  # no figure


def test_the_values_that_can_be_chosen_are_offered(editor: Editor, text: str, file: Path) -> None:
    offered = editor.complete(file, text.replace("        met: true\n", "        met: ‸\n", 1))
    assert [*offered][:3] == ["true", "partly", "false"]
    assert offered["partly"]["documentation"] == "自述部分达成"
    types = editor.complete(file, text.replace("      - type: 数量指标\n", "      - type: ‸\n", 1))
    assert {"数量指标", "质量指标", "满意度指标"} <= set(types)


def test_the_figures_a_report_can_state_are_offered(editor: Editor, text: str, file: Path) -> None:
    offered = editor.complete(file, text.replace("  score: 98.93\n", "  score: 98.93\n  ‸\n", 1))
    assert "indicators.quantity.count" in offered
    assert "budget.total" not in offered  # it is stated already
    assert "公式：" in offered["budget.rate"]["documentation"]


def test_a_key_explains_itself(editor: Editor, text: str, file: Path) -> None:
    assert "预算与支出" in editor.hover(file, text.replace("\nbudget:", "\nbud‸get:", 1))
    said = editor.hover(file, text.replace("spent: 221.39", "sp‸ent: 221.39", 1))
    assert "执行数" in said
    assert "没有支出写 0" in said


@pytest.mark.parametrize(
    ("written", "mistaken", "words"),
    [
        ("        target: 2 个", "        taget: 2 个", "Property taget is not allowed."),
        ("\nbudget:", "\nbudgte:", "Property budgte is not allowed."),
        ("spent: 221.39", "spent: 二百", "只写数字"),
        ("form: prose", "form: prosa", "Value is not accepted."),
        ("    show: indicators", "    show: indicator", "Value is not accepted."),
    ],
)
def test_a_mistake_is_marked_on_its_line(
    written: str, mistaken: str, words: str, editor: Editor, text: str, file: Path
) -> None:
    wrong = text.replace(written, mistaken, 1)
    (fault,) = editor.faults(file, wrong)
    assert fault.startswith(f"{line_of(wrong, mistaken.strip())}: {words}")


@pytest.mark.parametrize(
    ("path", "text", "words"),
    [
        (
            "content/reports/ju/xm/2023.yml",
            "year: 2023\ntitle: 报告\nform: prosa\n",
            "3: Value is not accepted.",
        ),
        ("content/reports/ju/xm/project.yml", "name: 项目\nunits: 局\n", "2: Property units is not allowed."),
        ("content/reports/ju/department.yml", "nane: 局\n", "1: Missing property"),
        ("content/site.yml", "name: 站\npublisher: 局\nunit: 万\n", "3: Value is not accepted."),
        ("content/standards/own.yml", "name: 标准\n", "1: Missing property"),
    ],
)
def test_a_file_without_the_line_finds_its_schema_by_the_settings(
    path: str, text: str, words: str, editor: Editor
) -> None:
    assert editor.faults(ROOT / path, text)[0].startswith(words)


def test_the_extension_is_recommended() -> None:
    recommended = json.loads((ROOT / ".vscode/extensions.json").read_text(encoding="utf-8"))
    assert recommended == {"recommendations": ["redhat.vscode-yaml"]}
