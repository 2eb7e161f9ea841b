"""Findings: what is wrong, unclear or remarkable in the content, and at which place."""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from enum import StrEnum

from generator.packing import Packed
from generator.personal import masked
from generator.personal import may_hold_personal_data
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
        """For people; a program needs the path whole."""
        return f"{masked(self.path)}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Finding(Packed):
    """One finding: the rule broken, where, what is there and what was expected, what to do.

    ``wording`` and ``hint`` are sentences with ``{name}`` slots filled from ``values``: kept apart so that
    the same finding can be said in another language. ``anchor`` is where it shows on the published page.
    ``accepted`` is the reason the report gives for letting it stand, if it gives one.

    Whatever a rule puts into a finding, personal data is hidden in it: findings are printed, commented, kept and
    published. So it is done here, before anyone can read one, and in `Lines` for the line a finding is shown with.
    """

    rule: str
    severity: Severity
    place: Place
    wording: str
    hint: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    anchor: str = ""
    accepted: str = ""

    def __post_init__(self) -> None:
        """Hide personal data in what comes from the content."""
        if not self.values and not self.accepted:
            return
        told = "。".join((*self.values.values(), self.accepted))
        if may_hold_personal_data((told,)) or _LARGE.search(told):
            values = {name: _hidden(value) for name, value in self.values.items()}
            if any(values[name] is not value for name, value in self.values.items()):
                values = {name: _without_large_numbers(value) for name, value in values.items()}
            object.__setattr__(self, "values", values)
            object.__setattr__(self, "accepted", masked(self.accepted))

    @property
    def message(self) -> Phrase:
        """The sentence, filled in; what only its parts together give away is hidden too."""
        sentence = Phrase(self.wording, self.values)
        hidden = masked(sentence)
        return sentence if hidden is sentence else Phrase(hidden)

    @property
    def advice(self) -> str:
        """What to do about it, filled in; empty where there is nothing to do. An address in a hint is our own example."""
        told = fill(self.hint, self.values) if self.hint else ""
        return masked(told) if masked(self.hint) is self.hint else told

    @property
    def sort_key(self) -> tuple[str, int, int, str]:
        """Findings are listed in the order an editor meets them in the file."""
        return (self.place.path, self.place.line, self.place.column, self.rule)


#: A number of eight digits or more, in thousands or not.
_LARGE = re.compile(r"\d(?:,?\d){7,}")


def _hidden(text: str) -> str:
    """The same with personal data hidden, also where it was taken for a number and printed in thousands."""
    hidden, plain = masked(text), text.replace(",", "")
    return hidden if hidden is not text or masked(plain) is plain else _without_large_numbers(text)


def _without_large_numbers(text: str) -> str:
    """The same without what may be computed from a telephone number, as a difference is, and would give it away."""
    return _LARGE.sub("***", text) if _LARGE.search(text) else text


def has_errors(findings: Iterable[Finding]) -> bool:
    """Whether any of the findings forbids publishing."""
    return any(finding.severity is Severity.ERROR for finding in findings)
