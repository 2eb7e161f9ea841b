"""Direction: whether more of something is better or less, as far as its words tell.

A target of 5% for 失业率 is no floor, and a 差错率 of 2% says nothing of a 合格率.
"""

from __future__ import annotations

import re

from generator.targets.alternatives import any_of

_EVILS = (
    "投诉 事故 死亡 病死 伤亡 受伤 故障 中断 违规 违纪 违法 犯罪 发案 差错 失误 错误 误差 偏差 漏报 误报 超支 超概 超标 退回 退件 返工 返修 流失 损失 "
    "损耗 漏损 破损 损坏 丢失 逾期 超期 延误 积压 滞留 拥堵 发生率 发病率 患病率 感染率 近视率 复发率 辍学 失业 空置 闲置 撂荒 火灾 受害率 成灾率 "
    "差评 有意见 意见建议 反映问题 一般(?!公共|工业|预算|纳税|农户|固) 拒访 退货 报废 漏检 丢包 返贫 纠纷 诉讼 败诉 复议 舆情 上访 信访 案件 隐患 缺陷 不良 污染 浓度 噪声 噪音 排放 负债 债务 赤字 欠 拖欠 PM2.5 PM10"
)
_EXPENSES = "等待 等候 响应(?!率) 耗时 用时 时限 时长 时间 能耗 电耗 水耗 三公 接待费 投入 成本 费用 造价 单价 下降 降低 减少 压减 压缩 变更率"
#: Other things of which a bare number may as well be the most: what is used up, kept within bounds, or better not needed.
_KEPT_LOW = (
    "(?<![压糖害病染])控制率 药占比 耗材占比 班额 班均人数 公务接待 (?:审批|办理|办事|流程)环节 跑动 漏保 错保 漏管 脱管 脱保 控辍 不稳定户 举报 "
    "用[电水纸油气能煤]量 耗[电水油气]量 消耗 产生量 (?:化肥|农药)(?:使用|施用)?量 (?:化肥|农药)用量 超采 发文 精简 调整(?:预算|次数|率) 扣分 黑臭 裸露 "
    "半径 处罚 发现问题 失信 吸毒 立案 排名 名次 位次"
)
#: How many of them were dealt with is another matter: 投诉处理率, 排查隐患数.
_DEALT_WITH_BEFORE = "(?<!查处|排查|整治|消除|化解|处理|受理|办理|侦破)"
_DEALT_WITH_AFTER = (
    "(?!.{0,8}(?:处理|处置|处结|办结|办理|整改|修复|查处|查办|化解|回复|答复|回访|排查|侦破|破案|调解|治理|防治|扑救|解决|整治|消除|响应|及时|满意|覆盖|"
    "再就业|盘活|利用))"
)
_AN_EVIL = any_of(_EVILS, before=_DEALT_WITH_BEFORE, after=_DEALT_WITH_AFTER)
_LESS = any_of(_EVILS, _EXPENSES, _KEPT_LOW, before=_DEALT_WITH_BEFORE, after=_DEALT_WITH_AFTER)
_MORE = re.compile(
    "(?:合格|准确|正确|完好|满意|完成|达标|办结|及时|通过|优良|覆盖|成活|到位|利用|知晓|就业|好评|整改|处理|处置|化解|保有|参保|入学|巩固|公示|正常|在线|响应|支出|办理|执行|支付|拨付|回访)(?:率|度)"
)


#: Shares that say as good as the same, a line each.
_KINDS = tuple(
    tuple(line.split())
    for line in (
        "满意 好评 认可",
        "知晓",
        "合格 通过 达标",
        "优良 优秀",
        "完成 执行 支出 支付 拨付 到位 发放",
        "办结 处理 处置 办理 回复 答复 整改 化解 响应 及时 按时 按期 准时",
        "覆盖 接种 参保 入学 参训 参与 签约 建档",
        "准确 正确",
        "完好 正常",
        "在线",
        "利用",
        "成活 保存",
        "就业",
        "公示 公开",
    )
)
_SHARE = re.compile(r"([^\d，。；、]{1,4})[率度]")
#: The share that the number behind it is of, and the number given as how much was done.
_SHARE_OF = re.compile(r"([^\d，。；、]{1,4})[率度][^\d，。；、]{0,4}\d")
_DONE = re.compile(r"完成[，了]?\d")


def _kinds(shares: list[str]) -> set[tuple[str, ...]]:
    return {kind for share in shares for kind in _KINDS if any(word in share for word in kind)}


def is_another_share(name: str, words: str) -> bool:
    """Whether the words give another share than the name asks for: 支付率 for 合格率, 完成100% for 满意度."""
    wanted, said = _kinds(_SHARE.findall(name)), _kinds(_SHARE_OF.findall(words))
    if _DONE.search(words) and (_KINDS[0] in wanted or less_is_better(name)):
        return not said & wanted
    return bool(wanted and said) and not wanted & said


#: What people are to be given: to give less of it saves nothing.
_OWED = re.compile(
    "(?:补[助贴偿]|救助|奖补|奖励|奖学金|助学金|养老金|发放|供养|低保|抚恤|优待|慰问|津贴|资助|生活费|公用经费)[^，。；、]{0,6}(?:标准|金额|额度)"
)


def is_owed(words: str) -> bool:
    """Whether the words name an allowance, of which less is no better though it is a cost."""
    return bool(_OWED.search(words))


def less_is_better(words: str) -> bool:
    """Whether the words name something of which less is better."""
    return bool(_LESS.search(words))


def is_an_evil(words: str) -> bool:
    """Whether the words name something that had better not be at all."""
    return bool(_AN_EVIL.search(words))


def more_is_better(words: str) -> bool:
    """Whether the words name a share of which more is better."""
    return bool(_MORE.search(words))
