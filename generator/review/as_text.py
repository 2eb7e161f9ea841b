"""A review for the terminal: everything, in plain lines.

No line begins with words of content, which could pass for a command to the runner of a workflow.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator

from generator.personal import masked
from generator.review import words
from generator.review.model import Edit
from generator.review.model import FileChange
from generator.review.model import FindingChanges
from generator.review.model import Move
from generator.review.model import ReportChange
from generator.review.model import Review


def as_text(review: Review) -> str:
    """What changes: in one sentence, then report by report, then the sums."""
    return "\n".join(map(_on_one_line, _lines(review)))


def _on_one_line(line: str) -> str:
    return "".join(each if each.isprintable() else " " for each in line)


def _lines(review: Review) -> Iterator[str]:
    yield words.compared(review.compared)
    yield words.summary(review)
    yield from words.warnings(review)
    for change in review.reports:
        if change.is_visible:
            yield ""
            yield words.headline(change)
            yield f"  {words.addresses(change)}"
            yield from _report(change)
    for group in review.groups:
        yield ""
        yield f"合计 {group.name}（/{group.url}）"
        yield from map(_move, group.figures)
    if review.files:
        yield ""
        yield "其他文件"
        for file in review.files:
            yield from _file(file)
    if silent := [each for each in review.reports if not each.is_visible]:
        yield ""
        yield "改动了，但公众看到的没有变化（注释、格式或不公开的内容）"
        yield from (f"  {masked(each.after.path)}" for each in silent if each.after)


def _report(change: ReportChange) -> Iterator[str]:
    yield from _titled("改写", map(_edit, change.edits))
    rows = change.rows
    yield from _titled(
        "行",
        (
            *(f"    + {words.row_line(row)}  {row.place}" for row in rows.added),
            *(f"    − {words.row_line(row)}  {row.place}（改前）" for row in rows.removed),
            *(f"    ~ 改名：{words.row_line(row)}  {row.place}" for row in rows.renamed),
            *(
                (f"    {rows.renumbered} 行的行号变了，它们在网页上的地址随之改变。",)
                if rows.renumbered
                else ()
            ),
        ),
    )
    yield from _titled("达成状态", (f"    · {words.flip_line(flip)}  {flip.place}" for flip in change.statuses))
    figures, more = words.told_figures(change)
    told = [*map(_move, figures), *([f"    另有 {more} 个数，见 --format json。"] if more else [])]
    yield from _titled("算出的数", told)
    yield from _titled("核对结果", _findings(change.findings))


def _titled(title: str, lines: Iterable[str]) -> Iterator[str]:
    told = list(lines)
    if told:
        yield f"  {title}"
        yield from told


def _edit(edit: Edit) -> str:
    what, before, after, difference = words.edit_line(edit)
    place = edit.place or edit.place_before
    return f"    · {what}：{before} → {after}{_in_brackets(difference)}  {place or ''}".rstrip()


def _move(move: Move) -> str:
    return f"    · {move.label}（{move.id}）：{words.value_pair(move)}{_in_brackets(words.difference(move))}"


def _in_brackets(text: str) -> str:
    return f"（{text}）" if text else ""


def _findings(findings: FindingChanges) -> Iterator[str]:
    for found in findings.appeared:
        yield f"    + {words.found_line(found)}  {found.place}"
    for found in findings.gone:
        yield f"    − {words.found_line(found)}"
    for before, after in findings.changed:
        yield f"    ~ {words.found_line(after)}  {after.place}"
        yield f"      原来：{words.found_line(before)}"


def _file(file: FileChange) -> Iterator[str]:
    yield f"  {masked(file.path)}：{words.STATES[file.state]}"
    yield from map(_edit, file.edits)
    yield from _findings(file.findings)
