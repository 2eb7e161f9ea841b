"""Findings: what is wrong, unclear or remarkable in the content, and at which place."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from enum import StrEnum

from generator.packing import Packed
from generator.phrases import Phrase
from generator.phrases import fill

#: A line and a column, both counted from 1, columns in characters.
Spot = tuple[int, int]


class Severity(StrEnum):
    """How much a finding weighs: an error forbids publishing, a warning is published, a note is for editors."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


#: Most serious first: the order in which a summary counts them.
SEVERITIES = tuple(Severity)


@dataclass(frozen=True, slots=True)
class Place(Packed):
    """A stretch of a content file.

    ``path`` is relative to the site root with forward slashes, ``line`` and ``column`` count from 1,
    ``length`` is the number of characters meant.
    """

    path: str
    line: int = 1
    column: int = 1
    length: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Finding(Packed):
    """One finding: the rule broken, where, what is there and what was expected, what to do.

    ``wording`` and ``hint`` are sentences with ``{name}`` slots filled from ``values``: kept apart so that
    the same finding can be said in another language. ``anchor`` is where it shows on the published page.
    ``accepted`` is the reason the report gives for letting it stand, if it gives one.
    """

    rule: str
    severity: Severity
    place: Place
    wording: str
    hint: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    anchor: str = ""
    accepted: str = ""

    @property
    def message(self) -> Phrase:
        """The sentence, filled in."""
        return Phrase(self.wording, self.values)

    @property
    def advice(self) -> str:
        """What to do about it, filled in; empty where there is nothing to do."""
        return fill(self.hint, self.values)

    @property
    def sort_key(self) -> tuple[str, int, int, str]:
        """Findings are listed in the order an editor meets them in the file."""
        return (self.place.path, self.place.line, self.place.column, self.rule)


def has_errors(findings: Iterable[Finding]) -> bool:
    """Whether any of the findings forbids publishing."""
    return any(finding.severity is Severity.ERROR for finding in findings)
