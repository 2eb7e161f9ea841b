"""Checking: what was found in a department's projects is kept, and how it is printed, so that a project whose files stay as
they were is not read again, and what nobody asks for is not even unpacked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import cast

from generator.assessment import Desk
from generator.assessment import assess
from generator.cache import Cache
from generator.cache import Kept
from generator.cache import NotThere
from generator.findings import Finding
from generator.findings_text import Tally
from generator.findings_text import printed
from generator.fingerprint import Census
from generator.fingerprint import digest
from generator.fingerprint import program
from generator.plan import Plan
from generator.progress import counted
from generator.read import ProjectFolder
from generator.read.selection import CONTENT
from generator.read.selection import REPORTS
from generator.read.selection import STANDARDS
from generator.rooms import read_census
from generator.rooms import room
from generator.rooms import write_census
from generator.work import map_in_order


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found in projects of a department: read where it is asked for, before the next department is asked for."""

    department: str
    projects: Sequence[str]
    _kept: Kept

    @property
    def findings(self) -> list[Finding]:
        """All of it, in the order of the projects."""
        by_project = cast(_Found, self._kept[_FINDINGS])
        return [finding for name in self.projects for finding in by_project[name]]

    @property
    def printed(self) -> tuple[str, Tally] | None:
        """All of it as text, in the order of the files, and how many there are; None where that was not kept."""
        return cast(tuple[str, Tally], self._kept[_PRINTED]) if _is_printed(self._kept) else None


#: What was found in each project.
_Found = dict[str, tuple[Finding, ...]]

#: What is kept of a department, in parts: by project the fingerprint of its files; what was found; the same as text, where
#: all projects were looked at.
_KEYS, _FINDINGS, _PRINTED = 0, 1, 2


def _is_printed(kept: Kept) -> bool:
    return len(kept) > _PRINTED


def check(
    plan: Plan, folders: Sequence[ProjectFolder], jobs: int = 0, *, is_whole: bool = False
) -> Iterator[Checked]:
    """What is found in the projects, by department; ``is_whole`` says that these are all there are."""
    if not folders:
        return
    root = plan.desk.root
    with room(root, "check") as cache:
        census = read_census(cache)
        common = [census.of_file(f"{root}/{CONTENT}/site.yml"), census.of_folder(f"{root}/{STANDARDS}")]
        base = digest([program(census, ()), *common])
        by_department = {each.department: "" for each in folders}
        entries = {each: _Entry(cache, base, each) for each in by_department}
        for each in by_department:
            by_department[each] = census.of_file(f"{root}/{REPORTS}/{each}/department.yml")
        keys = {each: _key(root, each, by_department[each.department], census) for each in folders}
        work = [each for each in folders if entries[each.department].keys.get(each.project) != keys[each]]
        found = counted(map_in_order(partial(_check_all, plan.desk), work, jobs=jobs), len(work), "检查")
        waiting = Counter(each.department for each in work)
        news = iter(work)
        for name, members in groupby(folders, key=lambda each: each.department):
            mine = {each.project: keys[each] for each in members}
            fresh = {next(news).project: next(found) for _ in range(waiting[name])}
            yield entries[name].checked(mine, fresh, plan, is_whole=is_whole)
        write_census(cache, census)


class _Entry:
    """What is kept of a department."""

    def __init__(self, cache: Cache, base: str, department: str) -> None:
        self.cache, self.base, self.department = cache, base, department
        self.kept: Kept | None = None
        self.keys: Mapping[str, str] = {}
        with suppress(NotThere):
            kept = cache.read(department, base)
            kept.check()
            self.kept, self.keys = kept, cast(dict[str, str], kept[_KEYS])

    def checked(self, keys: Mapping[str, str], fresh: _Found, plan: Plan, *, is_whole: bool) -> Checked:
        """What was found in the projects of these keys; what is fresh is kept beside what was known."""
        names = list(keys)
        if self.kept and not fresh and (not is_whole or (self.keys == keys and _is_printed(self.kept))):
            return Checked(self.department, names, self.kept)
        found = {**(cast(_Found, self.kept[_FINDINGS]) if self.kept else {}), **fresh}
        if is_whole:
            found = {name: found[name] for name in names}
            listed = (each for mine in found.values() for each in mine)
            parts = [dict(keys), found, printed(listed, plan.desk.root)]
        else:
            # Nothing is printed of projects that were not looked at: their files may be others by now.
            parts = [{**self.keys, **keys}, found]
        self.cache.write(self.department, self.base, parts)
        return Checked(self.department, names, self.cache.read(self.department, self.base))


def _key(root: Path, folder: ProjectFolder, department: str, census: Census) -> str:
    return digest([folder.years, department, census.of_folder(f"{root}/{folder.path}")])


def _check_all(desk: Desk, folders: Iterable[ProjectFolder]) -> list[tuple[Finding, ...]]:
    return [assess(folder, desk).findings for folder in folders]
