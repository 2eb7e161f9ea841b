"""One report file named on the command line: part of the site's content, or from anywhere."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from generator.assessment import AssessedProject
from generator.assessment import AssessedReport
from generator.assessment import assess
from generator.assessment import assess_report
from generator.findings import Finding
from generator.model.identity import ReportId
from generator.plan import Plan
from generator.plan import plan
from generator.read import Selection
from generator.read import read_report


def place_in_site(path: Path, root: Path) -> str | None:
    """The path relative to the site root, or None where it is no part of the content the site publishes."""
    # First as it is written: a link below the content is part of it, wherever it leads.
    relative = _below(_written(root), _written(path)) or _below(root.resolve(), path.resolve())
    if relative is None:
        return None
    return relative if relative == "." or relative.split("/")[0] == "content" else None


def _written(path: Path) -> Path:
    return Path(os.path.normpath(path.absolute()))


def _below(root: Path, path: Path) -> str | None:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else None


def plan_for(path: Path, root: Path) -> Plan:
    """The plan of the site, of whose content only what the file belongs to is looked at."""
    place = place_in_site(path, root)
    return plan(root, part=Selection(frozenset(filter(None, (place,)))))


def assess_file(path: Path, site: Plan) -> tuple[AssessedReport | None, tuple[Finding, ...]]:
    """The report in a file, assessed, and its findings; None where nothing could be read.

    A file of the site is seen in its project, so that it is compared with the year before. Of any other the path says
    nothing but, perhaps, the year.
    """
    project, assessed = assess_in_project(path, site)
    if project is None:
        return _assess_loose(path, site)
    where = place_in_site(path, site.desk.root)
    return assessed, tuple(each for each in project.findings if each.place.path == where)


def assess_in_project(path: Path, site: Plan) -> tuple[AssessedProject | None, AssessedReport | None]:
    """The project that a report file of the site belongs to, and the report; None for any other file."""
    where = place_in_site(path, site.desk.root)
    for folder in site.survey.projects:
        for id in folder.ids():
            if where == f"content/{id.path}":
                project = assess(folder, site.desk)
                return project, next((each for each in project.reports if each.id == id), None)
    return None, None


def _assess_loose(path: Path, site: Plan) -> tuple[AssessedReport | None, tuple[Finding, ...]]:
    year = int(path.stem) if path.stem.isdigit() and len(path.stem) == 4 else 0
    folder = path.resolve().parent
    read, mistakes = read_report(Path.cwd(), str(path), ReportId(folder.parent.name, folder.name, year))
    if read is None:
        return None, mistakes
    assessed = assess_report(read, replace(site.desk, root=Path.cwd()))
    return assessed, (*mistakes, *assessed.findings)
