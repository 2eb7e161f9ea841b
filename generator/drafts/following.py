"""A report that follows last year's: the same rows and headings, every figure emptied, every text a reminder.

What is not named here as kept is emptied, so that a key added later never carries last year's statement along. The
title is emptied too: it must be there, so that an untouched draft is an error and cannot be published.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from generator.formatting import Branch
from generator.formatting import Entry
from generator.formatting import Leaf
from generator.formatting import Note
from generator.formatting import entry_lines
from generator.formatting import laid_out
from generator.formatting import written
from generator.formatting.scalars import in_line
from generator.model.budget import Breakdown
from generator.model.budget import Budget
from generator.model.budget import BudgetLine
from generator.model.budget import Share
from generator.model.identity import ReportId
from generator.model.indicators import Indicator
from generator.model.indicators import IndicatorGroup
from generator.model.indicators import Objective
from generator.model.keys import Key
from generator.model.keys import Kind
from generator.model.keys import Record
from generator.model.keys import keys_of
from generator.model.report import Captions
from generator.model.report import Cover
from generator.model.report import Disclosure
from generator.model.report import Report
from generator.model.report import Section
from generator.schemas import schema_line
from generator.statements.placeholders import Placeholder
from generator.statements.placeholders import pieces

#: What stays: names, headings, goals, points; what a table is made of and not what came of it.
_KEPT: Mapping[type[Record], str] = {
    Report: "form standard",
    Cover: "project department unit",
    Disclosure: "publisher category",
    Budget: "unit head weight",
    BudgetLine: "id name source",
    Breakdown: "title of",
    Share: "name",
    Objective: "name weight",
    IndicatorGroup: "subproject item goal level1 weight",
    Indicator: "id level1 type name target weight",
    Captions: "basis budget objectives indicators",
    Section: "title show",
}
#: What was said of last year and its file alone, and is not asked again.
_LEFT_OUT: Mapping[type[Record], str] = {
    Report: "excerpt attachments corrections accepted",
    IndicatorGroup: "carried_out",
    Indicator: "met",
}
#: Headings in which last year's number becomes this year's.
_DATED: Mapping[type[Record], str] = {Cover: "project", Captions: _KEPT[Captions]}

_NUMBER = re.compile(r"\d")
#: A stated number with a unit that its figure is printed without: only a percentage carries its sign.
_WITH_UNIT = re.compile(r"[-−]?[\d,.]+\s*([^\d\s%％.,]{1,6})")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")


def following(before: str, last: int, id: ReportId, title: str | None = None) -> str:
    """The first draft of a report, from the text of the report of the year ``last``, read without mistakes."""
    root = _Draft(last, id.year).branch(written(before), Report)
    for entry in root.entries:
        if entry.key == "title" and title:
            entry.value, entry.beside = Leaf(title), []
    heading = (
        schema_line(Report, f"content/{id.path}"),
        f"# 由 {last}.yml 起草：标题、金额、完成值、得分、结论、日期已清空，逐项填写，没有的删掉那一行；名称和目标照 {last} 年，请核对。",
        f"# 行首有“#”的是 {last} 年的文字，改好并去掉“# ”后才会公开；文字里对过的数已换成 {{指标名}}，按今年的数据计算。",
    )
    root.entries[0].before = [Note(each) for each in heading]
    root.entries[0].is_apart = False
    return laid_out(root, Report)


class _Draft:
    def __init__(self, last: int, year: int) -> None:
        self.last, self.year = str(last), str(year)

    def branch(self, old: Branch, record: type[Record]) -> Branch:
        """A mapping of last year as this year's begins."""
        keys = keys_of(record)
        new = Branch(True, 0)
        reminders: list[Note] = []
        order = list(keys)
        for entry in sorted(old.entries, key=lambda each: order.index(each.key or "")):
            name = entry.key or ""
            if name in _LEFT_OUT.get(record, "").split():
                if name == "carried_out":
                    reminders.append(Note(f"# {self.last} 年写的是 carried_out: {_text(entry)}（是否开展）"))
                continue
            key = keys[name]
            if key.kind in (Kind.PROSE, Kind.TEXTS):
                if key.required:
                    new.entries.append(Entry(name, before=reminders))
                    reminders = []
                reminders += [Note(f"# {line}".rstrip()) for line in entry_lines(_unstated(entry), key)]
                continue
            begun = self.entry(entry, record, name, key)
            begun.before, reminders = reminders, []
            begun.is_apart = record is Report and bool(begun.before)
            new.entries.append(begun)
        new.after = reminders
        return new

    def entry(self, old: Entry, record: type[Record], name: str, key: Key) -> Entry:
        """One key of last year: kept, gone into, or emptied."""
        value = old.value
        if self.last in _text(old) and name in _DATED.get(record, "").split():
            mark = f"# {self.last} 已改成 {self.year}，请核对"
            return Entry(name, Leaf(_text(old).replace(self.last, self.year)), beside=[mark])
        if name in _KEPT.get(record, "").split():
            return Entry(name, _bare(value), beside=_marks(old, record))
        if record is Report and name == "year":
            return Entry(name, Leaf(self.year))
        if record is Report and name == "title":
            title = in_line(_text(old))
            return Entry(name, beside=[f"# 填上标题以前不能发布；{self.last} 年的是 {title}"])
        if isinstance(value, Branch) and key.kind is Kind.STATED:
            return Entry(name, Branch(True, 0, [Entry(each.key) for each in value.entries]))
        if isinstance(value, Branch) and key.of:
            if value.is_mapping:
                return Entry(name, self.branch(value, key.of))
            items = [
                self.branch(each.value, key.of) for each in value.entries if isinstance(each.value, Branch)
            ]
            return Entry(name, Branch(False, 0, [Entry(None, each) for each in items]))
        return Entry(name)


def _bare(value: Leaf | Branch) -> Leaf | Branch:
    """A value without its comments."""
    if isinstance(value, Leaf):
        return value
    return Branch(value.is_mapping, 0, [Entry(each.key, _bare(each.value)) for each in value.entries])


def _text(entry: Entry) -> str:
    return entry.value.text if isinstance(entry.value, Leaf) else ""


def _marks(entry: Entry, record: type[Record]) -> list[str]:
    """A word beside what is kept and may speak of last year."""
    if entry.key == "target" and _YEAR.search(_text(entry)):
        return ["# 有年份，请核对"]
    is_name = entry.key in ("name", "item", "subproject", "goal") or (
        record is Section and entry.key == "title"
    )
    return ["# 有数字，请核对"] if is_name and _NUMBER.search(_text(entry)) else []


def _unstated(entry: Entry) -> Entry:
    """A text, or a list of them, with what it stated of figures replaced by the figures: {a = 1} → {a}."""
    value = entry.value
    if isinstance(value, Leaf):
        return Entry(entry.key, Leaf(_computed(value.text), value.absent))
    return Entry(entry.key, Branch(False, 0, [_unstated(Entry(None, each.value)) for each in value.entries]))


def _computed(text: str) -> str:
    for piece in reversed(pieces(text)):
        if isinstance(piece, Placeholder) and piece.stated is not None:
            end = piece.start + len(piece.written)
            unit = _WITH_UNIT.fullmatch(piece.stated)
            text = f"{text[: piece.start]}{{{piece.figure}}}{unit[1] if unit else ''}{text[end:]}"
    return text
