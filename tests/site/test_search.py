"""Search in a real browser, against a plain scan of everything that can be found."""

from __future__ import annotations

import json
from collections.abc import Callable
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser
from playwright.sync_api import Page

from generator.search.folding import folded
from tests.conftest import CASES
from tests.site.conftest import REPORT
from tests.site.conftest import run

MakeSite = Callable[..., Path]

QUERIES = [
    line
    for line in (CASES / "search/queries.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@dataclass(frozen=True)
class Report:
    """A report as the scan reads it: its address and everything of it that can be found."""

    url: str
    names: list[str]
    entries: list[list[str]]
    grade: str

    @property
    def year(self) -> str:
        """Its year."""
        return self.url.rstrip("/").rpartition("/")[2]


@pytest.fixture(scope="module")
def reports(published: Path) -> list[Report]:
    """Every report of the repository's own site."""
    grades = {
        row["permalink"]: row["stated_grade"] or ""
        for row in json.loads((published / "data/reports.json").read_text(encoding="utf-8"))
    }
    found = []
    for file in sorted(published.rglob("search.json")):
        text = json.loads(file.read_text(encoding="utf-8"))
        url = file.parent.relative_to(published).as_posix() + "/"
        found.append(Report(url, text["names"], text["entries"], grades[f"/{url}"]))
    assert len(found) >= 10
    return found


def scanned(reports: list[Report], query: str, filters: dict[str, str]) -> dict[str, int]:
    """The reports that have the words, with their rank: 0 in their names, 1 in one entry, 2 in several."""
    terms = [folded(term) for term in query.split()]
    status = filters.get("status")
    found = {}
    for report in reports:
        if filters.get("department", report.url.partition("/")[0]) != report.url.partition("/")[0]:
            continue
        if (
            filters.get("year", report.year) != report.year
            or filters.get("grade", report.grade) != report.grade
        ):
            continue
        names = [*map(folded, report.names), report.year]
        rows = [
            f"{folded(each[3])}\n{folded(each[2])}"
            for each in report.entries
            if not status or each[4] == status
        ]
        if status and not rows:
            continue
        if not status and any(all(term in name for term in terms) for name in names):
            found[report.url] = 0
        elif any(all(term in row for term in terms) for row in rows):
            found[report.url] = 1
        elif all(any(term in text for text in (*([] if status else names), *rows)) for term in terms):
            found[report.url] = 2
    return found


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that fails on any complaint of the console."""
    page = browser.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    page.close()
    assert complaints == []


def ask(page: Page, served: str, query: str, filters: dict[str, str]) -> list[str]:
    """The addresses of the reports found, in their order, without those that have the words only scattered."""
    page.goto(f"{served}search/?{urlencode({'q': query, **filters})}")
    page.wait_for_selector(".search__count:not(:empty)")
    found = page.evaluate(
        """() => { const items = [...document.querySelectorAll('.search__results > li')];
        const loose = items.findIndex(item => item.matches('.search__loose'));
        return (loose < 0 ? items : items.slice(0, loose)).map(item => item.querySelector('a').pathname.slice(1)) }"""
    )
    return [str(each) for each in found]


@pytest.mark.parametrize("line", QUERIES)
def test_everything_is_found_and_the_very_words_come_first(
    page: Page, served: str, reports: list[Report], line: str
) -> None:
    query, _, condition = line.partition("|")
    filters = dict(parse_qsl(condition))
    wanted = scanned(reports, query.strip(), filters)
    touched: list[int] = []
    page.on("response", lambda answer: touched.append(len(answer.body())) if "json" in answer.url else None)
    found = ask(page, served, query.strip(), filters)
    assert set(found) == set(wanted)
    years = {report.url: report.year for report in reports}
    ranks = [(wanted[url], -int(years[url])) for url in found]
    assert [rank for rank, _ in ranks] == sorted(rank for rank, _ in ranks), "the very words first"
    assert sum(touched) < 300_000


def test_a_result_leads_to_the_very_row(page: Page, served: str) -> None:
    ask(page, served, "评审项目总数量", {})
    page.locator(".search__results a", has_text="评审项目总数量").nth(1).click()
    assert page.url.endswith("/gongxinju/industrial-development/2022/#r25")
    assert "评审项目总数量" in page.locator("tr:target").inner_text()


def test_the_keyboard_alone_asks_and_the_address_keeps_the_question(page: Page, served: str) -> None:
    page.goto(served + "search/")
    page.locator("#q").focus()
    page.keyboard.type("满意度")
    page.keyboard.press("Enter")
    page.wait_for_selector(".search__results a")
    assert "q=%E6%BB%A1%E6%84%8F%E5%BA%A6" in page.url
    page.locator("select[name=year]").select_option("2022")
    page.wait_for_url("**year=2022")
    page.go_back()
    page.wait_for_url(lambda url: "year=2022" not in url)
    assert page.locator("#q").input_value() == "满意度"
    page.reload()
    page.wait_for_selector(".search__results a")


def test_what_is_not_there_is_said_to_be_so(page: Page, served: str) -> None:
    assert ask(page, served, "<script>alert(1)</script>", {}) == []
    assert page.locator(".search__count").inner_text().startswith("没有找到“<script>alert(1)</script>”")


def test_without_a_script_the_page_lists_every_project(
    browser: Browser, served: str, reports: list[Report]
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(served + "search/?q=满意度")
    links = page.locator("#search-index a").evaluate_all("links => links.map(link => link.pathname.slice(1))")
    assert {report.url.rsplit("/", 2)[0] + "/" for report in reports} <= set(links)
    context.close()


def test_many_results_are_shown_a_page_at_a_time(make_site: MakeSite, browser: Browser) -> None:
    root = make_site(**{f"y{year}": REPORT.replace("2022", str(year)) for year in range(1980, 2023)})
    run("mingxiao", "build", cwd=root)
    page = browser.new_page()
    page.route("**/*", lambda route: _from(root / "site", route))
    page.goto("http://site.test/search/?q=评审场次")
    page.wait_for_selector(".search__results a")
    page.wait_for_selector(".search__count:not(:empty)")
    assert page.locator(".search__results > li").count() == 20
    assert "2022" in page.locator(".search__results > li").first.inner_text()
    page.locator(".search__more button").click()
    page.wait_for_selector(".search__results > li:nth-child(40)")
    page.locator(".search__more button").click()
    page.wait_for_selector(".search__results > li:nth-child(43)")
    assert page.locator(".search__more").is_hidden()
    page.close()


def _from(site: Path, route: object) -> None:
    path = str(route.request.url).partition("site.test/")[2].partition("?")[0]  # type: ignore[attr-defined]
    file = site / path
    route.fulfill(path=file / "index.html" if file.is_dir() else file)  # type: ignore[attr-defined]
