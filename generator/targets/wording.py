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
    "基本(?:农田|医保|医疗|养老|公共|公卫|药物|情况|信息|建设|单位|户|生活|保险|口粮|草原|公积|服务|支出|技能|知识|救助|殡葬|民生)",
    "争取(?:到|上级|中央|省|国家|各类|资金|专项|补助|项目) (?:较|比|与|同|超|超过)(?:上年|上一年|去年|往年)",
)

_NOT_DONE = (
    "未 没 无法 无力 无果 取消 撤销 终止 中止 停办 停建 停工 停滞 停止 暂 搁置 搁浅 烂尾 推迟 延期 延后 延迟 滞后 失败 作废 "
    "放弃 流标 废标 顺延 改期 叫停 缓建 缓办 受阻 返工 撤项"
)
_NOT_YET = (
    "尚 正在 正(?:推进|组织|实施|办理|编制|建设|开展|进行) 有待 仍待 拟 即将 预计 预估 估计 力争 争取 有望 可望 "
    "(?<![接招优善期对等看])待(?!遇|机|产|人) 将(?!军|士|领|近) 预期(?!目标|指标|效果|值) "
    "[仍还]在 明年 次年 来年 下一?年 结转 转入20 延[至续] 跨年 调整[至到为] 报批 报.{0,6}审定 下一步 打算 着手 谋划 定于 承诺 "
    "意向 洽谈 分解到 未来可 [能可](?:达|带动|吸纳|接待|容纳|满足|举办|实现|新增|提供) (?:达产|投产|建成|竣工|完工)后"
)
_DRAFTS = "征求意见 征求[^，。；、]{0,6}意见 草案 草稿 初稿 (?:送审|报批|评审|讨论|试行|修改|审议)稿 草拟 起草 中期成果 提纲"
_PARTLY = "部分 个别 少数 大半 一半 半数 过半 基本 大致 大体 初步 有的 [一二三四五六七八九]成(?![立果效员功为本年]) [一二两三四五六七八九十]分之"

#: What leaves a number open but does not say that nothing was done.
_HEDGES = (
    "不 难以 难于 很难 较难 无效 缺 欠 退回 退出 驳回 多数 大多 绝大 大概 阶段性 分[两二三四五]年 分期 除外 除.{1,20}外 几乎 差不多 接近 将近 趋近 "
    r"徘徊 疑似 理论 理应 号称 据称 估算 测算 推算 匡算 预期 \? 以[^，。；、]{1,8}为准 \((?:仅|约|估|四舍五入|取整|每|含(?!税)|草) "
    # answers to one question of several
    '[很较]满意 非常满意 比较满意 满意[”"] 选择[“"] 表示一般 差距 应[≥≤]',
    "(?<![适响反供效相感对呼回])应(?:完成|举办|开展|达|到|为|有|建|参加|培训|发放|在|于) "
    r"\((?:目标|计划|任务|原定|应|需)[^()]*\)",
)
#: A thing under way is not yet a thing done.
_STAGES = (
    "在建 筹建 筹备 进展 处于 已(?:启动|立项|开工|动工|签约|招标) 开工(?!率) 报名 提出申请 施工图 的设计 可研 前期工作 选址 征地 封顶 "
    "主体(?:结构|工程|完工|已|建设|完成) [一二三四]期 (?:推进|实施|建设|进行|施工|办理|编制|采购|审批|开展)中(?!心) "
    "(?<![高初其集空心])中(?=[，。；、,;:()]|$) (?:有序|稳步|持续|加快|陆续|按计划|逐步|抓紧)(?:推进|实施|办理|施工) 收尾 进入[^，。；、]{0,4}阶段 进度缓慢 "
    "进场(?!次) 质量问题 资金紧张 验收时?发现问题 存在问题 (?:完成|已|开展)(?:招标|招投标|前期) 编制实施方案 项目推进(?!会) 下单 订购 发货 需求调研 签订[^，。；、]{0,12}(?:协议|合同) 方案已(?:通过|批准|获批) 定稿 排版 方案设计 论证 列入[^，。；、]{0,6}计划 意见(?:征询|征集) 招聘(?:公告|岗位) 送审 到场 预审 批复(?!率) (?:招标|勘测|设计)(?:里程|长度|面积|规模) "
    r"纳入 初审 预验收 \(实审\) 勘察 测量 桩基 路基 开建 续建 动工 路面铺设 设计完成 [桥楼]梁?设计 剩余(?!资金)"
)
_ANOTHER_TIME = (
    "上年 上一年 去年 往年 历年 前年 以来 [近前][二两三四五]年 [二两三四五]年(?:共|来|累计) [一二三四1-4]季度 本季度 上半年 下半年 至今 "
    r"十[二三四五]五 暑期 寒假 上[月期次]测? 上季度 当[月季] 20\d\d年?[至到~-]20\d\d年? (?:截|统计)[至止](?!.{0,8}(?:12月|底|末)) "
    r"(?<![\d-])\d{1,2}[-至到](?!12月)\d{1,2}月 (?<![年\d])\d{1,2}月份 (?<!1)[1-9]月底已 1[01]月底已"
)

