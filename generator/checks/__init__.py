"""Checks: what is looked for in a report. One module a rule, named for the fault; its docstring is its public text."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from types import ModuleType

from generator.checks import acceptance_unneeded
from generator.checks import actual_repeats_target
from generator.checks import amount_missing
from generator.checks import benefit_missing
from generator.checks import brace_unpaired
from generator.checks import breakdown_differs
from generator.checks import declared_contradicted
from generator.checks import far_exceeded
from generator.checks import figure_unknown
from generator.checks import grade_differs
from generator.checks import group_score_differs
from generator.checks import id_repeated
from generator.checks import indicator_not_judged
from generator.checks import indicator_repeated
from generator.checks import item_score_differs
from generator.checks import link_unsafe
from generator.checks import listed_scores_differ
from generator.checks import markup_in_prose
from generator.checks import nothing_spent
from generator.checks import number_untied
from generator.checks import overspent
from generator.checks import personal_data
from generator.checks import personal_data_likely
from generator.checks import rate_of_nothing
from generator.checks import satisfaction_missing
from generator.checks import score_above_cap
from generator.checks import standard_unknown
from generator.checks import stated_differs
from generator.checks import stated_uncheckable
from generator.checks import stated_unconfirmed
from generator.checks import stated_unreadable
from generator.checks import status_differs
from generator.checks import target_after_year
from generator.checks import target_in_name
from generator.checks import target_missing
from generator.checks import title_numbered
from generator.checks import total_among_lines
from generator.checks import type_unknown
from generator.checks import unit_differs
from generator.checks import weights_off
from generator.checks.elsewhere import check_line
from generator.checks.elsewhere import check_name
from generator.checks.elsewhere import check_texts
from generator.checks.subject import Fault
from generator.checks.subject import Subject
from generator.findings import Finding
from generator.findings import Place
from generator.findings import Severity
from generator.model.report import Accepted
from generator.model.site import Site
from generator.phrases import Phrase


@dataclass(frozen=True, slots=True)
class Check:
    """A rule: its name, how much it weighs, its public text, and the function that looks for it."""

    rule: str
    severity: Severity
    text: str
    find: Callable[[Subject], Iterator[Fault]]

    @property
    def title(self) -> Phrase:
        """The first line of its public text."""
        return Phrase(self.text.partition("\n")[0].rstrip("。"))

    @property
    def paragraphs(self) -> tuple[Phrase, ...]:
        """The rest of it, each paragraph on one line."""
        paragraphs = self.text.partition("\n")[2].strip().split("\n\n")
        return tuple(Phrase(each.replace("\n", "")) for each in paragraphs if each)


def _check(module: ModuleType) -> Check:
    rule = module.__name__.rpartition(".")[2].replace("_", "-")
    return Check(rule, module.SEVERITY, (module.__doc__ or "").strip(), module.check)


#: The rules in the order of the method page: statements, indicators, budget, score, words.
CHECKS: Mapping[str, Check] = {
    check.rule: check
    for check in map(
        _check,
        (
            stated_differs,
            stated_unconfirmed,
            stated_uncheckable,
            stated_unreadable,
            figure_unknown,
            brace_unpaired,
            number_untied,
            status_differs,
            declared_contradicted,
            indicator_not_judged,
            unit_differs,
            actual_repeats_target,
            target_in_name,
            target_missing,
            target_after_year,
            far_exceeded,
            indicator_repeated,
            id_repeated,
            type_unknown,
            benefit_missing,
            satisfaction_missing,
            nothing_spent,
            overspent,
            amount_missing,
            total_among_lines,
            breakdown_differs,
            rate_of_nothing,
            listed_scores_differ,
            item_score_differs,
            group_score_differs,
            grade_differs,
            weights_off,
            score_above_cap,
            standard_unknown,
            personal_data,
            personal_data_likely,
            link_unsafe,
            markup_in_prose,
            title_numbered,
            acceptance_unneeded,
        ),
    )
}


def check_report(subject: Subject) -> list[Finding]:
    """Every finding of a report, in the order of its file; accepted ones carry the report's reason."""
    findings: list[Finding] = []
    accepted = {(each.rule, each.row): each for each in reversed(subject.report.accepted)}
    used: set[tuple[str, str]] = set()
    for check in CHECKS.values():
        if check.rule != _LAST:
            for fault in _first_of(check.find(subject)):
                acceptance = None
                if check.severity is not Severity.ERROR:
                    acceptance = accepted.get((check.rule, fault.row)) or accepted.get((check.rule, ""))
                if acceptance:
                    used.add((acceptance.rule, acceptance.row))
                findings.append(_finding(check, fault, acceptance))
    findings += [
        _finding(CHECKS[_LAST], fault, None) for fault in _first_of(acceptance_unneeded.check(subject, used))
    ]
    return sorted(findings, key=lambda finding: finding.sort_key)


#: A report with more of the same is no report: the first ones tell what it is.
_MOST_OF_THE_SAME = 5000


def _first_of(faults: Iterator[Fault]) -> Iterator[Fault]:
    """The first faults of a rule; of the rest, how many there are."""
    yield from islice(faults, _MOST_OF_THE_SAME)
    for fault in faults:
        more = 1 + sum(1 for _ in faults)
        yield Fault(
            fault.place, "从这里起还有 {more} 处同样的问题。", "先处理前面列出的。", {"more": str(more)}
        )


def check_site(site: Site, path: str, standards: Iterable[str]) -> Iterator[Finding]:
    """A scoring standard that the site names for all reports and nobody has; ``standards`` are the names there are."""
    known = tuple(standards)
    if site.standard and site.standard not in known:
        place = Place(path, *site.spot("standard"), len(site.standard))
        yield _finding(CHECKS["standard-unknown"], standard_unknown.fault(place, site.standard, known), None)


#: Looks at what all the others found.
_LAST = "acceptance-unneeded"


def _finding(check: Check, fault: Fault, acceptance: Accepted | None) -> Finding:
    return Finding(
        check.rule,
        Severity.NOTE if acceptance else check.severity,
        fault.place,
        fault.wording,
        fault.hint,
        fault.values,
        fault.anchor,
        acceptance.reason if acceptance else "",
    )


__all__ = [
    "CHECKS",
    "Check",
    "Fault",
    "Subject",
    "check_line",
    "check_name",
    "check_report",
    "check_site",
    "check_texts",
]
