"""Charts in a real browser: legible on a phone, in the dark and on paper, and never the only place of a fact."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

SEED = "gongxinju/industrial-development/2022/"


@pytest.mark.parametrize("width", (375, 1280))
@pytest.mark.parametrize("path", (SEED, "lists/picture/"))
def test_text_in_charts_is_large_enough_to_read(browser: Browser, served: str, path: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(served + path)
    sizes = page.evaluate(
        "[...document.querySelectorAll('.chart text, .chart li, .chart small')]"
        ".map(e => parseFloat(getComputedStyle(e).fontSize))"
    )
    assert sizes
    assert min(sizes) >= 12
    page.close()


def test_every_chart_has_a_name_and_a_table_with_its_numbers(browser: Browser, served: str) -> None:
    page = browser.new_page()
    for path in (SEED, "lists/picture/"):
        page.goto(served + path)
        for chart in page.locator("figure.chart").all():
            name = page.locator(f"#{chart.get_attribute('aria-labelledby')}").inner_text()
            assert any(each.isdigit() for each in name), "its title states its point"
            table = str(chart.locator(".chart__table").get_attribute("href"))
            assert page.locator(f"{table} table, {table} ~ .table table").count() >= 1
    page.close()


def test_each_dot_is_a_link_that_says_what_it_is(browser: Browser, served: str) -> None:
    page = browser.new_page()
    page.goto(served + "lists/picture/")
    named = page.get_by_role("link", name="工业发展管理经费 2022：执行率 24.85%，数据可证达成 65.15%")
    named.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(served + SEED)
    page.close()


def test_the_numbers_of_the_bars_are_those_of_the_table(browser: Browser, served: str) -> None:
    page = browser.new_page()
    page.goto(served + SEED)
    for name, words in page.locator(".amount-bars li").evaluate_all(
        "items => items.map(item => [item.querySelector('a').hash, item.querySelector('b').textContent])"
    ):
        row = page.locator(f"{name} td").all_inner_texts()
        spent, budget = words.split(" / ")
        assert [budget, spent] == row[1:3]
    page.close()


def test_marks_stand_out_in_light_and_dark(browser: Browser, served: str) -> None:
    """3 : 1 against the paper (WCAG 1.4.11), by the colours the browser really uses."""
    for scheme in ("light", "dark"):
        page = browser.new_page(color_scheme=scheme)  # type: ignore[arg-type]
        page.goto(served + SEED)
        ratio = page.evaluate(
            """() => { const light = colour => { const [r, g, b] = colour.match(/[\\d.]+/g).map(each => {
                const part = each / 255; return part <= .03928 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4; });
                return .2126 * r + .7152 * g + .0722 * b; };
            const paper = light(getComputedStyle(document.documentElement).backgroundColor);
            return [...document.querySelectorAll('.chart line + line, .chart rect')].map(mark => {
                const fill = light(getComputedStyle(mark)[mark.tagName === 'line' ? 'stroke' : 'fill']);
                return (Math.max(paper, fill) + .05) / (Math.min(paper, fill) + .05); }) }"""
        )
        assert min(ratio) >= 3, scheme
        page.close()
