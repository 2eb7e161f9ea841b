"""What a change does to what the public sees: the shape of a review. Its JSON has the same names.

``before`` is the version a change starts from (BASE), ``after`` the one it leads to (HEAD).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from generator.figures import Status
from generator.findings import Place
from generator.findings import Severity


class State(StrEnum):
    """What became of a report, a file, a group of reports."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"  # the same report under another address
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Value:
    """A figure in one version: exact, or by its bounds, or a text; ``words`` is how readers see it."""

    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    text: str
    unit: str
    words: str


@dataclass(frozen=True, slots=True)
class Move:
    """A figure that is not what it was.

    ``difference`` is exact and None where it has no meaning; rates differ by percentage points (百分点).
    ``is_visible``: whether it differs as it is printed too, and not only beyond the digits shown. ``lines`` are the
    YAML lines it now rests on.
    """

    id: str
    label: str
    before: Value | None
    after: Value | None
    difference: Decimal | None
    difference_unit: str
    is_visible: bool
    is_headline: bool
    lines: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Edit:
    """Something written otherwise: ``what`` in words, ``key`` as in the file; None where nothing is written.

    ``place`` is where it stands now, ``place_before`` where it stood.
    """

    what: str
    key: str
    before: str | None
    after: str | None
    difference: Decimal | None
    unit: str
    place: Place | None
    place_before: Place | None


@dataclass(frozen=True, slots=True)
class Flip:
    """An indicator whose status is another."""

    number: int
    name: str
    before: Status
    after: Status
    place: Place


class RowKind(StrEnum):
    """In which table a row stands."""

    INDICATOR = "indicator"
    BUDGET_LINE = "budget-line"


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row that was added, removed or renamed (then with the name it had). ``said`` is what it says."""

    kind: RowKind
    number: int
    name: str
    name_before: str
    group: str
    said: str
    place: Place


@dataclass(frozen=True, slots=True)
class RowChanges:
    """The rows of a report that came, went or have another name.

    ``renumbered`` counts rows without an id of their own that are still there under another number: their addresses
    on the page are others now.
    """

    added: tuple[RowChange, ...] = ()
    removed: tuple[RowChange, ...] = ()
    renamed: tuple[RowChange, ...] = ()
    renumbered: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """A finding of one version."""

    rule: str
    severity: Severity
    message: str
    place: Place
    accepted: str


@dataclass(frozen=True, slots=True)
class FindingChanges:
    """Findings that appear, that are gone, and that are still there but say something else (before, after)."""

    appeared: tuple[Found, ...] = ()
    gone: tuple[Found, ...] = ()
    changed: tuple[tuple[Found, Found], ...] = ()

    @property
    def count(self) -> int:
        """How many in all."""
        return len(self.appeared) + len(self.gone) + len(self.changed)


@dataclass(frozen=True, slots=True)
class Version:
    """A report in one version: its file, its address, whether it could be read, and how many errors it has."""

    path: str
    url: str
    is_readable: bool
    errors: int


@dataclass(frozen=True, slots=True)
class ReportChange:
    """What a change does to one report."""

    state: State
    project: str
    title: str
    year: int
    before: Version | None
    after: Version | None
    edits: tuple[Edit, ...] = ()
    rows: RowChanges = RowChanges()
    statuses: tuple[Flip, ...] = ()
    figures: tuple[Move, ...] = ()
    findings: FindingChanges = FindingChanges()

    @property
    def is_visible(self) -> bool:
        """Whether the public sees any of it."""
        rows = self.rows
        return self.state is not State.CHANGED or any(
            (
                self.edits,
                rows.added,
                rows.removed,
                rows.renamed,
                self.statuses,
                self.figures,
                self.findings.count,
            )
        )


@dataclass(frozen=True, slots=True)
class FileChange:
    """What a change does to a file that is no report: site.yml, a department.yml, a project.yml; or to any other."""

    path: str
    state: State
    edits: tuple[Edit, ...] = ()
    findings: FindingChanges = FindingChanges()


class GroupKind(StrEnum):
    """What reports are taken together for."""

    SITE = "site"
    YEAR = "year"
    DEPARTMENT = "department"
    PROJECT = "project"


@dataclass(frozen=True, slots=True)
class GroupChange:
    """What a change does to the figures of reports taken together, as the page at the address gives them."""

    kind: GroupKind
    url: str
    name: str
    state: State
    figures: tuple[Move, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """The two versions as they were named, and their commits; "" for the work tree."""

    base: str
    base_commit: str
    head: str
    head_commit: str


@dataclass(frozen=True, slots=True)
class Review:
    """What a change does to what the public sees.

    ``errors_before`` and ``errors_after`` count the errors in what was compared, and in what had to be read for the
    sums; ``unread`` are reports that a version has and cannot read, so that the sums of neither have them.
    """

    compared: Compared
    reports: tuple[ReportChange, ...]
    files: tuple[FileChange, ...]
    groups: tuple[GroupChange, ...]
    errors_before: int
    errors_after: int
    unread: tuple[str, ...] = ()
