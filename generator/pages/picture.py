"""The picture of the whole site: each project by how much of its budget was spent and how many targets data prove met."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from generator.figures.changes import met_rate_of
from generator.fingerprint import digest
from generator.pages.charts import MOST_DOTS
from generator.pages.charts import WIDEST_RATE
from generator.pages.charts import Placed
from generator.pages.charts import cells
from generator.pages.charts import dots
from generator.pages.known import Catalogue
from generator.pages.numbers import percent
from generator.pages.page import HOME
from generator.pages.page import LISTS_PAGE
from generator.pages.page import PICTURE
from generator.pages.page import Crumb
from generator.pages.page import Draft
from generator.pages.page import Links
from generator.pages.page import list_source
from generator.pages.page import source_of
from generator.pages.questions import ALL_REPORTS
from generator.phrases import _

#: The rates along the lower edge, in percent.
_TICKS = (0, 25, 50, 75, 100)
_MOST_ROWS = 200


def picture_key(catalogue: Catalogue) -> str:
    """The fingerprint of what the picture is made from: the latest report of each project."""
    latest = [reports[-1].digest for _project, reports in catalogue.index.by_project()]
    return digest([catalogue.key, latest])


def picture_page(catalogue: Catalogue) -> Draft:
    """The picture, with a table of what it shows."""
    links = Links(PICTURE)
    projects = list(catalogue.index.by_project())
    placed = list(_placed(catalogue, links))
    many = len(placed) > MOST_DOTS
    view = {
        "title": _title(placed),
        "dots": () if many else dots(placed),
        "cells": cells(placed) if many else (),
        "ticks": [(f"{Decimal(tick) / WIDEST_RATE * 100:.2f}", f"{tick}%") for tick in _TICKS],
        "rows": [(each.name, each.href, percent(each.rate), percent(each.met)) for each in placed[:_MOST_ROWS]],
        "count": len(placed),
        "left_out": len(projects) - len(placed),
        "all_reports": links.to(list_source(ALL_REPORTS.slug)),
    }
    title = _("钱与目标")
    lede = _("每个项目最近一年的预算执行率和数据可证达成的指标占比，一张图里看。")
    crumbs = (Crumb(_("首页"), HOME), Crumb(_("清单"), LISTS_PAGE), Crumb(title))
    return Draft(PICTURE, title, "picture.md.jinja", view, "picture", LISTS_PAGE, lede, crumbs)


def _placed(catalogue: Catalogue, links: Links) -> Iterator[Placed]:
    """The latest report of each project that has both rates."""
    for _project, reports in catalogue.index.by_project():
        latest = reports[-1]
        rate = catalogue.group([latest]).figures["budget.rate"].value
        met = met_rate_of(latest.totals)
        if rate is not None and met is not None:
            yield Placed(f"{latest.project} {latest.id.year}", links.to(source_of(latest.id)), rate, met)


def _title(placed: list[Placed]) -> str:
    """What the picture shows, in words."""
    spent = [each for each in placed if each.rate >= 90]
    unproven = sum(each.met < 50 for each in spent)
    saved = sum(each.rate < 50 and each.met >= 50 for each in placed)
    return _(
        "{all} 个项目中，{spent} 个执行率在 90% 以上，其中 {unproven} 个数据可证达成的指标不到一半；"
        "{saved} 个执行率不到一半，而数据可证达成一半以上",
        all=len(placed),
        spent=len(spent),
        unproven=unproven,
        saved=saved,
    )
