"""Statements: what a number in prose claims, by the words around it, and that check and page see the same."""

from __future__ import annotations

import re
from collections.abc import Callable

from generator.pages.prose import prose_for
from tests.conftest import Read

BUDGET = """\
    budget:
      unit: 亿元
      lines: [{name: 培训, budget: 2.35, spent: 2.15}]
"""


def shown(read: Read) -> str:
    """The prose of a report's only section, as its page holds it."""
    return str(prose_for(read.subject).markdown("s1", read.report.sections[0].text))  # type: ignore[attr-defined]


def test_a_page_marks_a_number_as_the_check_finds_it(assess: Callable[..., Read]) -> None:
    read = assess(BUDGET + "    sections: [{title: 资金, text: '预算{budget.total = 23500}万元。'}]\n")
    assert not read.of("stated-differs")
    assert 'class="stated stated--agrees"' in shown(read)


def test_a_note_behind_an_amount_in_another_unit_names_its_own(assess: Callable[..., Read]) -> None:
    read = assess(
        BUDGET
        + "    sections: [{title: 资金, text: '预算{budget.total = 23000}万元，支出{budget.spent = 2}亿元。'}]\n"
    )
    assert re.findall("〔.*?〕", shown(read)) == ["〔数据为 2.35 亿元〕"]
    read = assess(BUDGET + "    sections: [{title: 资金, text: '支出{budget.spent = 3}亿元。'}]\n")
    assert re.findall("〔.*?〕", shown(read)) == ["〔数据为 2.15〕"]
