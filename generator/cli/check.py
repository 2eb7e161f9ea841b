"""mingxiao check: every finding of the content."""

from __future__ import annotations

from collections.abc import Collection
from collections.abc import Sequence
from pathlib import Path

import click
from rich.console import Console

from generator.cli.one_file import assess_file
from generator.cli.one_file import place_in_site
from generator.cli.options import CONTENT_HAS_ERRORS
from generator.cli.options import find_given
from generator.cli.options import format_option
from generator.cli.options import jobs_option
from generator.cli.options import require_site
from generator.cli.options import root_option
from generator.cli.report_findings import FORMATS
from generator.findings import Finding
from generator.findings import Severity
from generator.plan import check as check_site
from generator.plan import plan as plan_site
from generator.progress import counted
from generator.read import ProjectFolder


@click.command(epilog="例：mingxiao check content/reports/gongxinju/industrial-development/2022.yml")
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path))
@format_option("text", "json", "github", "sarif")
@click.option("--strict", is_flag=True, help="有警告也以 1 退出。")
@root_option
@jobs_option
def check(paths: tuple[Path, ...], style: str, strict: bool, root: Path, jobs: int) -> None:
    """检查内容，列出每一处问题。

    不写 PATH 检查全部；写文件或文件夹只检查那一部分。内容有错误以 1 退出，否则以 0 退出。
    """
    given = [find_given(path, root) for path in paths]
    findings = sorted(_find(given, root, jobs), key=lambda finding: finding.sort_key)
    FORMATS[style](findings, Console(), root)
    failing = (Severity.ERROR, Severity.WARNING) if strict else (Severity.ERROR,)
    if any(finding.severity in failing for finding in findings):
        raise SystemExit(CONTENT_HAS_ERRORS)


def _find(paths: Sequence[Path], root: Path, jobs: int) -> list[Finding]:
    if not paths:
        require_site(root)
    plan = plan_site(root)
    inside = {path: where for path in paths if (where := place_in_site(path, root)) is not None}
    folders = [folder for folder in plan.survey.projects if not paths or _concerns(folder, inside.values())]
    found = list(plan.findings)
    for findings in counted(check_site(plan, folders, jobs), len(folders), "检查"):
        found += findings
    if paths:
        found = [finding for finding in found if _is_below(finding.place.path, inside.values())]
    for path in paths:
        for file in _files(path) if path not in inside else ():
            found += assess_file(file, plan)[1]
    return found


def _concerns(folder: ProjectFolder, wanted: Collection[str]) -> bool:
    return any(_is_below(folder.path, [each]) or _is_below(each, [folder.path]) for each in wanted)


def _is_below(path: str, folders: Collection[str]) -> bool:
    return any(each == "." or path == each or path.startswith(f"{each}/") for each in folders)


def _files(path: Path) -> list[Path]:
    return sorted(path.rglob("*.yml")) if path.is_dir() else [path]
