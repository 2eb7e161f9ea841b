"""Revisions: what was corrected in a report after it was first published, and which figures each change moved."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass

from generator.assessment import AssessedReport
from generator.assessment import Desk
from generator.assessment import assess_report
from generator.checks.subject import ABSENT
from generator.checks.subject import value_words
from generator.figures import FIGURES
from generator.figures import Figures
from generator.history import History
from generator.history import Version
from generator.packing import Packed
from generator.pages.numbers import unit_word
from generator.personal import may_hold_personal_data
from generator.phrases import _
from generator.read import read_report

#: How many versions of a report are compared: of a report changed more often the older changes are at the forge.
MOST_VERSIONS = 10

#: The figures whose change is named; of others it is only counted.
_HEADLINES = (
    "budget.initial",
    "budget.total",
    "budget.spent",
    "budget.unspent",
    "budget.rate",
    "indicators.count",
    "indicators.met",
    "indicators.declared",
    "indicators.not_judged",
    "indicators.unmet",
    "subprojects.count",
    "score",
    "grade",
)


@dataclass(frozen=True, slots=True)
class Move:
    """A figure that a change moved, as shown before and after."""

    label: str
    unit: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Revision(Packed):
    """One entry in a report's history.

    A correction the department declares has ``what`` and ``reason``. A change of the data has a commit, the headline
    figures it moved, and the number of ``others``; ``is_readable`` is False where an older version cannot be read by
    this program. The first publication has a commit and nothing else.
    """

    day: str
    what: str = ""
    reason: str = ""
    commit: str = ""
    is_first: bool = False
    moves: tuple[Move, ...] = ()
    others: int = 0
    is_readable: bool = True


@dataclass(frozen=True, slots=True)
class Past:
    """What is known of a report's past: the version it is now, and what was changed before, newest first."""

    version: Version | None = None
    revisions: tuple[Revision, ...] = ()


def revisions(assessed: AssessedReport, desk: Desk, history: History) -> tuple[Revision, ...]:
    """The history of a report, newest first."""
    declared = [
        Revision(each.on.isoformat(), each.what, each.reason) for each in assessed.report.corrections if each.on
    ]
    found = [*declared, *_committed(assessed, desk, history)]
    return tuple(sorted(found, key=lambda each: each.day, reverse=True))


def is_changed(revisions: Iterable[Revision]) -> bool:
    """Whether anything happened after the first publication."""
    return any(not each.is_first for each in revisions)


def _committed(assessed: AssessedReport, desk: Desk, history: History) -> Iterator[Revision]:
    path = assessed.source.path
    versions = history.versions.get(path, ())
    if not versions:
        return
    older = versions[1 : MOST_VERSIONS + 1]
    figures = _figures(assessed, versions[0], desk, history) if older else None
    for version, earlier in zip(versions, older, strict=False):
        before = _figures(assessed, earlier, desk, history)
        yield _change(version, before, figures)
        figures = before
    if len(versions) <= MOST_VERSIONS + 1 and not history.is_partial:
        yield Revision(versions[-1].day, commit=versions[-1].commit, is_first=True)


def _figures(assessed: AssessedReport, version: Version, desk: Desk, history: History) -> Figures | None:
    """The figures of a version; None where it cannot be read."""
    data = history.content(assessed.source.path, version)
    if data is None:
        return None
    if data == assessed.source.text.encode():
        return assessed.figures
    read, _ = read_report(desk.root, assessed.source.path, assessed.id, data)
    return assess_report(read, desk, assessed.facts.before).figures if read else None


def _change(version: Version, before: Figures | None, after: Figures | None) -> Revision:
    if before is None or after is None:
        return Revision(version.day, commit=version.commit, is_readable=False)
    moves, others = [], 0
    for figure in FIGURES:
        if figure.each is not None or figure.id not in after or figure.id not in before:
            continue
        old, new = before[figure.id], after[figure.id]
        if (value_words(old), old.unit) == (value_words(new), new.unit):
            continue  # what is printed the same did not change for a reader
        if figure.id in _HEADLINES:
            moves.append(
                Move(
                    new.label,
                    "" if new.unit == "%" else unit_word(new.unit),
                    value_words(old),
                    value_words(new),
                )
            )
        else:
            others += 1
    moves += _stated(before, after)
    return Revision(version.day, commit=version.commit, moves=tuple(moves), others=others)


def _stated(before: Figures, after: Figures) -> Iterator[Move]:
    """What the department states outside its prose: its score and grade first of all."""
    old, new = before.report.stated, after.report.stated
    for id in dict.fromkeys((*old, *new)):
        computed = after.get(id) or before.get(id)
        if old.get(id) != new.get(id) and computed:
            yield Move(
                _("{figure}（报告所写）", figure=computed.label), "", _said(old.get(id)), _said(new.get(id))
            )


def _said(text: str | None) -> str:
    """What an older version stated; a version may have been corrected because it said too much."""
    return ABSENT if text is None else _("（略）") if may_hold_personal_data((text,)) else text
