"""The page of findings: how many there are of each kind, by the rule that found them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from generator.checks import CHECKS
from generator.concerns import CONCERN_OF
from generator.concerns import CONCERNS
from generator.concerns import Concern
from generator.pages.known import Catalogue
from generator.pages.page import FINDINGS
from generator.pages.page import HOME
from generator.pages.page import LISTS_PAGE
from generator.pages.page import METHODS
from generator.pages.page import Crumb
from generator.pages.page import Draft
from generator.pages.page import Links
from generator.pages.page import list_source
from generator.phrases import _


@dataclass(frozen=True, slots=True)
class ConcernCount:
    """How many findings of a concern, by rule, and the page that lists them."""

    concern: Concern
    source: str
    rules: tuple[tuple[str, str, int], ...]

    @property
    def count(self) -> int:
        """How many in all."""
        return sum(count for _, _, count in self.rules)


def findings_page(catalogue: Catalogue) -> Draft:
    """How many findings of each kind there are, by rule; the lists have every one."""
    links = Links(FINDINGS)
    counts: Counter[str] = Counter()
    for report in catalogue.index.reports:
        counts.update(report.rules)
    view = {
        "concerns": [_count(concern, counts) for concern in CONCERNS],
        "links": links,
        "methods": links.to(METHODS),
    }
    title = _("核对结果")
    return Draft(
        FINDINGS,
        title,
        "findings.md.jinja",
        view,
        "findings",
        LISTS_PAGE,
        _("报告的陈述与它自己的数据哪里不一致，哪里无法证实，哪里值得注意。"),
        (Crumb(_("首页"), HOME), Crumb(_("清单"), LISTS_PAGE), Crumb(title)),
    )


def _count(concern: Concern, counts: Counter[str]) -> ConcernCount:
    rules = tuple(
        (rule, CHECKS[rule].title, count) for rule, count in counts.most_common() if CONCERN_OF[rule] is concern
    )
    return ConcernCount(concern, list_source(concern.code), rules)
