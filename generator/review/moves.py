"""Moves: the figures that are not what they were, each with the difference in its own unit."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from decimal import Decimal

from generator.checks.subject import said
from generator.figures import Computed
from generator.figures import Figures
from generator.figures.facts import line_names
from generator.figures.facts import row_names
from generator.figures.facts import subproject_names
from generator.figures.registry import Figure
from generator.figures.totals import in_unit
from generator.model.budget import MONEY_UNITS
from generator.review.edits import WITHHELD
from generator.review.edits import guarded
from generator.review.model import Move
from generator.review.model import Value

#: The figures a summary names; they are at the head of pages.
HEADLINES = frozenset(
    "reports.count budget.initial budget.total budget.spent budget.rate indicators.count indicators.met "
    "indicators.declared indicators.not_judged indicators.unmet indicators.met_rate".split()
)

#: By what a figure with a parameter goes through, old parameter → new parameter of what is still there.
Partners = Mapping[str, str]


def moves(before: Figures | None, after: Figures | None, partners: Mapping[str, Partners]) -> Iterator[Move]:
    """The figures that two versions do not have alike, in the order of the registry.

    ``partners`` says for "row", "line" and "subproject" which is which. Where there is only one version, the figures
    of the whole are given and not those of each row.
    """
    if before is None or after is None:
        for one in _known(before or after):
            yield _move(*((one, None) if after is None else (None, one)))
        return
    earlier = {kind: {new: old for old, new in each.items()} for kind, each in partners.items()}
    for id in after.ids():
        new = after[id]
        old_id = _id_before(id, new.figure, earlier)
        old = before.get(old_id) if old_id else None
        if old is None or _same(old) == _same(new) or _only_text(old, new):
            continue
        yield _move(old, new)


def _known(figures: Figures | None) -> Iterator[Computed]:
    for id in figures.ids() if figures else ():
        computed = figures[id] if figures else None
        if computed and computed.figure.each is None and computed.is_known and computed.value != 0:
            yield computed


def _id_before(id: str, figure: Figure, earlier: Mapping[str, Partners]) -> str:
    """What the figure was called; "" where it speaks of something that was not there."""
    kinds = {row_names: "row", line_names: "line", subproject_names: "subproject"}
    kind = kinds.get(figure.each) if figure.each else None  # type: ignore[call-overload]
    if kind is None:
        return id
    head, _, tail = figure.id.partition("{")
    tail = tail.partition("}")[2]
    parameter = id[len(head) : len(id) - len(tail)]
    old = earlier.get(kind, {}).get(parameter)
    return "" if old is None else f"{head}{old}{tail}"


def _same(computed: Computed) -> tuple[object, ...]:
    unit = computed.unit if computed.is_known else ""  # nothing is nothing in any unit
    return computed.value, computed.low, computed.high, computed.text, unit


def _only_text(old: Computed, new: Computed) -> bool:
    """Whether a row's figure is on both sides what is written there: then the edit has said it."""
    return new.figure.each is not None and bool(old.text) and bool(new.text)


def _move(old: Computed | None, new: Computed | None) -> Move:
    now = new or old
    if now is None:
        raise TypeError("a figure of no version")
    difference, unit = _difference(old, new)
    return Move(
        now.id,
        guarded(now.label),
        _value(old),
        _value(new),
        difference,
        unit,
        is_visible=old is None or new is None or said(old) != said(new),
        is_headline=now.id in HEADLINES or now.id in ("score", "grade"),
        lines=new.lines if new else (),
    )


def _value(computed: Computed | None) -> Value | None:
    if computed is None or not computed.is_known:
        return None
    c = computed
    if _gives_away(c):
        return Value(None, None, None, WITHHELD, c.unit, WITHHELD)
    return Value(c.value, c.low, c.high, guarded(c.text), c.unit, guarded(said(c)) if c.text else said(c))


def _gives_away(computed: Computed | None) -> bool:
    """Whether a figure is somebody's number: the target of a row may have been one. An amount of money is none."""
    if computed is None or computed.unit in MONEY_UNITS:
        return False
    bounds = (computed.value, computed.low, computed.high)
    return any(each is not None and guarded(f"{each:f}") == WITHHELD for each in bounds)


def _difference(old: Computed | None, new: Computed | None) -> tuple[Decimal | None, str]:
    if old is None or new is None or old.value is None or new.value is None:
        return None, ""
    if _gives_away(old) or _gives_away(new):
        return None, ""
    before = old.value
    if old.unit != new.unit:
        if not {old.unit, new.unit} <= set(MONEY_UNITS):
            return None, ""
        before = in_unit(old.value, old.unit, new.unit) or Decimal(0)
    return new.value - before, "百分点" if new.unit == "%" else new.unit


def headlines(figures: Iterable[Move]) -> tuple[Move, ...]:
    """Those a summary names."""
    return tuple(move for move in figures if move.is_headline)
