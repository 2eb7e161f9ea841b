"""Every rule by name with its public text: those of reading and those of checking."""

from __future__ import annotations

from collections.abc import Mapping

from generator.checks import CHECKS
from generator.read import READING_RULES

RULES: Mapping[str, str] = {**READING_RULES, **{rule: check.text for rule, check in CHECKS.items()}}
