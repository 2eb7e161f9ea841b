"""Findings as SARIF 2.1.0, for code scanning services."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from generator import __version__
from generator.annotations.fingerprints import fingerprints
from generator.checks import CHECKS
from generator.findings import Finding
from generator.findings import Severity
from generator.git import place_in_repository
from generator.rules import RULES


def as_sarif(findings: Sequence[Finding], root: Path) -> str:
    """A log with one run; each rule that was broken carries its own public text."""
    folder = place_in_repository(root)
    used = sorted({finding.rule for finding in findings})
    index = {rule: number for number, rule in enumerate(used)}
    run = {
        "tool": {
            "driver": {
                "name": "mingxiao",
                "fullName": "明效：项目绩效自评核对",
                "version": __version__,
                "rules": [_rule(rule) for rule in used],
            }
        },
        "language": "zh-CN",
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"SRCROOT": {"description": {"text": "仓库的根目录"}}},
        "results": [_result(each, index, mark, folder) for each, mark in fingerprints(findings, root)],
    }
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2)


def _rule(rule: str) -> dict[str, Any]:
    title, _, text = RULES[rule].partition("\n")
    severity = CHECKS[rule].severity if rule in CHECKS else Severity.ERROR
    return {
        "id": rule,
        "shortDescription": {"text": title},
        "fullDescription": {"text": text.strip() or title},
        "help": {"text": RULES[rule].strip()},
        "defaultConfiguration": {"level": str(severity)},
    }


def _result(finding: Finding, index: dict[str, int], fingerprint: str, folder: str) -> dict[str, Any]:
    place = finding.place
    region = {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.line,
        "endColumn": place.column + place.length,
    }
    artifact = {"uri": quote(folder + place.path, errors="replace"), "uriBaseId": "SRCROOT"}
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": index[finding.rule],
        "level": str(finding.severity),
        "message": {"text": " ".join(filter(None, (finding.message, finding.advice)))},
        "locations": [{"physicalLocation": {"artifactLocation": artifact, "region": region}}],
        "partialFingerprints": {"mingxiao/v1": fingerprint},
    }
    if finding.accepted:
        result["suppressions"] = [{"kind": "inSource", "status": "accepted", "justification": finding.accepted}]
    return result
