"""Search in a real browser, against a plain scan of everything that can be found."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qsl
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser
from playwright.sync_api import Page
from playwright.sync_api import expect

from generator.search.folding import folded
from tests.conftest import CASES
from tests.site.conftest import REPORT
from tests.site.conftest import ROOT
from tests.site.conftest import Silent
from tests.site.conftest import run
from tests.site.conftest import write

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
        entries = [[*each[:3], text["heads"][each[3]], each[4]] for each in text["entries"]]
        found.append(Report(url, text["names"], entries, grades[f"/{url}"]))
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


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Two sites under one address: a city that also searches a county, with more departments than a page can name."""
    web = tmp_path_factory.mktemp("province")
    for city, more, departments in (
        ("jia", SEARCHED_SITES, ("ju",)),
        ("yi", "", [f"d{number:03}" for number in range(301)]),
    ):
        root = web / f".{city}"
        shutil.copytree(ROOT / "theme", root / "theme")
        shutil.copy(ROOT / "mkdocs.yml", root)
        write(root / "content/site.yml", f"name: {city}站\npublisher: 试验局\n{more}")
        write(root / "content/pages/about.md", "# 关于\n\n试验。\n")
        for slug in departments:
            write(root / f"content/reports/{slug}/department.yml", f"name: {city}的{slug}局\n")
            write(root / f"content/reports/{slug}/xm/project.yml", f"name: {city}项目\n")
            write(root / f"content/reports/{slug}/xm/2022.yml", REPORT)
        done = run("mkdocs", "build", "--strict", "--site-dir", str(web / city), cwd=root)
        assert done.returncode == 0, done.stderr
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Silent, directory=str(web)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


#: A neighbour by its path, and one that cannot be read.
SEARCHED_SITES = """
search:
  sites:
    - {name: 乙县, address: ../yi}
    - {name: 丙县, address: /bing/}
"""


def results(page: Page, address: str) -> list[str]:
    """The results of an address of the search, as paths."""
    page.goto(address)
    page.wait_for_selector(".search__count:not(:empty)")
    links = page.locator(".search__results > li > a")
    return [str(each) for each in links.evaluate_all("links => links.map(link => link.pathname)")]


def test_one_search_asks_several_sites(browser: Browser, province: str) -> None:
    page = browser.new_page()
    assert results(page, f"{province}jia/search/?q=jia项目") == ["/jia/ju/xm/2022/"]
    found = results(page, f"{province}jia/search/?q=评审场次")
    assert found[0] == "/jia/ju/xm/2022/", "this site's own come first"
    assert found[1] == "/yi/d000/xm/2022/"
    assert len(found) == 20
    assert "没有取到：丙县" in page.locator(".search__results").inner_text()
    assert "乙县 · yi的d000局" in page.locator(".search__results").inner_text()
    page.locator(".search__results a[href*='yi/d000']").nth(1).click()
    assert "/yi/d000/xm/2022/#" in page.url, "a row of the other site"
    page.go_back()
    page.wait_for_selector(".search__results a")
    page.locator("select[name=site]").select_option("./")
    expect(page.locator(".search__results > li")).to_have_count(1)
    page.locator("select[name=site]").select_option(label="乙县")
    expect(page.locator(".search__results > li")).to_have_count(20)
    page.close()


class Open(Silent):
    """Serves for pages of every other address too, and lets its own pages ask every other address."""

    def end_headers(self) -> None:
        self.send_header("Access-Control-Allow-Origin", "*")
        SimpleHTTPRequestHandler.end_headers(self)


def test_a_site_of_another_domain_is_searched_where_both_allow_it(
    make_site: MakeSite, browser: Browser, tmp_path: Path
) -> None:
    """Two ports are two origins to a browser; the search page says so where one does not allow it."""
    root = make_site()
    folders = {kind: tmp_path / kind.__name__ for kind in (Open, Silent)}
    servers = {
        kind: ThreadingHTTPServer(("127.0.0.1", 0), partial(kind, directory=str(folder)))
        for kind, folder in folders.items()
    }
    for kind, other in ((Open, Silent), (Silent, Open)):
        Thread(target=servers[kind].serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{servers[other].server_port}/"
        more = f"search: {{sites: [{{name: 别处, address: '{address}'}}]}}\n"
        write(root / "content/site.yml", f"name: 试验站\npublisher: 试验局\n{more}")
        done = run("mkdocs", "build", "--strict", "--site-dir", str(folders[kind]), cwd=root)
        assert done.returncode == 0, done.stderr
    page = browser.new_page()
    here, there = (f"http://127.0.0.1:{servers[kind].server_port}/" for kind in (Open, Silent))
    assert results(page, f"{there}search/?q=评审场次") == ["/ju/xm/2022/"]
    assert "没有取到：别处" in page.locator(".search__results").inner_text()
    page.goto(f"{here}search/?q=评审场次")
    page.wait_for_selector(".search__count:not(:empty)")
    assert "没有取到：别处" in page.locator(".search__results").inner_text(), "the other does not allow it"
    servers[Silent].RequestHandlerClass = partial(Open, directory=str(folders[Silent]))
    page.goto(f"{here}search/?q=评审场次")
    expect(page.locator(".search__results > li")).to_have_count(2)
    assert page.locator(".search__results a").nth(0).get_attribute("href") == "../ju/xm/2022/"
    page.locator(f".search__results a[href^='{there}']").first.click()
    assert page.url == f"{there}ju/xm/2022/"
    page.close()
    for server in servers.values():
        server.shutdown()


def test_a_department_of_very_many_can_be_chosen(browser: Browser, province: str) -> None:
    page = browser.new_page()
    assert results(page, f"{province}yi/search/?q=评审&department=d300") == ["/yi/d300/xm/2022/"]
    chosen = page.locator("select[name=department] option:checked")
    assert chosen.inner_text() == "yi的d300局"
    page.close()


def test_without_a_script_very_many_departments_are_a_page_away(browser: Browser, province: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{province}yi/search/")
    page.get_by_role("link", name="全部 301 个部门").click()
    page.get_by_role("navigation", name="分页").get_by_role("link", name="2").click()
    page.get_by_role("link", name="yi的d300局").click()
    assert page.url == f"{province}yi/d300/"
    context.close()


def test_an_address_that_cannot_be_searched_is_a_mistake(make_site: MakeSite) -> None:
    root = make_site()
    wrong = "search:\n  sites:\n    - {name: 乙县, address: 'javascript:alert(1)'}\n"
    write(root / "content/site.yml", f"name: 试验站\npublisher: 试验局\n{wrong}")
    done = run("mingxiao", "check", cwd=root)
    assert done.returncode == 1
    assert "content/site.yml:5:27" in done.stdout
    assert "not-an-address" in done.stdout
