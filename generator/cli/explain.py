"""mingxiao explain: a rule's or a figure's own text."""

from __future__ import annotations

from difflib import get_close_matches

import click
from rich.console import Console

from generator.cli.options import root_option
from generator.figures import FIGURES
from generator.rules import RULES


@click.command(epilog="例：mingxiao explain stated-differs；mingxiao explain budget.rate")
@click.argument("name", metavar="RULE-OR-FIGURE")
@root_option
def explain(name: str, root: object) -> None:
    """说明一条规则或一个指标：它是什么、为什么、怎么办、怎么算。"""
    console = Console()
    if name in RULES:
        console.out(f"{name}\n\n{RULES[name]}", highlight=False)
        return
    found = FIGURES.find(name)
    if found is None:
        near = get_close_matches(name, [*RULES, *(figure.id for figure in FIGURES)], n=3, cutoff=0.3)
        raise click.UsageError(f"没有名为 {name} 的规则或指标。最接近的是：{'、'.join(near) or '（没有）'}。")
    figure = found[0]
    unit = {"money": "金额单位", "own": "该行目标的单位", "": "无"}.get(figure.unit, figure.unit)
    label = figure.label.replace("{name}", "（名称）")
    console.out(f"{figure.id}\n\n{label}\n\n公式：{FIGURES.words(figure)}\n单位：{unit}", highlight=False)
