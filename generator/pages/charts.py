"""Charts: what each one shows, its title that says so in words, and the lengths it is drawn with.

Lengths are percentages for SVG attributes. Every number a chart shows stands in a table of the same page too.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from generator.assessment import AssessedReport
from generator.checks.subject import amount
from generator.figures import STATUS_NAMES
from generator.figures import Status
from generator.model.terms import TYPES
from generator.pages.facts import BAR_ORDER
from generator.pages.numbers import cents
from generator.pages.numbers import percent
from generator.pages.numbers import share_of
from generator.pages.numbers import unit_word
from generator.phrases import Listing
from generator.phrases import Phrase
from generator.phrases import _
from generator.phrases import phrase

#: How many years a trend shows: more do not fit a phone.
MOST_YEARS = 8


@dataclass(frozen=True, slots=True)
class AmountBar:
    """A budget line: its amounts as printed, and their lengths on the scale of the chart."""

    name: str
    anchor: str
    budget: str
    spent: str
    budget_length: str
    spent_length: str
    is_over: bool


@dataclass(frozen=True, slots=True)
class AmountChart:
    """Budget against spending, line by line, on one scale."""

    title: str
    unit: str
    bars: tuple[AmountBar, ...]


def amount_chart(assessed: AssessedReport) -> AmountChart | None:
    """The budget lines of a report; None where there are not two amounts to compare."""
    lines = [
        (key, line)
        for key, line in assessed.facts.line_by_key.items()
        if line.amount is not None and line.amount > 0
    ]
    if len(lines) < 2:
        return None
    longest = max(max(line.amount or Decimal(0), line.spent or Decimal(0)) for _, line in lines)
    bars = tuple(
        AmountBar(
            line.name,
            f"b{key}",
            amount(line.amount),
            amount(line.spent),
            share_of(line.amount, longest),
            share_of(line.spent, longest),
            line.spent is not None and line.amount is not None and line.spent > line.amount,
        )
        for key, line in lines
    )
    known = [line for _, line in lines if line.spent is not None]
    spent, idle = sum(bool(line.spent) for line in known), sum(line.spent == 0 for line in known)
    over = sum(bar.is_over for bar in bars)
    said = [_("{all} 行预算中 {spent} 行有支出", all=len(bars), spent=spent)]
    said += [_("{count} 行没有支出", count=idle)] if idle else []
    said += [_("{count} 行超过预算", count=over)] if over else []
    said += [_("{count} 行没有填报支出", count=len(lines) - len(known))] if len(known) < len(lines) else []
    return AmountChart(Listing(said, "，"), unit_word(assessed.facts.unit), bars)


@dataclass(frozen=True, slots=True)
class Segment:
    """The indicators of one status: how many, where their stretch begins and how long it is."""

    status: Status
    word: str
    count: int
    start: str
    length: str


@dataclass(frozen=True, slots=True)
class TypeBar:
    """The indicators of one type, by status, on the scale of the chart."""

    name: str
    count: int
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class TypeChart:
    """How many indicators of each type have each status."""

    title: str
    bars: tuple[TypeBar, ...]


def type_chart(assessed: AssessedReport) -> TypeChart | None:
    """The indicators of a report by type; None where there are fewer than two types."""
    totals = assessed.facts.totals
    counts = {code: totals.count(types=(code,)) for code in TYPES}
    present = [code for code, count in counts.items() if count]
    if len(present) < 2:
        return None
    longest = max(counts.values())
    bars = []
    for code in present:
        begin, segments = 0, []
        for status in BAR_ORDER:
            count = totals.count(status, types=(code,))
            if count:
                segments.append(
                    Segment(
                        status, STATUS_NAMES[status], count, share_of(begin, longest), share_of(count, longest)
                    )
                )
                begin += count
        bars.append(TypeBar(phrase(TYPES[code].name), counts[code], tuple(segments)))
    whole = [
        bar.name for bar in bars if bar.segments[0].status is Status.MET and bar.segments[0].count == bar.count
    ]
    none = [bar.name for bar in bars if bar.segments[0].status is not Status.MET]
    said = [_("{count} 类指标", count=len(bars))]
    said += [_("{types}全部可证达成", types=Listing(whole))] if whole else []
    said += [_("{types}没有一项可证达成", types=Listing(none))] if none else []
    partly = _("{count} 类指标都只有一部分可证达成", count=len(bars))
    return TypeChart(Listing(said, "，") if len(said) > 1 else partly, tuple(bars))


@dataclass(frozen=True, slots=True)
class Point:
    """A year's value: where it stands, in percent from left and from top, and as printed; no height: not known."""

    year: int
    x: str
    y: str | None
    words: str


