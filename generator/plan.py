"""The plan: what there is to assess, and the desk it is assessed at, before any report is opened."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from generator.assessment import Desk
from generator.checks import check_name
from generator.checks import check_site
from generator.checks import check_texts
from generator.findings import Finding
from generator.read import ALL
from generator.read import Selection
from generator.read import Survey
from generator.read import read_department
from generator.read import read_site
from generator.read import read_standards
from generator.read import survey
from generator.read.selection import CONTENT
from generator.read.selection import REPORTS
from generator.read.selection import STANDARDS


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be published: the desk laid, the content surveyed, and what was wrong with either."""

    desk: Desk
    survey: Survey
    findings: tuple[Finding, ...]


def plan(root: Path, address: str = "", part: Selection = ALL) -> Plan:
    """Lay the desk and survey the content, without opening a report.

    ``address`` is where the site is published; of the departments and projects only those in the part are looked at.
    """
    site, findings = read_site(root)
    standards, more = read_standards(root)
    surveyed = survey(root, part)
    path = f"{CONTENT}/site.yml"
    found = [*findings, *more, *surveyed.findings, *check_texts(site, path), *check_site(site, path, standards)]
    for name, standard in standards.items():
        path = f"{STANDARDS}/{name}.yml"
        if (root / path).is_file():
            found += check_texts(standard, path)
    departments = {}
    for slug in surveyed.departments:
        department, mistakes = read_department(root, slug)
        departments[slug] = department
        folder = f"{REPORTS}/{slug}"
        found += [*mistakes, *check_name(folder), *check_texts(department, f"{folder}/department.yml")]
    for project in surveyed.projects:
        found += check_name(project.path)
    return Plan(Desk(root, site, standards, departments, address), surveyed, tuple(found))
