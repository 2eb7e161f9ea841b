"""The model: what the content says, typed and unchangeable, each value knowing its place."""

from __future__ import annotations

from generator.model.budget import MONEY_UNITS
from generator.model.budget import Budget
from generator.model.budget import BudgetLine
from generator.model.identity import ReportId
from generator.model.indicators import Indicator
from generator.model.indicators import IndicatorGroup
from generator.model.keys import Key
from generator.model.keys import Kind
from generator.model.keys import Record
from generator.model.keys import keys_of
from generator.model.report import Report
from generator.model.report import Section
from generator.model.report import Stated
from generator.model.site import Department
from generator.model.site import Project
from generator.model.site import Site

__all__ = [
    "MONEY_UNITS",
    "Budget",
    "BudgetLine",
    "Department",
    "Indicator",
    "IndicatorGroup",
    "Key",
    "Kind",
    "Project",
    "Record",
    "Report",
    "ReportId",
    "Section",
    "Site",
    "Stated",
    "keys_of",
]
