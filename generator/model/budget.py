"""The budget of a report: its lines, and other ways its total is split."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from generator.model.keys import Kind
from generator.model.keys import Record
from generator.model.keys import key

#: Money units and how many yuan each is.
MONEY_UNITS = {"元": Decimal(1), "千元": Decimal(1000), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}


#: The keys a budget amount may stand under, from the one that counts first.
AMOUNTS = ("adjusted", "budget", "initial")


_EXECUTION_SCORE = "执行率的得分不在这里，写进 stated：score.execution。"


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetLine(Record):
    """One row of the budget table: a sub-project, or a source of funds."""

    elsewhere: ClassVar[Mapping[str, str]] = {
        **dict.fromkeys(
            ("rate", "执行率", "预算执行率"),
            "执行率由程序计算；原件所写的写进 stated：合计的是 budget.rate，第 1 行的是 budget.line.1.rate。",
        ),
        **dict.fromkeys(("score", "得分"), _EXECUTION_SCORE),
        **dict.fromkeys(("weight", "分值", "权重"), "执行率的分值写在 budget 下，不在一行里：weight。"),
    }

    id: str = key(Kind.SLUG, "固定代号", "给这一行一个不随行号变化的代号，正文可用它引用。", examples=("expo",))
    name: str = key(
        Kind.TEXT, "名称", "二级项目或资金来源，照原表填写。", required=True, examples=("项目评审",)
    )
    source: str = key(Kind.TEXT, "资金来源", "例如财政拨款、上年结转。")
    initial: Decimal | None = key(Kind.AMOUNT, "年初预算数", "只写数字，单位在 budget.unit。", examples=("90",))
    adjusted: Decimal | None = key(
        Kind.AMOUNT, "全年预算数", "调整后的预算；执行率以它为分母。", examples=("89.974",)
    )
    budget: Decimal | None = key(Kind.AMOUNT, "预算数", "原表只有一个预算数时用它。", examples=("90",))
    spent: Decimal | None = key(
        Kind.AMOUNT, "执行数", "实际支出；没有支出写 0，没有填报就不写。", examples=("5.65",)
    )

    @property
    def amount(self) -> Decimal | None:
        """The budget that counts: the adjusted one, else the only one given, else the initial one.

        None where the one that counts could not be read: another one must not take its place.
        """
        for name, amount in zip(AMOUNTS, (self.adjusted, self.budget, self.initial), strict=True):
            if amount is not None or self.is_unread(name):
                return amount
        return None

    @property
    def is_empty(self) -> bool:
        """Whether the row holds no money: nothing is written, or a budget of 0 and nothing about spending."""
        return not self.amount and self.spent is None and not self.is_unread(*AMOUNTS, "spent")


@dataclass(frozen=True, slots=True, kw_only=True)
class Share(Record):
    """One row of a breakdown."""

    name: str = key(Kind.TEXT, "名称", required=True)
    amount: Decimal | None = key(Kind.AMOUNT, "金额", required=True, examples=("1873.66",))


@dataclass(frozen=True, slots=True, kw_only=True)
class Breakdown(Record):
    """Another split of the same total, for example by kind of expenditure; its rows must add up to it."""

    title: str = key(Kind.TEXT, "名称", required=True, examples=("按支出性质",))
    of: str = key(
        Kind.CHOICE,
        "拆分的是哪个总数",
        choices={"initial": "年初预算", "budget": "预算", "spent": "支出"},
        required=True,
    )
    lines: tuple[Share, ...] = key(Kind.RECORDS, "各项", of=Share, required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget(Record):
    """What was budgeted and spent."""

    elsewhere: ClassVar[Mapping[str, str]] = {
        **dict.fromkeys(
            ("rate", "执行率", "预算执行率"), "执行率由程序计算；原件所写的写进 stated：budget.rate。"
        ),
        **dict.fromkeys(("score", "得分"), _EXECUTION_SCORE),
        **dict.fromkeys(
            ("initial", "adjusted", "budget", "spent", "total", "合计", "年度资金总额"),
            "金额写在 lines 的各行里；原件的合计写进 stated：budget.initial、budget.total、budget.spent。",
        ),
    }

    unit: str = key(
        Kind.CHOICE,
        "金额单位",
        "本表所有金额的单位；不写则用 site.yml 的 unit。",
        choices={unit: unit for unit in MONEY_UNITS},
    )
    head: str = key(Kind.TEXT, "名称列的表头", "照原表，例如“二级项目”或“资金来源”。", examples=("二级项目",))
    weight: Decimal | None = key(
        Kind.POINTS, "预算执行率的分值", "标准表式里资金总额一行的分值。", examples=("10",)
    )
    lines: tuple[BudgetLine, ...] = key(Kind.RECORDS, "预算明细", "按原表顺序，不含合计行。", of=BudgetLine)
    breakdowns: tuple[Breakdown, ...] = key(Kind.RECORDS, "其他拆分", "同一总数的另一种拆分。", of=Breakdown)
