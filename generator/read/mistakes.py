"""Mistakes in a content file: the rules of reading, and the list that collects what breaks them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from difflib import get_close_matches

from generator.findings import Finding
from generator.findings import Place
from generator.findings import Severity
from generator.findings import Spot

#: Every rule of reading: what it finds and how to settle it. The text is public (`mingxiao explain`).
READING_RULES: Mapping[str, str] = {
    "not-utf8": "文件不是 UTF-8 编码。\n\n旧软件常存成 GBK 或 UTF-16，别人打开就是乱码。在编辑器里另存为 UTF-8 即可。",
    "file-too-large": "文件超过 4 MB。\n\n一份报告的文字不会这么多；图片和附件请放进与年份同名的文件夹。",
    "forbidden-character": (
        "文件里有看不见的控制字符。\n\n零宽字符、方向控制符、私用区字符会让读者看到的与数据不同，一律不收；删掉即可。"
    ),
    "tab": "缩进里有制表符（Tab）。\n\nYAML 只认空格缩进。把 Tab 换成空格即可。",
    "wide-space": (
        "缩进里或冒号后的空格是全角空格或不换行空格。\n\n"
        "它们看上去是空白，YAML 却当作文字，这一行就接不上。换成半角空格即可；正文段落开头的全角空格不算。"
    ),
    "empty-file": "文件是空的。\n\n至少要写 year 和 title；可以从另一年的报告复制。",
    "yaml-syntax": "YAML 写法有误，读不下去。\n\n最常见的是引号没有配对、冒号后少了空格、缩进没有对齐。",
    "nesting-too-deep": "层次太深。\n\n报告最多十几层；超过 64 层一定是写错了。",
    "duplicate-key": "同一处写了两个相同的键。\n\n两个值只能留一个；程序不替人选。",
    "alias": "用了 YAML 的锚点或别名（& 和 *）。\n\n公开数据要一眼看懂，请把内容直接写出来。",
    "merge-key": "用了 YAML 的合并键（<<）。\n\n公开数据要一眼看懂，请把内容直接写出来。",
    "tag": "用了 YAML 标签（!）。\n\n所有值都按文字读取，不需要标签；删掉即可。",
    "several-documents": "一个文件里有几份文档。\n\n一份报告一个文件；--- 之后的内容请另存为文件。",
    "wrong-shape": "这里的结构不对。\n\n有的键要一段文字，有的要一组“键: 值”，有的要用“- ”开头的列表。",
    "unknown-key": "没有这个键。\n\n多半是拼写错了；提示会给出最接近的键。",
    "missing-key": "缺少必须填写的键。\n\n没有它就无法发布这份报告。",
    "unknown-choice": "只能从几个值里选。\n\n提示会列出可选的值。",
    "not-an-amount": "这里要一个数。\n\n只写数字：小数点用“.”，千分位可写可不写（1,935），单位另写。",
    "negative-amount": "这里不能是负数。\n\n预算、支出、分值、得分都不小于 0。",
    "not-a-date": "这里要一个日期。\n\n写成 2023-04-07 或 2023年4月7日。",
    "not-a-year": "这里要一个年度。\n\n写四位数字，例如 2022。",
    "not-a-flag": "这里只能写 true 或 false。\n\nyes、no、on、off 在 YAML 的不同版本里意思不同，所以不收。",
    "not-a-slug": "代号和文件夹名只能用小写英文字母、数字和连字符。\n\n它们会成为网址的一部分，发布后不再变。",
    "not-an-address": "网址要完整，或是同一域名下的路径。\n\n它会成为页面上的链接，所以只接受 http、https 和以 / 或 ../ 开头的路径。",
    "not-an-email": "这里要一个邮箱地址。\n\n读者点它写信，所以只写地址本身，例如 jixiao@example.gov.cn。",
    "not-a-branch": "这里要一个分支名。\n\n它会成为每个页面上链接的一部分；写仓库里真有的分支，例如 main。",
    "year-differs": "文件里的年度与文件名不同。\n\n文件名决定网址；两处必须一致。",
    "path-not-accepted": (
        "这个路径不能发布。\n\n报告放在 content/reports/<部门>/<项目>/<年份>.yml，名称用小写英文字母、数字和连字符。"
    ),
    "file-missing": "缺少文件。\n\n每个部门要有 department.yml，每个项目要有 project.yml，整站要有 site.yml。",
    "attachment-not-accepted": (
        "这个附件不能发布。\n\n附件与报告的网页放在一处，不能与程序生成的文件同名；网页、SVG、XML、脚本在读者的浏览器里会运行，"
        "所以不收，另存为 PDF 或图片即可。"
    ),
    "attachment-missing": "找不到附件。\n\n附件放在报告旁边与年份同名的文件夹里。",
}

#: The rules after which the rest of a file is not read, or not as it was meant.
STOPS = frozenset(("yaml-syntax", "nesting-too-deep", "several-documents", "wide-space"))


#: A file with more mistakes is a file of another kind; the first ones tell what it is.
_MOST = 5000


@dataclass(slots=True)
class Mistakes:
    """The mistakes of one file, gathered while it is read; reading always goes on. Endless ones are only counted."""

    path: str
    found: list[Finding] = field(default_factory=list)
    count: int = 0

    def add(
        self, rule: str, spot: Spot, wording: str, hint: str = "", *, length: int = 1, **values: str
    ) -> None:
        """Note one mistake; ``wording`` and ``hint`` may name ``values`` in braces."""
        if rule not in READING_RULES:
            raise KeyError(rule)
        self.count += 1
        if self.count > _MOST:
            return
        if self.count == _MOST:
            wording, hint, values = "这个文件的问题太多，从这里起没有列出。", "先处理前面列出的。", {}
        place = Place(self.path, spot[0], spot[1], max(length, 1))
        self.found.append(Finding(rule, Severity.ERROR, place, wording, hint, values))

    def nearest(self, written: str, known: Mapping[str, object]) -> str:
        """The known word nearest to the one written, or "" when none is near; it takes long to look for."""
        return nearest(written, known) if self.count < _MOST else ""


def nearest(written: str, known: Mapping[str, object]) -> str:
    """The known word nearest to the one written, or "" when none is near."""
    matches = get_close_matches(written.lower(), list(known), n=1, cutoff=0.5)
    return matches[0] if matches else ""
