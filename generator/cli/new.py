"""mingxiao new: a report, a project or a department to begin with."""

from __future__ import annotations

import re
from pathlib import Path

import click
from rich.console import Console

from generator.cli.options import CONTENT_HAS_ERRORS
from generator.cli.options import require_site
from generator.cli.options import root_option
from generator.cli.writing import create_file
from generator.drafts import blank
from generator.drafts import following
from generator.findings_text import as_text
from generator.model.identity import RESERVED
from generator.model.identity import SLUG
from generator.model.identity import ReportId
from generator.model.keys import Record
from generator.model.report import Report
from generator.model.site import Department
from generator.model.site import Project
from generator.read import read_report
from generator.read import survey
from generator.read.mistakes import nearest
from generator.read.selection import REPORTS

_RECORDS: dict[str, type[Record]] = {"report": Report, "project": Project, "department": Department}
_NAMES = {"report": "报告", "project": "项目", "department": "部门"}
_SHAPES = {"report": "DEPARTMENT/PROJECT YEAR", "project": "DEPARTMENT/PROJECT", "department": "DEPARTMENT"}
_EXAMPLES = {"report": "gongxinju/expo 2023", "project": "gongxinju/expo", "department": "gongxinju"}
_YEAR = re.compile(r"(?:19|20)\d{2}")


@click.command(
    epilog="例：mingxiao new department gongxinju --name 江门市工业和信息化局；"
    "mingxiao new project gongxinju/expo；mingxiao new report gongxinju/expo 2023"
)
@click.argument("kind", metavar="report|project|department", type=click.Choice(list(_RECORDS)))
@click.argument("where", metavar="DEPARTMENT[/PROJECT]")
@click.argument("year", metavar="[YEAR]", required=False)
@click.option("--name", metavar="NAME", help="部门或项目的中文名称；报告则是标题。")
@click.option("--blank", "from_nothing", is_flag=True, help="不用往年的报告起草，从空白开始。")
@root_option
def new(kind: str, where: str, year: str | None, name: str | None, from_nothing: bool, root: Path) -> None:
    """新建一份报告、一个项目或一个部门，从不覆盖已有的文件。

    DEPARTMENT、PROJECT 是文件夹名，用小写英文字母、数字和连字符，会成为网址的一部分。

    报告由此前最近一年的起草：名称、目标、各节标题照旧，报告标题、金额、完成值、得分、结论清空，正文留作注释供参考。
    没有往年的报告，就写出每个键和它的说明。

    填上标题以前 check 会报错，没有改过的草稿不会被误发布。
    """
    require_site(root)
    slugs = _slugs(kind, where, year)
    path = f"{REPORTS}/{_file(kind, slugs, year)}"
    if (root / path).exists():
        raise click.UsageError(f"已经有 {path}，没有改动它。")
    for number in range(1, len(slugs) + (kind == "report")):
        _require(root, *slugs[:number])
    known = {"title" if kind == "report" else "name": name} if name else {}
    text = None
    if kind == "report" and not from_nothing:
        text = _following(root, ReportId(slugs[0], slugs[1], int(year or 0)), name)
    if text is None:
        text = blank(_RECORDS[kind], path, **({"year": year} if year else {}), **known)
    try:
        create_file(root / path, text.encode())
    except FileExistsError as error:
        raise click.UsageError(f"已经有 {path}，没有改动它。") from error
    click.echo(path)
    click.echo("打开它填写，再运行 mingxiao check 看还缺什么。", err=True)


def _file(kind: str, slugs: tuple[str, ...], year: str | None) -> str:
    return "/".join((*slugs, f"{year}.yml" if kind == "report" else f"{kind}.yml"))


def _slugs(kind: str, where: str, year: str | None) -> tuple[str, ...]:
    """The parts of the address, each one that can be published."""
    slugs = tuple(where.removeprefix(f"{REPORTS}/").rstrip("/").split("/"))
    if len(slugs) != (1 if kind == "department" else 2) or (year is None) == (kind == "report"):
        raise click.UsageError(
            f"写成 mingxiao new {kind} {_SHAPES[kind]}，例如 mingxiao new {kind} {_EXAMPLES[kind]}。"
        )
    if year is not None and not _YEAR.fullmatch(year):
        raise click.UsageError(f"“{year}”不是一个年度。写四位数字，例如 2023。")
    for slug in slugs:
        if not SLUG.fullmatch(slug):
            near = "-".join(re.findall(r"[a-z0-9]+", slug.lower()))
            hint = f"可以写成 {near}。" if near else "例如 gongxinju。"
            raise click.UsageError(f"“{slug}”不能用作文件夹名：只用小写英文字母、数字和连字符，{hint}")
        if slug in RESERVED:
            raise click.UsageError(f"“{slug}”已被本站的其他页面占用，换一个名字。")
    return slugs


def _require(root: Path, *slugs: str) -> None:
    """Exit 2 where the department or the project does not exist yet."""
    kind = ("department", "project")[len(slugs) - 1]
    folder = root / REPORTS / "/".join(slugs)
    if (folder / f"{kind}.yml").is_file():
        return
    beside = {each.name: each for each in sorted(folder.parent.glob("*/")) if (each / f"{kind}.yml").is_file()}
    near = nearest(slugs[-1], beside)
    raise click.UsageError(
        f"没有{_NAMES[kind]} {'/'.join(slugs)}。"
        + (f"最接近的是 {near}；" if near else "")
        + f"新的先运行 mingxiao new {kind} {'/'.join(slugs)}。"
    )


def _following(root: Path, id: ReportId, title: str | None) -> str | None:
    """The draft after the newest report of an earlier year; None where there is none."""
    projects = [
        each for each in survey(root).projects if each.path == f"{REPORTS}/{id.department}/{id.project}"
    ]
    earlier = [each for folder in projects for each in folder.ids() if each.year < id.year]
    if not earlier:
        return None
    last = earlier[-1]
    read, findings = read_report(root, f"content/{last.path}", last)
    if read is None or findings:
        as_text(findings, Console(stderr=True), root)
        click.echo(f"{last.year} 年的报告有错误，先改正它；或用 --blank 从空白开始。", err=True)
        raise SystemExit(CONTENT_HAS_ERRORS)
    return following(read.source.text, last.year, id, title)
