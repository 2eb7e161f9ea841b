"""The page of methods: every figure's formula and every rule, from the registries, with a real example."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass

from generator.assessment import AssessedReport
from generator.checks import CHECKS
from generator.checks.subject import said
from generator.concerns import CONCERN_OF
from generator.figures import FIGURES
from generator.figures import STATUS_NAMES
from generator.figures import Figure
from generator.findings import Severity
from generator.model.standard import CEILING_RULES
from generator.model.standard import Standard
from generator.pages.known import Catalogue
from generator.pages.numbers import unit_word
from generator.pages.page import HOME
from generator.pages.page import METHODS
from generator.pages.page import Crumb
from generator.pages.page import Draft
from generator.pages.page import Links
from generator.pages.page import source_of
from generator.phrases import Phrase
from generator.phrases import _
from generator.phrases import phrase

_PARAMETERS = re.compile(r"\{(\w+)\}")

#: What stands for a unit that depends on the report.
_UNITS = {"money": _("金额"), "own": _("同目标"), "": "—"}

#: What each status means, in words a reader understands.
_STATUS_MEANINGS = {
    "met": _("由目标值和实际完成值可以算出达到。"),
    "declared": _("部门说达成，但实际完成值只是重复或肯定目标，没有可以计算的数；不等于没有达成。"),
    "not_judged": _(
        "两边无法比较，或者有几种读法，或者期限未到、只有草稿；程序不猜。部门自述部分达成的也算在这里，另外注明。"
    ),
    "unmet": _("由目标值和实际完成值可以算出没有达到，或部门自己说没有达到。"),
    "no_target": _("表中没有目标值。"),
    "not_carried_out": _("表中注明没有开展，不算指标。"),
}

_SEVERITIES = {
    Severity.ERROR: _("错误，不能发布"),
    Severity.WARNING: _("警告"),
    Severity.NOTE: _("说明"),
}


@dataclass(frozen=True, slots=True)
class FigureEntry:
    """A figure as the page lists it."""

    figure: Figure
    anchor: str
    label: str
    unit: str
    formula: str
    example: str


@dataclass(frozen=True, slots=True)
class RuleEntry:
    """A rule as the page lists it: its text in paragraphs and a real case of it, where there is one."""

    rule: str
    title: str
    paragraphs: tuple[Phrase, ...]
    severity: str
    concern: str
    example: str
    href: str


def anchor_of(figure: Figure) -> str:
    """The address of a figure on the page."""
    return _PARAMETERS.sub(r"\1", figure.id)


def methods_page(
    catalogue: Catalogue, standards: Mapping[str, Standard], example: AssessedReport | None
) -> Draft:
    """How everything is computed and checked; ``example`` is the report whose values illustrate it."""
    links = Links(METHODS)
    view = {
        "figures": tuple(_figures(example)),
        "rules": tuple(_rules(catalogue, links)),
        "standards": tuple(standards.items()),
        "ceilings": {code: phrase(rule) for code, rule in CEILING_RULES.items()},
        "statuses": [(status, STATUS_NAMES[status], _STATUS_MEANINGS[status]) for status in STATUS_NAMES],
        "example": example,
        "example_href": links.to(source_of(example.id)) if example else "",
        "far_exceeded": catalogue.site.far_exceeded,
    }
    title = _("方法")
    return Draft(
        METHODS,
        title,
        "methods.md.jinja",
        view,
        "methods",
        METHODS,
        _("每个数字怎样算出，每条核对规则查什么。"),
        (Crumb(_("首页"), HOME), Crumb(title)),
    )


def _figures(example: AssessedReport | None) -> Iterator[FigureEntry]:
    for figure in FIGURES:
        yield FigureEntry(
            figure,
            anchor_of(figure),
            FIGURES.labels[figure.id].with_values(name=_("（名称）")),
            _UNITS.get(figure.unit) or unit_word(figure.unit),
            FIGURES.words(figure),
            _example_value(figure, example),
        )


def _example_value(figure: Figure, example: AssessedReport | None) -> str:
    if example is None:
        return ""
    parameters = list(figure.each(example.facts)) if figure.each else [""]
    for parameter in parameters[:3]:
        computed = example.figures.get(_PARAMETERS.sub(parameter, figure.id))
        if computed and computed.is_known:
            return said(computed)
    return ""


def _rules(catalogue: Catalogue, links: Links) -> Iterator[RuleEntry]:
    cases = _cases(catalogue, links)
    for check in CHECKS.values():
        concern = CONCERN_OF.get(check.rule)
        example, href = cases.get(check.rule, ("", ""))
        yield RuleEntry(
            check.rule,
            check.title,
            check.paragraphs,
            _SEVERITIES[check.severity],
            concern.title if concern else _("只提示编辑"),
            example,
            href,
        )


def _cases(catalogue: Catalogue, links: Links) -> dict[str, tuple[str, str]]:
    """For each rule the first real case of it: the sentence, and its place."""
    cases: dict[str, tuple[str, str]] = {}
    for report in catalogue.index.reports:
        for concern in {CONCERN_OF[rule].code for rule in report.rules if rule not in cases}:
            for row in report.answers[concern].rows:
                cases.setdefault(row.values[0], (row.name, links.to(source_of(report.id), row.anchor)))
    return cases
