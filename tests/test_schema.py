"""The schemas: valid, true to the reader as far as a schema can be, and found by the editor from every file."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from generator.cli import main
from generator.model.keys import Key
from generator.model.keys import Kind
from generator.model.keys import Record
from generator.model.keys import keys_of
from generator.model.report import Report
from generator.read import survey
from generator.read.content import files
from generator.read.content import read_data
from generator.read.content import record_in
from generator.read.mistakes import Mistakes
from generator.read.nodes import Mapping
from generator.read.nodes import Node
from generator.read.nodes import Scalar
from generator.read.nodes import compose
from generator.read.records import read_record
from generator.schemas import FOLDER
from generator.schemas import SCHEMAS
from generator.schemas import schema_line
from generator.schemas import schema_text
from tests.conftest import CASES
from tests.conftest import ROOT
from tests.conftest import blocks
from tests.test_formatting import Writer

FILES = [*files(ROOT, survey(ROOT))]
_NUMBER = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")


@cache
def validator(kind: str) -> Draft202012Validator:
    return Draft202012Validator(json.loads(schema_text(kind)))


def kind_of(record: type[Record]) -> str:
    return next(kind for kind, (each, _) in SCHEMAS.items() if each is record)


def guessed(node: Node | None) -> Any:
    """A file as a reader of YAML 1.2 sees it that guesses types, as editors do."""
    if isinstance(node, Mapping):
        return {name: guessed(value) for name, (_, value) in node.items.items()}
    if not isinstance(node, Scalar):
        return [guessed(each) for each in node.items] if node else None
    if node.is_absent:
        return None
    if node.is_plain and node.value in ("true", "false"):
        return node.value == "true"
    if node.is_plain and _NUMBER.fullmatch(node.value):
        return float(node.value) if set(node.value) & set(".eE") else int(node.value)
    return node.value


def faults(kind: str, text: str) -> list[str]:
    return [each.message for each in validator(kind).iter_errors(guessed(compose(text, Mistakes(""))))]


@pytest.mark.parametrize("kind", SCHEMAS)
def test_a_schema_is_one(kind: str) -> None:
    Draft202012Validator.check_schema(json.loads(schema_text(kind)))


@pytest.mark.parametrize("kind", SCHEMAS)
def test_the_published_schemas_are_the_program_s(kind: str) -> None:
    assert (ROOT / FOLDER / f"{kind}.json").read_text(encoding="utf-8") == schema_text(kind)


@pytest.mark.parametrize("name", FILES)
def test_every_content_file_is_accepted_and_leads_to_its_schema(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    record = record_in(Path(name))
    assert faults(kind_of(record), text) == []
    first = text.partition("\n")[0]
    assert first == schema_line(record, name)
    assert (ROOT / name).parent.joinpath(first.partition("$schema=")[2]).is_file()


@pytest.mark.parametrize("kind", SCHEMAS)
@given(seed=st.integers(0, 2**32))
@settings(max_examples=40, deadline=None)
def test_what_the_reader_takes_is_accepted(kind: str, seed: int) -> None:
    assert faults(kind, Writer(Random(seed)).file(SCHEMAS[kind][0])) == []


#: Rules of which a schema can know.
SAYABLE = frozenset(
    "unknown-key missing-key unknown-choice wrong-shape not-an-amount negative-amount not-a-date not-a-year "
    "not-a-flag not-a-slug".split()
)


def broken() -> list[Any]:
    """The cases of reading in which nothing else is wrong; what is no key at all never reaches a schema."""
    return [
        pytest.param(text, id=title)
        for path in sorted((CASES / "reading").glob("*.md"))
        for (title, text), (_, found) in zip(blocks(path, "yaml"), blocks(path, "found"), strict=True)
        if {line.split()[0] for line in found.splitlines()} <= SAYABLE and title != "a key that is a list"
    ]


@pytest.mark.parametrize("text", broken())
def test_what_the_reader_refuses_is_refused(text: str) -> None:
    assert faults("report", text)


#: Lines that may follow year and title, each taken by the reader or refused.
LINES = """\
budget: {lines: [{name: 培训, spent: 3.00}]}
budget: {lines: [{name: 培训, spent: '1,935'}]}
budget: {lines: [{name: 培训, spent: ３．５０}]}
budget: {lines: [{name: 培训, spent: 010}]}
budget: {lines: [{name: 培训, spent: }]}
budget: {lines: [{name: 培训, spent: -1}]}
budget: {lines: [{name: 培训, spent: '12,5'}]}
budget: {lines: [{name: 培训, spent: 3万元}]}
budget: {lines: [{name: 培训, spent: [1]}]}
budget: {lines: [{name: }]}
filled_on: 2023-04-07
filled_on: 2023/4/7
filled_on: 2023年4月7日
filled_on: ２０２３.04.07
filled_on: ~
filled_on: 昨天
filled_on: 2023
filled_on: 20230407
form: prose
form: 报告式
form: null
form: letter
form: [prose]
indicators: [{rows: [{name: 甲, met: true}]}]
indicators: [{rows: [{name: 甲, met: 'false'}]}]
indicators: [{rows: [{name: 甲, met: 自述部分达成}]}]
indicators: [{rows: [{name: 甲, met: yes}]}]
indicators: [{rows: [{name: 甲, id: a-1}]}]
indicators: [{rows: [{name: 甲, id: Expo}]}]
indicators: [{rows: [{name: 甲, id: 1}]}]
indicators: [{carried_out: 'false', rows: [{name: 甲}]}]
indicators: [{carried_out: no, rows: [{name: 甲}]}]
indicators: [{rows: []}]
indicators: [{rows: }]
indicators: [{rows: [{name: ''}]}]
indicators: {}
indicators: [{rows: [{name: 甲, target: {value: 95}}]}]
indicators: [{rows: [{name: 甲, target: {}}]}]
indicators: [{rows: [{name: 甲, target: {valeu: 9}}]}]
indicators: [{rows: [{name: 甲, target: [9]}]}]
stated: {score: 98.5, grade: 优}
stated: {score: [97, 98]}
stated: {score: {a: 1}}
stated: 98
problems: [一, 2]
problems: 一
problems: [[一]]
cover: {}
cover:
cover: 封面
sections: [{text: 甲}]
corrections: [{on: 2023-06-01, what: 甲, reason: 乙}]
corrections: [{on: 昨天, what: 甲, reason: 乙}]
""".splitlines()


@pytest.mark.parametrize("line", LINES)
def test_the_schema_says_what_the_reader_says(line: str) -> None:
    text = f"year: 2022\ntitle: 报告\n{line}\n"
    assert bool(faults("report", text)) == bool(read_data(Report, "x.yml", text.encode())[1])


def declared() -> list[tuple[type[Record], str, Key]]:
    """Every key of every kind of file."""
    found: dict[type[Record], None] = {record: None for record, _ in SCHEMAS.values()}
    waiting = list(found)
    while waiting:
        for key in keys_of(waiting.pop()).values():
            if key.of and key.of not in found:
                found[key.of] = None
                waiting.append(key.of)
    return [(record, name, key) for record in found for name, key in keys_of(record).items()]


@pytest.mark.parametrize(
    ("record", "name", "key"), [pytest.param(*each, id=f"{each[0].__name__}.{each[1]}") for each in declared()]
)
def test_every_key_has_a_chinese_title_and_examples_that_are_true(
    record: type[Record], name: str, key: Key
) -> None:
    assert re.search("[一-鿿]", key.title)
    for example in key.examples if key.kind is not Kind.STATED else ():
        row = {
            each: other.examples[0] if other.format else "甲"
            for each, other in keys_of(record).items()
            if other.required and other.kind is Kind.TEXT
        }
        node = Mapping({}, (1, 1))
        for each, text in {**row, name: example}.items():
            node.items[each] = (Scalar(each, (1, 1), True), Scalar(text, (1, 1), True))
        mistakes = Mistakes("")
        read_record(record, node, mistakes)
        assert {each.rule for each in mistakes.found} <= {"missing-key"}


def test_what_a_report_can_state_and_let_stand_is_named() -> None:
    schema = json.loads(schema_text("report"))
    stated = schema["properties"]["stated"]["properties"]
    assert stated["budget.rate"]["title"] == "预算执行率"
    assert {"score", "grade", "budget.total", "indicators.quantity.count"} <= set(stated)
    rules = schema["$defs"]["Accepted"]["properties"]["rule"]["examples"]
    assert "far-exceeded" in rules
    assert "personal-data" not in rules


def test_the_command_writes_one_schema_or_all(tmp_path: Path) -> None:
    assert CliRunner().invoke(main, ["schema"]).stdout == schema_text("report")
    assert CliRunner().invoke(main, ["schema", "--for", "site"]).stdout == schema_text("site")
    CliRunner().invoke(main, ["schema", "--out", "schemas", "-C", str(tmp_path)])
    assert {each.name: each.read_text(encoding="utf-8") for each in (tmp_path / "schemas").iterdir()} == {
        f"{kind}.json": schema_text(kind) for kind in SCHEMAS
    }
