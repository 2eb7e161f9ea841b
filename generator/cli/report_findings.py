"""Findings for other programs, JSON, GitHub annotations, SARIF; and the table of all ways to write them."""

from __future__ import annotations

import json
from collections.abc import Callable
from collections.abc import Mapping
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.console import Console

from generator import __version__
from generator.findings import Finding
from generator.findings import Severity
from generator.findings_text import as_text
from generator.rules import RULES


def as_json(findings: Sequence[Finding], console: Console, _root: Path) -> None:
    """A list of {rule, severity, path, line, column, message, hint}."""
    _write(console, json.dumps([entry(finding) for finding in findings], ensure_ascii=False, indent=2))


def entry(finding: Finding) -> dict[str, Any]:
    """One finding as other programs read it."""
    return {
        "rule": finding.rule,
        "severity": str(finding.severity),
        "path": finding.place.path,
        "line": finding.place.line,
        "column": finding.place.column,
        "message": finding.message,
        "hint": finding.advice,
    }


def as_github(findings: Sequence[Finding], console: Console, _root: Path) -> None:
    """Workflow commands that GitHub shows at the line."""
    levels = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
    for finding in findings:
        place = finding.place
        message = _escaped(finding.message + (f"\n{finding.advice}" if finding.advice else ""))
        where = (
            f"file={_escaped_property(place.path)},line={place.line},col={place.column},"
            f"endColumn={place.column + place.length},title={finding.rule}"
        )
        _write(console, f"::{levels[finding.severity]} {where}::{message}")


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escaped_property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")


def as_sarif(findings: Sequence[Finding], console: Console, _root: Path) -> None:
    """SARIF 2.1.0, for code scanning services."""
    used = sorted({finding.rule for finding in findings})
    driver = {
        "name": "mingxiao",
        "version": __version__,
        "rules": [_sarif_rule(rule) for rule in used],
    }
    results = [_sarif_result(finding, used.index(finding.rule)) for finding in findings]
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}],
    }
    _write(console, json.dumps(log, ensure_ascii=False, indent=2))


def _sarif_rule(rule: str) -> dict[str, Any]:
    title, _, text = RULES[rule].partition("\n")
    return {"id": rule, "shortDescription": {"text": title}, "fullDescription": {"text": text.strip() or title}}


def _sarif_result(finding: Finding, index: int) -> dict[str, Any]:
    place = finding.place
    region = {"startLine": place.line, "startColumn": place.column, "endColumn": place.column + place.length}
    return {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": str(finding.severity),
        "message": {"text": " ".join(filter(None, (finding.message, finding.advice)))},
        "locations": [
            {"physicalLocation": {"artifactLocation": {"uri": place.path}, "region": region}},
        ],
    }


def _write(console: Console, text: str) -> None:
    console.out(text, highlight=False)


#: How findings can be written.
FORMATS: Mapping[str, Callable[[Sequence[Finding], Console, Path], None]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
    "sarif": as_sarif,
}
