"""Pages: what a reader finds on them, and what must never be there."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.site.conftest import REPORT
from tests.site.conftest import run
from tests.site.conftest import write

MakeSite = Callable[..., Path]

SEED = "gongxinju/industrial-development/2022/index.html"


def page(published: Path, path: str) -> str:
    """A published page."""
    return (published / path).read_text(encoding="utf-8")


def words(html: str) -> str:
    """What a page says, without its markup."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def test_the_seed_s_three_facts_are_computed(published: Path) -> None:
    text = words(page(published, SEED))
    assert "480.82 万元，共安排 1,935 万元" in text
    assert "执行率 24.85%" in text
    assert "未支出 1,454.18 万元" in text
    assert "第 25 行" in text.partition("陈述与数据")[0]
    assert "43 / 66 项指标数据可证达成" in text
    assert "98.93 分，优（部门自述）" in text
    assert "报告未列各项分值，无法复算" in text
    assert "最高 92.49 分" in text


def test_the_seed_s_contradictions_are_shown_with_both_numbers(published: Path) -> None:
    html = page(published, SEED)
    assert re.search(
        r'class="stated stated--differs" id="n\d+" href="#f-indicators\.quantity\.count"[^>]*>48</a>', html
    )
    assert "〔数据为 49〕" in html
    assert "〔数据可证 38〕" in html


def test_the_seed_is_whole(published: Path) -> None:
    html = page(published, SEED)
    assert len(re.findall(r'<tr id="r\d+">', html)) == 68
    assert len(re.findall(r'<tr id="b\d+">', html)) == 10
    for heading in ("一、项目概况", "（三）预算安排及使用情况", "1.资金管理", "六、项目自评结论及得分"):
        assert heading in html


def test_every_statement_and_figure_of_the_seed_has_an_origin(published: Path) -> None:
    html = page(published, SEED)
    ids = set(re.findall(r'\sid="([^"]+)"', html))
    assert len(ids) == len(re.findall(r'\sid="([^"]+)"', html)), "an address stands for one place only"
    for anchor in re.findall(r'href="#([^"]+)"', html):
        assert anchor in ids


@pytest.mark.parametrize(
    "path", ["gongxinju/industrial-development/2022", "gongxinju/industrial-development", ""]
)
def test_an_origin_names_its_unit_once(published: Path, path: str) -> None:
    text = words(page(published, f"{path}/index.html".lstrip("/"))).partition("数字的来历")[2]
    assert "万元" in text
    assert not re.search(r"(万元|项|个|份|元) \1", text)


def test_the_person_who_filled_in_the_form_is_nowhere(published: Path) -> None:
    for file in published.rglob("*"):
        if file.is_file():
            data = file.read_bytes()
            assert "李凤笑".encode() not in data, file
            assert b"3279820" not in data, file


def test_the_contact_is_published_only_where_the_site_says_so(make_site: MakeSite) -> None:
    report = REPORT + "contact: {name: 张三丰, phone: '0750-3234567'}\n"
    root = make_site(y2022=report)
    run("mingxiao", "build", cwd=root)
    assert not [
        file for file in (root / "site").rglob("*.html") if "张三丰" in file.read_text(encoding="utf-8")
    ]
    write(root / "content/site.yml", "name: 试验站\npublisher: 试验局\npublish_contact: true\n")
    run("mingxiao", "build", cwd=root)
    published = (root / "site/ju/xm/2022/index.html").read_text(encoding="utf-8")
    assert "张三丰" in published
    assert "0750-3234567" in published


def test_no_page_asks_anything_of_another_origin(published: Path) -> None:
    for file in published.rglob("*.html"):
        loaded = re.findall(
            r'<(?:script|link|img|iframe|source)[^>]*(?:src|href)="([^"]+)"', file.read_text("utf-8")
        )
        assert not [url for url in loaded if "//" in url], file


def test_no_page_needs_an_inline_style_or_script(published: Path) -> None:
    for file in published.rglob("*.html"):
        html = file.read_text(encoding="utf-8")
        assert " style=" not in html, file
        scripts = re.findall(r"<script([^>]*)>", html)
        assert set(scripts) <= {' type="application/ld+json"'} | {
            each for each in scripts if " src=" in each
        }, file
        assert not re.search(r"\son\w+=", re.sub(r">[^<]*<", "><", html)), file


def test_a_page_of_one_department_does_not_count_departments(published: Path) -> None:
    assert "个部门" in words(page(published, "index.html"))
    html = page(published, "gongxinju/index.html")
    assert "个部门" not in words(html)
    assert "f-departments.count" not in html


def test_the_way_to_a_report_is_the_same_on_every_page_of_it(published: Path) -> None:
    department = "gongxinju"
    ways = [
        re.findall(
            r"<li>(?:<a[^>]*>|<span[^>]*>)(.*?)</",
            page(published, f"{path}/index.html").partition("breadcrumbs")[2],
        )
        for path in (department, f"{department}/industrial-development", SEED.removesuffix("/index.html"))
    ]
    assert [way[:3] for way in ways] == [ways[0][:3]] * 3
    assert ways[0][:2] == ["首页", "部门"]
    assert ways[2][4] == "2022"
