"""Figures of the indicators: how many were set, met, declared, not judged, missed; all, by type, by sub-project."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from generator.figures.budget import share
from generator.figures.facts import ReportFacts
from generator.figures.facts import lines_of
from generator.figures.facts import row_names
from generator.figures.facts import subproject_names
from generator.figures.registry import OWN
from generator.figures.registry import Figure
from generator.figures.registry import Figures
from generator.figures.registry import Result
from generator.figures.registry import Scope
from generator.figures.rows import Row
from generator.figures.rows import Status
from generator.figures.totals import Totals
from generator.figures.totals import is_far_exceeded
from generator.model.terms import LEVELS
from generator.model.terms import TYPES
from generator.model.terms import Term
from generator.phrases import Listing
from generator.phrases import Phrase
from generator.phrases import _
from generator.phrases import phrase
from generator.targets.text import bare


def _of_type(term: Term) -> Phrase:
    return _("{type}指标", type=phrase(term.name))


class _Kind(NamedTuple):
    """Which indicators: those of the types, and of the level 1 where one is named."""

    types: tuple[str, ...] = tuple(TYPES)
    level: str = ""

    def count(self, totals: Totals, *statuses: Status) -> int:
        return totals.count(*statuses, types=self.types, level=self.level)


#: What each set of indicators is called in ids ("" is all of them) and in words.
_SETS: dict[str, tuple[Phrase, _Kind]] = {"": (_("绩效指标"), _Kind())}
_SETS |= {f".{code}": (_of_type(LEVELS[code]), _Kind(level=code)) for code in ("output", "benefit")}
_SETS |= {f".{term.code}": (_of_type(term), _Kind((term.code,))) for term in TYPES.values()}

_OPEN = (Status.DECLARED, Status.NOT_JUDGED, Status.NO_TARGET)


def _rows(figures: Figures, kind: _Kind, *statuses: Status) -> tuple[int, ...]:
    if not isinstance(figures.facts, ReportFacts):
        return ()
    found = [
        line
        for (type, level, status), lines in figures.facts.indicator_lines.items()
        if type in kind.types and kind.level in ("", level) and (not statuses or status in statuses)
        for line in lines
    ]
    return lines_of(found)


def _count(kind: _Kind, *statuses: Status) -> Callable[[Figures], Result]:
    def compute(figures: Figures) -> Result:
        count = Decimal(kind.count(figures.facts.totals, *statuses))
        return Result(count, lines=_rows(figures, kind, *statuses))

    return compute


def _proven(kind: _Kind, status: Status) -> Callable[[Figures], Result]:
    """How many are proven so; as many more may be as are not proven either way."""

    def compute(figures: Figures) -> Result:
        totals = figures.facts.totals
        proven = Decimal(kind.count(totals, status))
        return Result(
            proven,
            low=proven,
            high=proven + kind.count(totals, *_OPEN),
            lines=_rows(figures, kind, status),
            whole=Decimal(kind.count(totals)),
        )

    return compute


def _met_rate(id: str, kind: _Kind) -> Callable[[Figures], Result]:
    def compute(figures: Figures) -> Result:
        met, count = figures[f"{id}.met"], figures[f"{id}.count"].value
        return Result(
            share(met.value, count), share(met.low, count), share(met.high, count), lines=_rows(figures, kind)
        )

    return compute


def _family(suffix: str, name: Phrase, kind: _Kind) -> Iterable[Figure]:
    id = f"indicators{suffix}"
    return (
        Figure(
            f"{id}.count",
            _("{set}数", set=name),
            "项",
            _count_formula(name, kind.level),
            _count(kind),
            Scope.BOTH,
        ),
        Figure(
            f"{id}.met",
            _("{set}：数据可证达成", set=name),
            "项",
            "由目标值和实际完成值可以算出达成的项数",
            _proven(kind, Status.MET),
            Scope.BOTH,
        ),
        Figure(
            f"{id}.declared",
            _("{set}：自述达成", set=name),
            "项",
            "部门说达成、但实际完成值只是重复或肯定目标、无从计算的项数",
            _count(kind, Status.DECLARED),
            Scope.BOTH,
        ),
        Figure(
            f"{id}.not_judged",
            _("{set}：未判定", set=name),
            "项",
            "无从计算，部门也没有可采信的说法或只说部分达成的项数",
            _count(kind, Status.NOT_JUDGED, Status.NO_TARGET),
            Scope.BOTH,
        ),
        Figure(
            f"{id}.unmet",
            _("{set}：未达成", set=name),
            "项",
            "由目标值和实际完成值可以算出没有达成、或部门自己说没有达成的项数",
            _proven(kind, Status.UNMET),
            Scope.BOTH,
        ),
        Figure(
            f"{id}.met_rate",
            _("{set}：数据可证达成率", set=name),
            "%",
            f"{{{id}.met}} ÷ {{{id}.count}} × 100",
            _met_rate(id, kind),
            Scope.BOTH,
        ),
    )


def _count_formula(name: Phrase, level: str) -> Phrase:
    if not level:
        return _("表中的{set}数，不含未开展的", set=name)
    return _(
        "表中的{set}数，不含未开展的；归在哪类看表中的一级指标，没有写的看二级指标（{types}）",
        set=name,
        types=Listing(phrase(term.name) for term in TYPES.values() if term.level == level),
    )


def _far_exceeded(figures: Figures) -> Result:
    facts = figures.facts
    lines: tuple[int, ...] = ()
    if isinstance(facts, ReportFacts):
        lines = facts.row_spots(row for row in facts.rows if is_far_exceeded(row, facts.far_exceeded))
    return Result(Decimal(facts.totals.far_exceeded), lines=lines)


def _not_carried_out(figures: Figures) -> Result:
    rows = [row for row in figures.report.rows if not row.is_indicator]
    return Result(Decimal(len(rows)), lines=figures.report.row_spots(rows))


def _with(code: str, *, having: bool) -> Callable[[Figures], Result]:
    """How many sub-projects have, or lack, an indicator of the type or level 1."""

    def compute(figures: Figures) -> Result:
        facts = figures.report
        chosen = [rows for rows in facts.subprojects.values() if _has(rows, code) is having]
        return Result(
            Decimal(len(chosen)),
            lines=facts.row_spots(row for rows in chosen for row in rows if not having or _is_of(row, code)),
            whole=Decimal(len(facts.subprojects)),
        )

    return compute


def _has(rows: Iterable[Row], code: str) -> bool:
    return any(row.is_indicator and _is_of(row, code) for row in rows)


def _is_of(row: Row, code: str) -> bool:
    """Whether a row is of a type or level 1; either its level 1 or its level 2 may say so."""
    return code in (row.type, row.level, TYPES[row.type].level)


def lacks(facts: ReportFacts, code: str) -> bool:
    """Whether no indicator of the report is of the type or level 1, nor called so."""
    return not _has_or_names(facts.indicators, code)


def subprojects_lacking(facts: ReportFacts, code: str) -> tuple[str, ...]:
    """The sub-projects carried out that have no indicator of the type or level 1, nor one called so."""
    return tuple(name for name, rows in facts.active_subprojects.items() if not _has_or_names(rows, code))


def _has_or_names(rows: Sequence[Row], code: str) -> bool:
    """Whether there is such an indicator, or one that is no such and is called so (社会效益: 群众满意度); 满意度调查次数 is not."""
    word = (LEVELS.get(code) or TYPES[code]).name
    return _has(rows, code) or any(
        row.is_indicator and (bare(row.indicator.name).endswith(word) or word in row.indicator.type)
        for row in rows
    )


def _subproject_count(*statuses: Status) -> Callable[[Figures, str], Result]:
    def compute(figures: Figures, number: str) -> Result:
        facts = figures.report
        rows = [
            row
            for row in facts.subprojects[facts.subproject_names[number]]
            if row.is_indicator and (not statuses or row.status in statuses)
        ]
        return Result(Decimal(len(rows)), lines=facts.row_spots(rows))

    return compute


def _target(figures: Figures, key: str) -> Result:
    row = figures.report.row_by_key[key]
    target = row.judgement.target
    written = "" if target.number is not None else row.indicator.target
    return Result(target.number, text=written, lines=(row.indicator.spot("target")[0],), unit=target.unit)


def _actual(figures: Figures, key: str) -> Result:
    row = figures.report.row_by_key[key]
    reached = row.judgement.reached
    line = (row.indicator.spot("actual")[0],)
    if reached is None or not reached.is_clear:
        return Result(text=row.indicator.actual, lines=line)
    if reached.is_exact:
        return Result(reached.low, lines=line, unit=reached.unit)
    low = reached.low if reached.low.is_finite() else None
    high = reached.high if reached.high.is_finite() else None
    return Result(None, low, high, lines=line, unit=reached.unit)


def _gap(figures: Figures, key: str) -> Result:
    row = figures.report.row_by_key[key]
    target, reached = row.judgement.target, row.judgement.reached
    lines = lines_of((row.indicator.spot("target")[0], row.indicator.spot("actual")[0]))
    if target.number is None or reached is None or not (reached.is_clear and reached.is_exact):
        return Result(lines=lines)
    if target.unit and reached.unit and target.unit != reached.unit:
        return Result(lines=lines)
    unit = reached.unit or target.unit
    return Result(reached.low - target.number, lines=lines, unit="百分点" if unit == "%" else unit)


def _completion(figures: Figures, key: str) -> Result:
    row = figures.report.row_by_key[key]
    judgement = row.judgement
    lines = lines_of((row.indicator.spot("target")[0], row.indicator.spot("actual")[0]))
    if judgement.is_at_least:
        return Result(low=judgement.completion, lines=lines)
    return Result(judgement.completion, lines=lines)


INDICATOR_FIGURES = (
    *(figure for suffix, (name, kind) in _SETS.items() for figure in _family(suffix, name, kind)),
    Figure(
        "indicators.far_exceeded",
        "远超目标的指标数",
        "项",
        "完成度超过本站所定界限（默认 150%）的达成指标数",
        _far_exceeded,
        Scope.BOTH,
    ),
    Figure(
        "indicators.not_carried_out", "未开展的行数", "行", "表中注明未开展、没有设指标的行数", _not_carried_out
    ),
    Figure(
        "subprojects.count",
        "二级项目数",
        "个",
        "绩效指标表中的二级项目数",
        lambda figures: Result(
            Decimal(figures.facts.totals.subprojects),
            lines=figures.report.row_spots(rows[0] for rows in figures.report.subprojects.values()),
        ),
    ),
    Figure(
        "subprojects.not_carried_out",
        "未开展的二级项目数",
        "个",
        "绩效指标表中注明未开展的二级项目数",
        lambda figures: Result(
            Decimal(figures.facts.totals.subprojects_not_carried_out),
            lines=figures.report.row_spots(row for row in figures.report.rows if not row.is_indicator)
            if isinstance(figures.facts, ReportFacts)
            else (),
        ),
        Scope.BOTH,
    ),
    *(
        figure
        for code, name in (
            ("quantity", _of_type(TYPES["quantity"])),
            ("benefit", _of_type(LEVELS["benefit"])),
            ("satisfaction", _of_type(TYPES["satisfaction"])),
        )
        for figure in (
            Figure(
                f"subprojects.with_{code}",
                _("设有{set}的二级项目数", set=name),
                "个",
                _("至少设有一项{set}的二级项目数", set=name),
                _with(code, having=True),
            ),
            Figure(
                f"subprojects.without_{code}",
                _("没有{set}的二级项目数", set=name),
                "个",
                _("一项{set}也没有设的二级项目数，含未开展的", set=name),
                _with(code, having=False),
            ),
        )
    ),
    *(
        Figure(
            f"subproject.{{number}}.{code}",
            _("{name}：{what}", name="{name}", what=name),
            "项",
            _("该二级项目的{what}数", what=name),
            _subproject_count(*statuses),
            each=subproject_names,
        )
        for code, name, statuses in (
            ("count", _("指标"), ()),
            ("met", _("数据可证达成的指标"), (Status.MET,)),
            ("declared", _("自述达成的指标"), (Status.DECLARED,)),
            ("not_judged", _("未判定的指标"), (Status.NOT_JUDGED, Status.NO_TARGET)),
            ("unmet", _("未达成的指标"), (Status.UNMET,)),
        )
    ),
    Figure("indicator.{row}.target", "{name}：目标值", OWN, "该行目标值中的数", _target, each=row_names),
    Figure(
        "indicator.{row}.actual",
        "{name}：实际完成值",
        OWN,
        "该行实际完成值中与目标同单位的数",
        _actual,
        each=row_names,
    ),
    Figure(
        "indicator.{row}.completion",
        "{name}：完成度",
        "%",
        "实际完成值 ÷ 目标值 × 100；目标是上限时，未超为 100，超过则为目标值 ÷ 实际完成值 × 100",
        _completion,
        each=row_names,
    ),
    Figure(
        "indicator.{row}.gap",
        "{name}：与目标值相差",
        OWN,
        "实际完成值 − 目标值；各是一个数、单位相同才计算",
        _gap,
        each=row_names,
    ),
)
