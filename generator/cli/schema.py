"""mingxiao schema: the JSON Schema of content files, by which editors complete, explain and warn."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli.options import root_option
from generator.cli.writing import require_folder
from generator.schemas import SCHEMAS
from generator.schemas import schema_text


@click.command(epilog="例：mingxiao schema > content/schema/report.json；mingxiao schema --out content/schema")
@click.option(
    "--for", "kind", type=click.Choice(list(SCHEMAS)), default="report", help="哪一种文件。", show_default=True
)
@click.option(
    "--out",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="把每一种文件的 Schema 都写进这个文件夹。",
)
@root_option
def schema(kind: str, out: Path | None, root: Path) -> None:
    """输出内容文件的 JSON Schema（标题、说明和例子是中文），编辑器据此补全、提示和检查。"""
    if out is None:
        click.echo(schema_text(kind), nl=False)
        return
    folder = root / out
    require_folder(folder)
    for each in SCHEMAS:
        (folder / f"{each}.json").write_text(schema_text(each), encoding="utf-8")
    click.echo(f"写了 {len(SCHEMAS)} 个文件到 {folder}。", err=True)
