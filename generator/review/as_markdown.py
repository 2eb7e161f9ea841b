"""A review as a comment: the summary in sight, each report folded away, never more than a comment can hold.

Everything that comes from content is made inert. Where not all of it fits, detail is left out and counted.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from typing import TypeVar

from generator.markdown.comment import fitting
from generator.markdown.comment import inert
from generator.personal import masked
from generator.review import words
from generator.review.model import Edit
from generator.review.model import FileChange
from generator.review.model import FindingChanges
from generator.review.model import GroupChange
from generator.review.model import GroupKind
from generator.review.model import Move
from generator.review.model import ReportChange
from generator.review.model import Review
from generator.review.model import State
from generator.review.moves import headlines

#: By this line a program finds the comment it wrote before.
MARK = "<!-- mingxiao diff -->"

#: How many entries a list shows, and then how many reports are told, until it fits.
_STEPS = (2000, 500, 200, 100, 50, 20, 10, 5, 2, 1, 0)

#: The heads of columns that stand to the right.
_NUMBERS = ("原来", "现在", "差")

#: How much of a text a cell shows.
_MOST = 160

Entry = TypeVar("Entry")


def as_markdown(review: Review) -> str:
    """A comment of at most 60,000 bytes."""
    return fitting(lambda most: "\n".join(_lines(review, most)) + "\n", _STEPS)


def _lines(review: Review, most: int) -> Iterator[str]:
    yield MARK
    yield "### 这次改动让公众看到什么变化"
    yield ""
    yield f"{inert(words.summary(review))}"
    for warning in words.warnings(review):
        yield ""
        yield f"> **注意** {inert(warning)}"
    site = next((each for each in review.groups if each.kind is GroupKind.SITE), None)
    if site and headlines(site.figures):
        yield ""
        yield from _moves(headlines(site.figures), 20, head="全站")
    reports = sorted((each for each in review.reports if each.is_visible), key=_urgency)
    for change in reports[: most * 2]:
        yield from _folded(_report_title(change), _report(change, most))
    yield from _more(len(reports) - most * 2, "份报告有变化")
    groups = review.groups
    if groups:
        yield from _folded(f"合计（{len(groups)}）", _groups(groups, most))
    if review.files:
        yield from _folded(f"其他文件（{len(review.files)}）", _files(review.files, most))
    silent = [each for each in review.reports if not each.is_visible]
    if silent:
        yield ""
        yield f"另有 {len(silent)} 份报告改动了注释、格式或不公开的内容，公众看到的没有变化。"
    yield ""
    yield f"<sub>{inert(words.compared(review.compared), 200)}</sub>"


def _urgency(change: ReportChange) -> tuple[bool, int]:
    """What a reviewer must see if not all fits: errors first, then what was otherwise before."""
    has_errors = bool(change.after and change.after.errors)
    return not has_errors, (State.CHANGED, State.MOVED, State.REMOVED, State.ADDED).index(change.state)


def _folded(title: str, lines: Iterable[str]) -> Iterator[str]:
    yield ""
    yield f"<details><summary>{title}</summary>"
    yield from lines
    yield ""
    yield "</details>"


def _report_title(change: ReportChange) -> str:
    counts = (
        (len(change.edits), "处改写"),
        (len(change.rows.added) + len(change.rows.removed) + len(change.rows.renamed), "行增删改名"),
        (len(change.statuses), "项状态变化"),
        (len(change.figures), "个数"),
        (change.findings.count, "处核对结果"),
    )
    told = "，".join(f"{count} {name}" for count, name in counts if count)
    return inert(words.headline(change), 100) + (f"（{told}）" if told else "")


def _report(change: ReportChange, most: int) -> Iterator[str]:
    yield ""
    yield inert(words.addresses(change), 300)
    if change.edits:
        yield ""
        yield from _table(("改写", "原来", "现在", "差", "位置"), map(_edit, change.edits[:most]))
        yield from _more(len(change.edits) - most, "处改写")
    rows = change.rows
    told = [
        *(f"- 新增：{inert(words.row_line(row), _MOST)}" for row in rows.added),
        *(f"- 删除：{inert(words.row_line(row), _MOST)}" for row in rows.removed),
        *(f"- 改名：{inert(words.row_line(row), _MOST)}" for row in rows.renamed),
        *(f"- 状态：{inert(words.flip_line(flip), _MOST)}" for flip in change.statuses),
    ]
    yield from _listed(told, most, "行")
    if rows.renumbered:
        yield ""
        yield f"{rows.renumbered} 行的行号变了，它们在网页上的地址随之改变。"
    figures, more = words.told_figures(change)
    if figures:
        yield ""
        yield from _moves(figures, most, more=more)
    yield from _listed(list(_findings(change.findings)), most, "处核对结果")


def _listed(lines: Sequence[str], most: int, what: str) -> Iterator[str]:
    if lines:
        yield ""
        yield from lines[:most]
        yield from _more(len(lines) - most, what)


def _more(count: int, what: str) -> Iterator[str]:
    if count > 0:
        yield ""
        yield f"还有 {count} {what}没有列出，运行 <code>mingxiao diff</code> 看全部。"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{''.join('---:|' if head in _NUMBERS else '---|' for head in heads)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def _edit(edit: Edit) -> tuple[str, ...]:
    place = edit.place or edit.place_before
    where = f"{place.path.rpartition('/')[2]}:{place.line}" if place else ""
    return tuple(inert(each, _MOST) for each in (*words.edit_line(edit), where))


def _moves(figures: Sequence[Move], most: int, *, head: str = "算出的数", more: int = 0) -> Iterator[str]:
    shown = figures[:most]
    if shown:
        yield from _table((head, "原来", "现在", "差"), map(_move, shown))
    yield from _more(len(figures) - len(shown) + more, "个数")


def _move(move: Move) -> tuple[str, ...]:
    after = words.value(move.after) + ("" if move.is_visible else "（印出来一样）")
    return tuple(
        inert(each, _MOST) for each in (move.label, words.value(move.before), after, words.difference(move))
    )


def _findings(findings: FindingChanges) -> Iterator[str]:
    for found in findings.appeared:
        yield f"- 新出现：{inert(words.found_line(found), 300)}（第 {found.place.line} 行）"
    for found in findings.gone:
        yield f"- 不再有：{inert(words.found_line(found), 300)}"
    for before, after in findings.changed:
        yield f"- 说法变了：{inert(words.found_line(after), 300)}（原来：{inert(before.message, 300)}）"


def _groups(groups: Sequence[GroupChange], most: int) -> Iterator[str]:
    for group in groups[: most * 2]:
        yield ""
        yield from _moves(group.figures, most, head=f"{inert(group.name, 60)}：合计")
    yield from _more(len(groups) - most * 2, "组合计")


def _files(files: Sequence[FileChange], most: int) -> Iterator[str]:
    told = []
    for file in files:
        told.append(f"- {words.STATES[file.state]}：{inert(masked(file.path), 200)}")
        told += [f"  - {'：'.join((each[0], ' → '.join(each[1:3])))}" for each in map(_edit, file.edits)]
        told += [f"  {line}" for line in _findings(file.findings)]
    yield from _listed(told, most * 2, "条")