@dataclass(frozen=True, slots=True)
class Trend:
    """One quantity over the years. ``lines`` join neighbouring years that are both known."""

    title: str
    points: tuple[Point, ...]
    lines: tuple[tuple[Point, Point], ...]


def trend(name: Phrase, values: Iterable[tuple[int, Decimal | None]], unit: str) -> Trend | None:
    """A quantity over the years, from zero; None where fewer than two years are known. ``unit`` is % or one of money."""
    listed = sorted(values)[-MOST_YEARS:]
    known = [value for _, value in listed if value is not None]
    if len(known) < 2:
        return None
    top = max(Decimal(100) if unit == "%" else max(known), *known) or Decimal(1)
    first, last = listed[0][0], listed[-1][0]
    points = tuple(
        Point(
            year,
            share_of(year - first, last - first),
            None if value is None else f"{(100 - value / top * 100).quantize(Decimal('0.01')):f}",
            percent(value) if unit == "%" else cents(value),
        )
        for year, value in listed
    )
    lines = tuple(
        (one, other)
        for one, other in pairwise(points)
        if one.y is not None and other.y is not None and other.year == one.year + 1
    )
    shown = [point for point in points if point.y is not None]
    words = _(
        "{name}：{first} 年 {before}，{last} 年 {after}",
        name=name,
        first=shown[0].year,
        before=shown[0].words,
        last=shown[-1].year,
        after=shown[-1].words,
    )
    if unit != "%":
        words = _("{trend}（{unit}）", trend=words, unit=unit_word(unit))
    return Trend(words, points, lines)


@dataclass(frozen=True, slots=True)
class Dot:
    """A project: where it stands, in percent from left and from top, its name with numbers, and its address."""

    x: str
    y: str
    words: str
    href: str


@dataclass(frozen=True, slots=True)
class Cell:
    """Projects that stand close together: the middle of their square and its size, how many, and where, in words."""

    x: str
    y: str
    size: str
    count: int
    place: str
    words: str


#: More projects than this are not told apart as dots: they are counted by squares.
MOST_DOTS = 250

#: A rate above this is drawn at the edge of the picture; its words say what it is.
WIDEST_RATE = Decimal(120)
_BINS = 10


@dataclass(frozen=True, slots=True)
class Placed:
    """A project to be placed: its name, address, rate of spending and rate of targets met, both in percent."""

    name: str
    href: str
    rate: Decimal
    met: Decimal


def dots(placed: Sequence[Placed]) -> tuple[Dot, ...]:
    """Each project as a dot."""
    return tuple(
        Dot(
            share_of(min(each.rate, WIDEST_RATE), WIDEST_RATE),
            f"{(100 - each.met).quantize(Decimal('0.01')):f}",
            _(
                "{project}：执行率 {rate}，数据可证达成 {met}",
                project=each.name,
                rate=percent(each.rate),
                met=percent(each.met),
            ),
            each.href,
        )
        for each in placed
    )


def cells(placed: Sequence[Placed]) -> tuple[Cell, ...]:
    """Many projects counted by squares of ten percentage points; the largest square is the fullest."""
    counts: dict[tuple[int, int], int] = {}
    columns = int(WIDEST_RATE) // _BINS
    for each in placed:
        column = min(int(each.rate // _BINS), columns - 1)
        row = min(int(each.met // _BINS), _BINS - 1)
        counts[column, row] = counts.get((column, row), 0) + 1
    most = max(counts.values(), default=1)
    found = []
    for (column, row), count in sorted(counts.items()):
        left, low = column * _BINS, row * _BINS
        rate = _("{rate}% 以上", rate=left) if column == columns - 1 else f"{left}–{left + _BINS}%"
        place = _("执行率 {rate}、数据可证达成 {met}", rate=rate, met=f"{low}–{low + _BINS}%")
        found.append(
            Cell(
                share_of(Decimal(left) + _BINS // 2, WIDEST_RATE),
                f"{100 - low - _BINS // 2}",
                f"{4 + (Decimal(count) / most).sqrt() * 10:.2f}",
                count,
                place,
                _("{place}：{count} 个项目", place=place, count=count),
            )
        )
    return tuple(found)
