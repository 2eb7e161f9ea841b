"""Entries: what of a report can be found, each with the place it leads to; not its running text, nor every cell."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from generator.assessment import AssessedProject
from generator.assessment import AssessedReport
from generator.files import SiteFile
from generator.model.identity import ReportId
from generator.packing import Packed
from generator.search.folding import grams
from generator.statements import sections_of

#: What the browser reads of a report that may match; beside its page.
REPORT_FILE = "search.json"

#: One entry: the place on the page, what it is (section, budget, indicator), its text, what it stands under, and an indicator's status.
Entry = tuple[str, str, str, str, str]


@dataclass(frozen=True, slots=True)
class Searchable(Packed):
    """What the index needs to know of a report: the grams of its names, those of its entries, and what it is filtered by.

    Grams are one string each, separated by line ends: many reports are held at once.
    """

    id: ReportId
    department: str
    grade: str
    statuses: frozenset[str]
    names: str
    body: str


def searchable(project: AssessedProject, assessed: AssessedReport) -> tuple[Searchable, SiteFile]:
    """A report for the index, and the file of its entries."""
    names = (project.project.name, project.department.name, assessed.report.title, str(assessed.id.year))
    entries = list(_entries(assessed))
    of_names, of_body = grams(names), grams(text for entry in entries for text in (entry[2], entry[3]))
    heads: dict[str, int] = {}  # a head stands over many entries, and is written once
    listed = [(*each[:3], heads.setdefault(each[3], len(heads)), each[4]) for each in entries]
    found = {"names": names[:3], "heads": list(heads), "entries": listed}
    text = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    return (
        Searchable(
            assessed.id,
            project.department.name,
            assessed.facts.stated.get("grade", ""),
            frozenset(row.status.value for row in assessed.facts.rows),
            "\n".join(sorted(of_names)),
            "\n".join(sorted(of_body - of_names)),
        ),
        SiteFile(assessed.id.url + REPORT_FILE, text.encode()),
    )


def _entries(assessed: AssessedReport) -> Iterator[Entry]:
    for anchor, section in sections_of(assessed.report.sections):
        yield anchor, "section", section.title, "", ""
    for key, line in assessed.facts.line_by_key.items():
        yield f"b{key}", "budget", line.name, "", ""
    for row in assessed.facts.rows:
        under = " ".join(filter(None, (row.group.subproject, row.group.item)))
        yield row.anchor, "indicator", row.indicator.name, under, row.status.value
