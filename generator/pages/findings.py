"""The page of findings: where statement and data differ, what data cannot confirm, what is worth noting."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass

from generator.checks import CHECKS
from generator.pages.concerns import CONCERN_OF
from generator.pages.concerns import CONCERNS
from generator.pages.concerns import Concern
from generator.pages.groups import Catalogue
from generator.pages.page import FINDINGS
from generator.pages.page import HOME
from generator.pages.page import METHODS
from generator.pages.page import Crumb
from generator.pages.page import Links
from generator.pages.page import Page
from generator.pages.page import concern_source
from generator.pages.page import report_source
from generator.pages.summary import Remark
from generator.pages.summary import ReportSummary
from generator.pages.templates import environment

#: How many findings one page lists: with more it would be too heavy for a phone.
PAGE_SIZE = 300


@dataclass(frozen=True, slots=True)
class ReportRemarks:
    """The remarks of one concern on one report; ``source`` is the report's page."""

    report: ReportSummary
    source: str
    remarks: tuple[Remark, ...]


@dataclass(frozen=True, slots=True)
class ConcernCount:
    """How many findings of a concern, by rule, and the page that lists them."""

    concern: Concern
    source: str
    rules: tuple[tuple[str, str, int], ...]

    @property
    def count(self) -> int:
        """How many in all."""
        return sum(count for _, _, count in self.rules)


def findings_pages(catalogue: Catalogue) -> Iterator[Page]:
    """How many findings of each kind there are; and every one, linked to its very place."""
    yield _overview(catalogue)
    for concern in CONCERNS:
        yield from _lists(concern, catalogue)


def _overview(catalogue: Catalogue) -> Page:
    links = Links(FINDINGS)
    view = {
        "concerns": [_count(concern, catalogue) for concern in CONCERNS],
        "links": links,
        "methods": links.to(METHODS),
    }
    markdown = environment(catalogue.theme).get_template("findings.md.jinja").render(view)
    return Page(
        FINDINGS,
        "核查",
        markdown,
        "findings",
        FINDINGS,
        "报告的陈述与它自己的数据哪里不一致，哪里无法证实，哪里值得注意。",
        (Crumb("首页", HOME), Crumb("核查")),
    )


def _count(concern: Concern, catalogue: Catalogue) -> ConcernCount:
    counts = Counter(
        remark.rule
        for report in catalogue.index.reports
        for remark in report.remarks
        if CONCERN_OF[remark.rule] is concern
    )
    rules = tuple((rule, CHECKS[rule].title, count) for rule, count in counts.most_common())
    return ConcernCount(concern, concern_source(concern.code), rules)


def _lists(concern: Concern, catalogue: Catalogue) -> Iterator[Page]:
    pages = list(_paged(_reports(concern, catalogue))) or [[]]
    sources = [concern_source(concern.code, number) for number in range(1, len(pages) + 1)]
    for number, (source, reports) in enumerate(zip(sources, pages, strict=True), 1):
        links = Links(source)
        view = {
            "concern": concern,
            "reports": reports,
            "links": links,
            "number": number,
            "pages": [(str(each), links.to(target)) for each, target in enumerate(sources, 1)],
        }
        markdown = environment(catalogue.theme).get_template("concern.md.jinja").render(view)
        yield Page(
            source,
            concern.title if number == 1 else f"{concern.title}（第 {number} 页）",
            markdown,
            "concern",
            FINDINGS,
            concern.meaning,
            (Crumb("首页", HOME), Crumb("核查", FINDINGS), Crumb(concern.title)),
        )


def _paged(reports: Iterable[ReportRemarks]) -> Iterator[list[ReportRemarks]]:
    """Reports in pages of about as many remarks as one page may list; a report is not torn apart."""
    page: list[ReportRemarks] = []
    count = 0
    for each in reports:
        if page and count + len(each.remarks) > PAGE_SIZE:
            yield page
            page, count = [], 0
        page.append(each)
        count += len(each.remarks)
    if page:
        yield page


def _reports(concern: Concern, catalogue: Catalogue) -> Iterator[ReportRemarks]:
    for report in catalogue.index.reports:
        remarks = tuple(each for each in report.remarks if CONCERN_OF[each.rule] is concern)
        if remarks:
            id = report.id
            yield ReportRemarks(report, report_source(id.department, id.project, id.year), remarks)
