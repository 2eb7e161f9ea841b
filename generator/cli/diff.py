"""mingxiao diff: what a change does to what the public sees."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli.options import CONTENT_HAS_ERRORS
from generator.cli.options import format_option
from generator.cli.options import jobs_option
from generator.cli.options import printable
from generator.cli.options import root_option
from generator.git import RevisionUnknown
from generator.git import branching_point
from generator.review import FORMATS
from generator.review import review


@click.command(epilog="例：mingxiao diff main；mingxiao diff --merge-base origin/main HEAD --format markdown")
@click.argument("base", metavar="BASE")
@click.argument("head", metavar="[HEAD]", default="")
@format_option(*FORMATS)
@click.option(
    "--merge-base", "is_branch", is_flag=True, help="从 HEAD 离开 BASE 的那个提交比起，不算 BASE 后来的改动。"
)
@root_option
@jobs_option
def diff(base: str, head: str, style: str, is_branch: bool, root: Path, jobs: int) -> None:
    """一次改动让公众看到的内容有什么变化。

    比较 git 里的两个版本（分支、标签或提交）；不写 HEAD 就拿 BASE 与现在的文件比，没有提交的也算。
    列出哪些值改写了、哪些数随之变了（原来、现在、差）、哪些指标的达成状态变了、哪些核对结果出现或消失、
    哪些行增加、删除或改名，以及全站、年度、部门、项目的合计。不改动任何文件。
    HEAD 的内容有错误以 1 退出，否则以 0 退出。
    """
    try:
        start = branching_point(root, base, head or "HEAD") if is_branch else base
        found = review(root, start, head, jobs)
    except RevisionUnknown as error:
        raise click.UsageError(str(error)) from error
    click.echo(printable(FORMATS[style](found).rstrip("\n")))
    if found.errors_after:
        raise SystemExit(CONTENT_HAS_ERRORS)
