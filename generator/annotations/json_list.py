"""Findings as a list of objects: the form the contract fixes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from generator.findings import Finding


def as_json(findings: Sequence[Finding], _root: Path) -> str:
    """A list of {rule, severity, path, line, column, message, hint}."""
    return json.dumps([entry(finding) for finding in findings], ensure_ascii=False, indent=2)


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
