"""Where the numbers of a report page come from: every figure it speaks of, with formula, lines and statement."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.assessment import AssessedReport
from generator.checks import Subject
from generator.checks.subject import said
from generator.figures import FIGURES
from generator.figures import Computed
from generator.pages.facts import MOST_MISSED
from generator.pages.facts import missed_rows
from generator.pages.numbers import line_ranges
from generator.phrases import Listing
from generator.statements import Placeholder

#: The figures whose origin every report page explains, besides those its statements speak of.
_ALWAYS_TRACED = (
    "budget.total",
    "budget.spent",
    "budget.unspent",
    "budget.rate",
    "indicators.count",
    "indicators.met",
    "indicators.declared",
    "indicators.not_judged",
    "indicators.unmet",
    "score",
    "grade",
)


#: How many stretches of lines a trace lists.
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Trace:
    """Where a figure comes from: what it is, how it is made, of which lines, what the report says of it."""

    computed: Computed
    value: str
    formula: str
    stated: str
    ranges: tuple[tuple[int, int], ...]

    @property
    def shown_ranges(self) -> tuple[tuple[int, int], ...]:
        """The first stretches; the tables themselves show the rest."""
        return self.ranges if len(self.ranges) <= _SHOWN else self.ranges[: _SHOWN - 1]

    @property
    def hidden(self) -> int:
        """How many stretches there are in all, where not all are shown."""
        return len(self.ranges) if len(self.ranges) > _SHOWN else 0


def traces(assessed: AssessedReport) -> Iterator[Trace]:
    """The figures the page speaks of, each once, with what the report states of it."""
    stated = assessed.subject.assertions_of
    mentioned = [id for id in _printed(assessed.subject) if id in assessed.figures]
    gaps = [f"indicator.{row.key}.gap" for row in missed_rows(assessed)[:MOST_MISSED]]
    for id in dict.fromkeys((*_ALWAYS_TRACED, *gaps, *mentioned, *stated)):
        computed = assessed.figures[id]
        if computed.is_known or id in stated or id in mentioned:
            yield Trace(
                computed,
                said(computed),
                FIGURES.words(computed.figure),
                Listing(dict.fromkeys(each.stated for each in stated.get(id, ()))),
                line_ranges(computed.lines),
            )


def _printed(subject: Subject) -> Iterator[str]:
    """The figures the prose prints without stating them."""
    for prose in subject.prose:
        for piece in prose.pieces:
            if isinstance(piece, Placeholder) and piece.stated is None:
                yield piece.figure
