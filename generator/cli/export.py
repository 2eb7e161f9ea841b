"""mingxiao export: the data of one report, or of the whole site, as files."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

import click

from generator.cache import Cache
from generator.cli.one_file import assess_in_project
from generator.cli.one_file import plan_for
from generator.cli.options import CONTENT_HAS_ERRORS
from generator.cli.options import find_given
from generator.cli.options import jobs_option
from generator.cli.options import require_site
from generator.cli.options import root_option
from generator.cli.writing import require_folder
from generator.cli.writing import write_file
from generator.exporters import Exported
from generator.exporters import encode
from generator.exporters import report_file
from generator.exporters.shares import FOLDER
from generator.files import Spool
from generator.findings import has_errors
from generator.fingerprint import Census
from generator.history import history
from generator.plan import Plan
from generator.plan import plan as plan_site
from generator.production import Places
from generator.production import heavy_files
from generator.production import orders
from generator.production import produce
from generator.production import share
from generator.read.selection import REPORTS
from generator.site import table
from generator.site import theme_folder

#: The file of each format; CSV holds one table, so there are two of them.
_FILES = {
    "xlsx": "report.xlsx",
    "json": "report.json",
    "csv": "indicators.csv",
    "budget-csv": "budget.csv",
}

#: What a folder with the data of the whole site is known by.
_SIGNS = ("datapackage.json", "reports.csv")


@click.command(
    epilog="例：mingxiao export content/reports/gongxinju/industrial-development/2022.yml --format xlsx --out 2022.xlsx"
)
@click.argument("report", metavar="[REPORT.yml]", required=False, type=click.Path(path_type=Path))
@click.option(
    "--format",
    "style",
    type=click.Choice(tuple(_FILES)),
    default="json",
    show_default=True,
    help="csv 是指标表，budget-csv 是预算表。",
)
@click.option(
    "--site", "whole", is_flag=True, help="导出全站数据（CSV、JSON、Parquet、XLSX、datapackage.json）。"
)
@click.option(
    "--out",
    metavar="PATH",
    type=click.Path(path_type=Path),
    help="写到哪里，已有的文件不动；全站导出时是文件夹。",
)
@click.option("--force", is_flag=True, help="换掉已有的文件，例如上一次导出的。")
@root_option
@jobs_option
def export(
    report: Path | None, style: str, whole: bool, out: Path | None, force: bool, root: Path, jobs: int
) -> None:
    """把一份报告或全站的数据写成文件，与网站上可下载的完全相同。"""
    require_site(root)
    if whole == bool(report):
        raise click.UsageError("写明一个 REPORT.yml，或用 --site 导出全站。")
    if whole:
        _export_site(root, out or Path("data"), jobs)
        return
    assert report
    file = find_given(report, root)
    if out and out.exists() and out.samefile(file):
        raise click.UsageError(f"{out} 是报告自己，没有动它。换一个名字。")
    data = _export_report(file, style, plan_for(file, root))
    if out:
        write_file(out, data, force=force)
    else:
        sys.stdout.buffer.write(data)


def _export_report(report: Path, style: str, plan: Plan) -> bytes:
    project, assessed = assess_in_project(report, plan)
    if project is None or assessed is None:
        raise click.UsageError(f"{report} 不是本站的报告。")
    if has_errors(assessed.findings) or has_errors(project.findings):
        click.echo("这份报告有错误，运行 mingxiao check 查看。", err=True)
        raise SystemExit(CONTENT_HAS_ERRORS)
    known = history(plan.desk.root, REPORTS)
    exported = Exported(project, assessed, known.latest(assessed.source.path), plan.desk.address)
    return report_file(_FILES[style], encode(exported))


def _export_site(root: Path, out: Path, jobs: int) -> None:
    plan = plan_site(root)
    require_folder(out, _SIGNS)
    with tempfile.TemporaryDirectory(prefix=".export-", dir=out) as folder:
        to = Places(Cache(Path(folder) / "cache"), Spool(Path(folder) / "site"))
        laid = table(plan, theme_folder(root))
        slips = list(produce(laid, to, list(orders(plan, laid.history, Census(), "")), jobs))
        if has_errors(plan.findings) or any(each.errors for each in slips):
            click.echo("内容有错误，没有导出；运行 mingxiao check 查看。", err=True)
            raise SystemExit(CONTENT_HAS_ERRORS)
        paths = heavy_files(plan, to, [share(to, each) for each in slips], lambda: iter(()))
        tables = [path for path in paths if path.startswith(f"{FOLDER}/")]
        for path in tables:
            shutil.move(to.site.place(path), out / path.removeprefix(f"{FOLDER}/"))
    click.echo(f"写了 {len(tables)} 个文件到 {out}。", err=True)
