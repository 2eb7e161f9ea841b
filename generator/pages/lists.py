"""Lists: every answer to a question, across the site, in a year, in a department; each row linked to its very place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from decimal import Decimal
from functools import cached_property
from functools import partial
from itertools import chain
from itertools import groupby
from itertools import islice
from typing import NamedTuple

from generator.checks import CHECKS
from generator.checks.subject import ABSENT
from generator.exporters import Column as Heading
from generator.exporters import Kind
from generator.exporters import csv_file
from generator.files import PendingFile
from generator.fingerprint import digest
from generator.pages.known import Catalogue
from generator.pages.numbers import cents
from generator.pages.numbers import percent
from generator.pages.numbers import unit_word
from generator.pages.page import DEPARTMENTS
from generator.pages.page import FINDINGS
from generator.pages.page import HOME
from generator.pages.page import LISTS_PAGE
from generator.pages.page import METHODS
from generator.pages.page import PICTURE
from generator.pages.page import WHOLE
from generator.pages.page import Crumb
from generator.pages.page import Draft
from generator.pages.page import Links
from generator.pages.page import Scope
from generator.pages.page import Sketch
from generator.pages.page import list_file
from generator.pages.page import list_source
from generator.pages.page import source_of
from generator.pages.questions import ALL_REPORTS
from generator.pages.questions import LISTS
from generator.pages.questions import QUESTIONS
from generator.pages.questions import Column
from generator.pages.questions import Columns
from generator.pages.questions import Listed
from generator.pages.questions import Question
from generator.pages.summary import Index
from generator.pages.summary import ReportSummary
from generator.phrases import _

#: How many rows one page lists: with more it would be too heavy for a phone.
PAGE_SIZE = 200

#: How many departments to choose from a list gives; on a department's own pages there are many such lists.
_MOST_CHOICES = 300
_MOST_CHOICES_WITHIN = 30


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of a row as it is printed; ``href`` where it leads somewhere."""

    head: str
    text: str
    is_number: bool
    href: str = ""


