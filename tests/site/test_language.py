"""The site in English: every page has its twin, and what it says in Chinese is content."""

from __future__ import annotations

import html
import re
import shutil
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Browser

from generator.catalogue import catalogue
from tests.conftest import ROOT
from tests.site.conftest import REPORT
from tests.site.conftest import run
from tests.site.conftest import write
from tests.site.edges import EDGES
from tests.site.edges import files
from tests.small_site import FILES

MakeSite = Callable[..., Path]

CHINESE = re.compile(r"[\u3400-\u9fff]+")

#: Reports that have what the repository's own and the edges have not: corrections, acceptances, scores, every form of fault.
MORE = {
    "content/reports/edge/scored/project.yml": "name: 逐项打分\nsummary: 为试验而设\n",
    "content/reports/edge/scored/2022.yml": """\
year: 2022
title: 项目支出绩效自评表
filled_on: 2023-03-01
standard: national-2020
budget:
  weight: 10
  lines:
    - {name: 本年拨款, initial: 12, adjusted: 10, spent: 9.5, source: 一般公共预算}
    - {name: 上年结转, budget: 5}
  breakdowns:
    - {title: 按支出性质, of: budget, lines: [{name: 人员, amount: 1}, {name: 公用, amount: 2}]}
indicators:
  - level1: 产出指标
    weight: 40
    rows:
      - {type: 数量指标, name: 会议场次, target: 3场, actual: 9场, weight: 20, score: 10}
      - {type: 数量指标, name: 会议的场次, target: 3场, actual: 9场, weight: 10, score: 10}
      - {type: 质量指标, name: 合格率, target: 90%以上, actual: 90%以上, weight: 10, score: 10}
      - {type: 地方特色, name: 特色, target: 提高, actual: 有待核实, weight: 10, score: 5, met: partly}
      - {type: 时效指标, name: 按时完成, target: 2023年6月前, actual: 正在推进, weight: 10, score: 10, met: "true"}
      - {type: 数量指标, name: 没有目标的一项, target: "", actual: 3个, weight: 10, score: 5}
      - {type: 数量指标, name: 差一点的一项, target: 10个, actual: 9个, weight: 10, score: 9, met: "true", reason: 天气原因}
sections:
  - title: 总体情况
    text: 预算{budget.total = 99}万元，执行率{budget.rate = 50%}，指标{indicators.count = 7}项，达成{indicators.met = 5}项，全部达成{indicators.quality.met = 全部}，得分{score = 94}。
    show: [budget, indicators]
stated: {score: 94, grade: 优}
problems: [目标偏低]
measures: [来年调整]
corrections: [{on: 2023-05-01, what: 改正执行数, reason: 录入有误}]
accepted: [{rule: benefit-missing, reason: 本项目只有产出}]
""",
    "content/reports/edge/scored/2021.yml": """\
year: 2021
title: 项目支出绩效自评表
filled_on: 2022-03-01
budget: {lines: [{name: 本年拨款, budget: 8, spent: 8}]}
indicators: [{rows: [{type: 数量指标, name: 会议场次, target: 2场, actual: 2场}, {type: 数量指标, name: 旧指标, target: 1个, actual: 1个}]}]
""",
}


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    """A site with every kind of page and every edge, path → text, in both languages."""
    found = {path: text for path, text in files().items() if "/edge/" in path}
    found["content/site.yml"] = "name: 边界情形\npublisher: 试验局\nlanguages: [zh-CN, en]\n"
    return {**found, **MORE}


