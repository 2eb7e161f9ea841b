"""The published site in a real Chromium: on a phone and a desk, without JavaScript, in the dark, on paper."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from playwright.sync_api import Page
from pypdf import PdfReader

from generator.pages.questions import LISTS
from tests.site.conftest import HEADERS

REPORT = "gongxinju/industrial-development/2022/"

#: One page of every kind; `test_no_kind_of_page_is_left_out` holds it to that.
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
    *(f"lists/{question.slug}/" for question in LISTS),
    "lists/picture/",
    "lists/missed/years/2022/",
    "lists/declared/departments/gongxinju/",
    "corrections/",
    "data/",
    "search/",
    "methods/",
    "about/",
    "correct/",
    "accessibility/",
    "guide/",
    "guide/first-report/",
    "guide/city/",
    "404.html",
)

#: Phones, a desk at 200 % zoom (half of 1280 px, twice as large), a tablet, desks.
WIDTHS = (320, 375, 640, 768, 1280, 1920)


def kind(path: str) -> str:
    """A page's path with the names of one department, project, report or year left open."""
    names = r"(?!(?:about|accessibility|assets|guide|correct|corrections|data|departments|findings|lists|methods|search|years)/)[a-z-]+"
    path = re.sub(rf"^{names}/", "department/", path.removeprefix("en/"))
    path = re.sub(r"^department/[a-z-]+/", "department/project/", path)
    path = re.sub(r"/departments/[a-z-]+/", "/departments/one/", path)
    path = re.sub(r"^guide/[a-z-]+/", "guide/any/", path)
    path = re.sub(r"^lists/[a-z-]+/(years|departments)/", r"lists/any/\1/", path)
    return re.sub(r"/\d{4}/", "/year/", path)


def test_no_kind_of_page_is_left_out(published: Path) -> None:
    pages = {each.parent.relative_to(published).as_posix() + "/" for each in published.rglob("index.html")}
    pages.discard("admin/")  # the forms are a program of others, with a policy of their own
    assert {kind(path.removeprefix("./")) for path in pages} <= {kind(path) for path in KINDS}


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


def test_a_stranger_s_questions_are_answered_on_the_first_screens_of_a_phone(page: Page, served: str) -> None:
    """What was left, what was missed and by how much, what is contradicted, who answers for it, where to object."""
    page.set_viewport_size({"width": 375, "height": 812})
    page.goto(served + REPORT)
    for words, screens in (
        ("未支出 1,454.18 万元", 1),
        ("未达成：第 25 行 评审项目总数量 目标 6，实际 5 个，差 1 个", 1),
        ("责任部门：江门市工业和信息化局", 1),
        ("提出更正", 1),
        ("陈述与数据有 5 处不一致", 2),
        ("正文写“48”，按数据计算，数量指标数为 49 项，少 1。", 2),
    ):
        box = page.locator("nav a, p, li", has_text=words).first.bounding_box()
        assert box, words
        assert box["y"] + box["height"] <= 812 * screens, words


#: The most a report page may weigh with all it needs, and its scripts of that, as sent: gzip -9.
MOST_BYTES, MOST_SCRIPT_BYTES = 60_000, 15_000


def test_the_report_page_is_light_with_all_it_needs(page: Page, served: str) -> None:
    weights: dict[str, int] = {}
    page.on(
        "response",
        lambda answer: weights.update({answer.url: len(gzip.compress(answer.body(), 9))}),
    )
    page.goto(served + REPORT, wait_until="networkidle")
    assert len(weights) >= 4, weights
    assert sum(weights.values()) <= MOST_BYTES, weights
    scripts = sum(weight for url, weight in weights.items() if url.endswith(".js"))
    assert 0 < scripts <= MOST_SCRIPT_BYTES, weights


#: What HTML of the seed's page and of a standard form may weigh unpacked: build time and disk are paid by the byte.
@pytest.mark.parametrize(
    ("path", "most"), [(REPORT, 100_000), ("jishan-yibaoju/medicare-contribution/2020/", 25_000)]
)
def test_a_report_page_does_not_grow_unnoticed(published: Path, path: str, most: int) -> None:
    assert (published / path / "index.html").stat().st_size <= most


