"""A report: one project's self-evaluation of one year, as its department states it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from generator.model.budget import Budget
from generator.model.indicators import IndicatorGroup
from generator.model.indicators import Objective
from generator.model.keys import Kind
from generator.model.keys import Record
from generator.model.keys import key

#: The computed tables a section can place.
TABLES = {"basis": "立项依据表", "budget": "预算表", "objectives": "年度总体目标表", "indicators": "绩效指标表"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover(Record):
    """The head of the document, as printed."""

    project: str = key(Kind.TEXT, "项目名称", "照原件。")
    department: str = key(Kind.TEXT, "主管部门（市级预算部门）", "照原件。")
    unit: str = key(Kind.TEXT, "实施单位", "照原件。")


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact(Record):
    """The person who filled in the form. Kept out of every published file unless site.yml says otherwise."""

    name: str = key(Kind.TEXT, "填报人姓名")
    phone: str = key(Kind.TEXT, "联系电话", "固定电话加引号：'0750-…'。")


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosure(Record):
    """The head data government sites give with a published document."""

    index: str = key(Kind.TEXT, "索引号")
    publisher: str = key(Kind.TEXT, "发布机构")
    published_on: date | None = key(Kind.DATE, "发布日期", examples=("2023-05-10",))
    category: str = key(Kind.TEXT, "主题分类")
    number: str = key(Kind.TEXT, "文号")


@dataclass(frozen=True, slots=True, kw_only=True)
class Captions(Record):
    """Table captions as printed."""

    basis: str = key(Kind.TEXT, "立项依据表题")
    budget: str = key(Kind.TEXT, "预算表题")
    objectives: str = key(Kind.TEXT, "年度总体目标表题")
    indicators: str = key(Kind.TEXT, "绩效指标表题")


@dataclass(frozen=True, slots=True, kw_only=True)
class Section(Record):
    """A chapter or part of one. Numbers 一、（一）1. come from the order; they are not typed."""

    title: str = key(Kind.TEXT, "标题", "不写“一、”等序号，序号自动生成。", required=True)
    text: str = key(
        Kind.PROSE,
        "正文",
        "Markdown。数字用 {budget.total = 1935} 的写法与数据核对：等号后照原文写，等号前是指标名。",
    )
    show: tuple[str, ...] = key(Kind.CHOICES, "放在正文后的表", choices=TABLES)
    sections: tuple[Section, ...] = key(Kind.RECORDS, "下级标题")


@dataclass(frozen=True, slots=True)
class Stated:
    """A value the source states outside its prose, by the figure it speaks of: a total row, a score, a grade."""

    figure: str
    text: str
    line: int
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment(Record):
    """A file published with the report; it lies in a folder named for the year, beside the report."""

    title: str = key(Kind.TEXT, "名称", required=True)
    file: str = key(
        Kind.TEXT, "文件名", "放在与年份同名的文件夹里，例如 2022/方案.pdf 写 方案.pdf。", required=True
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction(Record):
    """A correction made after publication, shown with the report for good."""

    on: date | None = key(Kind.DATE, "更正日期", required=True, examples=("2023-06-01",))
    what: str = key(Kind.TEXT, "更正了什么", required=True)
    reason: str = key(Kind.TEXT, "更正原因", required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted(Record):
    """A warning the department knows of and lets stand, with its reason, which readers see."""

    rule: str = key(
        Kind.TEXT, "规则名", "check 输出的方括号里的名字。", required=True, examples=("far-exceeded",)
    )
    row: str = key(Kind.TEXT, "哪一行", "绩效指标的行号或固定代号；不写表示整份报告。")
    reason: str = key(Kind.TEXT, "理由", "会公开。", required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report(Record):
    """One report file."""

    year: int = key(Kind.YEAR, "年度", "必须与文件名相同。", required=True, examples=("2022",))
    title: str = key(Kind.TEXT, "标题", "照原件。", required=True, examples=("项目绩效自评报告",))
    form: str = key(Kind.CHOICE, "形式", choices={"prose": "报告式", "standard": "标准表式"})
    cover: Cover | None = key(Kind.RECORD, "封面", of=Cover)
    filled_on: date | None = key(Kind.DATE, "填报日期", examples=("2023-04-07",))
    contact: Contact | None = key(
        Kind.RECORD, "填报人", "默认不公开：site.yml 写 publish_contact: true 才会公开。", of=Contact
    )
    disclosure: Disclosure | None = key(Kind.RECORD, "公开信息", of=Disclosure)
    excerpt: str = key(Kind.TEXT, "节录说明", "原件不全时写明缺什么；写了就不检查“缺少”一类的问题。")
    standard: str = key(
        Kind.TEXT, "评分标准", "本报告所用的评分标准文件名；不写则用 site.yml 的。", examples=("national-2020",)
    )
    basis: tuple[str, ...] = key(Kind.TEXTS, "立项依据文件")
    budget: Budget | None = key(Kind.RECORD, "预算与支出", of=Budget)
    objectives: tuple[Objective, ...] = key(Kind.RECORDS, "年度总体目标", of=Objective)
    indicators: tuple[IndicatorGroup, ...] = key(Kind.RECORDS, "绩效指标", of=IndicatorGroup)
    captions: Captions | None = key(Kind.RECORD, "表题", of=Captions)
    sections: tuple[Section, ...] = key(Kind.RECORDS, "正文", of=Section)
    problems: tuple[str, ...] = key(Kind.TEXTS, "存在问题", "表格式报告单列的问题。")
    measures: tuple[str, ...] = key(Kind.TEXTS, "改进措施", "表格式报告单列的措施。")
    stated: tuple[Stated, ...] = key(
        Kind.STATED,
        "报告自述的数",
        "指标名: 原件所写。例如 score: 98.93、grade: 优、budget.total: 1935。",
        examples=("{score: 98.93, grade: 优}",),
    )
    attachments: tuple[Attachment, ...] = key(Kind.RECORDS, "附件", of=Attachment)
    corrections: tuple[Correction, ...] = key(Kind.RECORDS, "发布后的更正", of=Correction)
    accepted: tuple[Accepted, ...] = key(Kind.RECORDS, "已知并保留的提示", of=Accepted)
