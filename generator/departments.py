"""Departments: what is kept together of a department's projects, so that who needs it of all opens a file a department.

It lies in the cache, part by part, and may be lost like all that does; whoever asks for it has to be ready for that.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from generator.cache import Cache
from generator.cache import Kept
from generator.pages.lists import YearParts
from generator.pages.lists import csv_lines
from generator.pages.lists import years_of
from generator.pages.questions import LISTS
from generator.pages.questions import Question
from generator.pages.summary import DepartmentYear
from generator.pages.summary import Index
from generator.pages.summary import ReportSummary
from generator.pages.summary import Sums
from generator.pages.summary import sums_of
from generator.production import Core
from generator.search import Searchable

_SUMMARIES, _ANCHORS, _SEARCHABLES, _YEARS, _SUMS, _FIRST_LINES = range(6)
_NUMBER_OF = {question.slug: number for number, question in enumerate(LISTS)}


@dataclass(frozen=True, slots=True)
class Departments:
    """All departments: where they are kept, the fingerprint of each; the address of the site, and its unit of money."""

    cache: Cache
    keys: Mapping[str, str]
    address: str
    unit: str

    def summaries(self, department: str) -> Sequence[ReportSummary]:
        """The summaries of its reports; NotThere where they are lost, as with all that follows."""
        return cast(Sequence[ReportSummary], self._kept(department)[_SUMMARIES])

    def anchors(self, department: str) -> Mapping[str, str]:
        """The addresses on the pages of its projects, one a line, by page."""
        return cast(Mapping[str, str], self._kept(department)[_ANCHORS])

    def searchables(self, department: str) -> Sequence[Searchable]:
        """What can be found of its reports."""
        return cast(Sequence[Searchable], self._kept(department)[_SEARCHABLES])

    def years(self, department: str) -> YearParts:
        """How many rows its reports add to each list."""
        return cast(YearParts, self._kept(department)[_YEARS])

    def sums(self, department: str) -> Mapping[DepartmentYear, Sums]:
        """Its reports added up, year by year."""
        return cast(Mapping[DepartmentYear, Sums], self._kept(department)[_SUMS])

    def lines(self, department: str, question: Question) -> Mapping[int, bytes]:
        """What its reports answer to a question, as lines of a CSV file, by year."""
        return cast(Mapping[int, bytes], self._kept(department)[_FIRST_LINES + _NUMBER_OF[question.slug]])

    def look(self, department: str) -> None:
        """See whether what is searched is whole."""
        self._kept(department).checked(_SEARCHABLES)

    def keep(self, department: str, cores: Iterable[Core]) -> None:
        """Put together what there is of its projects."""
        projects = list(cores)
        summaries = tuple(each for core in projects for each in core.summaries)
        anchors = {path: each for core in projects for path, each in core.anchors.items()}
        found = tuple(each for core in projects for each in core.searchables)
        lines = [csv_lines(question, summaries, self.address) for question in LISTS]
        sums = {
            (department, year): sums_of(reports, self.unit)
            for year, reports in Index(summaries).by_year().items()
        }
        parts = [summaries, anchors, found, years_of(department, summaries), sums, *lines]
        self.cache.write(_entry(department), self.keys[department], parts)

    def _kept(self, department: str) -> Kept:
        return self.cache.read(_entry(department), self.keys.get(department, ""))


def _entry(department: str) -> str:
    return f"departments/{department}"
