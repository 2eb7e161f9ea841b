"""Wording: what the words of an actual do to the numbers in it.

Officials hedge in many words. Two questions are asked: does the text as a whole leave open whether its numbers are
results (未, 正在, 预计, 部分 …), and what do the words just before a number make of it (提高5% is a change, 计划10场 a
plan). Each table names the words that say so, as patterns between spaces. A word that is missing here costs a wrong
verdict, one too many costs only a verdict; so where it is doubtful whether a word belongs in a table, it does.
"""

from __future__ import annotations

import re
from enum import Enum
from enum import auto

from generator.targets.alternatives import any_of


class Standing(Enum):
    """What a number is, by the words before it."""

    LEVEL = auto()  # what was reached
    PLANNED = auto()  # what was to be reached
    COMPARED = auto()  # by how much it changed from another time
    UNCLEAR = auto()  # anything else


#: Compounds in which a doubtful word says nothing doubtful. They are taken out before doubts are looked for.
_HARMLESS = any_of(
    "不少于 不低于 不小于 不高于 不超过 不多于 不大于 不仅 不断 不动产 不锈钢 不同 不限 不等 不定期 不止 不忘初心 "
    r"不含税 (?:不足|不到|不满)(?=\d)",
    # nothing bad happened
    "(?:未|没有|无)新?(?:发生|出现|接到|收到|发现|产生)[^，。；、,;0-9]* 不(?:存在|发生)[^，。；、,;0-9]*",
    "无[起例件]?(?:有效|重大|安全|责任|较大|质量|群体性)*(?:投诉|事故|差错|违规|违纪|违法|上访|舆情|伤亡|中断|超支)",
    "未来 未成年 没收 高尚 时尚 崇尚 和尚 缺氧 欠薪 欠费 欠税 欠发达 暂行 暂住 暂存 模拟 虚拟 拟态 少数民族 组成部分",
    "按(?:照|期|时|原|年度|序时|既定)*(?:计划|进度|要求|目标|任务) 依计划 计划(?:生育|免疫|单列)",
    "达到预期 预期(?:目标|指标|效果|值) 初步设计 (?:今年|年初|本年)以来 上年结转",
    "基本(?:农田|医疗|养老|公共|公卫|药物|情况|信息|建设|单位|户|生活|保险|口粮|草原|公积|服务|支出|技能|知识|救助|殡葬|民生)",
    "争取(?:到|上级|中央|省|国家|各类|资金|专项|补助|项目) (?:较|比|与|同|超|超过)(?:上年|上一年|去年|往年)",
)

_NOT_DONE = (
    "未 没 无法 无力 无果 取消 撤销 终止 中止 停办 停建 停工 停滞 停止 暂 搁置 搁浅 烂尾 推迟 延期 延后 延迟 滞后 失败 作废 "
    "放弃 流标 废标"
)
_NOT_YET = (
    "尚 正在 正(?:推进|组织|实施|办理|编制|建设|开展|进行) 有待 仍待 拟 即将 预计 预估 估计 力争 争取 有望 可望 "
    "(?<![接招款优善期对等看])待(?:定|验|审|批|完|付|核|印|实施|开|结|建|发|上|报|补) "
    "将(?:于|在|达|完成|举办|开展|实施|实现|继续|按) 预期(?!目标|指标|效果|值)"
)
_DRAFTS = "征求意见 草案 初稿 送审稿 讨论稿 试行稿 草拟"
_PARTLY = "部分 个别 少数 大半 一半 半数 过半 基本 大致 大体 初步"

#: What leaves a number open but does not say that nothing was done.
_HEDGES = (
    "不 难以 难于 很难 较难 无效 缺 欠 退回 退出 驳回 多数 大多 绝大 大概 阶段性 除外 除.{1,20}外 几乎 差不多 接近 将近 趋近 "
    r"徘徊 疑似 理论 理应 号称 据称 估算 测算 预期 \?",
    "(?<![适响反供效相感对呼回])应(?:完成|举办|开展|达|到|为|有|建|参加|培训|发放|在|于) "
    r"\((?:目标|计划|任务|原定|应|需)[^()]*\)",
)
#: A thing under way is not yet a thing done.
_STAGES = (
    "在建 筹建 筹备 进展 处于 已(?:启动|立项|开工|动工|签约|招标) 开工(?!率) 报名 提出申请 施工图 的设计 可研 前期工作 选址 征地 封顶 "
    "主体(?:结构|工程|完工|已) [一二三四]期 (?:推进|实施|建设|进行|施工|办理|编制|采购|审批|开展)中(?!心)"
)
_ANOTHER_TIME = (
    "上年 上一年 去年 往年 历年 前年 以来 [近前][二两三四五]年 [一二三四1-4]季度 上半年 下半年 "
    r"截[至止](?!.{0,8}(?:12月|底|末)) (?<![\d-])\d{1,2}[-至到](?!12月)\d{1,2}月"
)

