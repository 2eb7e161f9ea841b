"""mingxiao figures: every figure of one report."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from generator.assessment import AssessedReport
from generator.checks.subject import Assertion
from generator.cli.one_file import assess_file
from generator.cli.one_file import place_in_site
from generator.cli.one_file import plan_for
from generator.cli.options import CONTENT_HAS_ERRORS
from generator.cli.options import find_given
from generator.cli.options import format_option
from generator.cli.options import root_option
from generator.figures import FIGURES
from generator.figures import Computed
from generator.figures import rounded
from generator.findings import Severity
from generator.findings_text import as_text
from generator.statements import Agreement


@click.command(epilog="例：mingxiao figures content/reports/gongxinju/industrial-development/2022.yml")
@click.argument("report", metavar="REPORT.yml", type=click.Path(path_type=Path))
@format_option("text", "json")
@root_option
def figures(report: Path, style: str, root: Path) -> None:
    """列出一份报告的全部指标：数值、公式、所依据的 YAML 行、报告自己的说法及是否一致。"""
    report = find_given(report, root)
    if not report.is_file():
        raise click.UsageError(f"{report} 不是文件。")
    assessed, findings = assess_file(report, plan_for(report, root))
    errors = sorted(
        (each for each in findings if each.severity is Severity.ERROR), key=lambda each: each.sort_key
    )
    if assessed is None or errors:
        as_text(errors, Console(stderr=True), root if place_in_site(report, root) else Path.cwd())
        raise SystemExit(CONTENT_HAS_ERRORS)
    entries = figure_entries(assessed)
    if style == "json":
        Console().out(json.dumps(entries, ensure_ascii=False, indent=2), highlight=False)
    else:
        _print(entries)


def figure_entries(assessed: AssessedReport) -> dict[str, dict[str, Any]]:
    """Figure id → value, unit, label, formula, YAML lines; with what the report states of it and whether it agrees."""
    stated = assessed.subject.assertions_of
    return {id: _entry(assessed.figures[id], stated.get(id, ())) for id in assessed.figures.ids()}


def _entry(computed: Computed, stated: Sequence[Assertion]) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "value": computed.plain or None,
        "unit": computed.unit,
        "label": computed.label,
        "formula": FIGURES.words(computed.figure),
        "lines": list(computed.lines),
    }
    if computed.low != computed.high:
        for end, bound in (("low", computed.low), ("high", computed.high)):
            entry[end] = None if bound is None else f"{rounded(bound, computed.unit):f}"
    if stated:
        held = [(each.stated, each.comparison.agreement) for each in stated if each.comparison]
        entry["stated"], agreement = next((each for each in held if each[1] is not Agreement.AGREES), held[0])
        entry["agrees"] = {Agreement.AGREES: True, Agreement.DIFFERS: False}.get(agreement)
    return entry


def _print(entries: dict[str, dict[str, Any]]) -> None:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for head, justify in (
        ("指标", "left"),
        ("数值", "right"),
        ("单位", "left"),
        ("名称", "left"),
        ("报告自述", "left"),
    ):
        table.add_column(head, justify=justify, overflow="fold")  # type: ignore[arg-type]
    marks = {True: "✓", False: "✕", None: "?"}
    for id, entry in entries.items():
        value = entry["value"] or (f"{entry['low']}–{entry['high'] or '…'}" if "low" in entry else "—")
        stated = f"{entry['stated']} {marks[entry['agrees']]}" if "stated" in entry else ""
        table.add_row(id, value, entry["unit"], entry["label"], stated)
    Console().print(table)
