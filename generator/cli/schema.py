"""mingxiao schema: the JSON Schema of the report file."""

from __future__ import annotations

import json

import click
from rich.console import Console

from generator.cli.options import root_option
from generator.model.keys import Record
from generator.model.report import Report
from generator.model.schema import schema_of
from generator.model.site import Department
from generator.model.site import Project
from generator.model.site import Site
from generator.model.standard import Standard

#: The files of the content folder and what they hold.
_FILES: dict[str, tuple[type[Record], str]] = {
    "report": (Report, "项目绩效自评报告"),
    "project": (Project, "项目"),
    "department": (Department, "部门"),
    "site": (Site, "网站"),
    "standard": (Standard, "评分标准"),
}


@click.command(epilog="例：mingxiao schema > content/schema/report.json")
@click.option(
    "--file", "file", type=click.Choice(list(_FILES)), default="report", help="哪一种文件。", show_default=True
)
@root_option
def schema(file: str, root: object) -> None:
    """输出内容文件的 JSON Schema（标题和说明是中文），编辑器据此提示和补全。"""
    record, title = _FILES[file]
    Console().out(json.dumps(schema_of(record, title), ensure_ascii=False, indent=2), highlight=False)
