"""A file with nothing in it yet: every key in its order with what it is for, the needed ones waiting for a value."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping

from generator.formatting import formatted
from generator.formatting.scalars import in_line
from generator.model.budget import Budget
from generator.model.budget import BudgetLine
from generator.model.indicators import Indicator
from generator.model.indicators import IndicatorGroup
from generator.model.keys import Key
from generator.model.keys import Kind
from generator.model.keys import Record
from generator.model.keys import keys_of
from generator.model.report import Report
from generator.model.report import Section
from generator.schemas import schema_line

#: What nearly every report has and is therefore not commented out, besides what must be there.
_USUAL: dict[type[Record], str] = {
    Report: "budget indicators sections stated",
    Budget: "lines",
    BudgetLine: "budget spent",
    IndicatorGroup: "level1 rows",
    Indicator: "type target actual",
    Section: "text",
}
_STATED = ("score: # 自评得分，照原件，例如 98.93", "grade: # 自评等级，照原件，例如 优")


def blank(record: type[Record], path: str, **known: str) -> str:
    """A new file of the kind; ``path`` is relative to the site root, ``known`` are the values there are already."""
    heading = (
        schema_line(record, path),
        "# 在冒号后面填写；“#”后面是说明，填好后可以删掉。行首有“#”的键用得到时去掉“# ”。",
    )
    usual = {name: _line(name, text) for name, text in known.items()}
    lines = [*heading, *_apart(_keys(record, usual, is_asked=True))]
    return formatted("".join(f"{line}\n" for line in lines), record)


def _apart(lines: Iterable[str]) -> Iterator[str]:
    """With an empty line between what is commented out and a key that is not."""
    before = ""
    for line in lines:
        if before.startswith("#") and line[0] not in "# ":
            yield ""
        yield line
        before = line


def _line(name: str, text: str) -> str:
    return f"{name}: {in_line(text, is_data=text.isdigit())}"


def _keys(record: type[Record], known: Mapping[str, str], *, is_asked: bool) -> Iterator[str]:
    """The lines of a record's keys; where it is asked for, those that may be left out are commented out."""
    usual = (*_USUAL.get(record, "").split(), *known)
    for name, key in keys_of(record).items():
        is_live = key.required or name in usual
        lines = [known[name]] if name in known else [*_key(name, key, record, is_asked=is_asked and is_live)]
        yield from lines if is_live or not is_asked else (f"# {line}" for line in lines)


def _key(name: str, key: Key, record: type[Record], *, is_asked: bool) -> Iterator[str]:
    yield f"{name}: # {_words(key)}" + ("，写法同上" if key.of is record else "")
    match key.kind:
        case Kind.RECORD if key.of:
            yield from (f"  {line}" for line in _keys(key.of, {}, is_asked=is_asked))
        case Kind.RECORDS if key.of and key.of is not record:
            lines = [*_keys(key.of, {}, is_asked=is_asked)]
            first = next(number for number, line in enumerate(lines) if not line.startswith("#"))
            yield f"  - {lines.pop(first)}"
            yield from (f"    {line}" for line in lines)
        case Kind.TEXTS:
            yield "  -"
        case Kind.STATED:
            yield from (f"  {line}" for line in _STATED)


def _words(key: Key) -> str:
    """What a key is for, in a line."""
    choices = [code if code == title else f"{code}（{title}）" for code, title in key.choices.items()]
    parts = (
        key.help.rstrip("。"),
        "可写 " + "、".join(choices) if choices else "",
        f"例如 {key.examples[0]}" if key.examples and "例如" not in key.help else "",
    )
    said = "；".join(filter(None, parts))
    return key.title + ("（必填）" if key.required else "") + (f"：{said}" if said else "")
