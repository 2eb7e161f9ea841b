"""Accessibility by axe-core in a real Chromium: every kind of page, light and dark, on a phone and on a desk."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.site.test_browser import KINDS

#: WCAG 2.2 at level AA, and what axe's makers recommend besides.
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


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
        found = Axe().run(page, options=RULES)
        assert found.response["passes"], "axe has looked at something"
        assert found.violations_count == 0, f"{path}: {found.generate_report()}"
    context.close()
