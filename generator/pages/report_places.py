"""What the place of a finding on a report page is called: 第三（一）1 节, 第 9 行, 预算表."""

from __future__ import annotations

from generator.assessment import AssessedReport
from generator.findings import Finding
from generator.pages.numbers import heading_number
from generator.phrases import Numeral
from generator.phrases import _
from generator.statements import sections_of
from generator.statements import statements_in

_TABLES = {"indicators": _("绩效指标表"), "f-score": _("得分"), "f-grade": _("等级")}


class Places:
    """What the place of a finding on the page is called."""

    def __init__(self, assessed: AssessedReport) -> None:
        self.sections = {anchor: section.title for anchor, section in sections_of(assessed.report.sections)}
        self.of_statement = {each.anchor: each.prose.anchor for each in statements_in(assessed.subject.prose)}

    def words(self, finding: Finding) -> str:
        """第三（一）1 节, 第 9 行, 预算表 …; "" where the page has no such place."""
        anchor = finding.anchor
        section = self.of_statement.get(anchor, anchor)
        if section in self.sections:
            return section_words(section)
        if anchor.startswith("r"):
            return _("第 {number} 行", number=finding.values.get("number", anchor[1:]))
        if anchor.startswith("b"):
            return _("预算表")
        return _TABLES.get(anchor, _("数字的来历") if anchor.startswith("f-") else "")


def section_words(anchor: str) -> str:
    """What a section is called in a reference: s3-1-1 → 第三（一）1 节."""
    places = [int(place) for place in anchor.removeprefix("s").split("-")]
    numbers = [heading_number(depth, number) for depth, number in enumerate(places, 1)]
    written = "".join(number.rstrip("、.") for number in numbers)
    return _("第{section}节", section=Numeral(written, ".".join(map(str, places))))
