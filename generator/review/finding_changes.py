"""Findings of two versions: which appear, which are gone, which say something else."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from collections.abc import Hashable
from collections.abc import Iterable
from collections.abc import Mapping

from generator.findings import Finding
from generator.review.model import FindingChanges
from generator.review.model import Found

#: Values of a sentence that say which row is meant, and not what is wrong with it.
_NUMBERS = frozenset(("number", "earlier", "row"))

Key = Callable[[Finding], Hashable]


def finding_changes(
    before: Iterable[Finding], after: Iterable[Finding], anchors: Mapping[str, str]
) -> FindingChanges:
    """Compare findings by what they say and of what, never by their lines.

    ``anchors`` are the old address → the new one of rows and lines that are still there.
    """
    old, new = list(before), list(after)
    changed: list[tuple[Finding, Finding]] = []

    def place(finding: Finding) -> str:
        return anchors.get(finding.anchor, finding.anchor)

    def address(finding: Finding) -> str:
        return finding.anchor

    for one, other in ((_said_of(place), _said_of(address)), (_said, _said)):
        old, new, pairs = _without_pairs(old, new, one, other)
        changed += [pair for pair in pairs if _standing(pair[0]) != _standing(pair[1])]
    old, new, pairs = _without_pairs(old, new, _about(place), _about(address))
    changed += pairs
    return FindingChanges(
        tuple(map(_found, new)), tuple(map(_found, old)), tuple((_found(a), _found(b)) for a, b in changed)
    )


def _said(finding: Finding) -> Hashable:
    values = frozenset((name, value) for name, value in finding.values.items() if name not in _NUMBERS)
    return finding.rule, finding.wording, values


def _said_of(place: Callable[[Finding], str]) -> Key:
    return lambda finding: (_said(finding), place(finding))


def _about(place: Callable[[Finding], str]) -> Key:
    """The rule and what it speaks of: the statement's figure, or the row."""
    return lambda finding: (finding.rule, finding.values.get("label", "") or place(finding))


def _standing(finding: Finding) -> Hashable:
    return finding.severity, finding.accepted


def _without_pairs(
    old: list[Finding], new: list[Finding], key: Key, key_after: Key
) -> tuple[list[Finding], list[Finding], list[tuple[Finding, Finding]]]:
    """What is left of both without those that have the same key; and these pairs."""
    waiting: dict[Hashable, deque[Finding]] = {}
    for finding in old:
        waiting.setdefault(key(finding), deque()).append(finding)
    pairs, rest = [], []
    for finding in new:
        partners = waiting.get(key_after(finding))
        if partners:
            pairs.append((partners.popleft(), finding))
        else:
            rest.append(finding)
    taken = {id(one) for one, _ in pairs}
    return [finding for finding in old if id(finding) not in taken], rest, pairs


def _found(finding: Finding) -> Found:
    return Found(finding.rule, finding.severity, finding.message, finding.place, finding.accepted)
