"""The page of data: what can be downloaded, and what every column means."""

from __future__ import annotations

from generator.exporters import TABLES
from generator.exporters import Table
from generator.exporters.feed import PATH as FEED
from generator.exporters.shares import FOLDER
from generator.exporters.site_files import DATAPACKAGE
from generator.exporters.site_files import MOST_SHEET_ROWS
from generator.exporters.site_files import WORKBOOK
from generator.exporters.structured import site_data
from generator.pages.compiler import Told
from generator.pages.known import Catalogue
from generator.pages.page import DATA
from generator.pages.page import HOME
from generator.pages.page import METHODS
from generator.pages.page import Crumb
from generator.pages.page import Draft
from generator.pages.page import Links
from generator.phrases import _
from generator.phrases import in_context
from generator.phrases import phrase

_FORMATS = ("csv", "json", "parquet")

#: What the types of columns are called.
_KINDS = {
    "string": _("文字"),
    "integer": _("整数"),
    "number": _("小数（确切）"),
    "date": _("日期"),
    "year": _("年份"),
}


def _described(table: Table) -> Told:
    """A table with its columns, as the page names and explains them."""
    return Told(
        name=table.name,
        title=in_context("table", table.title),
        description=phrase(table.description),
        columns=[
            Told(
                name=each.name,
                title=in_context("column", each.title),
                kind=_KINDS[each.kind.value],
                description=phrase(each.description),
            )
            for each in table.columns
        ],
    )


def data_page(catalogue: Catalogue) -> Draft:
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
            (
                _described(table),
                [(kind.upper(), links.file(f"{FOLDER}/{table.name}.{kind}")) for kind in _FORMATS],
            )
            for table in TABLES
        ],
        "count": len(catalogue.index.reports),
        "workbook": links.file(WORKBOOK),
        "most": MOST_SHEET_ROWS,
        "datapackage": links.file(DATAPACKAGE),
        "feed": links.own(FEED),
        "methods": links.to(METHODS),
    }
    title = _("数据下载")
    return Draft(
        DATA,
        title,
        "data.md.jinja",
        view,
        "data",
        DATA,
        _("全部报告的数据：CSV、JSON、Parquet、Excel，以及每一列的含义。"),
        (Crumb(_("首页"), HOME), Crumb(title)),
        site_data(
            site.name,
            site.publisher,
            catalogue.address,
            {(catalogue.address or "/") + path: title for path, title in files.items()},
        ),
    )
