"""The page of data: what can be downloaded, and what every column means."""

from __future__ import annotations

from generator.exporters import TABLES
from generator.exporters.feed import PATH as FEED
from generator.exporters.site_files import DATAPACKAGE
from generator.exporters.site_files import FOLDER
from generator.exporters.site_files import MOST_SHEET_ROWS
from generator.exporters.site_files import WORKBOOK
from generator.exporters.structured import site_data
from generator.pages.groups import Catalogue
from generator.pages.page import DATA
from generator.pages.page import HOME
from generator.pages.page import METHODS
from generator.pages.page import Crumb
from generator.pages.page import Links
from generator.pages.page import Page
from generator.pages.templates import environment

_FORMATS = ("csv", "json", "parquet")

#: What the types of columns are called.
_KINDS = {"string": "文字", "integer": "整数", "number": "小数（确切）", "date": "日期", "year": "年份"}


def data_page(catalogue: Catalogue) -> Page:
    """The downloads of the whole site and the dictionary of all columns."""
    links = Links(DATA)
    site = catalogue.site
    files = {
        f"{FOLDER}/{table.name}.{kind}": f"{table.title} {kind.upper()}"
        for table in TABLES
        for kind in _FORMATS
    }
    files[WORKBOOK] = "全部表 XLSX"
    view = {
        "tables": [
            (table, [(kind.upper(), links.file(f"{FOLDER}/{table.name}.{kind}")) for kind in _FORMATS])
            for table in TABLES
        ],
        "kinds": _KINDS,
        "count": len(catalogue.index.reports),
        "workbook": links.file(WORKBOOK),
        "most": MOST_SHEET_ROWS,
        "datapackage": links.file(DATAPACKAGE),
        "feed": links.file(FEED),
        "methods": links.to(METHODS),
    }
    markdown = environment(catalogue.theme).get_template("data.md.jinja").render(view)
    return Page(
        DATA,
        "数据下载",
        markdown,
        "data",
        DATA,
        "全部报告的数据：CSV、JSON、Parquet、Excel，以及每一列的含义。",
        (Crumb("首页", HOME), Crumb("数据下载")),
        site_data(
            site.name,
            site.publisher,
            catalogue.address,
            {(catalogue.address or "/") + path: title for path, title in files.items()},
        ),
    )
