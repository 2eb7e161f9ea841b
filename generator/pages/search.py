"""The search page: a form that works by address, and an index of everything for who has no script."""

from __future__ import annotations

from generator.figures import STATUS_NAMES
from generator.pages.compiler import Told
from generator.pages.known import Catalogue
from generator.pages.page import DEPARTMENTS
from generator.pages.page import HOME
from generator.pages.page import SEARCH
from generator.pages.page import YEARS
from generator.pages.page import Crumb
from generator.pages.page import Draft
from generator.pages.page import Links
from generator.pages.page import department_source
from generator.pages.page import list_source
from generator.pages.page import project_source
from generator.pages.page import year_source
from generator.pages.questions import ALL_REPORTS
from generator.phrases import _

#: With more projects than this the plain index gives only the departments, each of which lists its own.
_MOST_PROJECTS = 600
#: With more departments than this the page names none: its script fills in what to filter by.
_MOST_DEPARTMENTS = 300


def search_page(catalogue: Catalogue) -> Draft:
    """The page of the search."""
    links, index = Links(SEARCH), catalogue.index
    projects = len({(report.id.department, report.id.project) for report in index.reports})
    departments = tuple(index.by_department())
    is_crowded = len(departments) > _MOST_DEPARTMENTS
    view = {
        "root": links.to(HOME),
        "files": links.file("."),
        "departments": [
            Told(
                slug=slug,
                name=catalogue.name(slug),
                href=links.to(department_source(slug)),
                count=len(reports),
                projects=dict.fromkeys(
                    (report.project, links.to(project_source(slug, report.id.project))) for report in reports
                )
                if projects <= _MOST_PROJECTS
                else (),
            )
            for slug, reports in (() if is_crowded else departments)
        ],
        "department_count": len(departments) if is_crowded else 0,
        "all_departments": links.to(DEPARTMENTS),
        "sites": [(each.name, f"{each.address.rstrip('/')}/") for each in catalogue.site.searched_sites],
        "years": [
            (year, links.to(year_source(year)), len(reports)) for year, reports in index.by_year().items()
        ],
        "grades": sorted({report.grade for report in index.reports if report.grade}),
        "statuses": STATUS_NAMES,
        "all_reports": links.to(list_source(ALL_REPORTS.slug)),
        "all_years": links.to(YEARS),
    }
    title, lede = _("搜索"), _("搜索项目、部门、指标、预算行和标题。")
    crumbs = (Crumb(_("首页"), HOME), Crumb(title))
    return Draft(SEARCH, title, "search.md.jinja", view, "search", SEARCH, lede, crumbs)
