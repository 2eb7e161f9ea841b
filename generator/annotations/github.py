"""Findings as GitHub's workflow commands: shown at their lines in a pull request."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from generator.findings import Finding
from generator.findings import Severity
from generator.git import place_in_repository

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def as_github(findings: Sequence[Finding], root: Path) -> str:
    """One command a line. Of each level GitHub shows the first ten of a step."""
    folder = place_in_repository(root)
    return "\n".join(_command(finding, folder) for finding in findings)


def _command(finding: Finding, folder: str) -> str:
    place = finding.place
    message = "\n".join(filter(None, (finding.message, finding.advice, _reason(finding))))
    where = (
        f"file={_property(folder + place.path)},line={place.line},endLine={place.line},col={place.column},"
        f"endColumn={place.column + place.length},title={_property(finding.rule)}"
    )
    return f"::{_LEVELS[finding.severity]} {where}::{_escaped(message)}"


def _reason(finding: Finding) -> str:
    return f"部门说明：{finding.accepted}" if finding.accepted else ""


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
