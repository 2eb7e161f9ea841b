"""Checking: what was found in a project is kept, so that one whose files stay as they were is not read again."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from functools import partial
from itertools import groupby
from typing import cast

from generator.assessment import Desk
from generator.assessment import assess
from generator.cache import Cache
from generator.cache import NotThere
from generator.findings import Finding
from generator.fingerprint import Census
from generator.fingerprint import digest
from generator.fingerprint import program
from generator.plan import Plan
from generator.read import ProjectFolder
from generator.read.selection import CONTENT
from generator.read.selection import REPORTS
from generator.read.selection import STANDARDS
from generator.rooms import read_census
from generator.rooms import room
from generator.rooms import write_census
from generator.work import map_in_order

#: What was found in the projects of a department: by project the fingerprint of its files, and the findings.
_Kept = dict[str, tuple[str, tuple[Finding, ...]]]


def check(plan: Plan, folders: Sequence[ProjectFolder], jobs: int = 0) -> Iterator[tuple[Finding, ...]]:
    """The findings of each project, in order."""
    if not folders:
        return
    root = plan.desk.root
    with room(root, "check") as cache:
        census = read_census(cache)
        common = [census.of_file(f"{root}/{CONTENT}/site.yml"), census.of_folder(f"{root}/{STANDARDS}")]
        base = digest([program(census, ()), *common])
        kept = {each: _read(cache, base, each) for each in dict.fromkeys(each.department for each in folders)}
        keys = {each: _key(plan, each, census) for each in folders}
        work = [each for each in folders if kept[each.department].get(each.project, ("",))[0] != keys[each]]
        found = map_in_order(partial(_check_all, plan.desk), work, jobs=jobs)
        new = set(work)
        for department, members in groupby(folders, key=lambda each: each.department):
            mine = kept[department]
            is_new = False
            for folder in members:
                if folder in new:
                    mine[folder.project] = keys[folder], next(found)
                    is_new = True
                yield mine[folder.project][1]
            if is_new:
                cache.write(department, base, [mine])
        write_census(cache, census)


def _read(cache: Cache, base: str, department: str) -> _Kept:
    try:
        return cast(_Kept, cache.read(department, base)[0])
    except NotThere:
        return {}


def _key(plan: Plan, folder: ProjectFolder, census: Census) -> str:
    root = plan.desk.root
    department = census.of_file(f"{root}/{REPORTS}/{folder.department}/department.yml")
    return digest([folder.years, department, census.of_folder(f"{root}/{folder.path}")])


def _check_all(desk: Desk, folders: Iterable[ProjectFolder]) -> list[tuple[Finding, ...]]:
    return [assess(folder, desk).findings for folder in folders]
