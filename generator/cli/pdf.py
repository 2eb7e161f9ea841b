"""mingxiao pdf: the published pages of reports as PDF files."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli.one_file import place_in_site
from generator.cli.options import CONTENT_HAS_ERRORS
from generator.cli.options import find_given
from generator.cli.options import jobs_option
from generator.cli.options import require_site
from generator.cli.options import root_option
from generator.cli.writing import require_folder
from generator.model.identity import ReportId
from generator.pdf import NoPdfPrinter
from generator.pdf import print_reports
from generator.plan import plan as plan_site


@click.command(epilog="例：mingxiao pdf content/reports/gongxinju/industrial-development/2022.yml --out 打印")
@click.argument("reports", metavar="[REPORT.yml…]", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--site-dir",
    metavar="DIR",
    default="site",
    type=click.Path(path_type=Path),
    help="已构建的网站。",
    show_default=True,
)
@click.option(
    "--out", metavar="DIR", default="pdf", type=click.Path(path_type=Path), help="写到哪里。", show_default=True
)
@root_option
@jobs_option
def pdf(reports: tuple[Path, ...], site_dir: Path, out: Path, root: Path, jobs: int) -> None:
    """把报告的网页印成 PDF：A4、带书签和标签、内嵌字体。不写报告则印全部。先构建网站（make site）。"""
    require_site(root)
    known = {f"content/{id.path}": id for folder in plan_site(root).survey.projects for id in folder.ids()}
    chosen = [_known(find_given(each, root), root, known) for each in reports] or list(known.values())
    site = root / site_dir
    for each in chosen:
        if not (site / each.url / "index.html").is_file():
            raise click.UsageError(f"{site} 里没有 {each.url}，先构建网站。")
    require_folder(out)
    try:
        written = print_reports(site, chosen, out, jobs)
    except NoPdfPrinter as error:
        click.echo(f"没有装打印 PDF 的程序，用 make pdf。（{error}）", err=True)
        raise SystemExit(CONTENT_HAS_ERRORS) from error
    click.echo(f"写了 {len(written)} 个 PDF 到 {out}。", err=True)


def _known(path: Path, root: Path, known: dict[str, ReportId]) -> ReportId:
    found = known.get(place_in_site(path, root) or "")
    if found is None:
        raise click.UsageError(f"{path} 不是本站的报告。")
    return found
