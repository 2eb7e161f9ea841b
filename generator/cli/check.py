"""mingxiao check: every finding of the content, or of a part of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click
from rich.console import Console

from generator.annotations import FORMATS
from generator.checking import check as check_site
from generator.cli.one_file import assess_file
from generator.cli.one_file import place_in_site
from generator.cli.options import CONTENT_HAS_ERRORS
from generator.cli.options import find_given
from generator.cli.options import format_option
from generator.cli.options import jobs_option
from generator.cli.options import printable
from generator.cli.options import require_site
from generator.cli.options import root_option
from generator.findings import Finding
from generator.findings import Severity
from generator.findings_text import as_text
from generator.git import RevisionUnknown
from generator.git import changed_since
from generator.plan import Plan
from generator.plan import plan as plan_site
from generator.progress import counted
from generator.read import ALL
from generator.read import Selection
from generator.read import resting_on
from generator.read.selection import CONTENT


@click.command(
    epilog="例：mingxiao check content/reports/gongxinju/industrial-development/2022.yml；"
    "mingxiao check --changed-since origin/main --format github"
)
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path))
@format_option("text", *FORMATS)
@click.option("--strict", is_flag=True, help="有警告也以 1 退出。")
@click.option(
    "--changed-since",
    "revision",
    metavar="REV",
    help="只检查本分支离开 REV（分支、标签或提交）以后改过的文件，和依据它们的报告；没有提交的改动也算。",
)
@root_option
@jobs_option
def check(
    paths: tuple[Path, ...], style: str, strict: bool, revision: str | None, root: Path, jobs: int
) -> None:
    """检查内容，列出每一处问题。

    不写 PATH 检查全部；写文件或文件夹只检查那一部分。内容有错误以 1 退出，否则以 0 退出。
    """
    changed = _changed(root, revision)
    given = [path for path in paths if path.as_posix() not in changed]
    places = {path: place_in_site(path, root) for path in (find_given(path, root) for path in given)}
    loose = [path for path, place in places.items() if place is None]
    if revision is not None and loose:
        raise click.UsageError(f"{loose[0]} 不在本站的 content 里，不能与 --changed-since 一起用。")
    if not paths:
        require_site(root)
    inside = [place for place in places.values() if place is not None]
    gone = [path.as_posix() for path in paths if path not in given]
    parts = [Selection(frozenset((*inside, *gone))) if paths else ALL]
    if revision is not None:
        parts.append(resting_on(changed))
    findings = _find(root, parts, loose, jobs)
    if style == "text":
        as_text(findings, Console(), root)
    elif text := FORMATS[style](findings, root):
        click.echo(printable(text))
    failing = (Severity.ERROR, Severity.WARNING) if strict else (Severity.ERROR,)
    if any(finding.severity in failing for finding in findings):
        raise SystemExit(CONTENT_HAS_ERRORS)


def _changed(root: Path, revision: str | None) -> tuple[str, ...]:
    if revision is None:
        return ()
    require_site(root)
    try:
        return changed_since(root, revision, CONTENT)
    except RevisionUnknown as error:
        raise click.UsageError(str(error)) from error


def _find(root: Path, parts: Sequence[Selection], loose: Sequence[Path], jobs: int) -> list[Finding]:
    """What is found in the files that all the parts have in common, and in those from elsewhere, in their order."""
    plan = plan_site(root, part=parts[-1])
    folders = [folder for folder in plan.survey.projects if all(part.touches(folder.path) for part in parts)]
    found = list(plan.findings)
    for findings in counted(check_site(plan, folders, jobs), len(folders), "检查"):
        found += findings
    found = [finding for finding in found if all(part.has(finding.place.path) for part in parts)]
    for path in loose:
        found += _find_loose(path, plan)
    return sorted(found, key=lambda finding: finding.sort_key)


def _find_loose(path: Path, plan: Plan) -> list[Finding]:
    files = sorted(path.rglob("*.yml")) if path.is_dir() else [path]
    return [finding for file in files for finding in assess_file(file, plan)[1]]
