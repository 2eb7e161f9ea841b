"""The gallery: every component in every state, in the preview, valid and free of faults, and never published."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from generator.pages.gallery import examples
from tests.site.conftest import ROOT
from tests.site.conftest import write
from tests.site.test_accessibility import faults as axe_faults
from tests.site.test_html import faults as html_faults
from tests.site.test_serve import preview
from tests.site.test_serve import wait_for

MakeSite = Callable[..., Path]


@pytest.fixture
def gallery(make_site: MakeSite) -> Iterator[str]:
    """The address of the gallery in a running preview."""
    root = make_site()
    with preview(root) as address:
        wait_for(address + "gallery/", "</html>")
        assert "WARNING" not in (root / "serve.log").read_text(encoding="utf-8")
        yield address + "gallery/"


def test_every_state_is_valid_and_free_of_faults(gallery: str, browser: Browser, tmp_path: Path) -> None:
    html = wait_for(gallery, "</html>")
    names = [example.name for example in examples(ROOT / "theme")]
    assert html.count('<div class="gallery">') == len(names) > 60
    write(tmp_path / "gallery.html", html)
    assert html_faults([tmp_path / "gallery.html"]) == []
    for scheme in ("light", "dark"):
        page = browser.new_page(viewport={"width": 375, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
        page.goto(gallery)
        assert axe_faults(page) == "", scheme
        page.close()
    page = browser.new_page()
    for width in (320, 375, 768, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(gallery)
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert over == 0, f"{width} px"
    page.close()


def test_it_is_not_published(published: Path) -> None:
    assert not (published / "gallery").exists()
