"""The review: two versions of the content read from git, compared where they are not the same."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from contextlib import ExitStack
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

from generator.assessment import Desk
from generator.findings import Finding
from generator.findings import has_errors
from generator.git import RevisionUnknown
from generator.model.identity import RESERVED
from generator.model.identity import SLUG
from generator.model.identity import ReportId
from generator.model.keys import Record
from generator.model.site import Department
from generator.model.site import Site
from generator.plan import Plan
from generator.plan import plan
from generator.progress import counted
from generator.read import STOPS
from generator.read import ProjectFolder
from generator.read.selection import CONTENT
from generator.read.selection import REPORTS
from generator.read.selection import STANDARDS
from generator.review.edits import Where
from generator.review.edits import edits
from generator.review.finding_changes import finding_changes
from generator.review.groups import All
from generator.review.groups import group_changes
from generator.review.groups import touched
from generator.review.model import Compared
from generator.review.model import Edit
from generator.review.model import FileChange
from generator.review.model import FindingChanges
from generator.review.model import Review
from generator.review.model import State
from generator.review.reports import Outcome
from generator.review.reports import Task
from generator.review.reports import compare_all
from generator.review.rest import Rest
from generator.review.rest import Stored
from generator.review.rest import read_rest
from generator.trees import FILE
from generator.trees import Tree
from generator.trees import renames
from generator.trees import tree_of
from generator.trees import work_tree
from generator.work import map_in_order

#: A report that is gone and one that is new are the same moved one where so much of them is, in percent of the lines.
MOVED_IF_ALIKE = 80

_REPORT = re.compile(rf"{REPORTS}/({SLUG.pattern})/({SLUG.pattern})/((?:19|[2-9]\d)\d\d)\.yml", re.ASCII)
_READ = re.compile(
    rf"{CONTENT}/site\.yml|{STANDARDS}/[^/]+\.yml|{REPORTS}/[^/]+/(?:department|[^/]+/[^/]+)\.yml"
)
_PROJECT = re.compile(rf"({REPORTS}/[^/]+/[^/]+)/.+")

#: A project: the slugs of its department and its own.
ProjectKey = tuple[str, str]


def review(root: Path, base: str, head: str = "", jobs: int = 0) -> Review:
    """What the public sees otherwise in HEAD, or in the work tree where no HEAD is named, than in BASE.

    RevisionUnknown where one of them does not exist. Only what is not the same in both is computed.
    """
    with _trees(root, base, head) as (before, after), tempfile.TemporaryDirectory(prefix="mingxiao-") as kept:
        if not before.files and not after.files:
            raise RevisionUnknown(f"两个版本里都没有 {CONTENT} 文件夹，不是网站根目录。用 -C 指定。")
        changed = frozenset(
            path
            for path in before.files.keys() | after.files.keys()
            if before.files.get(path) != after.files.get(path)
        )
        folders = Path(kept)
        for tree, name in ((before, "before"), (after, "after")):
            _write_shared(tree, changed, folders / name)
        projects = _changed_projects(before, after, changed, folders)
        for tree, name in ((before, "before"), (after, "after")):
            _write_projects(tree, projects, folders / name)
        plans = plan(folders / "before"), plan(folders / "after")
        outcomes = _outcomes(plans, before, after, changed, jobs)
        rest = partial(_read_rest, after, projects, plans[1].desk, jobs)
        return _review(
            Compared(base, before.commit, head, after.commit), plans, outcomes, changed, rest, (before, after)
        )


@contextmanager
def _trees(root: Path, base: str, head: str) -> Iterator[tuple[Tree, Tree]]:
    with ExitStack() as stack:
        before = tree_of(root, CONTENT, base)
        after = tree_of(root, CONTENT, head) if head else stack.enter_context(work_tree(root, CONTENT))
        yield before, after


def _write_shared(tree: Tree, changed: Iterable[str], into: Path) -> None:
    """Write what every report may rest on, and let be seen what is not the same."""
    into.mkdir(parents=True)
    shared = [path for path in tree.files if _READ.fullmatch(path) and not _PROJECT.fullmatch(path)]
    tree.write(shared, into)
    others = {path for path in changed if path in tree.files and not _PROJECT.fullmatch(path)}
    tree.outline(others - set(shared), into)
    tree.outline_folders((path.rpartition("/")[0] for path in _projects(tree.files)), into)


def _projects(paths: Iterable[str]) -> frozenset[str]:
    """The folders of the projects that files lie in."""
    return frozenset(match[1] for path in paths if (match := _PROJECT.fullmatch(path)))


def _write_projects(tree: Tree, projects: Iterable[str], into: Path) -> None:
    """Write the projects: what is read of them, and of the rest only that it is there."""
    wanted = set(projects)
    paths = [path for path in tree.files if (match := _PROJECT.fullmatch(path)) and match[1] in wanted]
    read = [path for path in paths if _READ.fullmatch(path)]
    tree.write(read, into)
    tree.outline(set(paths) - set(read), into)


def _changed_projects(before: Tree, after: Tree, changed: Iterable[str], folders: Path) -> frozenset[str]:
    """The folders of the projects to compute: those with a changed file, or all where what all rest on has changed."""
    rests = [_all_rest_on(plan(folders / name).desk) for name in ("before", "after")]
    return _projects(changed if rests[0] == rests[1] else (*before.files, *after.files))


def _all_rest_on(desk: Desk) -> tuple[object, ...]:
    """What of the whole site the figures and findings of every report are computed from."""
    return desk.site.money_unit, desk.site.far_exceeded, desk.site.standard, dict(desk.standards)


def _outcomes(
    plans: tuple[Plan, Plan], before: Tree, after: Tree, changed: frozenset[str], jobs: int
) -> list[Outcome]:
    moved = {}
    for new, old in renames(before, after, MOVED_IF_ALIKE).items():
        ids = _report_id(new), _report_id(old)
        if ids[0] and ids[1]:
            moved[ids[0]] = ids[1]
    tasks = _tasks(plans, moved, changed)
    work = partial(compare_all, plans[0].desk, plans[1].desk)
    return list(counted(map_in_order(work, tasks, jobs=jobs), len(tasks), "比较"))


def _report_id(path: str) -> ReportId | None:
    """Which report a path is; None where no report is published from it."""
    match = _REPORT.fullmatch(path)
    is_published = match and not RESERVED & set(match.groups())
    return ReportId(match[1], match[2], int(match[3])) if match and is_published else None


def _tasks(plans: tuple[Plan, Plan], moved: Mapping[ReportId, ReportId], changed: frozenset[str]) -> list[Task]:
    """One task for each project; projects between which a report moved are one."""
    sides = [{(each.department, each.project): each for each in one.survey.projects} for one in plans]
    together = {key: key for side in sides for key in side}
    moved = {new: old for new, old in moved.items() if _key(new) in together and _key(old) in together}
    for new, old in moved.items():
        roots = sorted(_first(together, _key(id)) for id in (new, old))
        together[roots[1]] = roots[0]
    members: dict[ProjectKey, list[ProjectKey]] = {}
    for key in sorted(together):
        members.setdefault(_first(together, key), []).append(key)
    inside: dict[str, set[str]] = {}
    for path in changed:
        inside.setdefault("/".join(path.split("/")[:4]), set()).add(path)
    return [_task(keys, sides, moved, inside) for keys in members.values()]


def _task(
    keys: Sequence[ProjectKey],
    sides: Sequence[Mapping[ProjectKey, ProjectFolder]],
    moved: Mapping[ReportId, ReportId],
    inside: Mapping[str, set[str]],
) -> Task:
    before, after = (tuple(side[key] for key in keys if key in side) for side in sides)
    own = {new: old for new, old in moved.items() if _key(new) in keys}
    folders = (f"{REPORTS}/{department}/{project}" for department, project in keys)
    return Task(before, after, own, frozenset[str]().union(*(inside.get(each, ()) for each in folders)))


def _first(together: Mapping[ProjectKey, ProjectKey], key: ProjectKey) -> ProjectKey:
    while together[key] != key:
        key = together[key]
    return key


def _key(id: ReportId) -> ProjectKey:
    return id.department, id.project


def _read_rest(tree: Tree, changed: frozenset[str], desk: Desk, jobs: int) -> list[Rest]:
    """What sums need of the projects that are the same in both versions."""
    projects: dict[ProjectKey, list[Stored]] = {}
    for path, (mode, object) in tree.files.items():
        id = _report_id(path)
        if id and mode.startswith(FILE) and f"{REPORTS}/{id.department}/{id.project}" not in changed:
            projects.setdefault(_key(id), []).append((id, path, object))
    work = partial(read_rest, desk, replace(tree))  # a copy that does not carry the list of all files along
    return list(counted(map_in_order(work, list(projects.values()), jobs=jobs), len(projects), "合计"))


def _review(
    compared: Compared,
    plans: tuple[Plan, Plan],
    outcomes: Sequence[Outcome],
    changed: frozenset[str],
    rest: Callable[[], list[Rest]],
    trees: tuple[Tree, Tree],
) -> Review:
    before = {id: totals for each in outcomes for id, totals in each.totals_before.items()}
    after = {id: totals for each in outcomes for id, totals in each.totals_after.items()}
    moved, units = touched(before, after), [each.desk.site.money_unit for each in plans]
    others = rest() if moved or units[0] != units[1] else []
    same = {id: totals for each in others for id, totals in each.totals.items()}
    alls = All({**before, **same}, units[0]), All({**after, **same}, units[1])
    names = {key: name for each in outcomes for key, name in each.names.items()}
    for one in plans:
        names |= {(slug, ""): department.name for slug, department in one.desk.departments.items()}
    errors = sum(each.errors for each in others)
    return Review(
        compared,
        tuple(change for each in outcomes for change in each.reports),
        (*_files(plans, changed, trees), *(change for each in outcomes for change in each.files)),
        tuple(
            group_changes(
                *alls, moved if units[0] == units[1] else alls[0].members.keys() | alls[1].members.keys(), names
            )
        ),
        errors_before=_errors(plans[0].findings) + sum(each.errors_before for each in outcomes) + errors,
        errors_after=_errors(plans[1].findings) + sum(each.errors_after for each in outcomes) + errors,
        unread=(
            *(f"{CONTENT}/{id.path}" for each in outcomes for id in sorted(each.unread)),
            *(path for each in others for path in each.unread),
        ),
    )


def _errors(findings: Iterable[Finding]) -> int:
    return sum(has_errors((each,)) for each in findings)


def _files(plans: tuple[Plan, Plan], changed: frozenset[str], trees: tuple[Tree, Tree]) -> Iterator[FileChange]:
    """What became of the files that are neither a report nor a project.yml."""
    found = [_by_path(each.findings) for each in plans]
    paths = {path for path in changed if not (_PROJECT.fullmatch(path) and _READ.fullmatch(path))}
    for path in sorted(paths | found[0].keys() | found[1].keys()):
        findings = finding_changes(found[0].get(path, ()), found[1].get(path, ()), {})
        if path in changed or findings != FindingChanges():
            yield FileChange(path, _state(path, trees), tuple(_edits(path, plans, trees)), findings)


def _edits(path: str, plans: tuple[Plan, Plan], trees: tuple[Tree, Tree]) -> Iterator[Edit]:
    records = [_record(path, one.desk) for one in plans]
    unread = any(
        path in tree.files and (not (each and each.spots) or _is_cut_short(path, one))
        for tree, each, one in zip(trees, records, plans, strict=True)
    )
    if records[0] and records[1] and not unread:
        yield from edits(records[0], records[1], Where(path, path))


def _is_cut_short(path: str, one: Plan) -> bool:
    """Whether a file could not be read to its end: what lacks the rest would look as if that had been deleted."""
    return any(each.place.path == path and each.rule in STOPS for each in one.findings)


def _record(path: str, desk: Desk) -> Record | None:
    """What a file says; an empty record where there is no such file, or it could not be read."""
    if path == f"{CONTENT}/site.yml":
        return desk.site if desk.site.spots else Site()
    department, _, name = path.removeprefix(f"{REPORTS}/").partition("/")
    if name == "department.yml":
        known = desk.departments.get(department)
        return known if known and known.spots else Department()
    return None


def _by_path(findings: Iterable[Finding]) -> Mapping[str, list[Finding]]:
    found: dict[str, list[Finding]] = {}
    for each in findings:
        found.setdefault(each.place.path, []).append(each)
    return found


def _state(path: str, trees: tuple[Tree, Tree]) -> State:
    if path not in trees[0].files:
        return State.ADDED
    return State.CHANGED if path in trees[1].files else State.REMOVED
