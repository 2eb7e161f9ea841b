"""The registry of figures: one definition serves tables, prose, checks, reviews, downloads and the method page.

A figure's id may hold one parameter (``indicator.{row}.actual``). Its formula names the figures it is made of in
braces; the same words are its explanation, and its inputs.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from decimal import ROUND_HALF_UP
from decimal import Decimal
from enum import Flag
from enum import auto
from functools import cached_property
from typing import Any

from generator.figures.facts import Facts
from generator.figures.facts import ReportFacts
from generator.phrases import Phrase
from generator.phrases import phrase


class Scope(Flag):
    """For what a figure exists."""

    REPORT = auto()
    GROUP = auto()  # a project, a department, a year, the site
    BOTH = REPORT | GROUP


_BOTH = Scope.BOTH

#: Stands for the unit of money of the report or the site.
MONEY = "money"
#: Stands for the unit of the row's own target.
OWN = "own"

#: With how many decimals each unit is shown, half up; what is not here keeps its own.
DECIMALS = {"%": 2, "百分点": 2, "分": 2}


@dataclass(frozen=True, slots=True)
class Result:
    """What a figure comes to.

    ``value`` is exact and None where nothing can be said. ``low`` and ``high`` are the bounds it may lie between when
    not everything can be judged; ``text`` stands in for a value that is no number. ``lines`` are the YAML lines it
    rests on, ``unit`` overrides the figure's. ``whole`` is the number that "全部" would mean.
    """

    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    text: str = ""
    lines: tuple[int, ...] = ()
    unit: str = ""
    whole: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """The definition of a figure."""

    id: str
    label: str
    unit: str
    formula: str
    compute: Callable[..., Result | None]
    scope: Scope = Scope.REPORT
    #: For a figure with a parameter: the values it takes in a report, each with the name it is called by.
    each: Callable[[ReportFacts], Mapping[str, str]] | None = None

    def is_of(self, scope: Scope) -> bool:
        """Whether it exists for one of the two scopes."""
        return self.scope is scope or self.scope is _BOTH

    @property
    def inputs(self) -> tuple[str, ...]:
        """The ids of the figures its formula names."""
        return tuple(re.findall(r"\{([a-z][a-z0-9_.]*)\}", self.formula))


@dataclass(frozen=True, slots=True)
class Computed:
    """A figure computed for given facts, with its label and unit filled in."""

    id: str
    figure: Figure
    label: Phrase
    unit: str
    value: Decimal | None
    low: Decimal | None = None
    high: Decimal | None = None
    text: str = ""
    lines: tuple[int, ...] = ()
    whole: Decimal | None = None

    @property
    def is_known(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.text) or any(each is not None for each in (self.value, self.low, self.high))

    @property
    def is_interval(self) -> bool:
        """Whether it can only be said to lie between two bounds, one of which may be open."""
        return self.value is None and self.low != self.high

    @property
    def shown(self) -> Decimal | None:
        """The value with the decimals of its unit, half up."""
        return None if self.value is None else rounded(self.value, self.unit)

    @property
    def plain(self) -> str:
        """The value as a decimal string, or its text; "" where there is none."""
        return self.text or ("" if self.shown is None else f"{self.shown:f}")


def rounded(value: Decimal, unit: str) -> Decimal:
    """The value with the decimals its unit is shown with, half up."""
    decimals = DECIMALS.get(unit)
    return value if decimals is None else value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


@dataclass(frozen=True)
class Registry:
    """All figures, by id and by pattern."""

    figures: tuple[Figure, ...]

    @cached_property
    def _plain(self) -> Mapping[str, Figure]:
        return {figure.id: figure for figure in self.figures if "{" not in figure.id}

    @cached_property
    def _patterns(self) -> tuple[tuple[re.Pattern[str], Figure], ...]:
        return tuple(
            (re.compile(re.sub(r"\\\{\w+\\\}", r"([a-z0-9-]+)", re.escape(figure.id))), figure)
            for figure in self.figures
            if "{" in figure.id
        )

    def find(self, id: str) -> tuple[Figure, str] | None:
        """The definition an id belongs to, and the parameter in the id."""
        plain = self._plain.get(id)
        if plain:
            return plain, ""
        for pattern, figure in self._patterns:
            match = pattern.fullmatch(id)
            if match:
                return figure, match[1]
        return None

    def words(self, figure: Figure) -> Phrase:
        """The formula with the figures it names called by their labels."""
        return self._words[figure.id]

    @cached_property
    def _words(self) -> Mapping[str, Phrase]:
        return {
            figure.id: phrase(figure.formula).with_values(**{id: self.labels[id] for id in figure.inputs})
            for figure in self.figures
        }

    @cached_property
    def labels(self) -> Mapping[str, Phrase]:
        """The labels of all figures by id; of those with a parameter the slot of its name is open."""
        return {figure.id: phrase(figure.label) for figure in self.figures}

    def __iter__(self) -> Iterator[Figure]:
        return iter(self.figures)


@dataclass(frozen=True)
class Figures:
    """The figures of given facts, each computed when first asked for."""

    facts: Facts
    registry: Registry
    _known: dict[str, Computed | None] = field(default_factory=dict, repr=False)

    def __getitem__(self, id: str) -> Computed:
        """A figure that must exist; KeyError for an id nobody defined."""
        computed = self.get(id)
        if computed is None:
            raise KeyError(id)
        return computed

    def get(self, id: str) -> Computed | None:
        """A figure by id; None where no such figure exists for these facts."""
        if id not in self._known:
            self._known[id] = self._compute(id)
        return self._known[id]

    def __contains__(self, id: str) -> bool:
        """Whether there is such a figure for these facts."""
        return self.get(id) is not None

    def ids(self) -> Iterator[str]:
        """The ids of every figure these facts have, in the order of the registry."""
        scope = self._scope
        for figure in self.registry:
            if not figure.is_of(scope):
                continue
            if figure.each is None:
                yield figure.id
            elif isinstance(self.facts, ReportFacts):
                for parameter in figure.each(self.facts):
                    yield re.sub(r"\{\w+\}", parameter, figure.id)

    @property
    def report(self) -> ReportFacts:
        """The facts as those of a report; only figures of a report may ask."""
        if not isinstance(self.facts, ReportFacts):
            raise TypeError("not the facts of a report")
        return self.facts

    @cached_property
    def _scope(self) -> Scope:
        return Scope.REPORT if isinstance(self.facts, ReportFacts) else Scope.GROUP

    def _compute(self, id: str) -> Computed | None:
        found = self.registry.find(id)
        if found is None or not found[0].is_of(self._scope):
            return None
        figure, parameter = found
        label = self.registry.labels[figure.id]
        arguments: tuple[Any, ...] = (self,)
        if figure.each is not None:
            names = figure.each(self.report)
            if parameter not in names:
                return None
            name = names[parameter]
            label = Phrase(label.message, {**label.values, "name": name}, label.replace("{name}", name))
            arguments = (self, parameter)
        is_open = isinstance(self.facts, ReportFacts) and self.facts.is_open(id)
        result = (None if is_open else figure.compute(*arguments)) or Result()
        unit = result.unit if figure.unit == OWN else self.facts.unit if figure.unit == MONEY else figure.unit
        return Computed(
            id,
            figure,
            label,
            unit,
            result.value,
            result.low,
            result.high,
            result.text,
            result.lines,
            result.whole,
        )
