"""mingxiao build: check, then publish the site."""

from __future__ import annotations

import logging
from pathlib import Path

import click

from generator.cli.options import jobs_option
from generator.cli.options import require_site
from generator.cli.options import root_option
from generator.mkdocs_plugin import Refused
from generator.mkdocs_plugin import build as build_site


@click.command(epilog="例：mingxiao build --site-dir /srv/www/jixiao")
@click.option(
    "--site-dir",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="网站放在哪里，默认 site。",
)
@click.option("--clean", is_flag=True, help="不用以前留下的中间结果，从头做起。")
@click.option(
    "--executor",
    metavar="地址",
    default="",
    help="在别的机器上做每个项目的工作：dask://主机:端口。默认用本机的处理器。",
)
@root_option
@jobs_option
def build(site_dir: Path | None, clean: bool, executor: str, root: Path, jobs: int) -> None:
    """检查内容，然后发布网站。

    内容有错误就什么也不发布，原来的网站保持不变，以 1 退出。
    """
    require_site(root)
    if not (root / "mkdocs.yml").is_file():
        raise click.UsageError(f"{root} 下没有 mkdocs.yml。用 -C 指定网站根目录。")
    handler = logging.StreamHandler()
    handler.setLevel(logging.WARNING)
    logging.getLogger("mkdocs").addHandler(handler)
    try:
        done = build_site(root, site_dir=site_dir, jobs=jobs, clean=clean, executor=executor)
    except Refused as error:
        click.echo(str(error), err=True)
        raise SystemExit(error.code) from error
    finally:
        logging.getLogger("mkdocs").removeHandler(handler)
    click.echo(f"已发布 {done.reports} 份报告、{done.pages} 个页面到 {done.folder}。", err=True)