@pytest.fixture(scope="module")
def site(texts: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """That site, built under --strict: no link on it leads nowhere."""
    root = tmp_path_factory.mktemp("english")
    shutil.copytree(ROOT / "theme", root / "theme")
    shutil.copytree(ROOT / "content/pages", root / "content/pages")
    shutil.copy(ROOT / "mkdocs.yml", root)
    for path, text in texts.items():
        write(root / path, text)
    done = run("mkdocs", "build", "--strict", cwd=root)
    assert done.returncode == 0, done.stderr
    return root / "site"


def paths(site: Path) -> set[str]:
    """The pages of a folder of the site."""
    return {file.relative_to(site).as_posix() for file in site.rglob("index.html")}


def test_every_page_has_its_twin_and_leads_to_it(site: Path) -> None:
    english = paths(site / "en")
    chinese = {
        path for path in paths(site) if not path.startswith(("en/", "guide/", "admin/"))
    }  # guides are for editors, in Chinese
    assert english == chinese
    assert len(english) > 80
    for path in english:
        up = "../" * path.count("/") or "./"
        own, other = (site / path).read_text("utf-8"), (site / "en" / path).read_text("utf-8")
        folder = path.removesuffix("index.html")
        assert '<html lang="zh-CN">' in own
        assert '<html lang="en">' in other
        assert f'href="{up}en/{folder}" lang="en" hreflang="en">English</a>' in own, path
        assert (
            f'href="../{up.removeprefix("./")}{folder}" lang="zh-CN" hreflang="zh-CN">简体中文</a>' in other
        ), path
        assert f'<link rel="alternate" hreflang="en" href="{up}en/{folder}">' in own, path
        assert '<link rel="alternate" hreflang="zh-CN"' in other, path


def test_downloads_are_found_whichever_language_comes_first(tmp_path: Path) -> None:
    for folder in ("theme", "content/pages"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    shutil.rmtree(tmp_path / "content/pages/en")  # what stands at the root has no folder of its own
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    for path, text in {
        **FILES,
        "content/site.yml": "name: 测试\npublisher: 测试\nlanguages: [en, zh-CN]\n",
    }.items():
        write(tmp_path / path, text)
    assert run("mkdocs", "build", "--strict", cwd=tmp_path).returncode == 0
    site = tmp_path / "site"
    for page in (
        "bumen/xiangmu/2022",
        "zh-cn/bumen/xiangmu/2022",
        "data",
        "zh-cn/data",
        "search",
        "zh-cn/search",
    ):
        text = (site / page / "index.html").read_text(encoding="utf-8")
        files = re.findall(r'(?:href|data-files)="([^"#:]*(?:\.(?:csv|json|xlsx|parquet)|/))"', text)
        assert files
        assert [each for each in files if not (site / page / each).exists()] == [], page


def content_of(texts: dict[str, str]) -> str:
    """All that editors wrote, as pages print it; and the Chinese that translations quote on purpose."""
    written = [
        *texts.values(),
        *(path.read_text("utf-8") for path in (ROOT / "generator/standards").glob("*.yml")),
    ]
    printed = re.sub(r"\{[^{}=]*=\s*([^{}]*)\}", r"\1", "\n".join(written))
    quoted = [text for each in catalogue("en").messages.values() for text in each]
    return re.sub(r"\s", "", "\n".join([*written, printed, *quoted, "简体中文万元"]))


def foreign(folder: Path, content: str) -> dict[str, set[str]]:
    """Chinese on the pages of a folder that no editor wrote, with the pages it is on."""
    found: dict[str, set[str]] = {}
    for file in folder.rglob("*.html"):
        page = re.sub(r"<script.*?</script>", "", file.read_text("utf-8"), flags=re.DOTALL)
        for words in CHINESE.findall(html.unescape(page)):
            if words not in content:
                found.setdefault(words, set()).add(file.relative_to(folder).as_posix())
    return found


def test_what_is_chinese_on_english_pages_was_written_by_editors(site: Path, texts: dict[str, str]) -> None:
    assert foreign(site / "en", content_of(texts)) == {}
    assert foreign(site, content_of(texts)), "the same look finds the words of the Chinese interface"


def test_the_repository_s_own_pages_are_wholly_in_english(published: Path) -> None:
    texts = {str(path): path.read_text("utf-8") for path in (ROOT / "content").rglob("*.yml")}
    assert foreign(published / "en", content_of(texts)) == {}


class Languages(HTMLParser):
    """The Chinese texts of a page outside any element that says it is Chinese."""

    VOID = frozenset("area br circle col hr img input link meta rect line path wbr".split())

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.unmarked: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open."""
        if tag not in self.VOID:
            self.open.append(dict(attrs).get("lang") or (self.open[-1] if self.open else ""))

    def handle_endtag(self, tag: str) -> None:
        """Close."""
        if tag not in self.VOID:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        """A text."""
        if CHINESE.search(data) and self.open[-1] != "zh-CN":
            self.unmarked.append(data)


def test_chinese_text_on_english_pages_says_that_it_is(site: Path) -> None:
    for file in (site / "en").rglob("*.html"):
        assert Languages(file.read_text("utf-8")).unmarked == [], file


def test_the_facts_of_a_report_in_english(published: Path) -> None:
    page = (published / "en/gongxinju/industrial-development/2022/index.html").read_text("utf-8")
    text = re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", "", page)))
    for words in (
        "480.82of 1,935 budgeted, in CNY 10,000",
        "Execution rate 24.85%",
        "nspent: 1,454.18 × CNY 10,000",
        "of 66 indicators proven met by data",
        "2 sub-projects were not carried out",
        "points, 优 (stated by the department)",
        "filled in on 7 April 2023",
        "The text says “48”; the data give 49 (Quantity indicators: number); the statement is 1 too low.",
        "[data: 49]",
    ):
        assert words in text
    assert 'href="../../../../gongxinju/industrial-development/2022/data/report.xlsx"' in page


def test_downloads_are_linked_and_not_made_twice(site: Path) -> None:
    own = {file.suffix for file in (site / "en").rglob("*") if file.is_file()}
    assert own == {".html", ".xml"}
    for link in re.findall(
        r'href="([^"#:]+\.(?:csv|xlsx|json|parquet|xml))"', (site / "en/data/index.html").read_text()
    ):
        assert (site / "en/data" / link).resolve().is_file(), link


def test_the_feed_in_english(site: Path) -> None:
    root = ET.fromstring((site / "en/feeds/reports.xml").read_bytes())
    atom = "{http://www.w3.org/2005/Atom}"
    titles = [each.text for each in root.iter(f"{atom}title")]
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
    assert "逐项打分: self-assessment 2022" in titles
    ids = {each.text for each in root.iter(f"{atom}id")}
    other = ET.fromstring((site / "feeds/reports.xml").read_bytes())
    assert not ids & {each.text for each in other.iter(f"{atom}id")}


def test_a_wrong_address_is_answered_in_both_languages(site: Path) -> None:
    page = (site / "404.html").read_text("utf-8")
    assert "没有这个页面" in page
    assert "There is no such page" in page
    assert 'href="/en/"' in page


def test_a_site_without_english_has_nothing_of_it(make_site: MakeSite) -> None:
    root = make_site(y2022=REPORT)
    write(root / "content/pages/en/about.md", "# About\n\nText with [a link](methods.md).\n")
    done = run("mkdocs", "build", "--strict", cwd=root)
    assert done.returncode == 0, done.stderr
    assert not (root / "site/en").exists()
    page = (root / "site/index.html").read_text("utf-8")
    assert "hreflang" not in page
    assert "English" not in page


def test_english_may_stand_at_the_root(make_site: MakeSite) -> None:
    root = make_site(y2022=REPORT)
    write(root / "content/site.yml", "name: 试验站\npublisher: 试验局\nlanguage: en\nlanguages: [zh-CN, en]\n")
    done = run("mkdocs", "build", cwd=root)
    assert done.returncode == 0, done.stderr
    assert "How much was spent?" in (root / "site/ju/xm/2022/index.html").read_text("utf-8")
    assert "花了多少" in (root / "site/zh-cn/ju/xm/2022/index.html").read_text("utf-8")


def test_a_hand_written_page_without_a_twin_leads_to_the_other_home_page(make_site: MakeSite) -> None:
    root = make_site(y2022=REPORT)
    write(root / "content/site.yml", "name: 试验站\npublisher: 试验局\nlanguages: [zh-CN, en]\n")
    assert run("mkdocs", "build", cwd=root).returncode == 0
    page = (root / "site/about/index.html").read_text("utf-8")
    assert 'href="../en/" lang="en"' in page
    assert 'rel="alternate" hreflang' not in page
    assert ">About</a>" not in (root / "site/en/index.html").read_text("utf-8")


def test_search_in_english_finds_the_row_and_stays_in_english(browser: Browser, served: str) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(served + "en/search/?q=5G基站")
    page.wait_for_selector(".search__results a")
    assert page.inner_text(".search__count") == "Reports found: 1"
    row = page.locator(".search__results li li a").first
    assert row.get_attribute("lang") == "zh-CN"
    assert "Indicator · " in page.inner_text(".search__results")
    row.click()
    page.wait_for_url(re.compile(r"/en/gongxinju/industrial-development/2022/#r\d+$"))
    assert not [url for url in asked if "/en/search/" in url and url.endswith(".json")], "there is one index"
    page.close()


def test_tools_of_tables_speak_the_language_of_the_page(browser: Browser, served: str) -> None:
    page = browser.new_page()
    page.goto(served + "en/lists/missed/")
    page.wait_for_selector(".table-tools")
    assert not CHINESE.search(page.inner_text(".table-tools >> nth=0"))
    assert "Colours" in page.inner_text(".site-footer")
    page.close()


@pytest.mark.parametrize("width", (375, 1280))
def test_no_english_page_is_wider_than_the_screen(browser: Browser, served: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    for path in (
        "",
        "gongxinju/industrial-development/2022/",
        "gongxinju/",
        "methods/",
        "lists/",
        "data/",
        "search/",
    ):
        page.goto(f"{served}en/{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    page.close()


def test_the_edges_are_among_the_pages(site: Path) -> None:
    assert {f"en/edge/{slug}/" for slug in EDGES} <= {path.removesuffix("index.html") for path in paths(site)}
