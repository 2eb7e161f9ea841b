"""要发布的文字里有个人信息。

手机号、固定电话、身份证号、银行卡号、电子邮箱都不发布；中间夹着空格、符号、Markdown 标记或花括号，用全角、带圈等数字写，
也一样。site.yml、department.yml、project.yml、评分标准、手写的页面、mkdocs.yml、文件和文件夹的名字里也不能有。
填报人的姓名和电话写在 contact 里，默认不公开。
发文字号、金额、统一社会信用代码、邮政编码、年份、项目编码不算。

处理：删掉；需要公开的办公电话写进 site.yml 的 redress。
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.subject import Fault
from generator.checks.subject import Subject
from generator.findings import Place
from generator.findings import Severity
from generator.model.keys import RecordText
from generator.personal import Datum

SEVERITY = Severity.ERROR


def check(subject: Subject) -> Iterator[Fault]:
    """Texts of the report, but for the contact unless it is published, that hold personal data."""
    for text, each in subject.personal_data:
        if each.is_certain:
            yield fault(subject, text, each)


def fault(subject: Subject, text: RecordText, each: Datum) -> Fault:
    """The fault of a datum in a text of the report."""
    return fault_at(each, subject.source.place(text.spot, text.text, each.start, len(each.written)))


def fault_at(each: Datum, place: Place) -> Fault:
    """The fault of a datum at the place. The datum itself is half hidden: messages are published too."""
    return Fault(
        place,
        "这里像是{kind}：{masked}。",
        "删掉它；公开的办公电话写进 site.yml 的 redress，填报人写进 contact。",
        {"kind": each.kind, "masked": each.masked},
    )
