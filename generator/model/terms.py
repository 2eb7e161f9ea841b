"""Terms: the standard words for indicators, and how variants seen in real forms map to them.

Source: 项目支出绩效评价管理办法 (财预〔2020〕10号) for levels and types; variants from published forms.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from generator.phrases import Phrase


@dataclass(frozen=True, slots=True)
class Term:
    """A standard term: its code in files and figure ids, its Chinese name, other spellings, its level 1."""

    code: str
    name: str
    variants: tuple[str, ...] = ()
    level: str = ""


#: Level 1 (一级指标).
LEVELS: Mapping[str, Term] = {
    term.code: term
    for term in (
        Term("output", "产出", ("项目产出", "项目完成")),
        Term("benefit", "效益", ("效果", "项目效益", "项目效果", "履职效益", "履职效果")),
        Term("satisfaction", "满意度"),
        Term("cost", "成本"),
    )
}

#: Level 2 (二级指标), in the order of the standard form.
TYPES: Mapping[str, Term] = {
    term.code: term
    for term in (
        Term("quantity", "数量", ("产出数量",), level="output"),
        Term("quality", "质量", ("产出质量",), level="output"),
        Term("timeliness", "时效", ("产出时效",), level="output"),
        Term("cost", "成本", ("产出成本", "经济成本", "社会成本", "生态环境成本"), level="output"),
        Term("economic", "经济效益", ("经济效果",), level="benefit"),
        Term("social", "社会效益", ("社会效果",), level="benefit"),
        Term("ecological", "生态效益", ("生态效果", "环境效益"), level="benefit"),
        Term("sustainable", "可持续影响", ("可持续发展", "可持续"), level="benefit"),
        Term("satisfaction", "满意度", ("服务对象满意度", "社会公众满意度"), level="satisfaction"),
        # the words of 附件2 of the same rules for what is neither output nor benefit, and for benefits of any kind
        Term(
            "other", "其他", ("项目立项", "绩效目标", "资金投入", "资金管理", "组织实施", "项目效益"), level=""
        ),
    )
}

_SUFFIX = re.compile(r"[(（【\[].*$|指标.*$")


def _spellings(terms: Mapping[str, Term]) -> dict[str, str]:
    return {
        spelling: term.code for term in terms.values() for spelling in (term.code, term.name, *term.variants)
    }


_TYPE_SPELLINGS = _spellings(TYPES)
_LEVEL_SPELLINGS = _spellings(LEVELS)


def _bare(written: str) -> str:
    """The term without "指标", points in brackets and spaces: 产出指标(50分) → 产出."""
    return _SUFFIX.sub("", unicodedata.normalize("NFKC", written).replace(" ", ""))


@lru_cache(maxsize=1024)
def type_code(written: str) -> str:
    """The standard code of a level-2 type as written ("社会效益指标" → "social"); "" if it is no standard term."""
    return _TYPE_SPELLINGS.get(_bare(written), "")


@lru_cache(maxsize=1024)
def level_code(written: str) -> str:
    """The standard code of a level 1 as written ("产出指标(50分)" → "output"); "" if it is no standard term."""
    return _LEVEL_SPELLINGS.get(_bare(written), "")


def type_name(written: str) -> str:
    """A type as a page prints it: codes become the Chinese term, anything else stays as written."""
    return Phrase(TYPES[written].name + "指标") if written in TYPES else written
