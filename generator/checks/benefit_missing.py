"""有的二级项目没有设效益指标。

只有产出、没有效益，看不出钱花得值不值。逐个二级项目检查；没有二级项目的报告整体检查。

处理：下一年补设经济、社会、生态效益或可持续影响指标。
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.subject import Fault
from generator.checks.subject import Subject
from generator.figures.indicators import lacks
from generator.figures.indicators import subprojects_lacking
from generator.findings import Severity
from generator.model.terms import LEVELS
from generator.phrases import Listing
from generator.phrases import Phrase
from generator.phrases import phrase

SEVERITY = Severity.WARNING


def check(subject: Subject) -> Iterator[Fault]:
    """Reports, or sub-projects of one, without a benefit indicator."""
    yield from missing(subject, phrase(LEVELS["benefit"].name), "benefit")


def missing(subject: Subject, name: Phrase, code: str) -> Iterator[Fault]:
    """One fault that names who lacks any indicator of the type or level 1."""
    facts = subject.facts
    if facts.is_excerpt or not facts.indicators or facts.is_open("indicators.count"):
        return
    lacking = subprojects_lacking(facts, code)
    place = subject.at(subject.report.spot("indicators"))
    if lacking:
        yield Fault(
            place,
            "{count} 个已开展的二级项目没有设{name}指标：{lacking}。",
            "下一年补设。",
            {"count": str(len(lacking)), "name": name, "lacking": Listing(lacking)},
            "indicators",
        )
    elif lacks(facts, code):
        yield Fault(place, "整份报告没有{name}指标。", "下一年补设。", {"name": name}, "indicators")
