"""Findings as a Code Quality report of GitLab: shown in a merge request."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from generator.annotations.fingerprints import fingerprints
from generator.findings import Finding
from generator.findings import Severity
from generator.git import place_in_repository

#: What forbids publishing blocks; GitLab's critical and minor stand for nothing of ours.
_SEVERITIES = {Severity.ERROR: "blocker", Severity.WARNING: "major", Severity.NOTE: "info"}


def as_gitlab(findings: Sequence[Finding], root: Path) -> str:
    """A list of Code Quality issues."""
    folder = place_in_repository(root)
    issues = [
        {
            "description": " ".join(filter(None, (finding.message, finding.advice))),
            "check_name": finding.rule,
            "fingerprint": fingerprint,
            "severity": _SEVERITIES[finding.severity],
            "location": {
                "path": folder + finding.place.path,
                "positions": {"begin": {"line": finding.place.line, "column": finding.place.column}},
                "lines": {"begin": finding.place.line},
            },
        }
        for finding, fingerprint in fingerprints(findings, root)
    ]
    return json.dumps(issues, ensure_ascii=False, indent=2)
