"""What a site sets of its looks in mkdocs.yml, and what a reader chooses."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.site.conftest import run
from tests.site.conftest import write

MakeSite = Callable[..., Path]

EMBLEM = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><rect width="8" height="8"/></svg>'


def with_theme(root: Path, options: str) -> None:
    """Set options of the theme."""
    config = (root / "mkdocs.yml").read_text(encoding="utf-8")
    write(root / "mkdocs.yml", config.replace("  custom_dir: theme\n", f"  custom_dir: theme\n{options}"))


def test_name_emblem_colours_and_footer_are_set_in_mkdocs_yml(make_site: MakeSite) -> None:
    root = make_site()
    write(root / "content/pages/emblem.svg", EMBLEM)
    with_theme(
        root,
        "  title: 某市财政\n  emblem: emblem.svg\n  colors: {link: '#004080', accent_dark: '#ffb0a0'}\n"
        "  footer: {publisher: 某市财政局, site_code: '4407000001', icp: 粤ICP备00000000号}\n",
    )
    done = run("mkdocs", "build", "--strict", cwd=root)
    assert done.returncode == 0, done.stderr
    html = (root / "site/ju/xm/2022/index.html").read_text(encoding="utf-8")
    assert '<img class="site-header__emblem" src="../../../emblem.svg" alt="">某市财政</a>' in html
    for words in ("主办单位：某市财政局", "网站标识码：4407000001", "粤ICP备00000000号"):
        assert words in html
    css = next((root / "site/assets").glob("site.*.css")).read_text(encoding="utf-8")
    assert "--link: #004080" in css
    assert css.count("--seal: #ffb0a0") == 2, "where the device is dark, and where the reader chose dark"


@pytest.mark.parametrize(
    ("option", "words"),
    [
        ("  colors: {link: '#9ecbff'}\n", "对比度只有 1.69"),
        ("  colors: {link_dark: '#0b57a4'}\n", "对比度只有"),
        ("  colors: {link: red}\n", "“red”不是"),
        ("  colors: {background: '#000'}\n", "没有 background；可用：link、accent"),
        ("  colors: red\n", "应是一组“键: 值”；可用：link、accent"),
        ("  footer: [粤ICP备00000000号]\n", "应是一组“键: 值”；可用：publisher"),
        ("  colors:\n    link: #004080\n", "加引号"),
        ("  emblem: none.svg\n", "none.svg 不存在"),
        ("  footer: {phone: '1'}\n", "没有 phone；可用：publisher"),
    ],
)
def test_a_setting_that_cannot_be_used_stops_the_build_with_the_reason(
    make_site: MakeSite, option: str, words: str
) -> None:
    root = make_site()
    with_theme(root, option)
    done = run("mkdocs", "build", cwd=root)
    assert done.returncode == 1
    assert words in done.stdout + done.stderr
    assert not (root / "site").exists()


@pytest.mark.parametrize("device", ["light", "dark"])
def test_a_reader_chooses_light_or_dark_and_it_stays(browser: Browser, served: str, device: str) -> None:
    context = browser.new_context(color_scheme=device)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(served)
    background = "getComputedStyle(document.documentElement).backgroundColor"
    own = page.evaluate(background)
    other = {"light": "dark", "dark": "light"}[device]
    page.get_by_label("明暗").select_option(other)
    chosen = page.evaluate(background)
    assert chosen != own
    page.goto(served + "methods/")
    assert page.evaluate(background) == chosen
    page.emulate_media(media="print")
    assert page.evaluate(background) == "rgb(255, 255, 255)"
    page.emulate_media(media="screen")
    page.get_by_label("明暗").select_option("auto")
    assert page.evaluate(background) == own
    context.close()
