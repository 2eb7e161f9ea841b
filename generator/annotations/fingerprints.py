"""Fingerprints: what a finding is recognised by when lines are inserted above it, or it is said in other words."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from collections.abc import Iterator
from pathlib import Path

from generator.findings import Finding
from generator.findings_text import Lines


def fingerprints(findings: Iterable[Finding], root: Path) -> Iterator[tuple[Finding, str]]:
    """Each finding with its fingerprint: its file, its rule and what its line says; of equal ones, which it is."""
    lines, seen = Lines(root), Counter[tuple[str, str, str]]()
    for finding in findings:
        place = finding.place
        key = (place.path, finding.rule, lines.line(place.path, place.line).strip())
        seen[key] += 1
        yield (
            finding,
            hashlib.sha256("\0".join((*key, str(seen[key]))).encode(errors="replace")).hexdigest()[:40],
        )
