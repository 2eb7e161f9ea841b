"""The rows of two versions of a report: which is which, which came and went, and what is written in them otherwise."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass

from generator.assessment import AssessedReport
from generator.checks.subject import amount
from generator.figures import STATUS_NAMES
from generator.figures import Row
from generator.findings import Place
from generator.model.budget import BudgetLine
from generator.review.edits import Where
from generator.review.edits import edits
from generator.review.edits import guarded
from generator.review.edits import words_of
from generator.review.matching import Item
from generator.review.matching import Matching
from generator.review.matching import match
from generator.review.model import Edit
from generator.review.model import Flip
from generator.review.model import RowChange
from generator.review.model import RowChanges
from generator.review.model import RowKind


@dataclass(frozen=True, slots=True)
class Line:
    """A budget line with its number in the table, from 1, and the unit of its amounts."""

    number: int
    line: BudgetLine
    unit: str

    @property
    def key(self) -> str:
        """How figures and addresses name it."""
        return self.line.id or str(self.number)


@dataclass(frozen=True, slots=True)
class Matched:
    """The rows and lines of two versions of a report, matched."""

    rows: Matching[Row]
    lines: Matching[Line]
    subprojects: Mapping[str, str]

    @property
    def partners(self) -> Mapping[str, Mapping[str, str]]:
        """Old key → new key of what is still there, for each kind of parameter that figures have."""
        return {
            "row": {old.key: new.key for old, new in self.rows.pairs},
            "line": {old.key: new.key for old, new in self.lines.pairs},
            "subproject": self.subprojects,
        }

    @property
    def anchors(self) -> Mapping[str, str]:
        """Old address → new address on the page."""
        found = {old.anchor: new.anchor for old, new in self.rows.pairs}
        return found | {f"b{old.key}": f"b{new.key}" for old, new in self.lines.pairs}


def matched(before: AssessedReport, after: AssessedReport) -> Matched:
    """Match the rows of two versions."""
    rows = match(map(_row_item, before.facts.rows), map(_row_item, after.facts.rows))
    lines = match(map(_line_item, _lines(before)), map(_line_item, _lines(after)))
    return Matched(rows, lines, _subprojects(before, after, rows))


def _row_item(row: Row) -> Item[Row]:
    each = row.indicator
    said = (each.level1, each.type, each.target, each.actual, each.met, each.reason)
    scored = (words_of(each.weight), words_of(each.score))
    return Item(row, each.id, (row.group.subproject, row.group.item), each.name, row.type, (said, scored))


def _line_item(line: Line) -> Item[Line]:
    each = line.line
    amounts = tuple(map(words_of, (each.initial, each.adjusted, each.budget, each.spent)))
    return Item(line, each.id, (), each.name, "", (each.source, amounts))


def _lines(assessed: AssessedReport) -> Iterator[Line]:
    for number, line in enumerate(assessed.facts.budget.lines, 1):
        yield Line(number, line, assessed.facts.unit)


def _subprojects(before: AssessedReport, after: AssessedReport, rows: Matching[Row]) -> Mapping[str, str]:
    """Old number → new number: by name, else where all the rows that are still there went from one to the other."""
    old = {name: number for number, name in before.facts.subproject_names.items()}
    new = {name: number for number, name in after.facts.subproject_names.items()}
    went: dict[str, set[str]] = {}
    for one, other in rows.pairs:
        went.setdefault(one.group.subproject, set()).add(other.group.subproject)
    found = {number: new[name] for name, number in old.items() if name in new}
    for name, places in went.items():
        goal = next(iter(places))
        if len(places) == 1 and name in old and name not in new and goal in new and goal not in old:
            found.setdefault(old[name], new[goal])
    return found


def row_edits(pairs: Matched, where: Where) -> Iterator[Edit]:
    """What is written otherwise in rows that are still there; another name is told as a renaming."""
    for old, new in pairs.lines.pairs:
        line = where.within(f"预算明细“{guarded(new.line.name)}”", f"budget.lines[{new.key}]")
        yield from edits(old.line, new.line, line, but=("name",))
    for one, other in pairs.rows.pairs:
        row = where.within(f"第 {other.number} 行“{guarded(other.indicator.name)}”", f"indicators.{other.key}")
        yield from edits(one.indicator, other.indicator, row, but=("name",))
    yield from _group_edits(pairs.rows.pairs, where)


def _group_edits(pairs: Iterable[tuple[Row, Row]], where: Where) -> Iterator[Edit]:
    """What is written otherwise of the groups that rows stand in: once for all the rows that have gone together."""
    together: dict[tuple[int, int], list[tuple[Row, Row]]] = {}
    for one, other in pairs:
        together.setdefault((id(one.group), id(other.group)), []).append((one, other))
    largest: dict[int, int] = {}
    for (old, _), rows in together.items():
        largest[old] = max(largest.get(old, 0), len(rows))
    for (old, _), rows in together.items():
        one, other = rows[0]
        first, last = other.number, rows[-1][1].number
        words = (
            f"第 {first} 行“{guarded(other.indicator.name)}”" if first == last else f"第 {first} 至 {last} 行"
        )
        stayed = len(rows) == largest[old]
        but = () if stayed else ("weight", "carried_out")
        yield from edits(
            one.group, other.group, where.within(words, f"indicators.{other.key}"), but=("rows", *but)
        )


def row_changes(pairs: Matched, before: AssessedReport, after: AssessedReport) -> RowChanges:
    """The rows that came, went or have another name; budget lines first, as on the page."""
    old, new = before.source.path, after.source.path
    lines, rows = pairs.lines, pairs.rows
    return RowChanges(
        added=(*(_line(each, new) for each in lines.added), *(_row(each, new) for each in rows.added)),
        removed=(*(_line(each, old) for each in lines.removed), *(_row(each, old) for each in rows.removed)),
        renamed=(
            *(_line(two, new, one.line.name) for one, two in lines.pairs if one.line.name != two.line.name),
            *(
                _row(two, new, one.indicator.name)
                for one, two in rows.pairs
                if one.indicator.name != two.indicator.name
            ),
        ),
        renumbered=sum(one.key != two.key and not two.indicator.id for one, two in rows.pairs)
        + sum(one.key != two.key and not two.line.id for one, two in lines.pairs),
    )


def _line(line: Line, path: str, name_before: str = "") -> RowChange:
    each = line.line
    said = f"预算 {amount(each.amount, line.unit)}，支出 {amount(each.spent, line.unit)}"
    place = Place(path, *each.spot("name"))
    return RowChange(
        RowKind.BUDGET_LINE, line.number, guarded(each.name), guarded(name_before), "", said, place
    )


def _row(row: Row, path: str, name_before: str = "") -> RowChange:
    each = row.indicator
    said = f"目标 {each.target or '—'}，实际 {each.actual or '—'}，{STATUS_NAMES[row.status]}"
    group = " / ".join(filter(None, (row.group.subproject, row.group.item)))
    place = Place(path, *each.spot("name"))
    return RowChange(
        RowKind.INDICATOR,
        row.number,
        guarded(each.name),
        guarded(name_before),
        guarded(group),
        guarded(said),
        place,
    )


def flips(pairs: Matched, after: AssessedReport) -> Iterator[Flip]:
    """The indicators whose status is another."""
    for one, other in pairs.rows.pairs:
        if one.status is not other.status:
            place = Place(after.source.path, *other.indicator.spot("actual"))
            yield Flip(other.number, guarded(other.indicator.name), one.status, other.status, place)
