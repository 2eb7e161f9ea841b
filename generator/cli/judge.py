"""mingxiao judge: how a target is read, and whether an actual reaches it."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from generator.cli.options import format_option
from generator.cli.options import root_option
from generator.model.terms import TYPES
from generator.model.terms import type_code
from generator.targets import Judgement
from generator.targets import Verdict
from generator.targets import judge as judge_texts

_WORDS = {
    Verdict.MET: "达成",
    Verdict.UNMET: "未达成",
    Verdict.DECLARED: "只是自述，无从计算",
    Verdict.NOT_JUDGED: "不判定，请人看",
    Verdict.NONE: "没有目标",
}


@click.command(epilog="例：mingxiao judge '≥95%' '评审项目办结率 100%' --type quality")
@click.argument("target", required=False)
@click.argument("actual", required=False)
@click.option("--type", "type_", metavar="TYPE", default="", help=f"二级指标：{'|'.join(TYPES)}，或中文写法。")
@click.option(
    "--tsv",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="表格文件，列 target、actual、type。",
)
@format_option("text", "json")
@root_option
def judge(
    target: str | None, actual: str | None, type_: str, tsv: Path | None, style: str, root: object
) -> None:
    """看一个目标怎样读、实际完成值是否达到。拿不准的一律不判定。"""
    if tsv is None and (target is None or actual is None):
        raise click.UsageError("写明 TARGET 和 ACTUAL，或用 --tsv 给一个表格文件。")
    if tsv is not None and target is not None:
        raise click.UsageError("TARGET、ACTUAL 和 --tsv 只能用一种。")
    code = type_code(type_)
    if type_ and not code:
        raise click.UsageError(f"没有 {type_} 这种二级指标；可用：{'、'.join(TYPES)}。")
    judged = [judge_texts(target or "", actual or "", code)] if tsv is None else _judge_file(tsv, code)
    if style == "json":
        entries = [_entry(each) for each in judged]
        text = json.dumps(entries[0] if tsv is None else entries, ensure_ascii=False, indent=2)
        Console().out(text, highlight=False)
        return
    for each in judged:
        Console().out(_line(each), highlight=False)


def _judge_file(path: Path, default: str) -> list[Judgement]:
    try:
        return _judged(path, default)
    except UnicodeDecodeError as error:
        raise click.UsageError(f"{path} 不是 UTF-8 编码，请另存为 UTF-8。") from error
    except csv.Error as error:
        raise click.UsageError(f"{path} 不能按表格读：{error}。") from error


def _judged(path: Path, default: str) -> list[Judgement]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        if not {"target", "actual"} <= set(rows.fieldnames or ()):
            raise click.UsageError(f"{path} 的第一行要有 target 和 actual 两列，用制表符分隔。")
        return [
            judge_texts(row["target"] or "", row["actual"] or "", type_code(row.get("type") or "") or default)
            for row in rows
        ]


def _entry(judgement: Judgement) -> dict[str, Any]:
    target, completion = judgement.target, judgement.completion_percent
    entry: dict[str, Any] = {
        "comparator": str(target.comparator),
        "value": target.value,
        "unit": target.unit,
        "verdict": str(judgement.verdict),
        "completion": None if completion is None else f"{completion:f}",
    }
    if judgement.is_at_least:
        entry["completion_is_at_least"] = True
    return entry


def _line(judgement: Judgement) -> str:
    entry = _entry(judgement)
    read = " ".join(filter(None, (entry["comparator"], entry["value"], entry["unit"])))
    completion = (
        f"，完成度{'至少' if judgement.is_at_least else ''} {entry['completion']}%"
        if entry["completion"]
        else ""
    )
    return f"{entry['verdict']}（{_WORDS[judgement.verdict]}）：目标读作 {read}{completion}"
