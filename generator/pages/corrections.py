"""Corrections: what was changed in published reports across the site, when, and which figures it moved."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from heapq import nlargest
from operator import itemgetter

from generator.exporters.feed import Entry
from generator.pages.known import Catalogue
from generator.pages.page import CORRECTIONS
from generator.pages.page import HOME
from generator.pages.page import Crumb
from generator.pages.page import Draft
from generator.pages.page import Links
from generator.pages.page import Sketch
from generator.pages.page import source_of
from generator.pages.revisions import Revision
from generator.pages.summary import ReportSummary
from generator.phrases import _

#: How many changes one page lists.
PAGE_SIZE = 100


@dataclass(frozen=True, slots=True)
class ChangeEntry:
    """One change of one report."""

    report: ReportSummary
    href: str
    revision: Revision


def corrections_pages(catalogue: Catalogue) -> Iterator[Sketch]:
    """Every change after the first publication, newest first, in as many pages as it takes."""
    changed = [
        (report, each) for report in catalogue.index.reports for each in report.revisions if not each.is_first
    ]
    changed.sort(key=lambda pair: pair[1].day, reverse=True)
    for number in range(1, max(1, -(-len(changed) // PAGE_SIZE)) + 1):
        yield Sketch(_source(number), partial(_page, catalogue, changed, number))


def _page(catalogue: Catalogue, changed: Sequence[tuple[ReportSummary, Revision]], number: int) -> Draft:
    pages = max(1, -(-len(changed) // PAGE_SIZE))
    links = Links(_source(number))
    part = changed[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    forge = catalogue.site.forge
    view = {
        "entries": [
            ChangeEntry(report, links.to(source_of(report.id), "changes"), each) for report, each in part
        ],
        "count": len(changed),
        "commits": forge.commit("") if forge else "",
        "is_partial": catalogue.history.is_partial,
        "has_history": bool(catalogue.history.versions),
        "number": number,
        "pages": [(str(each), links.to(_source(each))) for each in range(1, pages + 1)],
    }
    title = _("更正与改动")
    lede = _("报告公开以后改了什么：部门声明的更正和原因，以及数据文件的每次改动使哪些数字变了。")
    crumbs = (Crumb(_("首页"), HOME), Crumb(title))
    shown = title if number == 1 else _("{title}（第 {number} 页）", title=title, number=number)
    return Draft(_source(number), shown, "corrections.md.jinja", view, "corrections", CORRECTIONS, lede, crumbs)


def feed_entries(reports: Iterable[ReportSummary], most: int) -> Iterator[Entry]:
    """What a subscriber is told: each report once it is public, and each change of it; the newest so many, newest first."""
    newest = nlargest(most, _events(reports), key=itemgetter(0, 1))
    for day, key, report, revision in newest:
        title = _("{project} {year} 年绩效自评", project=report.project, year=report.id.year)
        words, path = report.title, report.id.url
        if revision:
            words = revision.what or (_("首次公开") if revision.is_first else _("数据有改动"))
            path += "" if revision.is_first else "#changes"
        yield Entry(key, day, title, words, report.department, path)


def _events(reports: Iterable[ReportSummary]) -> Iterator[tuple[str, str, ReportSummary, Revision | None]]:
    """Each day something happened, with what tells it from all others for good."""
    for report in reports:
        for number, each in enumerate(reversed(report.revisions)):
            if each.day:
                yield each.day, f"{report.id}#{each.commit or number}", report, each
        if report.day and not report.revisions:
            yield report.day, str(report.id), report, None


def _source(number: int) -> str:
    return CORRECTIONS if number == 1 else f"corrections/{number}.md"