_DOUBTS = any_of(_NOT_DONE, _NOT_YET, _DRAFTS, _PARTLY, *_HEDGES, _STAGES, _ANOTHER_TIME)
_UNFINISHED = any_of(
    *(_NOT_DONE, _NOT_YET, _DRAFTS, _PARTLY),
    "不再 不能 不够 不足 不到 不达 不完 不了 不明显 不显著 不理想 不及 计划 仅 有限(?!公司|责任|合伙) 较差 缓慢 欠",
)
_DRAFT = any_of(_DRAFTS)

#: Before a number: what was to be reached.
_PLANNED = any_of(
    "目标 计划 任务 原定 指标值 要求 (?<!等)标准[为是值]?$ 预算(?:数|金额|安排|资金)?$ 应当 应该 必须 "
    "需(?:要|完成|举办|开展|达|建)"
)
#: Before a number: it is what something rose or fell to.
_REACHED = re.compile(
    "(?:提高|提升|增长|增加|上升|扩大|下降|降低|减少|压减|压缩|缩短|控制|降|增|升)(?:到|至|为|达到|达|在)$"
)
_COMPARED = any_of("同比 环比 相比 相较 (?:较|比|与|同)(?:上|去|往|前|同期|基期|年初)")
#: Before a number: anything but the level reached.
_NOT_THE_LEVEL = any_of(
    # a change
    "提高 提升 增长 增加 上升 扩大 下降 降低 减少 压减 压缩 缩短 延长 节约 节省 追加 调增 调减 核增 核减 审减 扣 "
    "降了 降幅 增幅 增速 升幅 涨 跌 [增降升]$ 多完成 少完成 多办 少办 (?<![至最])[多少]$ 提前 提早 拖延",
    # a gap, a remainder, an excess
    "差$ 差距 还差 相差 距 离$ 缺口 超额 超支 超出 超标 超期 超时 逾期 结余 亏 损失 欠 剩 余 仍 还有",
    # a part of something else, or the rest of it
    r"其中 其他 其它 另 外加 再$ 包括 包含 涉及 来自 分布 位于 每百 每千 每万 (?:问卷|调查\w{0,4})回收",
    # what there was before
    "原有 现有 存量 基数 由$ 从$",
    # one extreme of many
    "最高 最低 最长 最短 最快 最慢 最大 最小 平均(?!满意|得分|分|合格)",
    # a beginning, an opposite
    "启动 立项 储备 申报(?:项目|企业)?$ 申请$ 报名$ 不合 废止 负$ 零下 可容纳",
)
_SAID_AS_RESULT = re.compile(r"实际\w{0,5}$")
_DOUBT_AFTER = re.compile(r"左右|上下|不到|不足|以外|之外|之后|后|前|在建|强|弱|的\d|中的|每|[?/~×*+-]")


def casts_doubt(words: str) -> bool:
    """Whether the words leave open that the numbers among them are results."""
    return bool(_DOUBTS.search(words) and _DOUBTS.search(_HARMLESS.sub("", words)))


def is_unfinished(words: str) -> bool:
    """Whether the words say it is not, or only partly, done."""
    return bool(_UNFINISHED.search(words) and _UNFINISHED.search(_HARMLESS.sub("", words)))


def is_draft(words: str) -> bool:
    """Whether the words say that there is only a draft."""
    return bool(_DRAFT.search(words))


def standing(clause: str) -> Standing:
    """What a number is that follows the clause."""
    if not clause:
        return Standing.LEVEL
    if _PLANNED.search(clause) and _PLANNED.search(_HARMLESS.sub("", clause)):
        return Standing.PLANNED
    if _REACHED.search(clause):
        return Standing.LEVEL
    if _COMPARED.search(clause):
        return Standing.COMPARED
    return Standing.UNCLEAR if _NOT_THE_LEVEL.search(clause) else Standing.LEVEL


def is_said_as_result(clause: str) -> bool:
    """Whether the clause insists that the number after it is the result (实际完成)."""
    return bool(_SAID_AS_RESULT.search(clause))


def is_doubtful_after(following: str) -> bool:
    """Whether the words right behind a number take it back."""
    return bool(_DOUBT_AFTER.match(following))
