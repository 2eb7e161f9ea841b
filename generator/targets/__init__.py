"""Targets: how a target as written is read, and whether an actual reaches it."""

from __future__ import annotations

from generator.targets.target import Comparator
from generator.targets.target import Deadline
from generator.targets.target import Target
from generator.targets.target import parse
from generator.targets.target import spelled_number
from generator.targets.verdict import Judgement
from generator.targets.verdict import Verdict
from generator.targets.verdict import judge

__all__ = [
    "Comparator",
    "Deadline",
    "Judgement",
    "Target",
    "Verdict",
    "judge",
    "parse",
    "spelled_number",
]
