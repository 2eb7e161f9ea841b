"""Propose a correction: every page, section and row leads to its line of the data file, and to a letter about it."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from generator.model.site import FORGES
from generator.model.site import Forge
from tests.site.conftest import ROOT
from tests.site.conftest import run
from tests.site.conftest import write

REPORT = "gongxinju/industrial-development/2022/"
FILE = "content/reports/gongxinju/industrial-development/2022.yml"


@pytest.mark.parametrize(
    ("kind", "line", "edit", "form"),
    [
        ("github", "/blob/main/a.yml#L7", "/edit/main/a.yml", "/issues/new?template=correction.yml&title=T&page=P%26&row=R"),
        ("gitlab", "/-/blob/main/a.yml#L7", "/-/edit/main/a.yml", "/-/issues/new?issue[title]=T&issue[description]=%0A"),
        ("gitee", "/blob/main/a.yml#L7", "/edit/main/a.yml", "/issues/new?title=T&description=%0A"),
        ("gitea", "/src/branch/main/a.yml#L7", "/_edit/main/a.yml", "/issues/new?title=T&body=%0A"),
    ],
)  # fmt: skip
def test_each_forge_has_its_own_addresses(kind: str, line: str, edit: str, form: str) -> None:
    forge = Forge(kind=kind, repository="https://git.example/o/r/")
    assert forge.view("a.yml") + "7" == "https://git.example/o/r" + line
    assert forge.edit("a.yml") == "https://git.example/o/r" + edit
    assert (
        forge.form("correction.yml", title="T", text="\n", page="P&", row="R")
        == "https://git.example/o/r" + form
    )
    assert set(FORGES) == {"github", "gitlab", "gitee", "gitea"}


def test_rows_and_sections_lead_to_their_lines_without_a_script(published: Path) -> None:
    lines = (ROOT / FILE).read_text(encoding="utf-8").splitlines()
    html = (published / REPORT / "index.html").read_text(encoding="utf-8")
    rows = re.findall(r'<tr id="[rb]\d+"><td class="row__number"><a href="[^"]*#L(\d+)">\d+</a></td><th scope="row">(?:<a href="#r\d+">)?([^<]+)', html)  # fmt: skip
    assert len(rows) == 78
    for number, name in rows:
        assert unescape(name) in "".join(lines[int(number) - 1 : int(number) + 1])
    sections = re.findall(r'<h\d id="s[\d-]+"><a href="[^"]*#L(\d+)">([^<]+)</a></h', html)
    assert len(sections) == len(re.findall(r'<h\d id="s\d', html)) > 20
    for number, title in sections:
        printed = lines[int(number) - 1].partition("title: ")[2].partition(" #")[0]
        assert printed and unescape(title).endswith(printed)


@pytest.mark.parametrize(
    ("page", "file"),
    [
        (REPORT, f"edit/main/{FILE}"),
        ("gongxinju/industrial-development/", "edit/main/content/reports/gongxinju/industrial-development/project.yml"),
        ("gongxinju/", "edit/main/content/reports/gongxinju/department.yml"),
        ("about/", "edit/main/content/pages/about.md"),
        ("", "tree/main/content"),
        ("lists/missed/", "tree/main/content"),
    ],
)  # fmt: skip
def test_every_page_leads_to_what_it_is_made_from_and_to_a_letter(
    published: Path, page: str, file: str
) -> None:
    html = (published / page / "index.html").read_text(encoding="utf-8")
    block = html.partition('<p class="propose"')[2].partition("</p>")[0]
    links = [unescape(each) for each in re.findall(r'href="([^"]+)"', block)]
    assert links[0] == f"https://github.com/example/mingxiao/{file}"
    letter = parse_qs(urlsplit(links[1]).query)
    assert links[1].startswith("mailto:gengzheng@example.org?")
    assert letter["subject"][0].startswith("更正：")
    assert f"网址：/{page}\r\n位置：整页\r\n" in letter["body"][0]
    form = parse_qs(urlsplit(links[2]).query)
    assert (form["template"], form["page"], form["row"]) == (["correction.yml"], [f"/{page}"], ["整页"])


def test_a_row_and_a_section_have_letters_of_their_own(browser: Browser, served: str) -> None:
    page = browser.new_page()
    page.goto(served + REPORT)
    row = page.get_by_role("link", name="写信提出更正：第 25 行 评审项目总数量")
    body = parse_qs(urlsplit(str(row.get_attribute("href"))).query)["body"][0]
    assert f"网址：/{REPORT}#r25\r\n位置：第 25 行 评审项目总数量\r\n" in body
    section = page.get_by_role("link", name="写信提出更正：（一）产出指标分析")
    body = parse_qs(urlsplit(str(section.get_attribute("href"))).query)["body"][0]
    assert f"网址：/{REPORT}#s3-1\r\n位置：（一）产出指标分析\r\n" in body
    names = page.locator(".propose__here").evaluate_all("all => all.map(each => each.ariaLabel)")
    assert len(names) == len(set(names)) > 78
    assert page.get_by_role("link", name="第 25 行：在数据文件里提出更正").count() == 1
    page.close()


def test_the_letter_of_a_row_is_in_sight_only_where_one_is(browser: Browser, served: str) -> None:
    page = browser.new_page()
    page.goto(served + REPORT)
    letter = page.locator("#r25 .propose__here")
    assert letter.evaluate("each => getComputedStyle(each).opacity") == "0"
    page.locator("#r25").hover()
    assert letter.evaluate("each => getComputedStyle(each).opacity") == "1"
    page.close()
    phone = browser.new_page(viewport={"width": 375, "height": 800}, has_touch=True, is_mobile=True)
    phone.goto(served + REPORT)
    assert phone.locator("#r25 .propose__here").evaluate("each => getComputedStyle(each).opacity") == "1"
    assert phone.locator("#r25 .row__number").bounding_box()["height"] > 10  # type: ignore[index]
    phone.close()


def test_names_with_signs_and_the_publishers_own_service(make_site: Callable[..., Path]) -> None:
    root = make_site()
    write(root / "content/reports/ju/xm/project.yml", 'name: 甲&乙 "丙" +1%\n')
    write(
        root / "content/site.yml",
        "name: 站\npublisher: 局\nredress:\n  email: a@b.example\n  url: https://x.example/?u={page}&w={row}\n",
    )
    assert run("mingxiao", "build", cwd=root).returncode == 0
    html = (root / "site/ju/xm/2022/index.html").read_text(encoding="utf-8")
    links = [unescape(each) for each in re.findall(r'class="propose__link" href="([^"]+)"', html)]
    assert parse_qs(urlsplit(links[0]).query)["subject"] == ['更正：甲&乙 "丙" +1% 2022 年绩效自评']
    assert parse_qs(urlsplit(links[1]).query) == {"u": ["/ju/xm/2022/"], "w": ["整页"]}
    assert "#L" not in html, "without a forge there is no line to lead to"