_DOUBTS = any_of(_NOT_DONE, _NOT_YET, _DRAFTS, _PARTLY, *_HEDGES, _STAGES, _ANOTHER_TIME)
_UNFINISHED = any_of(
    *(_NOT_DONE, _NOT_YET, _DRAFTS, _PARTLY),
    "不再 不能 不够 不足 不到 不达 不完 不了 不明显 不显著 不理想 不及 计划 仅 有限(?!公司|责任|合伙) 较差 缓慢 欠",
)
_DRAFT = any_of(_DRAFTS)
#: Beside the words of a target that are said again: what takes them back, or puts them off.
_DENIALS = any_of(
    "剩 率为0 否$ 难 共\\d 时限 努力 抓紧 加快 需 亟 应(?!急|用|对|届|收) 督促 确保 困难 空间 幅度小 偏低 低(?!保|收入|碳) 一般(?!公共) 下降 恶化 差 "
    "问题 隐患 故障 事故 超标 返工 以下 窄 闲置 离$ 有困难 开工 启动 招标 招投标 新增产能 惠及 准备 九成 不(?!断|仅|同|动|锈) 除 较$ 较为$ 接近 趋近 逼近 初步设计 主体 前$ 弱 正逐步 [可能]$ 要求 在建 缺口 减少 不力 失效 艰巨 推后 晚于 停机 投诉 (?<![高初其集空心])中$ 前期"
)

#: Before a number: what was to be reached.
_PLANNED = any_of(
    "目标(?!(?:任务)?完成) 计划(?!完成) (?<!重点)(?<!落实)(?<!各项)任务(?!完成|及时) 原定 指标值 要求 (?<!等)标准[为是值]$ (?<!等)(?<!地方)(?<!行业)(?<!国家)(?<!团体)标准$ 预算[^率执]{0,6}$ 概算(?!率) 规划值 设计值 控制[数价] 送审价 报价 批复 应当 应该 必须 约定 考核(?:指标|线) "
    "及格线 安排(?:资金|举办|开展)?$ 部署$ 批准$ 确定$ 准备(?!金) 下达(?!率) 名额 定员 核定编制$ 规划(?:建设|新建) 规划[^，。；、]{0,2}面积 合同(?:采购)?$ 按合同 已确定 确定举办 批准举办 商定 报备 设计面积 "
    "需(?:要|完成|举办|开展|达|建|救助|改造) (?<![适响反供效相感对呼回])应(?:享|救|付|发|补|检|参|收|到|培|缴|种|免)"
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
    "降了 降幅 增幅 增速 升幅 涨 跌 [增降升]$ 多完成 少完成 多办 少办 多开展 多举办 多用了?$ (?<![至最])[多少]$ 提前 提早 拖延 [快晚迟]了?$ 上浮 下浮 上调 "
    "下调 下滑 进步 回落 压降 削减 缩减 优惠 让利 收回 避免 苗头 少发生 减收",
    # set against something that is named: 高于全国水平5%
    "(?:低于|高于|高出|少于|多于|快于|优于)[^，。；、]{1,12}$ (?<!突)超(?!声|市|级|(?:支|期|标|概算)率|过?了?$)[^，。；、]{1,12}$ 超过[^了，。；、][^，。；、]{0,10}$ 较(?![好高大多强低少小为差])[^，。；、]{1,12}$ "
    "(?<![占同环价])比(?![例重率赛武较])[^，。；、]{1,12}$",
    # a gap, a remainder, an excess
    "差$ 差距 还差 相差 距 离$ 缺口 超额 超支(?!率) 超出 超标(?!率) 超期(?!率) 超时 逾期(?!率) 结余 亏 损失 欠 剩 余 仍 还有",
    # a part of something else, or the rest of it
    r"其中 其他 其它 另 外加 再$ 包括 包含 涉及 来自 分布 位于 每百 每千 每万 (?:问卷|调查\w{0,4})回收",
    # what there was before
    "原有 现有 存量 基数 由$ 从$",
    # one extreme of many
    "最高 最低 最长 最短 最快 最慢 最大 最小 平均(?!满意|得分|分|合格)",
    # a beginning, an opposite
    "启动 立项 储备 申报(?:项目|企业)?$ 申请(?!到|至) 报名$ 不合 废止 负$ 零下 可容纳 预约 通知 符合条件 报考 面试 投稿 提名 入围 参评 推荐 公示(?!率) 审批(?!时|事项) "
    "中标 全长 目前 受理$ 编报",
    # what was lost, or lies idle
    "注销 关停 倒闭 流失(?!率) 辞职 空编 枯死 受灾 失业(?!率) 裁员 库存 报废 损坏 闲置",
    # a part of what is to be paid, or of those who were asked
    "预付 进度款 首期 首批 首笔 首次 第一批 第一年 质保 预拨 配套(?:资金)?$ 序时 回收率? 有效问卷 有效率 调查覆盖 (?:改造|培训|实施|治理|整治)前 初检 初次 一次性?合格 置信度 回访率 保有$ 存续 降本",
    # how long it has lasted so far
    "已使用 运行$ 维护$",
)
_SAID_AS_RESULT = re.compile(r"实际\w{0,5}$")
_DOUBT_AFTER = re.compile(
    r"[^，。；、,;:()（）\d]{0,8}(?:左右|上下|的\d)|拒绝|受灾|受伤|反对|不同意|放弃|缺席|不到|不足|以外|之外|外(?![地国省市部语])|之后|后|前|在建|强|弱|许(?!可)|性(?!别)|的\d|中的|每|在线|值班|值守|不间断|开放|服务热线|"
    r"[?/~×*+·-]|\((?:预算|概算|估算|批复|计划|目标|，|全[省市国]|省内|快报|参考|模拟)"
)


def casts_doubt(words: str) -> bool:
    """Whether the words leave open that the numbers among them are results."""
    return bool(_DOUBTS.search(words) and _DOUBTS.search(_HARMLESS.sub("", words)))


def is_unfinished(words: str) -> bool:
    """Whether the words say it is not, or only partly, done."""
    return bool(_UNFINISHED.search(words) and _UNFINISHED.search(_HARMLESS.sub("", words)))


def is_taken_back(words: str) -> bool:
    """Whether the words beside a target that is said again take it back."""
    return is_unfinished(words) or bool(_DENIALS.search(_HARMLESS.sub("", words)))


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
