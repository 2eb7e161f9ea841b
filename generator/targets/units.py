"""Units: the measure words of targets, what family they are of, and how a text after a number is split.

The list is of units seen in published forms and their near relatives; an unknown unit is still read when it is
short and stands alone, but it is only ever compared with itself.
"""

from __future__ import annotations

import re
from decimal import Decimal
from enum import Enum
from enum import auto
from functools import lru_cache


class Family(Enum):
    """What kind of thing a unit measures, as far as judging needs to know."""

    COUNT = auto()
    SIZE = auto()  # 米, 亩, 分: measured, so that a range may well have an upper end that must be kept
    GRADE = auto()  # 级, 类: which is better is nobody's guess, so a bare number has no direction
    RATIO = auto()
    MONEY = auto()
    TIME = auto()
    INCIDENT = auto()  # 起, 例: fewer may be better, so a bare number has no direction


_COUNT = (
    "个 项 份 名 人 位 人次 户 户次 家 家次 场 场次 次 件 本 期 批 批次 座 条 辆 辆次 篇 粒 只 头 羽 台 台套 台次 件套 套间 套 间 所 处 宗 "
    "棵 株 张 幅 块 片 段 道 部 集 册 卷 组 队 班 班次 节 课时 学时 人天 村 镇 县 乡 街道 社区 种 门 枚 支 把 床 张次 桶 瓶 盒 "
    "箱 袋 包 盏 根 口 孔 眼 尾 艘 架 列 栋 幢 标段 榀 樘 面 笔 宗次 例次 样 批件 点 站 点位 单位 机构 家庭 对 双 副 头次 篇次 "
    "条次 字 页 卡 证 剂 款 首 席 人份 车次 航次"
).split()
_SIZE = (
    "亩 亩次 公顷 公里 千米 米 延米 厘米 毫米 平方米 平方公里 立方米 平米 平方 立方 方 吨 公斤 斤 千克 克 微克 毫克 升 毫升 分 GB TB MB PB Mbps Gbps kW kWh "
    "MW 千瓦 千瓦时 兆瓦 度 dB 分贝 倍 m km kg t 兆 M mg μg ug"
).split()
_GRADE = "级 类 档 版 层".split()
_TIME = ("秒 分钟 小时 时 天 日 日历天 个日历天 工作日 个工作日 周 个月 年 个季度 季度 学年").split()
_RATIO = "% ‰ 百分比 百分点 个百分点".split()
_MONEY = ["元", "角", "美元"]
_INCIDENT = "起 例 宗案 人死亡 件次投诉".split()
_SCALES = ("百", "千", "万", "十万", "百万", "千万", "亿")
#: The multipliers prose may write, as powers of ten.
_POWERS = {
    "百": 2,
    "千": 3,
    "万": 4,
    "十万": 5,
    "百万": 6,
    "千万": 7,
    "亿": 8,
    "十亿": 9,
    "百亿": 10,
    "千亿": 11,
    "万亿": 12,
}
#: 千米 and 百分点 begin like a scale and have none.
_UNSCALED = frozenset((*_COUNT, *_SIZE, *_GRADE, *_TIME, *_RATIO))

#: What a unit may be per: 元/人, 次/月.
_PER = re.compile(
    "/(?:立方米|升|L|千人|万人|百户|份|本|册|期|篇|处|座|公斤|千克|盏|棵|人次|人天|人月|人|剂|户|亩|年|月|日|天|次|个|家|平方米|公里|吨|学年|学期|周|季度|场|生|头|只|株|台|辆|间|馆|园|院|店|社区|乡镇|镇|名|例|套|件|村|校|所|班|米|小时|课时|公顷|平米)(?:次(?!性))?(?:[/·](?:天|日|月|年|次|期|学期|学年|周))?"
)


def _known() -> dict[str, Family]:
    table: dict[str, Family] = {}
    for family, units in (
        (Family.COUNT, _COUNT),
        (Family.SIZE, _SIZE),
        (Family.MONEY, _MONEY),
        (Family.INCIDENT, _INCIDENT),
    ):
        for unit in units:
            table[unit] = family
            for scale in _SCALES:
                table[scale + unit] = family
    table |= dict.fromkeys(_RATIO, Family.RATIO) | dict.fromkeys(_TIME, Family.TIME)
    table |= dict.fromkeys(_GRADE, Family.GRADE)
    table |= {"万": Family.COUNT, "亿": Family.COUNT, "万年": Family.TIME}
    return table


KNOWN = _known()
_LONGEST = max(map(len, KNOWN))
_SHORT = re.compile(r"[一-鿿]{1,2}")
#: Units that say the same.
_TWINS = {
    "名": "人",
    "位": "人",
    "百分比": "%",
    "千米": "公里",
    "km": "公里",
    "m": "米",
    "千克": "公斤",
    "kg": "公斤",
    "t": "吨",
    "mg": "毫克",
    "μg": "微克",
    "ug": "微克",
    "L": "升",
    "场次": "场",
    "批次": "批",
    "日": "天",
    "日历天": "天",
    "个日历天": "天",
    "个工作日": "工作日",
    "平米": "平方米",
}

#: Words behind a number, or behind its unit, that change what the number says.
CHANGES_MEANING = re.compile(r"以|及|前|后|内|底|末|月|号|届|第|年|余|多|左|上|下|成|分之|[至到~-]")


@lru_cache(maxsize=4096)
def split_unit(text: str) -> tuple[str, str]:
    """The longest known unit a text begins with, and the rest; ("", text) when it begins with none."""
    for length in range(min(_LONGEST, len(text)), 0, -1):
        if text[:length] in KNOWN:
            if text.startswith("次", length) and not text.startswith(("次性", "次数"), length):
                length += 1  # a 剂 is no 剂次
            per = _PER.match(text, length)
            end = per.end() if per else length
            return text[:end], text[end:]
    return "", text


@lru_cache(maxsize=4096)
def whole_unit(text: str) -> str:
    """The text if it can be a unit on its own: known, or one or two characters that mean nothing else."""
    if is_known(text):
        return text
    return text if _SHORT.fullmatch(text) and not CHANGES_MEANING.match(text) else ""


def is_known(unit: str) -> bool:
    """Whether the text is a unit of the list, alone or per something."""
    return bool(unit) and split_unit(unit) == (unit, "")


def is_same_unit(one: str, other: str) -> bool:
    """Whether two units say the same, and are per the same: μg/立方米 is 微克/立方米."""
    return one == other or _in_one_spelling(one) == _in_one_spelling(other)


def _in_one_spelling(unit: str) -> list[str]:
    return [_TWINS.get(part, part) for part in unit.split("/")]


def family_of(unit: str) -> Family:
    """The family of a unit; what is unknown is counted."""
    return KNOWN.get(unit.partition("/")[0], Family.COUNT)


def is_scaled(unit: str) -> bool:
    """Whether the unit carries a multiplier (万亩, 亿元): a bare number beside it may be written in either."""
    return unit not in _UNSCALED and unit.startswith(_SCALES)


def is_scale(text: str) -> bool:
    """Whether the text is a multiplier and no unit: 万, 亿."""
    return text in _POWERS


def scale_of(unit: str) -> tuple[Decimal, str]:
    """The multiplier a unit carries, and the unit without it: 万亩 is 10,000 times 亩."""
    scale = (
        ""
        if unit in _UNSCALED
        else max((each for each in _POWERS if unit.startswith(each)), key=len, default="")
    )
    return Decimal(1).scaleb(_POWERS.get(scale, 0)), unit.removeprefix(scale)