@dataclass(frozen=True, slots=True)
class ListRow:
    """One answer as it is printed: the report it is from, what is listed with its address, and its values."""

    report: str
    report_href: str
    name: str
    href: str
    context: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """Rows of one year and one department. ``anchor`` is the year's address where its first block stands."""

    title: str
    anchor: str
    rows: tuple[ListRow, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A narrower list, or the same without narrowing, and how many rows it has."""

    title: str
    href: str
    count: int
    is_current: bool = False


class YearPart(NamedTuple):
    """What a department's reports of a year answer to a question: how many rows it has, and the fingerprint of these."""

    department: str
    year: int
    rows: int
    digest: str


#: The parts of a department, newest first, by the question's slug.
YearParts = Mapping[str, Sequence[YearPart]]


def years_of(department: str, reports: Iterable[ReportSummary]) -> dict[str, list[YearPart]]:
    """The parts of a department, by its reports."""
    years = sorted(Index(tuple(reports)).by_year().items(), reverse=True)
    return {question.slug: list(_years_of_question(department, question, years)) for question in LISTS}


def _years_of_question(
    department: str, question: Question, years: Iterable[tuple[int, Sequence[ReportSummary]]]
) -> Iterator[YearPart]:
    for year, reports in years:
        if count := sum(report.count(question.slug) for report in reports):
            told = [
                f"{report.id} {report.project} {answers.digest}"
                for report in reports
                if (answers := report.answers.get(question.slug))
            ]
            yield YearPart(department, year, count, digest(told))


class _Scoped:
    """One list: a question, the scope it is asked in, and the parts of its rows, newest first."""

    def __init__(self, index: Index, question: Question, scope: Scope, parts: Sequence[YearPart]) -> None:
        self.index = index
        self.question = question
        self.scope = scope
        self.parts = parts
        self.count = sum([each.rows for each in parts])

    @property
    def pages(self) -> int:
        """On how many pages it is; of the site and of a year only the first rows are listed."""
        return max(1, -(-self.count // PAGE_SIZE)) if self.scope.department else 1

    @property
    def departments(self) -> int:
        return len({each.department for each in self.parts})

    def rows(self) -> Iterator[_Answer]:
        for each in self.parts:
            for report in self.index.of(each.department, each.year):
                if answers := report.answers.get(self.question.slug):
                    for row in answers.rows:
                        yield report, row

    def page(self, number: int) -> list[_Answer]:
        """The rows of a page."""
        return list(islice(self.rows(), (number - 1) * PAGE_SIZE, number * PAGE_SIZE))

    def fingerprint(self, most: int | None = None) -> str:
        """The fingerprint of its rows; of the parts that have the first so many."""
        told, count = [], 0
        for each in self.parts:
            told.append(each.digest)
            count += each.rows
            if most is not None and count >= most:
                break
        return digest(told)


_Answer = tuple[ReportSummary, Listed]


class _Asked:
    """A question asked of all reports: the whole list, and the narrower ones."""

    def __init__(self, catalogue: Catalogue, question: Question, parts: Iterable[YearPart]) -> None:
        self.catalogue = catalogue
        self.question = question
        # Already in the order of departments.
        self.whole = self._scoped(WHOLE, sorted(parts, key=lambda each: -each.year))
        self.years = tuple(self._by_year(self.whole))
        self.departments = tuple(self._by_department(self.whole))

    def _scoped(self, scope: Scope, parts: Sequence[YearPart]) -> _Scoped:
        return _Scoped(self.catalogue.index, self.question, scope, parts)

    def pages(self) -> Iterator[Sketch]:
        """Every page of every list."""
        slug = self.question.slug
        counts = digest([[each.count for each in every] for every in (self.years, self.departments)])
        for scoped in (self.whole, *self.years, *self.departments):
            most = None if scoped.scope.department else PAGE_SIZE
            choices = self._choices(scoped) if scoped.scope.year else counts
            if scoped.scope.department and self._is_crowded_within:
                choices = ""
            told = [self._names_on(scoped), choices, scoped.count, scoped.fingerprint(most)]
            key = digest([*told, self.catalogue.key])
            for number in range(1, scoped.pages + 1):
                source = list_source(slug, scoped.scope, number)
                yield Sketch(source, partial(self._page, scoped, number), digest([key, number]))

    def _choices(self, scoped: _Scoped) -> list[object]:
        """What decides where the list of a year leads to: the departments' rows of the year, and their pages."""
        pages = [self._page_of[each.department, each.year] for each in scoped.parts]
        return [[each.count for each in self.years], [each[:3] for each in scoped.parts], pages]

    @cached_property
    def _names(self) -> str:
        """The fingerprint of the names on every list."""
        departments = [each.scope.department for each in self.departments]
        return digest([self.question.slug, departments, list(map(self.catalogue.name, departments))])

    @property
    def _is_crowded_within(self) -> bool:
        """Whether there are too many departments for a department's page to offer the others."""
        return len(self.departments) > _MOST_CHOICES_WITHIN

    def _names_on(self, scoped: _Scoped) -> str:
        """The fingerprint of the names that the pages and the file of a list may print besides those of its rows."""
        department = scoped.scope.department
        if department and self._is_crowded_within:
            return digest([self.question.slug, department, self.catalogue.name(department)])
        return self._names

    @cached_property
    def _page_of(self) -> Mapping[tuple[str, int], int]:
        """On which page of a department's list the rows of a year begin."""
        before: Counter[str] = Counter()
        found: dict[tuple[str, int], int] = {}
        for each in self.whole.parts:
            found[each.department, each.year] = before[each.department] // PAGE_SIZE + 1
            before[each.department] += each.rows
        return found

    def _by_year(self, scoped: _Scoped) -> Iterator[_Scoped]:
        for year, parts in groupby(scoped.parts, key=lambda each: each.year):
            yield self._scoped(Scope(year=year), list(parts))

    def _by_department(self, scoped: _Scoped) -> Iterator[_Scoped]:
        parts: dict[str, list[YearPart]] = {}
        for each in scoped.parts:
            parts.setdefault(each.department, []).append(each)
        for department in sorted(parts):
            yield self._scoped(Scope(department), parts[department])

    def _years(self, scoped: _Scoped, links: Links) -> Iterator[Choice]:
        """Within a department its years are places on its own pages; elsewhere each year has a list."""
        scope, slug = scoped.scope, self.question.slug
        for each in self._by_year(scoped) if scope.department else self.years:
            year = each.scope.year
            if scope.department:
                page = list_source(slug, scope, self._page_of[scope.department, year])
                href = links.to(page, f"y{year}")
            else:
                href = links.to(list_source(slug, each.scope))
            yield Choice(
                _("{year} 年", year=year), href, each.count, not scope.department and year == scope.year
            )

    def _departments(self, scoped: _Scoped, links: Links) -> Iterator[Choice]:
        """Within a year a department's entry leads to that year on the department's pages."""
        scope, slug = scoped.scope, self.question.slug
        for each in self._by_department(scoped) if scope.year else self.departments:
            department = each.scope.department
            page = self._page_of[department, scope.year] if scope.year else 1
            href = links.to(list_source(slug, each.scope, page), f"y{scope.year}" if scope.year else "")
            name = self.catalogue.name(department)
            yield Choice(name, href, each.count, department == scope.department)

    def files(self, lines: Lines) -> Iterator[PendingFile]:
        """Every list as CSV, beside its first page; whole, however long."""
        every = digest([each.fingerprint() for each in self.departments])
        for scoped in (self.whole, *self.years, *self.departments):
            told = scoped.fingerprint() if scoped is not self.whole else every
            path = list_file(self.question.slug, scoped.scope)
            key = digest([self._names_on(scoped), told, self.catalogue.key])
            yield PendingFile(path, partial(_csv, scoped, lines), key)

    def _page(self, scoped: _Scoped, number: int) -> Draft:
        question, scope, catalogue = self.question, scoped.scope, self.catalogue
        rows, pages = scoped.page(number), scoped.pages
        source = list_source(question.slug, scope, number)
        links = Links(source)
        where = catalogue.name(scope.department) if scope.department else ""
        if scope.year:
            where = _("{year} 年", year=scope.year)
        title = _("{question}：{where}", question=question.title, where=where) if where else question.title
        count = scoped.count
        is_crowded = self._is_crowded_within if scope.department else scoped.departments > _MOST_CHOICES
        columns = _columns(question, rows)
        view = {
            "title": title,
            "question": replace(question, columns=columns),
            "unit": unit_word(catalogue.unit) if Column.MONEY in question.columns.values() else "",
            "count": count,
            "shown": len(rows),
            "is_cut": pages == 1 and len(rows) < count,
            "scope": scope,
            "whole": links.to(list_source(question.slug)),
            "years": tuple(self._years(scoped, links)),
            "departments": () if is_crowded else tuple(self._departments(scoped, links)),
            "all_departments": links.to(DEPARTMENTS) if is_crowded and not scope.department else "",
            "blocks": tuple(_blocks(rows, question, columns, links, catalogue)),
            "download": links.file(list_file(question.slug, scope)),
            "number": number,
            "pages": [
                (str(each), links.to(list_source(question.slug, scope, each))) for each in range(1, pages + 1)
            ],
            "first": (number - 1) * PAGE_SIZE,
        }
        crumbs = [Crumb(_("首页"), HOME), Crumb(_("清单"), LISTS_PAGE)]
        crumbs += [Crumb(question.title, list_source(question.slug)), Crumb(where)] if where else [Crumb(title)]
        shown = title if number == 1 else _("{title}（第 {number} 页）", title=title, number=number)
        meaning = question.meaning
        return Draft(source, shown, "list.md.jinja", view, "list", LISTS_PAGE, meaning, tuple(crumbs))


#: The rows of a department's list as lines of a CSV file, by year.
Lines = Callable[[str, Question], Mapping[int, bytes]]


def csv_lines(question: Question, reports: Iterable[ReportSummary], address: str) -> dict[int, bytes]:
    """What reports answer to a question, as lines of a CSV file, by year; ``address`` is that of the site."""
    columns, by_year = _csv_columns(question), dict[int, list[tuple[str, ...]]]()
    for report in reports:
        if answers := report.answers.get(question.slug):
            rows = by_year.setdefault(report.id.year, [])
            rows += (_csv_row(report, listed, address) for listed in answers.rows)
    return {year: csv_file.lines(rows, columns) for year, rows in by_year.items()}


def _csv(scoped: _Scoped, lines: Lines) -> bytes:
    departments = dict.fromkeys(each.department for each in scoped.parts)
    found = {department: lines(department, scoped.question) for department in departments}
    rows = [found[each.department][each.year] for each in scoped.parts]
    return csv_file.head_line(_csv_columns(scoped.question)) + b"".join(rows)


def _csv_row(report: ReportSummary, listed: Listed, address: str) -> tuple[str, ...]:
    anchor = f"#{listed.anchor}" if listed.anchor else ""
    link = f"{address or '/'}{report.id.url}{anchor}"
    named = (str(report.id.year), report.department, report.project, listed.context, listed.name)
    return (*named, *listed.values, link)


def _csv_columns(question: Question) -> tuple[Heading, ...]:
    kinds = question.columns.items()
    return (*_CSV_COLUMNS, *(_csv_column(name, kind) for name, kind in kinds), _LINK)


#: What the lists have in common as CSV; Chinese heads, for they are opened in a spreadsheet.
_CSV_COLUMNS = (
    Heading("年度", "", Kind.YEAR),
    Heading("部门", ""),
    Heading("项目", ""),
    Heading("所属", ""),
    Heading("内容", ""),
)
_LINK = Heading("网址", "")


def _csv_column(name: str, kind: Column) -> Heading:
    return Heading(name, "", Kind.NUMBER if kind.is_number else Kind.TEXT)


class Lists:
    """All lists of a catalogue; ``parts`` are those of its departments, in order, where they are known already."""

    def __init__(self, catalogue: Catalogue, parts: Iterable[YearParts] = ()) -> None:
        self._catalogue = catalogue
        found = list(parts) or [years_of(*each) for each in catalogue.index.by_department()]
        self._asked = [
            _Asked(catalogue, question, chain.from_iterable(each[question.slug] for each in found))
            for question in LISTS
        ]

    def pages(self) -> Iterator[Sketch]:
        """The overview of all lists; and each list: across the site, of each year, of each department."""
        yield Sketch(LISTS_PAGE, partial(_overview, self._catalogue))
        for each in self._asked:
            yield from each.pages()

    def files(self, lines: Lines) -> Iterator[PendingFile]:
        """Each list as a file to download, put together of each department's lines."""
        for each in self._asked:
            yield from each.files(lines)


def _overview(catalogue: Catalogue) -> Draft:
    links = Links(LISTS_PAGE)
    whole = catalogue.group(catalogue.index.reports)
    entries = [
        (question, links.to(list_source(question.slug)), whole.count(question.slug)) for question in QUESTIONS
    ]
    view = {
        "entries": entries,
        "all_reports": ALL_REPORTS,
        "all_href": links.to(list_source(ALL_REPORTS.slug)),
        "report_count": len(whole.reports),
        "findings": links.to(FINDINGS),
        "picture": links.to(PICTURE),
    }
    title = _("清单")
    lede = _("读者常问的问题，每个问题一张清单：全站的、某一年的、某个部门的。每一行都链到报告里的原处。")
    crumbs = (Crumb(_("首页"), HOME), Crumb(title))
    return Draft(LISTS_PAGE, title, "lists.md.jinja", view, "lists", LISTS_PAGE, lede, crumbs)


def _columns(question: Question, rows: list[_Answer]) -> Columns:
    """The columns of a page with these rows: no column of remarks where none of them has one."""
    return {
        head: column
        for number, (head, column) in enumerate(question.columns.items())
        if column is not Column.REMARK or any(listed.values[number] for _report, listed in rows)
    }


def _blocks(
    rows: list[_Answer], question: Question, columns: Columns, links: Links, catalogue: Catalogue
) -> Iterator[Block]:
    year = 0
    for (this, department), members in groupby(rows, key=lambda row: (row[0].id.year, row[0].id.department)):
        anchor = "" if this == year else f"y{this}"
        year = this
        printed = tuple(_row(report, listed, question, columns, links) for report, listed in members)
        title = _("{year} 年　{department}", year=this, department=catalogue.name(department))
        yield Block(title, anchor, printed)


def _row(report: ReportSummary, listed: Listed, question: Question, columns: Columns, links: Links) -> ListRow:
    source = source_of(report.id)
    cells = tuple(
        Cell(head, _printed(value, column), column.is_number, _rule_href(value, column, links))
        for (head, column), value in zip(question.columns.items(), listed.values, strict=True)
        if head in columns
    )
    href = links.to(source, listed.anchor)
    return ListRow(report.project, links.to(source), listed.name, href, listed.context, cells)


def _printed(value: str, column: Column) -> str:
    match column:
        case _ if not value:
            return ABSENT if column.is_number else ""
        case Column.MONEY:
            return cents(Decimal(value))
        case Column.PERCENT:
            return percent(Decimal(value))
        case Column.RULE:
            return CHECKS[value].title
    return value


def _rule_href(value: str, column: Column, links: Links) -> str:
    return links.to(METHODS, value) if column is Column.RULE else ""
