"""What is known of the whole site, once every report is summed up."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.history import History
from generator.history import Version
from generator.model.site import Department
from generator.model.site import Site
from generator.pages.page import Scope
from generator.pages.summary import Group
from generator.pages.summary import Index
from generator.pages.summary import ReportSummary


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What every page about many reports is made from. ``key`` is the fingerprint of all that is common to them."""

    site: Site
    departments: Mapping[str, Department]
    index: Index
    theme: Path
    history: History
    address: str = ""
    key: str = ""

    @property
    def unit(self) -> str:
        """The unit of money of the site."""
        return self.site.money_unit

    def group(self, reports: Iterable[ReportSummary], before: Iterable[ReportSummary] = ()) -> Group:
        """Some of the site's reports as a group, with money in the site's unit."""
        return self.index.group(reports, self.unit, before)

    def name(self, department: str) -> str:
        """What a department is called; its slug where nobody says."""
        known = self.departments.get(department)
        return known.name if known else department

    def version(self, scope: Scope, whole: Group) -> Version | None:
        """The newest version of the data of a group; None where no history is known."""
        if len(whole.reports) == 1:
            return self.history.latest(f"content/{whole.reports[0].id.path}")
        return self.history.newest(scope.department, scope.year)

    def short_name(self, department: str) -> str:
        """What a department is called where there is little room."""
        known = self.departments.get(department)
        return (known.short or known.name) if known else department
