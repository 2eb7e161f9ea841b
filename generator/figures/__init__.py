"""Figures: every number the site computes, defined once in FIGURES, each a pure function of the facts."""

from __future__ import annotations

from generator.figures.budget import BUDGET_FIGURES
from generator.figures.changes import CHANGE_FIGURES
from generator.figures.changes import GROUP_FIGURES
from generator.figures.facts import Facts
from generator.figures.facts import GroupFacts
from generator.figures.facts import ReportFacts
from generator.figures.facts import report_facts
from generator.figures.groups import group_facts
from generator.figures.indicators import INDICATOR_FIGURES
from generator.figures.registry import Computed
from generator.figures.registry import Figure
from generator.figures.registry import Figures
from generator.figures.registry import Registry
from generator.figures.registry import Result
from generator.figures.registry import Scope
from generator.figures.registry import rounded
from generator.figures.rows import STATUS_NAMES
from generator.figures.rows import Row
from generator.figures.rows import Status
from generator.figures.score import SCORE_FIGURES
from generator.figures.totals import Totals
from generator.figures.totals import add

FIGURES = Registry((*GROUP_FIGURES, *BUDGET_FIGURES, *INDICATOR_FIGURES, *SCORE_FIGURES, *CHANGE_FIGURES))


def figures_of(facts: Facts) -> Figures:
    """The figures of the facts, each computed when first asked for."""
    return Figures(facts, FIGURES)


__all__ = [
    "FIGURES",
    "STATUS_NAMES",
    "Computed",
    "Facts",
    "Figure",
    "Figures",
    "GroupFacts",
    "ReportFacts",
    "Result",
    "Row",
    "Scope",
    "Status",
    "Totals",
    "add",
    "figures_of",
    "group_facts",
    "report_facts",
    "rounded",
]
