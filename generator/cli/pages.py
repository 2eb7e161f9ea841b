"""mingxiao pages: the generated Markdown pages, as MkDocs is given them."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli.options import CONTENT_HAS_ERRORS
from generator.cli.options import jobs_option
from generator.cli.options import require_site
from generator.cli.options import root_option
from generator.cli.writing import require_folder
from generator.site import write_pages

#: What such a folder is known by.
_SIGNS = ("index.md", "methods.md")


@click.command(epilog="例：mingxiao pages --out 页面")
@click.option(
    "--out",
    metavar="DIR",
    default="pages",
    type=click.Path(path_type=Path),
    help="写到哪个文件夹。",
    show_default=True,
)
@root_option
@jobs_option
def pages(out: Path, root: Path, jobs: int) -> None:
    """把程序生成的 Markdown 页面写到文件夹里（与交给 MkDocs 的完全相同）。"""
    require_site(root)
    require_folder(out, _SIGNS)
    written, has_mistakes = write_pages(root, out, jobs)
    click.echo(f"写了 {written} 个页面到 {out}。", err=True)
    if has_mistakes:
        click.echo("内容有错误，运行 mingxiao check 查看。", err=True)
        raise SystemExit(CONTENT_HAS_ERRORS)
