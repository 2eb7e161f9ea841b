"""The rows of a report's budget table and indicator table, as its page shows them."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from generator.assessment import AssessedReport
from generator.checks.subject import amount
from generator.figures import Row
from generator.figures.score import row_span
from generator.model.budget import Breakdown
from generator.model.budget import BudgetLine
from generator.model.indicators import IndicatorGroup
from generator.model.terms import type_name
from generator.pages.compiler import Told
from generator.pages.numbers import percent
from generator.pages.numbers import share_of
from generator.phrases import Phrase
from generator.phrases import Rest
from generator.phrases import _

#: What the table of indicators shows of each row that differs, by the rule.
_ROW_NOTES = frozenset(("status-differs", "declared-contradicted", "item-score-differs", "unit-differs"))


@dataclass(frozen=True, slots=True)
class BudgetRow:
    """A row of the budget table. ``indicators`` is the address of the first indicator of a sub-project of its very name."""

    number: int
    anchor: str
    source_line: int
    line: BudgetLine
    rate: Decimal | None
    length: str
    indicators: str


@dataclass(frozen=True, slots=True)
class BudgetView:
    """The budget table: which optional columns it ``has``, its rows, its totals where they say something."""

    caption: str
    head: str
    rows: tuple[BudgetRow, ...]
    has: Told
    total: Told | None
    breakdowns: tuple[Breakdown, ...]


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """A row of the indicator table. ``score`` is what the standard admits, ``notes`` what differs in this row."""

    row: Row
    source_line: int
    type: str
    completion: str
    score: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IndicatorBlock:
    """Rows under one heading. ``is_continued``: the sub-project is that of the block before."""

    group: IndicatorGroup
    is_continued: bool
    rows: tuple[IndicatorRow, ...]

    @property
    def has_heading(self) -> bool:
        """Whether its rows share anything that a heading would say."""
        group = self.group
        return bool(group.subproject or group.item or group.goal or group.level1)


@dataclass(frozen=True, slots=True)
class IndicatorsView:
    """The indicator table: which optional columns it ``has``, how many columns in all, its blocks of rows."""

    caption: str
    count: int
    blocks: tuple[IndicatorBlock, ...]
    has: Told
    width: int


def budget_view(assessed: AssessedReport) -> BudgetView:
    """The budget table, with a total row where there is more than one amount to add up."""
    budget, totals = assessed.facts.budget, assessed.facts.totals
    rate = assessed.figures["budget.rate"].value
    captions = assessed.report.captions
    total = Told(
        initial=totals.initial,
        budget=totals.budget,
        spent=totals.spent,
        rate=rate,
        length=share_of(totals.rated_spent, totals.rated_budget),
    )
    return BudgetView(
        captions.budget if captions and captions.budget else _("预算安排及使用情况"),
        budget.head or _("名称"),
        tuple(_budget_rows(assessed)),
        Told(
            initial=any(line.initial is not None for line in budget.lines),
            source=any(line.source for line in budget.lines),
        ),
        total if len(budget.lines) > 1 else None,
        budget.breakdowns,
    )


def _budget_rows(assessed: AssessedReport) -> Iterator[BudgetRow]:
    # Of several rows of a sub-project the first one stands.
    firsts = {row.group.subproject: row.anchor for row in reversed(assessed.facts.rows)}
    for number, (key, line) in enumerate(assessed.facts.line_by_key.items(), 1):
        rate = assessed.figures[f"budget.line.{key}.rate"].value
        length, indicators = share_of(line.spent, line.amount), firsts.get(line.name, "")
        yield BudgetRow(number, f"b{key}", line.spot()[0], line, rate, length, indicators)


def indicators_view(assessed: AssessedReport) -> IndicatorsView:
    """The indicator table, with the columns for which it has anything to show."""
    blocks = tuple(_indicator_blocks(assessed))
    indicators = [row.indicator for row in assessed.facts.rows]
    has = Told(
        type=any(indicator.type for indicator in indicators),
        weight=any(indicator.weight is not None for indicator in indicators),
        score=any(indicator.score is not None for indicator in indicators),
    )
    captions = assessed.report.captions
    caption = captions.indicators if captions and captions.indicators else _("绩效目标及完成情况")
    width = 5 + has["type"] + 2 * has["weight"] + has["score"]
    return IndicatorsView(caption, len(indicators), blocks, has, width)


def _indicator_blocks(assessed: AssessedReport) -> Iterator[IndicatorBlock]:
    notes: dict[str, list[Phrase]] = {}
    for finding in assessed.findings:
        if finding.rule in _ROW_NOTES:
            notes.setdefault(finding.anchor, []).append(finding.message)
    rows = iter(assessed.facts.rows)
    before = ""
    for group in assessed.report.indicators:
        views = tuple(_indicator_row(next(rows), assessed, notes) for _ in group.rows)
        yield IndicatorBlock(group, bool(group.subproject) and group.subproject == before, views)
        before = group.subproject


def _indicator_row(row: Row, assessed: AssessedReport, notes: Mapping[str, list[Phrase]]) -> IndicatorRow:
    completion = row.judgement.completion_percent
    bound = "≥" if row.judgement.is_at_least else ""
    standard = assessed.facts.standard
    span = row_span(row, standard) if standard else None
    score = (
        ""
        if span is None
        else amount(span[0])
        if span[0] == span[1]
        else f"{amount(span[0])}–{amount(span[1])}"
    )
    return IndicatorRow(
        row,
        row.indicator.spot()[0],
        type_name(row.indicator.type),
        "" if completion is None or completion == 100 else bound + percent(completion),
        score,
        # What is shown in its own row need not say which row it is.
        tuple(Rest(note, _("第 {number} 行", number=row.number)) for note in notes.get(row.anchor, ())),
    )
