"""Open data: what is downloaded is what the pages say, in every format, for every form of report."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree as ET

import duckdb
import openpyxl
import pytest
from frictionless import Package

from generator.exporters import TABLES
from generator.exporters import Kind
from tests.site.conftest import REPORT
from tests.site.conftest import ROOT
from tests.site.conftest import run
from tests.site.conftest import write

MakeSite = Callable[..., Path]

SEED = "gongxinju/industrial-development/2022"
STANDARD_FORM = "jishan-yibaoju/medicare-contribution/2020"
NAMES = [table.name for table in TABLES]
HOSTILE = ("=1+1", "+86", "-3", "@SUM(A1)", "'quoted", "<script>", 'a"b,c', "_x0041_", "行\u3000内")


def rows(data: bytes) -> list[dict[str, str]]:
    """The rows of a CSV file, as a spreadsheet would take it."""
    assert data.startswith(b"\xef\xbb\xbf"), "Excel needs the mark to read Chinese"
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def table(site: Path, name: str) -> list[dict[str, str]]:
    """A table of the whole site."""
    return rows((site / f"data/{name}.csv").read_bytes())


def test_the_package_and_all_its_tables_are_valid(published: Path) -> None:
    report = Package(str(published / "data/datapackage.json")).validate()
    assert report.valid, report.flatten(["code", "message"])
    assert len(report.tasks) == len(TABLES)


def test_the_seed_s_figures_are_exact(published: Path) -> None:
    (seed,) = (row for row in table(published, "reports") if row["report"] == SEED)
    assert seed["budget_total"] == "1935"
    assert seed["budget_spent"] == "480.82"
    assert Decimal(seed["budget_rate"]) == Decimal("480.82") / Decimal(1935) * 100
    assert (seed["indicators"], seed["met"], seed["unmet"]) == ("66", "43", "1")
    assert (seed["stated_score"], seed["stated_grade"], seed["money_unit"]) == ("98.93", "优", "万元")


def test_the_tables_join_and_lead_back_to_pages(published: Path) -> None:
    reports = {row["report"] for row in table(published, "reports")}
    for name in NAMES:
        found = table(published, name)
        assert {row["report"] for row in found} <= reports
        for row in found:
            path, _, anchor = row.get("permalink", "").partition("#")
            page = published / path.strip("/") / "index.html"
            assert page.is_file()
            assert not anchor or f'id="{anchor}"' in page.read_text(encoding="utf-8")


@pytest.mark.parametrize("report", [SEED, STANDARD_FORM])
def test_a_report_s_own_files_are_its_part_of_the_site_s(published: Path, report: str) -> None:
    folder = published / report / "data"
    for file, name in (("indicators.csv", "indicators"), ("budget.csv", "budget_lines")):
        assert rows((folder / file).read_bytes()) == [
            row for row in table(published, name) if row["report"] == report
        ]
    own = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    for name in NAMES:
        whole = json.loads((published / f"data/{name}.json").read_text(encoding="utf-8"))
        assert own[name] == [row for row in whole if row["report"] == report]


def test_both_forms_and_all_years_have_the_same_columns(published: Path) -> None:
    found = {
        tuple(rows(path.read_bytes())[0])
        for path in published.rglob("indicators.csv")
        if rows(path.read_bytes())
    }
    assert len(found) == 1
    books = {
        tuple(cell.value for cell in sheet[1])
        for path in published.rglob("report.xlsx")
        for sheet in openpyxl.load_workbook(path).worksheets
    }
    assert len(books) == len(TABLES)


@pytest.mark.parametrize("name", NAMES)
def test_json_and_parquet_hold_the_same_as_csv(published: Path, name: str) -> None:
    listed = table(published, name)
    objects = json.loads((published / f"data/{name}.json").read_text(encoding="utf-8"))
    typed = duckdb.sql(f"SELECT * FROM '{published}/data/{name}.parquet'")
    kinds = {each.name: each.kind for each in next(each for each in TABLES if each.name == name).columns}
    assert typed.columns == list(kinds)
    for line, object, values in zip(listed, objects, typed.fetchall(), strict=True):
        for (column, text), value in zip(line.items(), values, strict=True):
            plain = text.removeprefix("'") if kinds[column] is Kind.TEXT else text
            assert plain == ("" if object[column] is None else str(object[column]))
            if kinds[column] is Kind.NUMBER and text:
                assert abs(Decimal(text) - value) < Decimal("1e-12")
            else:
                assert plain == ("" if value is None else str(value))


def test_the_workbook_has_typed_cells_under_a_frozen_head_and_no_formula(published: Path) -> None:
    book = openpyxl.load_workbook(published / SEED / "data/report.xlsx")
    assert book.sheetnames == [each.title for each in TABLES]
    sheet = book["预算行"]
    assert sheet.freeze_panes == "A2"
    head = [cell.value for cell in sheet[1]]
    assert head[:4] == ["报告", "序号", "名称", "资金来源"]
    first = dict(zip(head, sheet[2], strict=True))
    assert (first["预算"].value, first["预算"].data_type) == (1000, "n")
    assert book["报告"]["I2"].is_date
    assert not [cell for each in book for row in each.iter_rows() for cell in row if cell.data_type == "f"]


def test_hostile_texts_are_texts_in_every_format(make_site: MakeSite) -> None:
    lines = "".join(
        f"      - {{type: 数量指标, name: {json.dumps(text, ensure_ascii=False)}, target: 3个, actual: 4个}}\n"
        for text in HOSTILE
    )
    root = make_site(y2022=REPORT.replace("sections:\n", lines + "sections:\n"))
    done = run("mkdocs", "build", "--strict", cwd=root)
    assert done.returncode == 0, done.stderr
    names = [row["name"] for row in table(root / "site", "indicators")][1:]
    assert [name.removeprefix("'") if name[0] == "'" else name for name in names] == list(HOSTILE)
    assert not [name for name in names if name[0] in "=+-@"]
    sheet = openpyxl.load_workbook(root / "site/ju/xm/2022/data/report.xlsx")["绩效指标"]
    cells = [row[7] for row in sheet.iter_rows(min_row=3)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [str(cell.value).replace("_x005F_", "_") for cell in cells] == list(HOSTILE)


def test_an_amount_of_more_digits_than_a_spreadsheet_holds_is_text_there(make_site: MakeSite) -> None:
    root = make_site(y2022=REPORT.replace("budget: 90", "budget: 12345678901234.567"))
    run("mingxiao", "build", cwd=root)
    sheet = openpyxl.load_workbook(root / "site/ju/xm/2022/data/report.xlsx")["预算行"]
    assert (sheet["G2"].value, sheet["G2"].data_type) == ("12345678901234.567", "s")


def test_attachments_are_published_beside_their_report(make_site: MakeSite) -> None:
    root = make_site(y2022=REPORT + "attachments: [{title: 方案, file: report.json}]\n")
    write(root / "content/reports/ju/xm/2022/report.json", "附件")
    done = run("mkdocs", "build", "--strict", cwd=root)
    assert done.returncode == 0, done.stderr
    assert (root / "site/ju/xm/2022/report.json").read_text(encoding="utf-8") == "附件"
    assert json.loads((root / "site/ju/xm/2022/data/report.json").read_text(encoding="utf-8"))["reports"]


def test_every_column_is_in_the_dictionary(published: Path) -> None:
    html = (published / "data/index.html").read_text(encoding="utf-8")
    for each in TABLES:
        for column in each.columns:
            assert f'id="{each.name}-{column.name}"' in html


def test_the_lists_can_be_downloaded_whole(published: Path) -> None:
    missed = rows((published / "lists/missed/list.csv").read_bytes())
    assert {row["内容"] for row in missed} >= {"评审项目总数量"}
    assert len(missed) == 5
    assert all("#r" in row["网址"] for row in missed)


ATOM = {"a": "http://www.w3.org/2005/Atom"}


def test_the_feed_tells_of_every_report(published: Path) -> None:
    feed = ET.parse(published / "feeds/reports.xml").getroot()
    entries = feed.findall("a:entry", ATOM)
    assert len(entries) >= 10
    assert len({each.findtext("a:id", "", ATOM) for each in entries}) == len(entries)
    days = [each.findtext("a:updated", "", ATOM) for each in entries]
    assert days == sorted(days, reverse=True)
    for each in entries:
        link = each.find("a:link", ATOM)
        assert link is not None
        target = published / "feeds" / str(link.get("href")).partition("#")[0] / "index.html"
        assert target.is_file()


def test_with_an_address_there_is_a_map_of_every_page_and_a_share_image(make_site: MakeSite) -> None:
    root = make_site()
    config = (root / "mkdocs.yml").read_text(encoding="utf-8")
    addressed = re.sub("(?m)^site_url: .*", "site_url: https://jixiao.example.gov.cn/gk/", config)
    write(root / "mkdocs.yml", addressed)
    assert run("mkdocs", "build", "--strict", cwd=root).returncode == 0
    listed = re.findall(
        "<loc>https://jixiao.example.gov.cn/gk/(.*?)</loc>", (root / "site/sitemap.xml").read_text()
    )
    pages = {
        each.parent.relative_to(root / "site").as_posix().removesuffix(".")
        for each in root.rglob("site/**/index.html")
    }
    pages.discard("admin")  # forms for editors are no page to be found
    assert len(listed) == len(set(listed)) == len(pages)
    assert {each.strip("/") for each in listed} == pages
    html = (root / "site/ju/xm/2022/index.html").read_text(encoding="utf-8")
    assert 'property="og:image" content="https://jixiao.example.gov.cn/gk/assets/share.png"' in html
    assert (root / "site/assets/share.png").read_bytes().startswith(b"\x89PNG")
    assert "https://jixiao.example.gov.cn/gk/ju/xm/2022/" in html.partition("引用本页")[2]


def test_search_engines_are_told_what_a_report_is(published: Path) -> None:
    html = (published / SEED / "index.html").read_text(encoding="utf-8")
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)
    report, data = json.loads(block)["@graph"]
    assert (report["@type"], data["@type"]) == ("Report", "Dataset")
    assert report["author"] == {"@type": "GovernmentOrganization", "name": "江门市工业和信息化局"}
    assert report["dateCreated"] == "2023-04-07"
    assert len(data["distribution"]) == 4


def test_export_writes_what_the_site_has(published: Path, tmp_path: Path) -> None:
    report = f"content/reports/{SEED}.yml"
    for style, name in (("xlsx", "report.xlsx"), ("json", "report.json"), ("csv", "indicators.csv")):
        out = tmp_path / name
        assert run("mingxiao", "export", report, "--format", style, "--out", str(out), cwd=ROOT).returncode == 0
        assert out.read_bytes() == (published / SEED / "data" / name).read_bytes()
    assert run("mingxiao", "export", "--site", "--out", str(tmp_path / "all"), cwd=ROOT).returncode == 0
    for file in (published / "data").glob("*.*"):
        if file.name != "index.html":
            assert (tmp_path / "all" / file.name).read_bytes() == file.read_bytes()


def test_export_needs_to_be_told_what(tmp_path: Path) -> None:
    assert run("mingxiao", "export", cwd=ROOT).returncode == 2
    write(tmp_path / "2022.yml", REPORT)
    assert run("mingxiao", "export", str(tmp_path / "2022.yml"), cwd=ROOT).returncode == 2
