"""Formatting: nothing that is read and no comment is lost, twice is once, and the form is the one promised."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from generator.formatting import Unfaithful
from generator.formatting import formatted
from generator.formatting import formatted_file
from generator.model.indicators import TargetParts
from generator.model.keys import Key
from generator.model.keys import Kind
from generator.model.keys import Record
from generator.model.keys import keys_of
from generator.model.report import Report
from generator.model.site import Site
from generator.model.standard import Standard
from generator.read import survey
from generator.read.content import files
from generator.read.content import read_data
from generator.read.content import record_in
from generator.read.mistakes import Mistakes
from generator.read.nodes import Mapping
from generator.read.nodes import Node
from generator.read.nodes import Scalar
from generator.read.nodes import compose
from tests.conftest import ROOT
from tests.conftest import blocks

CASES = Path(__file__).parent / "cases" / "formatting"


def read(record: type[Record], data: str | bytes) -> str:
    """What is read, with the digits as written: a record as Python prints it, without places."""
    done, found = read_data(record, "x.yml", data.encode() if isinstance(data, str) else data)
    assert done is not None
    assert not found, found
    if isinstance(done, Report):
        done = replace(done, stated=tuple(replace(each, line=0, column=0) for each in done.stated))
    return repr(done)


def cases() -> list[Any]:
    """Each block of YAML of the case files, with the block that it becomes."""
    return [
        pytest.param(before, after, id=title)
        for path in sorted(CASES.glob("*.md"))
        for (title, before), (_, after) in zip(blocks(path, "yaml"), blocks(path, "formatted"), strict=True)
    ]


@pytest.mark.parametrize(("before", "after"), cases())
def test_a_file_takes_its_canonical_form(before: str, after: str) -> None:
    assert formatted(before, Report) == after
    assert formatted(after, Report) == after
    assert read(Report, before) == read(Report, after)


# What the property tests write: a record in any order, style and layout, with comments wherever one may stand.

TEXTS = (
    *("5.650", "010", "no", "yes", "12:30", "1e3", "~", "null", "true", "=", "<<", "2022-01-01", "0x1F", "1_0"),
    *(
        "９５％",
        "３．５０",
        "88,799,814.14",
        "- 一",
        "-3",
        "--",
        "? 问",
        ": 值",
        "值: 值",
        "值:",
        "值 # 井",
        "#井",
    ),
    *(
        "{budget.total = 1935}万元",
        "[附件]",
        "*重点*",
        "&",
        "!",
        "|",
        ">",
        "%",
        "@",
        "`x`",
        "'单'",
        '"双"',
        "it's",
    ),
    *(
        "他说\"对\"、'错'",
        "反\\斜",
        "行一\n行二",
        "行一\n\n  缩进\n行三",
        " 前",
        "后 ",
        "中  间",
        "一\n\n",
        "  \n一",
    ),
    *("一\n ", "x" * 300, "长" * 400, "\u3000全角空格", "\u00a0", "a\tb", "…\u00ad…", "——", "/", "", " ", "\n"),
    *("---", "...", "--- 一", "行一\n--- 二\n... 三", "a, b", "a]", "{", "一\n# 不是注释\n二", "办结率 100%"),
)
CHARACTERS = "一二a0 .,:#-{}[]'\"\\|>\n&*!%@?"
NUMBERS = ("5.650", "010", "0", "3.00", "88,799,814.14", "３．５０", "1935", "0.000001")
PLAIN = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`~=<.0-9a-zA-Z][^\n#:,\[\]{}'\"]*(?<!\s)|[0-9]+(\.[0-9]+)?")


@dataclass
class Writer:
    """Writes records as nobody should."""

    random: Random
    comments: list[str] = field(default_factory=list)
    after_block: bool = False  # what is indented deeper belongs to it

    def chance(self, one_in: int) -> bool:
        return self.random.randrange(one_in) == 0

    def text(self) -> str:
        if self.chance(2):
            return self.random.choice(TEXTS)
        return "".join(self.random.choices(CHARACTERS, k=self.random.randint(1, 12)))

    def comment(self) -> str:
        text = f"# 注{len(self.comments)}" + self.random.choice(("", ": x", " # y", "  '\"", " {a: b}", "\t|"))
        self.comments.append(text)
        return text

    def beside(self) -> str:
        return "  " + self.comment() if self.chance(5) else ""

    def gap(self, pad: str) -> list[str]:
        """Blank lines and comments between two entries, at whatever indentation."""
        lines = []
        for _ in range(self.random.choice((0, 0, 0, 0, 1, 1, 2, 3))):
            indent = self.random.choice((pad, pad, "", pad if self.after_block else pad + "    "))
            lines.append("" if self.chance(3) else indent + self.comment())
        return lines

    def file(self, record: type[Record]) -> str:
        lines = [*self.gap(""), *self.mapping(keys_of(record), ""), *self.gap("")]
        return "\n".join(lines) + ("\n" if self.chance(2) else "")

    def some(self, keys: Any) -> list[tuple[str, Key]]:
        chosen = [(name, key) for name, key in keys.items() if key.required or self.chance(3)]
        return self.random.sample(chosen, len(chosen))

    def mapping(self, keys: Any, pad: str, depth: int = 0) -> list[str]:
        lines: list[str] = []
        for name, key in self.some(keys):
            lines += self.gap(pad)
            self.after_block = False
            lines += self.entry(f"{pad}{name}:", key, pad, depth)
        return [*lines, *self.gap(pad)]

    def entry(self, head: str, key: Key, pad: str, depth: int) -> list[str]:
        inner = pad + " " * self.random.randint(1, 4)
        if not key.required and self.chance(12):
            return [head + self.random.choice(("", " ~", " null")) + self.beside()]
        match key.kind:
            case Kind.RECORD if key.of:
                if self.chance(3):
                    return [f"{head} {self.flow(keys_of(key.of), depth)}{self.beside()}"]
                body = self.mapping(keys_of(key.of), inner, depth + 1)
                return [head + self.beside(), *body] if any(map(is_content, body)) else [f"{head} {{}}", *body]
            case Kind.RECORDS if key.of:
                return self.list(head, key.of, pad, depth)
            case Kind.TEXTS:
                items = [self.text() for _ in range(self.random.randint(1, 3))]
                body = [
                    line
                    for text in items
                    for line in [*self.gap(inner), *self.scalar(f"{inner}-", text, inner)]
                ]
                return [head + self.beside(), *body]
            case Kind.STATED:
                odd = self.random.choice(("budget.rate", '"null"', "'甲: 乙'", "1", '"#"', "丙 "))
                body = [f"{inner}score: {self.one_line('98.50')}{self.beside()}", *self.gap(inner)]
                body += [f"{inner}{odd}: {self.one_line(self.text())}{self.beside()}"]
                return [head, *body, f"{inner}budget.total: [1935, {self.one_line('1,935.0', in_flow=True)}]"]
            case Kind.TARGET if self.chance(4):
                return [f"{head} {self.flow(keys_of(TargetParts), depth)}{self.beside()}"]
        return self.scalar(head, self.value(key), pad)

    def list(self, head: str, of: type[Record], pad: str, depth: int) -> list[str]:
        inner = pad + self.random.choice(("", "  ", "   "))
        lines = [head + self.beside()]
        for _ in range(self.random.randint(1, 3 if depth < 2 else 1)):
            lines += self.gap(inner)
            if self.chance(2) or depth > 3:
                lines.append(f"{inner}- {self.flow(keys_of(of), depth)}{self.beside()}")
                continue
            body = self.mapping(keys_of(of), inner + "  ", depth + 1)
            first = next((number for number, line in enumerate(body) if is_content(line)), None)
            if first is None:
                lines.append(f"{inner}- {{}}")
                lines += body
            elif first or self.chance(6):
                lines += [f"{inner}-{self.beside()}", *body]
            else:
                lines += [f"{inner}- {body[0].lstrip()}", *body[1:]]
        return lines

    def flow(self, keys: Any, depth: int) -> str:
        """A mapping in braces, on one line or several."""
        parts = []
        for name, key in self.some(keys):
            if key.kind in (Kind.RECORDS, Kind.RECORD, Kind.TEXTS, Kind.STATED):
                if not key.required and (depth > 2 or not key.of):
                    continue
                inner = self.flow(keys_of(key.of), depth + 1) if key.of else "[]"
                value = f"[{inner}]" if key.kind is Kind.RECORDS else inner
            else:
                value = self.one_line(self.value(key), in_flow=True)
            parts.append(f"{name}: {value}")
        text, last = "{", len(parts) - 1
        for number, part in enumerate(parts):
            text += part + ("," if number < last else "")
            text += f" {self.comment()}\n            " if self.chance(12) else " "
        return text + "}"

    def value(self, key: Key) -> str:
        match key.kind:
            case Kind.AMOUNT | Kind.POINTS:
                return self.random.choice(NUMBERS)
            case Kind.CHOICE | Kind.CHOICES:
                return self.random.choice([*key.choices, *key.choices.values()])
            case Kind.DATE:
                return self.random.choice(("2023-04-07", "2023年4月7日"))
            case Kind.YEAR:
                return "2022"
            case Kind.FLAG:
                return self.random.choice(("true", "false"))
            case Kind.ADDRESS:
                return self.random.choice(
                    ("/jiangmen/", "../yi", "https://www.example.gov.cn/a?b=c#d", " http://a.cn ")
                )
            case Kind.SLUG:
                return self.random.choice(("expo", "null", "a1"))
            case Kind.TEXT if key.format:
                return self.random.choice(key.examples)
        text = self.text()
        return text + "必填" if key.required and not text.strip() else text

    def one_line(self, text: str, *, in_flow: bool = False) -> str:
        styles = ["double"]
        if "\n" not in text and not re.search("[\t\u00ad]", text):
            styles.append("single")
        if ("\u00ad" not in text and PLAIN.fullmatch(text)) or (
            text in ("true", "false", "expo", "a1") or text in NUMBERS
        ):
            styles += ["plain"] * (3 if not in_flow or "," not in text else 0)
        match self.random.choice(styles):
            case "plain":
                return text
            case "single":
                return "'" + text.replace("'", "''") + "'"
        return '"' + "".join(escaped(each) for each in text) + '"'

    def scalar(self, head: str, text: str, pad: str) -> list[str]:
        """A text after its key or dash, on its line, on the next, or as a block."""
        is_block: bool = (
            bool(text.strip("\n "))
            and not re.search("^ *\t|\u00ad|^ *\n", text)
            and text.lstrip("\n")[:1] != " "
        )
        self.after_block = is_block and self.chance(3)
        if self.after_block:
            chomp = "+" if text.endswith("\n\n") else "" if text.endswith("\n") else "-"
            body = text[:-1] if text.endswith("\n") else text
            inner = pad + "  "
            lines = [inner + line if line else "" for line in body.split("\n")]
            style = "|" if "\n" in body or self.chance(2) else ">"
            return [f"{head} {style}{chomp}{self.beside()}", *lines]
        line = self.one_line(text)
        if self.chance(8):
            return [head + self.beside(), *self.gap(pad + "  "), f"{pad}  {line}{self.beside()}"]
        return [f"{head} {line}{self.beside()}"]


def is_content(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def escaped(character: str) -> str:
    return {"\n": "\\n", "\t": "\\t", '"': '\\"', "\\": "\\\\", "\u00ad": "\\u00ad"}.get(character, character)


@settings(max_examples=400, deadline=None)
@given(st.sampled_from((Report, Report, Site, Standard)), st.integers(0, 2**32))
def test_nothing_of_a_file_is_lost(record: type[Record], seed: int) -> None:
    writer = Writer(Random(seed))
    before = writer.file(record)
    after = formatted(before, record)
    assert read(record, after) == read(record, before)
    found = Counter(match.rstrip() for match in re.findall(r"# 注\d+[^\n]*", after))
    assert found == Counter(each.rstrip() for each in writer.comments)
    assert formatted(after, record) == after


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_the_byte_order_mark_and_the_line_ends_stay(mark: bytes, end: bytes) -> None:
    written = "title: '报告'\nyear: 2022\nproblems:\n- |\n  一\n\n  二\n".encode()
    after = "year: 2022\ntitle: 报告\n\nproblems:\n  - |\n    一\n\n    二\n".encode()
    assert formatted_file(mark + written.replace(b"\n", end), Report) == mark + after.replace(b"\n", end)


def test_mixed_line_ends_become_those_of_unix() -> None:
    assert formatted_file(b"year: 2022\r\ntitle: a", Report) == b"year: 2022\r\ntitle: a\r\n"
    assert formatted_file(b"year: 2022\r\ntitle: a\n", Report) == b"year: 2022\ntitle: a\n"
    assert formatted_file(b"year: 2022\rtitle: a", Report) == b"year: 2022\ntitle: a\n"


@pytest.mark.parametrize("name", [*files(ROOT, survey(ROOT))])
def test_the_content_is_in_its_canonical_form(name: str) -> None:
    data = (ROOT / name).read_bytes()
    assert formatted_file(data, record_in(ROOT / name)) == data


def test_the_report_in_the_readme_is_in_its_canonical_form() -> None:
    ((_, text),) = blocks(ROOT / "README.md", "yaml")
    assert formatted(text, Report) == text


def said(node: Node | None) -> Any:
    """What a file says, as another program holds it: every value a text."""
    if isinstance(node, Mapping):
        return {name: said(value) for name, (_, value) in node.items.items()}
    if isinstance(node, Scalar):
        return None if node.is_absent else node.value.strip("\n")
    return [said(each) for each in node.items] if node else None


@pytest.mark.parametrize("name", [*files(ROOT, survey(ROOT))])
def test_what_a_form_writes_takes_the_form_a_person_writes(name: str) -> None:
    """A form keeps what is said, and neither comments nor order, quotes or layout."""
    record = record_in(Path(name))
    text = (ROOT / name).read_text(encoding="utf-8")
    data = said(compose(text, Mistakes("")))
    bare = [re.sub(" # .*", "", line) for line in text.splitlines() if not line.strip().startswith("#")]
    backwards = dict(reversed(data.items()))
    for style in ({}, {"default_flow_style": True}, {"default_style": '"', "width": 10**6}, {"indent": 4}):
        form = yaml.safe_dump(backwards, allow_unicode=True, sort_keys=False, **style)
        assert formatted(form, record).splitlines() == bare


def test_a_line_is_never_wrapped_and_never_joined_by_its_length() -> None:
    long = "长" * 5000
    text = f"year: 2022\ntitle: {long}\n\nsections:\n  - title: 甲\n    text: |\n      {long}\n      短\n"
    assert formatted(text, Report) == text


def test_what_cannot_be_written_is_left_to_the_caller() -> None:
    with pytest.raises(Unfaithful):
        formatted(f"year: 2022\ntitle: 报告\nstated:\n  ? {'x' * 1200}\n  : 1\n", Report)
