"""The words of a review: the same in the terminal and in a comment."""

from __future__ import annotations

from decimal import ROUND_HALF_UP
from decimal import Decimal

from generator.checks.subject import ABSENT
from generator.checks.subject import amount
from generator.figures import STATUS_NAMES
from generator.figures import rounded
from generator.findings import Severity
from generator.personal import masked
from generator.review.model import Compared
from generator.review.model import Edit
from generator.review.model import Flip
from generator.review.model import Found
from generator.review.model import Move
from generator.review.model import ReportChange
from generator.review.model import Review
from generator.review.model import RowChange
from generator.review.model import RowKind
from generator.review.model import State
from generator.review.model import Value
from generator.review.moves import headlines

STATES = {State.ADDED: "新增", State.REMOVED: "删除", State.MOVED: "换了网址", State.CHANGED: "有改动"}
SEVERITIES = {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.NOTE: "说明"}

#: How much of a text is shown around what is different in it.
_AROUND = 12
#: A text up to this long is shown whole.
_SHORT = 40


def compared(each: Compared) -> str:
    """main（1a2b3c4d）→ 工作区."""
    sides = ((each.base, each.base_commit), (each.head or "工作区", each.head_commit))
    return " → ".join(
        f"{name}（{commit[:8]}）" if commit and not commit.startswith(name) else name for name, commit in sides
    )


def value(each: Value | None) -> str:
    """A figure as readers see it."""
    return each.words if each else ABSENT


def value_pair(move: Move) -> str:
    """Old → new; where both are printed alike, with the digits that are not printed."""
    if move.is_visible:
        return f"{value(move.before)} → {value(move.after)}"
    return f"{value(move.after)}（印出来一样）"


def difference(move: Move) -> str:
    """The difference with its sign and unit; "" where it has no meaning."""
    return signed(move.difference, move.difference_unit, is_small=not move.is_visible)


def signed(each: Decimal | None, unit: str, *, is_small: bool = False) -> str:
    """A difference, signed, with a true minus; a small one, that rounding would hide, with two digits that count."""
    if each is None or each == 0:
        return ""
    shown = rounded(each, unit)
    if is_small or shown == 0:
        shown = each.quantize(Decimal(1).scaleb(each.adjusted() - 1), ROUND_HALF_UP)
    return ("+" if each > 0 else "−") + amount(abs(shown), unit)


def edit_pair(edit: Edit) -> tuple[str, str]:
    """What was and what is written; of long texts the part that is not the same."""
    before, after = edit.before, edit.after
    if before is None or after is None or max(len(before), len(after)) <= _SHORT:
        return before if before is not None else "（没有写）", after if after is not None else "（没有写）"
    start = _shared(before, after)
    end = min(_shared(before[::-1], after[::-1]), min(len(before), len(after)) - start)
    first = max(start - _AROUND, 0)
    return _part(before, first, len(before) - end), _part(after, first, len(after) - end)


def _shared(one: str, other: str) -> int:
    """How many characters both begin with."""
    return next(
        (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


def _part(text: str, first: int, end: int) -> str:
    last = min(end + _AROUND, len(text))
    return ("…" if first else "") + text[first:last] + ("…" if last < len(text) else "")


def summary(review: Review) -> str:
    """What changes, in one sentence."""
    seen = [each for each in review.reports if each.is_visible]
    if not seen and not review.groups and not any(each.edits or each.findings.count for each in review.files):
        return "公众看到的内容没有变化。"
    states = [
        f"{sum(each.state is state for each in seen)} 份报告{words}"
        for state, words in STATES.items()
        if any(each.state is state for each in seen)
    ]
    changed = [each for each in seen if each.before and each.after]
    findings = [each.findings for each in seen] + [each.findings for each in review.files]
    counts = (
        (sum(len(each.edits) for each in seen), "处改写"),
        (sum(len(each.figures) for each in changed), "个数变了"),
        (sum(len(each.statuses) for each in seen), "项指标的达成状态变了"),
        (sum(len(each.rows.added) for each in seen), "行新增"),
        (sum(len(each.rows.removed) for each in seen), "行删除"),
        (sum(len(each.rows.renamed) for each in seen), "行改名"),
        (sum(len(each.appeared) for each in findings), "处核对结果新出现"),
        (sum(len(each.gone) for each in findings), "处核对结果不再出现"),
        (sum(len(each.figures) for each in review.groups), "个合计变了"),
    )
    reports = "、".join(states) or "报告没有变化"
    return "；".join((reports, *(f"{count} {words}" for count, words in counts if count))) + "。"


def warnings(review: Review) -> tuple[str, ...]:
    """What a reader of the review must know first."""
    found = []
    if review.errors_after:
        found.append(f"改后的内容有 {review.errors_after} 个错误，改正以前不会发布；这里只比较读得出的部分。")
    if review.errors_before:
        found.append(f"改前的内容有 {review.errors_before} 个错误，读不出的部分无从比较。")
    if review.unread:
        found.append(f"有 {len(review.unread)} 份报告读不了，改前、改后的合计里都没有它们。")
    return tuple(found)


def headline(change: ReportChange) -> str:
    """Which report, and what became of it."""
    return f"报告 {change.project} {change.year} 年：{STATES[change.state]}"


def addresses(change: ReportChange) -> str:
    """The report's address, or both; and where it could not be read."""
    before, after = change.before, change.after
    urls = dict.fromkeys(f"/{masked(each.url)}" for each in (before, after) if each)
    words = (
        "网址 "
        + " → ".join(urls)
        + ("（网址变了，旧网址不再有这份报告）" if change.state is State.MOVED else "")
    )
    unread = [name for name, each in (("改前", before), ("改后", after)) if each and not each.is_readable]
    return words + (f"；{'、'.join(unread)}的文件读不了，只列读得出的" if unread else "")


def edit_line(edit: Edit) -> tuple[str, str, str, str]:
    """What was written otherwise: what, before, after, difference."""
    before, after = edit_pair(edit)
    return edit.what, before, after, signed(edit.difference, edit.unit)


def row_line(row: RowChange) -> str:
    """A row that came, went or has another name."""
    kind = {RowKind.INDICATOR: "绩效指标", RowKind.BUDGET_LINE: "预算明细"}[row.kind]
    name = f"“{row.name_before}” → “{row.name}”" if row.name_before else f"“{row.name}”"
    group = f"（{row.group}）" if row.group else ""
    return f"{kind}第 {row.number} 行{name}{group}" + ("" if row.name_before else f"：{row.said}")


def flip_line(flip: Flip) -> str:
    """An indicator whose status is another."""
    return f"第 {flip.number} 行“{flip.name}”：{STATUS_NAMES[flip.before]} → {STATUS_NAMES[flip.after]}"


def found_line(found: Found) -> str:
    """A finding."""
    accepted = f"（部门说明：{found.accepted}）" if found.accepted else ""
    return f"{SEVERITIES[found.severity]}[{found.rule}] {found.message}{accepted}"


def told_figures(change: ReportChange) -> tuple[tuple[Move, ...], int]:
    """The figures to tell, and how many more there are: all that moved; of a report that came or went the headlines."""
    if change.before and change.after and change.before.is_readable and change.after.is_readable:
        return change.figures, 0
    told = headlines(change.figures)
    return told, len(change.figures) - len(told)
