"""正文里的链接或图片指向不允许的地方。

链接只能是 http、https、mailto、本站地址（/ 开头）、本页位置（# 开头）或本报告的附件；图片只能是本报告的附件。
别的地址可能带来脚本，或让读者的浏览器去访问别的网站。

处理：改成允许的地址；图片放进与年份同名的文件夹，列在 attachments 里，直接写文件名。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from generator.checks.subject import Fault
from generator.checks.subject import Subject
from generator.checks.subject import excerpt
from generator.findings import Severity
from generator.markdown import is_allowed_image
from generator.markdown import is_allowed_link
from generator.phrases import _

SEVERITY = Severity.ERROR

#: The brackets stop at the next bracket, so that no text takes long; what is between them is taken apart afterwards.
_LINK = re.compile(r"(!?)\[[^\[\]]*\]\(((?:[^()]|\([^()]*\))*)\)")
_TITLE = re.compile(r"\s+[\"'(]")


def check(subject: Subject) -> Iterator[Fault]:
    """Links and images in prose that the renderer refuses, and attachments that are not listed."""
    files = {attachment.file for attachment in subject.report.attachments}
    for prose in subject.prose:
        if "](" not in prose.text:
            continue
        for match in _LINK.finditer(prose.text):
            is_image, url = bool(match[1]), _destination(match[2].strip())
            is_allowed = is_allowed_image(url) if is_image else is_allowed_link(url)
            is_file = is_allowed and not url.startswith(("#", "/")) and ":" not in url
            is_listed = unquote(url) in files or subject.facts.is_unread("attachments.*")
            if is_allowed and (is_listed or not is_file):
                continue
            yield Fault(
                subject.in_prose(prose, match.start(), len(match.group())),
                "{kind}“{url}”没有列在 attachments 里。" if is_allowed else "{kind}“{url}”指向不允许的地方。",
                "图片和附件放进与年份同名的文件夹，列在 attachments 里；链接用 https、本站地址（/…）或本页位置（#…）。",
                {"kind": _("图片") if is_image else _("链接"), "url": excerpt(url, 60)},
                prose.anchor,
            )


def _destination(inside: str) -> str:
    """What stands between the round brackets, without pointed brackets and without a title."""
    if inside.startswith("<"):
        return inside[1:].partition(">")[0]
    return _TITLE.split(inside, maxsplit=1)[0]