@pytest.mark.parametrize("table", ("budget", "indicators", "traces"))
@pytest.mark.parametrize("path", (REPORT, "jishan-yibaoju/medicare-contribution/2020/", "en/" + REPORT))
def test_a_cell_is_called_on_a_phone_what_its_column_is(page: Page, served: str, path: str, table: str) -> None:
    """The words are in the style sheet, once, and no longer in each cell: they must be those of the head."""
    page.set_viewport_size({"width": 375, "height": 812})
    page.goto(served + path)
    heads, rows = page.evaluate(
        """table => { const at = document.querySelector(`#${table} table`);
            const label = cell => getComputedStyle(cell, '::before').content.replace(/^"|[：:]? ?"$|^none$/g, '');
            return [[...at.tHead.rows[0].cells].map(cell => cell.textContent.replace(/[（(].*/, '').trim()),
                [...at.querySelectorAll('tbody tr:has(td)')].map(row => [...row.cells].map(label))]; }""",
        table,
    )
    assert rows
    has_number, is_last_unnamed = table != "traces", table != "traces"
    named = heads[1 + has_number : len(heads) - is_last_unnamed]
    for row in rows:
        assert [label for label in row if label] == named


def sideways(page: Page) -> int:
    """How many pixels of a page lie beyond the right edge of the screen."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


@pytest.mark.parametrize("path", KINDS)
def test_no_page_scrolls_sideways_or_complains(page: Page, served: str, path: str) -> None:
    complaints, requests = watched(page)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(served + path)
        assert sideways(page) == 0, f"{width} px"
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 658, "height": 930})
    assert sideways(page) == 0, "A4, less its margins"
    assert complaints == []
    assert [url for url in requests if not url.startswith(served)] == []


#: Amounts, words of facts and sort arrows that are torn apart by the end of a line.
TORN = """() => {
    const lines = each => new Set([...each.getClientRects()].map(box => box.bottom)).size;
    const torn = [...document.querySelectorAll('.unbroken, .concern-list li > a, .trace-table td > a')];
    const heads = [...document.querySelectorAll('thead button')].filter(each => each.textContent.length < 5);
    const units = [...document.querySelectorAll('.fact__value small')].filter(each => {
        const first = document.createRange();
        first.setStart(each.firstChild, 0);
        first.setEnd(each.firstChild, 1);
        return first.getBoundingClientRect().top > each.previousSibling.getBoundingClientRect().bottom; });
    return [...torn.filter(each => lines(each) > 1), ...heads.filter(each => lines(each) > 1), ...units]
        .map(each => each.textContent); }"""


@pytest.mark.parametrize("path", ("", REPORT, f"en/{REPORT}", "gongxinju/", "lists/differs/", "methods/"))
def test_no_line_ends_between_a_number_and_its_unit(page: Page, served: str, path: str) -> None:
    for width in (320, 375, 768, 1024, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(served + path)
        assert page.locator(".unbroken").count() > 0
        assert page.evaluate(TORN) == [], f"{width} px"


#: What a thumb meets: links that stand alone, and what can be set.
FOR_THUMBS = (
    ".site-header a, .site-footer a, .contents a, .choices a, .pager a, .question-table a, .name-list a, "
    ".row__number a, .propose a, .breadcrumbs a, input, select, button:not(.table-tools__sort), summary"
)


@pytest.mark.parametrize("path", KINDS)
def test_what_a_thumb_meets_is_44_px_high(page: Page, served: str, path: str) -> None:
    page.set_viewport_size({"width": 375, "height": 812})
    page.goto(served + path)
    small = page.evaluate(
        """wanted => [...document.querySelectorAll(wanted)].filter(each => each.checkVisibility())
            .map(each => [each.textContent.trim().slice(0, 20), each.getBoundingClientRect().height])
            .filter(([, height]) => height < 43.5)""",
        FOR_THUMBS,
    )
    assert small == []


@pytest.mark.parametrize("path", KINDS)
def test_every_page_says_the_same_without_javascript(browser: Browser, served: str, path: str) -> None:
    said = []
    for has_script in (True, False):
        context = browser.new_context(java_script_enabled=has_script)
        page = context.new_page()
        page.goto(served + path)
        if has_script:
            page.evaluate(
                "document.querySelectorAll('.table-tools, .theme-switch, .search__form').forEach(each => each.remove())"
            )
        else:
            assert page.locator("h1").count() == 1
        said.append(page.locator("body").inner_text().split())
        context.close()
    with_script, without = map(set, said)
    assert with_script - without == set()


def test_the_policy_is_sent_and_enforced(page: Page, served: str) -> None:
    response = page.goto(served + REPORT)
    assert response
    assert response.headers["content-security-policy"] == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
    assert HEADERS.keys() >= {"X-Content-Type-Options", "Referrer-Policy", "Permissions-Policy"}
    refused = page.evaluate(
        """() => new Promise(done => { const refused = [];
            document.addEventListener('securitypolicyviolation', event => {
                refused.push(event.effectiveDirective); if (refused.length === 3) done(refused.sort()); });
            const add = (name, text) => document.head.append(
                Object.assign(document.createElement(name), { textContent: text }));
            add('script', 'document.title = "run"');
            add('style', 'body { display: none }');
            document.body.setAttribute('style', 'display: none'); })"""
    )
    assert refused == ["script-src-elem", "style-src-attr", "style-src-elem"]


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


def test_each_printed_page_of_a_table_has_its_head(page: Page, served: str, tmp_path: Path) -> None:
    page.goto(served + "lists/differs/")
    page.pdf(path=tmp_path / "list.pdf", prefer_css_page_size=True)
    pages = [each.extract_text() for each in PdfReader(tmp_path / "list.pdf").pages]
    with_rows = [text for text in pages if "按数据计算" in text]
    assert len(with_rows) > 1
    assert all("序号 核对结果" in text for text in with_rows)


def test_the_keyboard_reaches_the_text_first(page: Page, served: str) -> None:
    page.goto(served + REPORT)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "跳到正文"
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")


FOCUSED = """() => { const at = document.activeElement;
    const box = at.getBoundingClientRect(), style = getComputedStyle(at);
    return { name: (at.textContent || at.ariaLabel || at.id || at.tagName).trim().slice(0, 40),
        isVisible: box.width > 4 && box.height > 4 && box.right > 0 && box.left < innerWidth
            && box.bottom > 0 && box.top < innerHeight,
        isMarked: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 }; }"""
STOPS = """[...document.querySelectorAll('a[href], button, input, select, summary')]
    .filter(each => each.checkVisibility()).length"""


@pytest.mark.parametrize("width", (375, 1280))
@pytest.mark.parametrize("path", ("", REPORT, "search/?q=满意度", "lists/missed/", "lists/picture/"))
def test_the_keyboard_walks_through_the_page_and_is_seen(
    page: Page, served: str, path: str, width: int
) -> None:
    """Every stop is on the screen and outlined; nothing is left out and nothing holds the reader."""
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(served + path)
    if "?" in path:
        page.wait_for_selector(".search__results a")
    stops = page.evaluate(STOPS)
    page.evaluate("document.activeElement.blur()")
    for number in range(stops):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        assert stop["isVisible"], f"{number}: {stop['name']}"
        assert stop["isMarked"], f"{number}: {stop['name']}"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement === document.body"), "the walk ends after the last stop"


def test_each_row_of_the_table_knows_its_group(page: Page, served: str) -> None:
    """A screen reader gives the group with each row: one group head a row group, and it spans the table."""
    page.goto(served + REPORT)
    for body in page.locator("#indicators tbody").all():
        assert body.locator('th[scope="rowgroup"]').count() == 1
    columns = page.locator("#indicators thead th").count()
    spans = page.evaluate("[...document.querySelectorAll('#indicators [colspan]')].map(e => e.colSpan)")
    assert set(spans) == {columns}
    assert page.locator("#indicators td:empty").count() == 0
