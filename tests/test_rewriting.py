"""Rewriting: a form's data go into a file's text; every other byte of it stays. Run by the Node that comes with the tests."""

from __future__ import annotations

import copy
import difflib
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from generator.admin import fields_of
from generator.model.report import Report
from generator.model.site import Department
from generator.model.site import Project
from generator.model.site import Site
from tests.conftest import ROOT

CONTENT = ROOT / "content"
FORMS = {name: fields_of(each) for name, each in
         {"report": Report, "project": Project, "department": Department, "site": Site}.items()}  # fmt: skip
FILES = sorted([CONTENT / "site.yml", *(CONTENT / "reports").rglob("*.yml")])
REPORTS = {path.relative_to(CONTENT / "reports").as_posix(): path.read_text(encoding="utf-8")
           for path in FILES if path.stem.isdigit()}  # fmt: skip


def form_of(path: Path) -> list[dict[str, Any]]:
    return FORMS[path.stem if path.stem in FORMS else "report"]


class Rewriter:
    """The script of the form, running."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def read(self, text: str, fields: object) -> Any:
        return self._ask({"text": text, "fields": fields})["data"]

    def write(self, text: str, data: object, fields: object) -> str:
        answer = self._ask({"text": text, "fields": fields, "data": data})
        assert "refused" not in answer, answer
        return str(answer["text"])

    def try_to_write(self, text: str, data: object, fields: object) -> str | None:
        """The new text, or nothing where it is refused, which loses nothing."""
        return self._ask({"text": text, "fields": fields, "data": data}).get("text")

    def _ask(self, question: object) -> dict[str, Any]:
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(json.dumps(question) + "\n")
        self.process.stdin.flush()
        answer: dict[str, Any] = json.loads(self.process.stdout.readline())
        return answer


@pytest.fixture(scope="module")
def rewriter() -> Iterator[Rewriter]:
    node = str(Path(sys.executable).parent / "node")
    command = [node, str(ROOT / "tests/node/rewrite.mjs")]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8", start_new_session=True
    ) as process:
        yield Rewriter(process)
        assert process.stdin
        process.stdin.close()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(CONTENT).as_posix())
def test_saving_without_a_change_changes_no_byte(rewriter: Rewriter, path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    data = rewriter.read(text, form_of(path))
    assert as_form(yaml.load(text, yaml.BaseLoader), form_of(path)) == data
    assert rewriter.write(text, data, form_of(path)) == text


def as_form(record: dict[str, Any], fields: list[dict[str, Any]]) -> dict[str, Any]:
    """What the form should show of a file: worked out again from what PyYAML reads."""
    shown = {}
    for field in fields:
        value = record.get(field["name"], "")
        if value == "":
            continue
        if field.get("shape") == "stated":
            value = [{"figure": figure, "text": each} for figure, said in value.items()
                     for each in (said if isinstance(said, list) else [said])]  # fmt: skip
        elif field["widget"] == "object":
            value = as_form(value, field["fields"])
        elif field["widget"] == "list" and "fields" in field:
            value = [as_form(each, field["fields"]) for each in value]
        elif field["widget"] == "list" or field.get("multiple"):
            value = value if isinstance(value, list) else [value]
        shown[field["name"]] = value
    return shown


def places(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every single value of a form."""
    pairs = enumerate(data) if isinstance(data, list) else data.items() if isinstance(data, dict) else ()
    for name, value in pairs:
        if isinstance(value, str):
            yield (*path, name)
        else:
            yield from places(value, (*path, name))


def at(data: Any, path: tuple[Any, ...]) -> Any:
    for name in path:
        data = data[name]
    return data


