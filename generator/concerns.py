"""Concerns: under which heading a reader meets each rule. What only an editor needs is not published."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass

from generator.findings import Finding
from generator.phrases import Phrase
from generator.phrases import _


@dataclass(frozen=True, slots=True)
class Concern:
    """A heading under which findings are published, and what they do and do not mean."""

    code: str
    title: Phrase
    meaning: Phrase


DIFFERS = Concern(
    "differs",
    _("陈述与数据不一致"),
    _("报告自己写的数或说法，与它自己表中的数据对不上。两个数都照实公布，不推断哪一个错。"),
)
UNCONFIRMED = Concern(
    "unconfirmed",
    _("数据无法证实"),
    _("报告说达成或完成，但数据只能证实一部分，或者完全无从核对。无法证实不等于不真实。"),
)
REMARKABLE = Concern(
    "remarkable",
    _("值得注意"),
    _(
        "数据本身反映的情况，例如没有支出、远超目标、没有设某类指标。没有支出不等于节约，远超目标多半是目标定得低。"
    ),
)

CONCERNS = (DIFFERS, UNCONFIRMED, REMARKABLE)

#: The concern of each published rule.
CONCERN_OF: Mapping[str, Concern] = {
    "stated-differs": DIFFERS,
    "status-differs": DIFFERS,
    "declared-contradicted": DIFFERS,
    "breakdown-differs": DIFFERS,
    "rate-of-nothing": DIFFERS,
    "listed-scores-differ": DIFFERS,
    "item-score-differs": DIFFERS,
    "group-score-differs": DIFFERS,
    "grade-differs": DIFFERS,
    "weights-off": DIFFERS,
    "stated-unconfirmed": UNCONFIRMED,
    "stated-uncheckable": UNCONFIRMED,
    "actual-repeats-target": UNCONFIRMED,
    "indicator-not-judged": UNCONFIRMED,
    "unit-differs": UNCONFIRMED,
    "nothing-spent": REMARKABLE,
    "overspent": REMARKABLE,
    "amount-missing": REMARKABLE,
    "total-among-lines": REMARKABLE,
    "far-exceeded": REMARKABLE,
    "benefit-missing": REMARKABLE,
    "satisfaction-missing": REMARKABLE,
    "target-missing": REMARKABLE,
    "target-in-name": REMARKABLE,
    "target-after-year": REMARKABLE,
    "indicator-repeated": REMARKABLE,
    "type-unknown": REMARKABLE,
    "score-above-cap": REMARKABLE,
}

#: Rules that speak to the editor only.
EDITORIAL = frozenset(
    "stated-unreadable figure-unknown brace-unpaired id-repeated number-untied standard-unknown personal-data "
    "personal-data-likely link-unsafe markup-in-prose title-numbered acceptance-unneeded".split()
)


@dataclass(frozen=True, slots=True)
class ConcernGroup:
    """The findings of one concern."""

    concern: Concern
    findings: tuple[Finding, ...]


def grouped(findings: Iterable[Finding]) -> tuple[ConcernGroup, ...]:
    """The published findings by concern, without concerns that have none."""
    found = list(findings)
    groups = (
        ConcernGroup(concern, tuple(each for each in found if CONCERN_OF.get(each.rule) is concern))
        for concern in CONCERNS
    )
    return tuple(group for group in groups if group.findings)
