"""The published site in a real Chromium: on a phone and a desk, without JavaScript, in the dark, on paper."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from playwright.sync_api import Page

REPORT = "gongxinju/industrial-development/2022/"

#: One page of every kind.
KINDS = (
    "",
    "departments/",
    "gongxinju/",
    "gongxinju/industrial-development/",
    REPORT,
    "jishan-yibaoju/medicare-contribution/2020/",
    "tengchong-lincaoju/department-overall/2024/",
    "years/",
    "years/2022/",
    "findings/",
    "lists/",
    "lists/differs/",
    "lists/picture/",
    "lists/missed/years/2022/",
    "lists/declared/departments/gongxinju/",
    "lists/reports/",
    "corrections/",
    "data/",
    "search/",
    "methods/",
    "about/",
    "guide/first-report/",
    "guide/city/",
    "404.html",
)

WIDTHS = (320, 375, 768, 1280, 1920)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that notes every complaint and every request."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


def watched(page: Page) -> tuple[list[str], list[str]]:
    """What the console says, and what is asked for, from now on."""
    complaints: list[str] = []
    requests: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: requests.append(request.url))
    return complaints, requests


@pytest.mark.parametrize("width", (375, 1280))
def test_the_report_page_shows_its_figures(page: Page, served: str, width: int) -> None:
    complaints, requests = watched(page)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(served + REPORT)
    facts = page.locator(".facts").inner_text()
    for figure in ("480.82", "1,935", "24.85%", "1,454.18", "43", "66", "98.93"):
        assert figure in facts
    assert page.locator("#r25").inner_text().count("未达成") == 1
    assert page.locator("#budget tfoot").inner_text().split() >= ["480.82"]
    assert complaints == []
    assert [url for url in requests if not url.startswith(served)] == []


@pytest.mark.parametrize("path", KINDS)
def test_no_page_scrolls_sideways_or_complains(page: Page, served: str, path: str) -> None:
    complaints, requests = watched(page)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(served + path)
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert over == 0, f"{width} px: {over} px too wide"
    assert complaints == []
    assert [url for url in requests if not url.startswith(served)] == []


def test_every_link_of_every_page_leads_somewhere(page: Page, served: str) -> None:
    todo, seen = [served], {served}
    anchors: dict[str, set[str]] = {}
    wanted: set[tuple[str, str]] = set()
    while todo:
        address = todo.pop()
        response = page.goto(address)
        assert response is not None and response.status == 200, address
        anchors[address] = set(page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)"))
        for href in page.evaluate(
            "[...document.querySelectorAll('a[href]')].map(a => new URL(a.getAttribute('href'), document.baseURI).href)"
        ):
            target, _, anchor = href.partition("#")
            if not target.startswith(served):
                continue
            if anchor:
                wanted.add((target, anchor))
            if target in seen:
                continue
            seen.add(target)
            if target.endswith("/"):
                todo.append(target)
            else:
                assert page.request.get(target).status == 200, f"{address}: {target}"
    assert len(seen) > 30
    assert not [(target, anchor) for target, anchor in wanted if anchor not in anchors[target]]


def test_a_number_leads_to_its_origin_and_the_origin_to_the_method(page: Page, served: str) -> None:
    page.goto(served + REPORT)
    page.locator("a.stated", has_text="24.85%").first.click()
    origin = page.locator("tr:target")
    assert "支出合计 ÷ 预算合计 × 100" in origin.inner_text()
    assert "#L" in str(origin.locator("a", has_text="–").first.get_attribute("href"))
    origin.get_by_role("link", name="方法").click()
    assert page.locator("tr:target").inner_text().startswith("预算执行率")


def test_a_finding_leads_to_its_place(page: Page, served: str) -> None:
    page.goto(served)
    page.get_by_role("link", name="陈述与数据不一致").first.click()
    page.get_by_role("link", name="正文写“48”").click()
    assert page.locator(":target").inner_text() == "48"


def test_everything_is_there_without_javascript(browser: Browser, served: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(served + REPORT)
    assert page.locator("#indicators tbody tr[id]").count() == 68
    assert page.locator("#budget tbody tr").count() == 10
    context.close()


def test_dark_and_paper_change_the_colours(page: Page, served: str) -> None:
    page.goto(served + REPORT)
    background = "getComputedStyle(document.documentElement).backgroundColor"
    light = page.evaluate(background)
    page.emulate_media(color_scheme="dark")
    dark = page.evaluate(background)
    page.emulate_media(color_scheme="dark", media="print")
    paper = page.evaluate(background)
    assert light == paper == "rgb(255, 255, 255)"
    assert dark != light


def test_paper_repeats_table_heads_and_hides_what_can_only_be_clicked(page: Page, served: str) -> None:
    page.goto(served + REPORT)
    page.emulate_media(media="print")
    display = "selector => getComputedStyle(document.querySelector(selector)).display"
    assert page.evaluate(display, "#indicators thead") == "table-header-group"
    assert page.evaluate(display, ".contents") == "none"
    assert page.evaluate(display, ".site-header__nav") == "none"


def test_the_keyboard_reaches_the_text_first(page: Page, served: str) -> None:
    page.goto(served + REPORT)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "跳到正文"
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")


def test_each_row_of_the_table_knows_its_group(page: Page, served: str) -> None:
    """A screen reader gives the group with each row: one group head a row group, and it spans the table."""
    page.goto(served + REPORT)
    for body in page.locator("#indicators tbody").all():
        assert body.locator('th[scope="rowgroup"]').count() == 1
    columns = page.locator("#indicators thead th").count()
    spans = page.evaluate("[...document.querySelectorAll('#indicators [colspan]')].map(e => e.colSpan)")
    assert set(spans) == {columns}
    assert page.locator("#indicators td:empty").count() == 0
