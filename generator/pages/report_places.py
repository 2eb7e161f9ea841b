"""What the place of a finding on a report page is called: 第三（一）1 节, 第 9 行, 预算表."""

from __future__ import annotations

from generator.assessment import AssessedReport
from generator.findings import Finding
from generator.pages.numbers import heading_number
from generator.statements import sections_of
from generator.statements import statements_in


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
            return f"第 {finding.values.get('number', anchor[1:])} 行"
        if anchor.startswith("b"):
            return "预算表"
        return {"indicators": "绩效指标表", "f-score": "得分", "f-grade": "等级"}.get(
            anchor, "数字的来历" if anchor.startswith("f-") else ""
        )


def section_words(anchor: str) -> str:
    """What a section is called in a reference: s3-1-1 → 第三（一）1 节."""
    places = [int(place) for place in anchor.removeprefix("s").split("-")]
    numbers = [heading_number(depth, number) for depth, number in enumerate(places, 1)]
    return "第" + "".join(number.rstrip("、.") for number in numbers) + "节"
