"""What changed in a project from one report to the next: indicators that appeared, vanished, or got another target."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from generator.assessment import AssessedProject
from generator.assessment import AssessedReport
from generator.figures import Row
from generator.figures.continuity import Continuity
from generator.figures.continuity import continuity
from generator.pages.page import Links
from generator.pages.page import source_of
from generator.phrases import _

#: How many changes of one pair of years a page lists.
MOST_CHANGES = 100


@dataclass(frozen=True, slots=True)
class Change:
    """One indicator that changed: how, what it is called with its place, and its targets before and after."""

    kind: str
    name: str
    context: str
    before: str
    before_href: str
    after: str
    after_href: str


@dataclass(frozen=True, slots=True)
class YearChange:
    """What changed from one report to the next: a sentence that counts, the changes, and how many are left out."""

    before: int
    after: int
    words: str
    changes: tuple[Change, ...]
    hidden: int


def year_changes(project: AssessedProject, links: Links) -> Iterator[YearChange]:
    """The changes between each report and the one before it, the latest first."""
    for before, after in reversed(list(pairwise(project.reports))):
        yield _compare(before, after, links)


def _compare(before: AssessedReport, after: AssessedReport, links: Links) -> YearChange:
    found = continuity(before.facts.rows, after.facts.rows)
    changes = () if _is_incomparable(found) else tuple(_changes(found, before, after, links))
    return YearChange(
        before.id.year,
        after.id.year,
        _words(found),
        changes[:MOST_CHANGES],
        max(0, len(changes) - MOST_CHANGES),
    )


def _is_incomparable(found: Continuity) -> bool:
    return not found.kept


def _words(found: Continuity) -> str:
    old, new = len(found.kept) + len(found.vanished), len(found.kept) + len(found.appeared)
    if not old or not new:
        if old or new:
            return _("两份报告中有一份没有绩效指标，无法比较。")
        return _("两份报告都没有绩效指标。")
    if _is_incomparable(found):
        return _("前一份 {old} 项指标，后一份 {new} 项，没有同名的，无法逐项比较。", old=old, new=new)
    return _(
        "同名指标 {kept} 项，其中目标值改变 {changed} 项；新增 {appeared} 项，不再出现 {vanished} 项。",
        kept=len(found.kept),
        changed=len(found.retargeted),
        appeared=len(found.appeared),
        vanished=len(found.vanished),
    )


def _changes(
    found: Continuity, before: AssessedReport, after: AssessedReport, links: Links
) -> Iterator[Change]:
    def old(row: Row) -> tuple[str, str]:
        return row.indicator.target or "—", links.to(source_of(before.id), row.anchor)

    def new(row: Row) -> tuple[str, str]:
        return row.indicator.target or "—", links.to(source_of(after.id), row.anchor)

    for one, other in found.retargeted:
        yield Change(_("目标改变"), *_called(other), *old(one), *new(other))
    for row in found.appeared:
        yield Change(_("新增"), *_called(row), "", "", *new(row))
    for row in found.vanished:
        yield Change(_("不再出现"), *_called(row), *old(row), "", "")


def _called(row: Row) -> tuple[str, str]:
    return row.indicator.name, row.group.subproject or row.group.item
