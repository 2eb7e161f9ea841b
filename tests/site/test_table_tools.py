"""Tools for tables in a real browser: sort, filter, copy, download; and nothing of them without a script."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from playwright.sync_api import Page

SEED = "gongxinju/industrial-development/2022/"


@pytest.fixture(params=(375, 1280))
def page(browser: Browser, served: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The seed's page on a phone and on a desk; the console stays silent."""
    context = browser.new_context(viewport={"width": request.param, "height": 900})
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(served + SEED)
    page.wait_for_selector("#budget .table-tools")
    yield page
    context.close()
    assert complaints == []


def spent(page: Page) -> list[str]:
    """The spending of each budget line, as shown."""
    return page.locator("#budget tbody td:nth-last-child(3)").all_inner_texts()


def sort(page: Page, column: str, word: str) -> None:
    """Sort the budget table the way this screen offers."""
    phone = page.locator("#budget .table-tools__phone select")
    if phone.is_visible():
        phone.select_option(label=f"{column} {word}")
        return
    head = page.locator("#budget thead button", has_text=column)
    head.click()
    if word == "从大到小":
        head.click()


def test_amounts_are_sorted_as_numbers_and_back(page: Page) -> None:
    original = spent(page)
    sort(page, "实际支出", "从大到小")
    numbers = [float(each.replace(",", "")) for each in spent(page)]
    assert numbers == sorted(numbers, reverse=True)
    assert page.locator("#budget th[aria-sort=descending]").count() == 1
    assert page.locator("#budget tfoot").inner_text().count("480.82") == 1
    page.locator("#budget .table-tools__phone select").evaluate(
        "select => { select.value = ''; select.dispatchEvent(new Event('change')) }"
    )
    assert spent(page) == original


def test_rows_stay_under_the_heading_of_their_group(page: Page) -> None:
    before = [set(each.split("\n")) for each in page.locator("#indicators tbody").all_inner_texts()]
    page.locator("#indicators .table-tools__phone select").evaluate(
        "select => { select.value = '1 -1'; select.dispatchEvent(new Event('change')) }"
    )
    assert [set(each.split("\n")) for each in page.locator("#indicators tbody").all_inner_texts()] == before
    for body in page.locator("#indicators tbody").all():
        assert body.locator("tr").first.locator("th[scope=rowgroup]").count() == 1


def test_a_filter_says_how_many_rows_are_left(page: Page) -> None:
    tools = page.locator("#indicators .table-tools")
    tools.locator("input").fill("满意度")
    assert tools.locator("[role=status]").inner_text() == "显示 6 / 68 行"
    tools.locator("input").fill("")
    tools.get_by_label("只看").select_option("未达成")
    assert tools.locator("[role=status]").inner_text() == "显示 1 / 68 行"
    assert page.locator("#r25").is_visible()
    assert page.locator("#indicators th[scope=rowgroup]:visible").count() == 1


def test_a_copy_has_merged_cells_filled(page: Page) -> None:
    page.locator("#indicators .table-tools").get_by_role("button", name="复制").click()
    page.wait_for_selector("text=已复制")
    lines = page.evaluate("navigator.clipboard.readText()").split("\n")
    assert len(lines) == 69
    assert lines[0].startswith("所属\t序号\t三级指标")
    assert {line.count("\t") for line in lines} == {lines[0].count("\t")}
    assert "项目评审" in lines[25].split("\t")[0]


def test_the_table_as_shown_can_be_downloaded(page: Page, tmp_path: Path) -> None:
    sort(page, "预算", "从大到小")
    with page.expect_download() as waiting:
        page.locator("#budget .table-tools").get_by_role("button", name="下载本表").click()
    waiting.value.save_as(tmp_path / "table.csv")
    data = (tmp_path / "table.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert len(rows) == 10
    assert (rows[0]["预算"], rows[0]["实际支出"]) == ("1,000", "221.39")


def test_heads_stay_in_sight_and_cover_no_row_an_address_leads_to(browser: Browser, served: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 700})
    page.goto(f"{served}{SEED}#r60")
    page.wait_for_selector("#budget .table-tools")
    page.evaluate("document.querySelector('#r60').scrollIntoView()")
    head = page.locator("#indicators thead th").nth(1).bounding_box()
    row = page.locator("#r60").bounding_box()
    assert head and row
    assert abs(head["y"]) < 1
    assert row["y"] >= head["y"] + head["height"] - 1
    page.close()


def test_without_a_script_there_are_no_tools(browser: Browser, served: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(served + SEED)
    assert page.locator(".table-tools, thead button").count() == 0
    context.close()
