"""Accessibility by axe-core in a real Chromium: every kind of page, light and dark, on a phone and on a desk."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser
from playwright.sync_api import Page

from tests.site.edges import EDGES
from tests.site.test_browser import KINDS

#: WCAG 2.2 at level AA, and what axe's makers recommend besides; every fault is told, of what passed a sample (half the time).
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}


def faults(page: Page) -> str:
    """What axe finds on a page."""
    found = Axe().run(page, options=RULES)
    assert found.response["passes"], "axe has looked at something"
    return str(found.generate_report()) if found.violations_count else ""


@pytest.mark.parametrize("width", (375, 1280))
@pytest.mark.parametrize("scheme", ("light", "dark"))
def test_axe_finds_nothing(browser: Browser, served: str, scheme: str, width: int) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=scheme,  # type: ignore[arg-type]
        bypass_csp=True,
    )
    page = context.new_page()
    for path in (*KINDS, "search/?q=满意度"):
        page.goto(served + path)
        if "?" in path:
            page.wait_for_selector(".search__results a")
        assert faults(page) == "", path
    context.close()


def test_axe_finds_nothing_on_english_pages(browser: Browser, served: str) -> None:
    context = browser.new_context(viewport={"width": 375, "height": 900}, bypass_csp=True)
    page = context.new_page()
    translated = [path for path in KINDS if path != "404.html" and not path.startswith("guide/")]
    for path in (*translated, "search/?q=5G"):
        page.goto(f"{served}en/{path}")
        if "?" in path:
            page.wait_for_selector(".search__results a")
        assert faults(page) == "", path
    context.close()


@pytest.mark.parametrize("scheme", ("light", "dark"))
def test_axe_finds_nothing_at_any_edge(browser: Browser, edges_served: str, scheme: str) -> None:
    context = browser.new_context(
        viewport={"width": 375, "height": 900},
        color_scheme=scheme,  # type: ignore[arg-type]
        bypass_csp=True,
    )
    page = context.new_page()
    reports = [f"{slug}/{max(years)}/" for slug, (_, years) in EDGES.items()]
    for path in (*reports, "years-apart/", "three-hundred/", ""):
        page.goto(f"{edges_served}edge/{path}")
        assert faults(page) == "", path
    context.close()