TEXTS = st.one_of(
    st.sampled_from(
        "0.00 3.00 1,935 00 true null ~ no 2022-13-45 12:30 ≥95% {budget.total}=1 [a] a#b x:y - -x ?x &a *a !t 'q' %d @x |".split()
    ),
    st.sampled_from(["a: b", "a # b", '他说"好"', " 前", "后 ", "第一段\n\n第二段", "末尾\n", "- 甲\n- 乙", "a\\nb", "it's", "a, b", "{a: b}x", "\t", "甲\u200b乙", "行\u2028"]),
    st.text(st.characters(exclude_categories=("Cs", "Cc", "Co", "Cn")), min_size=1, max_size=20),
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_one_value_is_changed_in_its_own_lines_only(rewriter: Rewriter, data: st.DataObject) -> None:
    text = REPORTS[data.draw(st.sampled_from(sorted(REPORTS)))]
    form = rewriter.read(text, FORMS["report"])
    path = data.draw(
        st.sampled_from([each for each in places(form) if "stated" not in each and "show" not in each])
    )
    new = data.draw(TEXTS)
    was, at(form, path[:-1])[path[-1]] = at(form, path), new
    written = rewriter.write(text, form, FORMS["report"])
    assert as_form(yaml.load(written, yaml.BaseLoader), FORMS["report"]) == form
    old_lines, new_lines = text.splitlines(), written.splitlines()
    changes = [each for each in difflib.SequenceMatcher(None, old_lines, new_lines, autojunk=False).get_opcodes() if each[0] != "equal"]  # fmt: skip
    touched = {line for _, first, last, _, _ in changes for line in range(first, last)}
    assert len(touched) <= len(was.split("\n")) + 1
    if "\n" not in new + was:
        assert len(touched) == (new != was) and len(old_lines) == len(new_lines)
    assert comments(written) == comments(text)


def comments(text: str) -> list[str]:
    """The comments of a text that stand on lines of their own or behind a value."""
    tokens = yaml.scan(text, yaml.BaseLoader)
    covered = [
        (each.start_mark.index, each.end_mark.index) for each in tokens if isinstance(each, yaml.ScalarToken)
    ]
    return [
        text[start : text.find("\n", start)]
        for start in (index for index, sign in enumerate(text) if sign == "#")
        if (start == 0 or text[start - 1] in " \n")
        and not any(first <= start < last for first, last in covered)
    ]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_rows_added_removed_moved_and_changed_together(rewriter: Rewriter, data: st.DataObject) -> None:
    text = REPORTS[data.draw(st.sampled_from(sorted(REPORTS)))]
    form = rewriter.read(text, FORMS["report"])
    before = copy.deepcopy(form)
    has_removed = False
    for _ in range(data.draw(st.integers(1, 5))):
        rows = data.draw(st.sampled_from([each for each in lists(form) if each]))
        at_row = data.draw(st.integers(0, len(rows) - 1))
        match data.draw(st.sampled_from(("remove", "move", "add", "change", "clear"))):
            case "remove" if len(rows) > 1:
                del rows[at_row]
                has_removed = True
            case "move":
                rows.insert(data.draw(st.integers(0, len(rows) - 1)), rows.pop(at_row))
            case "add":
                rows.insert(at_row, copy.deepcopy(rows[at_row]))
            case "change":
                change(rows, at_row, data.draw(TEXTS))
            case "clear" if isinstance(rows[at_row], dict) and len(rows[at_row]) > 1:
                rows[at_row].pop(data.draw(st.sampled_from(sorted(rows[at_row]))))
                has_removed = True
    written = rewriter.try_to_write(text, form, FORMS["report"])
    if written is None:
        return  # refused: the file stays as it is
    assert ordered(as_form(yaml.load(written, yaml.BaseLoader), FORMS["report"])) == ordered(form)
    if not has_removed:
        assert not set(comments(text)) - set(comments(written))
    assert rewriter.read(text, FORMS["report"]) == before


def lists(data: Any) -> Iterator[list[Any]]:
    if isinstance(data, list):
        yield data
    for each in data if isinstance(data, list) else data.values() if isinstance(data, dict) else ():
        yield from lists(each)


def change(rows: list[Any], at_row: int, new: str) -> None:
    row = rows[at_row]
    if isinstance(row, str):
        rows[at_row] = new
    else:
        single = [name for name, value in row.items() if isinstance(value, str)]
        if single:  # a row of lists alone has no text that a form could change
            row[single[-1]] = new


def ordered(form: dict[str, Any]) -> dict[str, Any]:
    """A form's data; in which order figures are stated says nothing."""
    stated = sorted(form.get("stated", []), key=lambda each: str(each.get("figure")))
    return {**form, "stated": stated}


FIELDS = FORMS["report"]
SMALL = """\
# 头
year: 2022
title: 报告  # 题

budget:
  # 表 1
  lines:
    - {name: 甲, budget: 90, spent: 5.65} # 甲注
    # 乙的注
    - name: 乙
      spent: 3.00
stated:
  score: 98.93 # 分
  budget.total: [1, 2]
sections:
  - title: 一
    show: [basis, budget]
    text: |
      第一段
"""


@pytest.mark.parametrize(
    ("edit", "was", "now"),
    [
        (lambda form: form["budget"]["lines"][1].update(spent="4.50"), "spent: 3.00", "spent: 4.50"),
        (lambda form: form["budget"]["lines"][0].update(source="财政"), "{name: 甲, budget", "{name: 甲, source: 财政, budget"),
        (lambda form: form["budget"]["lines"][0].pop("budget"), "甲, budget: 90, ", "甲, "),
        (lambda form: form["budget"]["lines"].reverse(), None, None),
        (lambda form: form["budget"].update(unit="万元"), "  # 表 1\n  lines:", "  # 表 1\n  unit: 万元\n  lines:"),
        (lambda form: form["stated"][0].update(text="98.90"), "score: 98.93 # 分", "score: 98.90 # 分"),
        (lambda form: form["stated"].append({"figure": "grade", "text": "优"}), "[1, 2]\n", "[1, 2]\n  grade: 优\n"),
        (lambda form: form["stated"].pop(), "[1, 2]", "1"),
        (lambda form: form["sections"][0].update(show=["budget"]), "[basis, budget]", "budget"),
        (lambda form: form["sections"][0].update(text="第一段\n\n第二段\n"), "第一段\n", "第一段\n\n      第二段\n"),
        (lambda form: form["sections"].append({"title": "二"}), "      第一段\n", "      第一段\n  - title: 二\n"),
        (lambda form: form["sections"].clear(), SMALL[SMALL.index("sections") :], ""),
        (lambda form: form.update(basis=["甲文", "乙: 文"]), "# 题\n", '# 题\nbasis:\n  - 甲文\n  - "乙: 文"\n'),
    ],
)  # fmt: skip
def test_edits_as_an_editor_makes_them(rewriter: Rewriter, edit: Any, was: str | None, now: str | None) -> None:
    form = rewriter.read(SMALL, FIELDS)
    edit(form)
    written = rewriter.write(SMALL, form, FIELDS)
    if was is None:
        assert written.index("乙的注") < written.index("name: 乙") < written.index("{name: 甲")
        assert comments(written).count("# 甲注") == 1
    else:
        assert written == SMALL.replace(was, str(now), 1)


def test_a_new_file_holds_the_form_in_the_order_of_its_keys(rewriter: Rewriter) -> None:
    form = {
        "title": "报告",
        "year": "2023",
        "cover": {"unit": ""},
        "budget": {"lines": [{"name": "甲", "spent": "0.00"}]},
    }
    assert rewriter.write("", form, FIELDS) == (
        "year: 2023\ntitle: 报告\nbudget:\n  lines:\n    - name: 甲\n      spent: 0.00\n"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("# 只有注释", "# 只有注释\nyear: 2022\ntitle: 甲\n"),
        ("year: 2022", "year: 2022\ntitle: 甲"),
        ("year: 2022\ntitle:\n", "year: 2022\ntitle: 甲\n"),
        ("year: 2022\ntitle: # 未填\n", "year: 2022\ntitle: 甲 # 未填\n"),
        ("title: 乙 # 注\r\nyear: 2022\r\n", "title: 甲 # 注\r\nyear: 2022\r\n"),
        ("{year: 2022}\n", "{year: 2022, title: 甲}\n"),
        ("year: 2022\ntitle: >\n  乙\n  丙\ncover: {}\n", "year: 2022\ntitle: |-\n  甲\ncover: {}\n"),
    ],
)
def test_files_as_people_leave_them(rewriter: Rewriter, text: str, written: str | None) -> None:
    assert rewriter.try_to_write(text, {"year": "2022", "title": "甲"}, FIELDS) == written


def test_an_empty_key_is_filled_under_its_comment(rewriter: Rewriter) -> None:
    text = "year: 2022\nbudget: # 待填\nsections:\n  - title: 一 # 题\n    text: # 待写\n"
    form = {"year": "2022", "budget": {"unit": "万元"}, "sections": [{"title": "一", "text": "甲\n乙"}]}
    assert rewriter.write(text, form, FIELDS) == (
        "year: 2022\nbudget: # 待填\n  unit: 万元\nsections:\n  - title: 一 # 题\n    text: |- # 待写\n      甲\n      乙\n"
    )


def test_a_file_that_is_no_yaml_stays_as_it_is(rewriter: Rewriter) -> None:
    assert rewriter.try_to_write("a: [", {"year": "2022"}, FIELDS) is None


def test_keys_the_form_does_not_know_stay(rewriter: Rewriter) -> None:
    text = "year: 2022\nunknown: {a: 1}\n"
    assert rewriter.write(text, {"year": "2023"}, FIELDS) == text.replace("2022", "2023")
