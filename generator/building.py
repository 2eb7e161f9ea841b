"""Building: what changed is made, what did not is left where it is; then all of it is published at once.

What is made again is decided by fingerprints of what each thing is made from, and nothing else: a build that finds nothing
of an earlier one makes everything, and both leave the same bytes.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from functools import partial
from itertools import groupby
from pathlib import Path
from posixpath import splitext
from typing import TypeVar

from generator.cache import NotThere
from generator.departments import Departments
from generator.executors import Crew
from generator.exporters import Published
from generator.exporters.site_files import SITE_FILES
from generator.exporters.site_files import is_whole
from generator.findings import Finding
from generator.fingerprint import digest
from generator.fingerprint import program
from generator.ledger import Ledger
from generator.ledger import Overview
from generator.ledger import read_ledger
from generator.ledger import stamp
from generator.ledger import strike_out
from generator.ledger import write_ledger
from generator.overview import Made
from generator.overview import Workshop
from generator.pages.page import Sketch
from generator.pages.page import address
from generator.pages.page import prefix
from generator.pages.render import Rendered
from generator.pages.render import is_there
from generator.pages.render import places
from generator.pages.summary import DepartmentYear
from generator.pages.summary import ReportSummary
from generator.pages.summary import Sums
from generator.pages.templates import Compiled
from generator.pages.templates import keep_templates
from generator.plan import Plan
from generator.production import Core
from generator.production import Leaf
from generator.production import Order
from generator.production import Places
from generator.production import Slip
from generator.production import base
from generator.production import core
from generator.production import heavy_files
from generator.production import orders
from generator.production import page
from generator.production import page_path
from generator.production import produce
from generator.production import share
from generator.progress import counted
from generator.remote import produce_far
from generator.rooms import read_census
from generator.rooms import write_census
from generator.search import Searchable
from generator.site import Table
from generator.site import catalogue_of
from generator.staging import Staging
from generator.work import FEW
from generator.work import Aside

Part = TypeVar("Part")


class Build:
    """One build of a site, from the plan to the published folder. ``leaves`` are all generated pages by source."""

    def __init__(
        self, plan: Plan, table: Table, to: Places, site: Path, themes: Iterable[Path], *, must_frame_all: bool
    ) -> None:
        self.plan, self.table, self.to, self.must_frame_all = plan, table, to, must_frame_all
        self.census = read_census(to.cache)
        self.program = program(self.census, themes)
        self.compiled = Compiled(to.cache, self.program)
        keep_templates(self.compiled)
        self.before = read_ledger(to.cache, self.program)
        self.is_partial = self.before.describes(site) and is_whole(self._published())
        self.base = base(plan, self.program, table.history, self.census)
        self.orders = {each.entry: each for each in orders(plan, table.history, self.census, self.base)}
        self.slips: dict[str, Slip] = {}
        self.made: set[str] = set()
        self.leaves: dict[str, Leaf] = {}
        self.departments = Departments(to.cache, {}, plan.desk.address, plan.desk.site.money_unit)
        self.anchors = Anchors(self._anchors_of_department)
        self.doubtful: dict[str, list[tuple[str, str]]] = {}
        self.pages: dict[str, Overview] = {}
        self.files: dict[str, str] = {}
        self.reports = 0
        self._frame = ""
        #: Where links lead that are not yet known to lead anywhere, and the pages about many reports that were looked at.
        self._open: set[str] = set()
        self._checked: set[str] = set()
        #: The addresses on pages as they were in the site published now, as far as pages were made again.
        self._were: dict[str, str] = {}
        self._is_remembered = self.is_partial
        self._doubts: set[str] = set()
        self._all_files: set[str] = set()

    def make_projects(self, jobs: int = 0, crew: Crew | None = None) -> None:
        """Make every project that is not published as it would be made now; many of them by a crew, if there is one."""
        old = self.before.slips if self.is_partial else {}
        fresh = {
            name: old[name] for name, each in self.orders.items() if name in old and old[name].key == each.key
        }
        work = [each for name, each in self.orders.items() if name not in fresh]
        slips = (
            produce_far(self.table, self.to, work, crew, jobs)
            if crew and len(work) >= FEW
            else self._produce(work, jobs)
        )
        made = {each.entry: _interned(each) for each in counted(slips, len(work), "计算")}
        self.made = set(made)
        self.slips = {name: fresh.get(name) or made[name] for name in self.orders}

    def errors(self) -> list[Finding]:
        """What must not be published."""
        return [each for slip in self.slips.values() for each in slip.errors]

    def take_over(self) -> bool:
        """Leave all but the projects just made as it is published, so that their pages can be seen before the rest is made;
        False where that cannot be: where more changed than what a few projects' pages say.
        """
        old = self.before.slips
        if (
            not self.is_partial
            or self.must_frame_all
            or not 0 < len(self.made) <= FEW
            or self.slips.keys() != old.keys()
            or any(set(self.slips[name].paths()) != set(old[name].paths()) for name in self.made)
        ):
            return False
        self.departments = replace(self.departments, keys=self.before.departments)
        self.files = dict(self.before.files)
        self.leaves = {leaf.source: leaf for slip in self.slips.values() for leaf in slip.leaves()}
        self._enter(self.before.pages.values())
        self._open = {lead for name in self.made for lead in self.slips[name].leads}
        return True

    def gather(self) -> None:
        """Put together what is kept of each department's projects."""
        keys = {
            department: digest([self.slips[name].key for name in names])
            for department, names in self._by_department.items()
        }
        self.departments = replace(self.departments, keys=keys)
        for department, key in self.before.departments.items():
            if keys.get(department) != key:
                self._remember(department)

    def make_overview(self, jobs: int = 0) -> None:
        """Make the pages and the smaller files about many reports, once they are gathered."""
        self.leaves = {leaf.source: leaf for slip in self.slips.values() for leaf in slip.leaves()}
        # Where pages lead that stay as they are was seen before; what they lead to and is lost is looked for below.
        new = (self.slips[name] for name in self.made) if self._is_remembered else self.slips.values()
        self._open = {lead for slip in new for lead in slip.leads}
        if self._is_remembered:
            self._open.update(self.before.doubts)
        workshop = self._workshop
        self.reports = len(workshop.known.index.reports)
        kept = {number: found for number, each in enumerate(workshop.sketches) if (found := self._kept(each))}
        everything = range(len(workshop.sketches))
        pages = [number for number in everything if number not in kept]
        self.files = {each.path: each.key for each in workshop.files}
        old = self.before.files if self.is_partial else {}
        files = [number for number, each in enumerate(workshop.files) if old.get(each.path) != each.key]
        for number, made in workshop.all_made(pages, files, jobs):
            kept[number] = self._taken(made)
        for number in everything:
            self._enter(kept[number])

    @cached_property
    def _workshop(self) -> Workshop:
        """Where the overview is made, with all summaries: taken together again where they were let go of."""
        summaries, sums = list[ReportSummary](), dict[DepartmentYear, Sums]()
        for department in self.departments.keys:
            summaries += self._kept_of(department, self.departments.summaries)
            sums |= self._kept_of(department, self.departments.sums)
        known = catalogue_of(self.table, summaries, self.base, sums)
        return Workshop(self.plan, known, self.to, self.departments)

    def let_go(self) -> None:
        """Let go of what the overview is made from: much, and hardly needed once it is made."""
        self.__dict__.pop("_workshop", None)

    def _kept_of(self, department: str, part: Callable[[str], Part]) -> Part:
        """A part of what is kept of a department; it is put together again where the cache has lost it."""
        try:
            return part(department)
        except NotThere:
            self._put_together(department)
            return part(department)

    def _remember(self, department: str) -> None:
        """Remember the addresses on the pages of a department's projects as they are published now."""
        try:
            self._were |= replace(self.departments, keys=self.before.departments).anchors(department)
        except NotThere:
            self._is_remembered = False

    def _put_together(self, department: str) -> None:
        """Keep together what is kept of a department's projects."""
        self.departments.keep(department, map(self._core, self._by_department[department]))

    @cached_property
    def _by_department(self) -> Mapping[str, Sequence[str]]:
        """The names of each department's projects, in order."""
        by_department = groupby(self.slips, key=lambda name: self.slips[name].folder.department)
        return {department: list(names) for department, names in by_department}

    def _kept(self, sketch: Sketch) -> Sequence[Overview]:
        """A page about many reports as it is in every language; nothing if it was not made from the same before."""
        sources = self._sources(sketch)
        before = [self.before.pages[each] for each in sources if each in self.before.pages]
        for each in before:
            self._were[address(each.leaf.source).rstrip("/")] = each.anchors
        is_same = len(before) == len(sources) and all(each.made_from == sketch.key for each in before)
        return before if sketch.key and is_same else ()

    def _taken(self, made: Sequence[Made]) -> Sequence[Overview]:
        """A page about many reports that was made, in every language; where it leads is noted."""
        for each in made:
            self._checked.add(each.page.leaf.source)
            self._open.update(each.leads)
        return [each.page for each in made]

    def _enter(self, pages: Iterable[Overview]) -> None:
        for each in pages:
            source = each.leaf.source
            self.pages[source], self.leaves[source] = each, each.leaf
            self.anchors.update({address(source).rstrip("/"): each.anchors})

    def _sources(self, sketch: Sketch) -> list[str]:
        languages = self.plan.desk.site.interfaces
        return [prefix(language, languages) + sketch.source for language in languages]

    def heavy(self, aside: Aside[Mapping[str, str]]) -> Callable[[], Mapping[str, str]]:
        """Begin to write the large files about many reports, once they are gathered; what is given waits for them and tells
        their paths.
        """
        for department in self.departments.keys:
            self._kept_of(department, self.departments.look)
        same = {name for name in self.slips if self.is_partial and name not in self.made}
        shares = [share(self.to, slip, is_new=name not in same) for name, slip in self.slips.items()]
        before = self._published() if self.is_partial else None
        if before and shares == before.shares:
            return lambda: {path: self.before.files[path] for path in self.before.heavy}
        found = partial(_searchables, self.departments)
        return aside(partial(heavy_files, self.plan, self.to, shares, found, before, self.program))

    def _published(self) -> Published:
        shares = [share(self.to, slip, is_new=False) for slip in self.before.slips.values()]
        return Published(Path(self.before.site), shares, self.before.files)

    def pages_by_day(self) -> Mapping[str, str]:
        """The address of every generated page, with the day of its data where it has one."""
        days = {url: day for slip in self.slips.values() for url, day in slip.days}
        return {address(source): days.get(address(source), "") for source in self.leaves}

    def has_file(self, path: str) -> bool:
        """Whether the path is one of the files beside the pages."""
        if not self._all_files and splitext(path)[1]:
            self._all_files = {each for slip in self.slips.values() for each in slip.files}
        return path in self.files or path in SITE_FILES or path in self._all_files

    def anchors_of(self, source: str) -> set[str]:
        """The addresses on a generated page."""
        return set((self.anchors.get(address(source).rstrip("/")) or "").split())

    def read(self, leaf: Leaf) -> Rendered:
        """A generated page, made again where the cache has lost it."""
        try:
            return page(self.to.cache, leaf)
        except NotThere:
            if leaf.entry in self.orders:
                self._again(leaf.entry)
            else:
                sketch = next(each for each in self._workshop.sketches if leaf.source in self._sources(each))
                self._enter(self._taken(self._workshop.made(sketch)))
            return page(self.to.cache, leaf)

    def to_frame(self, frame: str) -> Iterator[Leaf]:
        """The pages that have to be written: new ones, and those that link to what is not known to be there.

        ``frame`` tells what is around each page; where that changed all are written.
        """
        self._frame = frame
        self._doubt()
        is_all = self.must_frame_all or not self.is_partial or self.before.frame != frame
        for source, leaf in self.leaves.items():
            old = self.before.pages.get(source)
            is_new = leaf.entry in self.made or (source in self.pages and (old is None or old.leaf != leaf))
            if is_all or is_new or source in self.doubtful:
                if source in self.pages and source not in self._checked:
                    self.read(leaf)  # a damaged one can still be made again
                yield leaf
        self.let_go()

    def publish(self, staging: Staging, heavy: Mapping[str, str]) -> None:
        """Let the site be seen, and write down what it is."""
        files, before = {**self.files, **heavy}, self.before
        # Most projects are what they were, and what they have on the site with them.
        names = self.slips.keys() | before.slips.keys()
        changed = {name for name in names if self.slips.get(name) is not before.slips.get(name)}
        own = _paths(self.slips, changed, self.pages, files)
        others = frozenset(
            each for each in staging.staged() if each not in own and not self._is_project_s(each)
        )
        now = Ledger(
            str(staging.final),
            (0, 0, 0),
            self._frame,
            self.slips,
            self.departments.keys,
            self.pages,
            files,
            others,
            tuple(heavy),
            tuple(sorted(self._doubts)),
        )
        strike_out(self.to.cache)
        if self.is_partial:
            old = _paths(before.slips, changed, before.pages, before.files) | before.others
            staging.publish_changes(old - own - others, new=heavy)
        else:
            staging.publish()
        write_ledger(self.to.cache, self.program, now.with_stamp(stamp(staging.final)))
        write_census(self.to.cache, self.census)

    def _is_project_s(self, path: str) -> bool:
        """Whether a path on the site is a project's; pages of another language stand one folder deeper."""
        is_inside = not self.departments.keys.keys().isdisjoint(path.split("/")[:2])
        return is_inside and path in self._project_paths

    @cached_property
    def _project_paths(self) -> set[str]:
        return _paths(self.slips, self.slips, (), ())

    def publish_first(self, staging: Staging) -> None:
        """Let the pages just made be seen, with all else taken over. The next build makes their projects again and the rest."""
        old, slips = self.before, dict(self.before.slips)
        own = {path for name in self.made for path in slips[name].paths()}
        slips |= {name: replace(slips[name], key="") for name in self.made}
        now = replace(old, slips=slips, others=old.others.union(frozenset(staging.staged()) - own))
        strike_out(self.to.cache)
        staging.publish_changes(())
        write_ledger(self.to.cache, self.program, now.with_stamp(stamp(staging.final)))

    def _produce(self, work: Sequence[Order], jobs: int) -> Iterator[Slip]:
        return produce(self.table, self.to, work, jobs)

    def _again(self, name: str) -> None:
        (self.slips[name],) = self._produce([self.orders[name]], 1)
        self.made.add(name)

    def _core(self, name: str) -> Core:
        """What is kept of a project; it is made again where the cache has lost it."""
        try:
            return core(self.to.cache, self.slips[name])
        except NotThere:
            self._again(name)
            return core(self.to.cache, self.slips[name])

    def _anchors_of_department(self, department: str) -> Mapping[str, str]:
        """The addresses on the pages of a department's projects."""
        if department not in self.departments.keys:
            return {}
        return self._kept_of(department, self.departments.anchors)

    def _doubt(self) -> None:
        """Find the links that lead where no generated page or file is known to be, page by page."""
        doubts = {each for each in self._open if not self._is_there(each)}
        lost = {each for each in self._lost() if not self._is_there(each)}
        if self._is_remembered and lost:
            doubts |= {lead for slip in self.slips.values() for lead in slip.leads if lead in lost}
        self._doubts = doubts
        if not doubts and not lost:
            return
        names = {name for name, slip in self.slips.items() if not doubts.isdisjoint(slip.leads)}
        for source, leaf in self.leaves.items():
            if leaf.entry in names or source in self._checked or (lost and source in self.pages):
                found = [each for each in places(self.read(leaf)) if each[1] in doubts or each[1] in lost]
                if found:
                    self.doubtful[source] = found

    def _is_there(self, place: str) -> bool:
        return is_there(place, self.anchors) or self.has_file(place.partition("#")[0])

    def _lost(self) -> Iterator[str]:
        """The places of the site published now that may not be there any more: pages not made again may lead there."""
        for path, old in self._were.items():
            now = self.anchors.get(path)
            if now != old:
                yield path
                yield from (f"{path}#{each}" for each in old.split())
        for source in self.before.pages.keys() - self.pages.keys():
            path = address(source).rstrip("/")
            yield from (path, *(f"{path}#{each}" for each in self.before.pages[source].anchors.split()))
        for name, slip in self.before.slips.items():
            if name not in self.slips or self.slips[name].files != slip.files:
                yield from slip.files
        gone = self.before.files.keys() - self.before.heavy - self.files.keys()
        yield from (path for path in gone if self.before.files[path])


def _interned(slip: Slip) -> Slip:
    """The same, with the places that most projects lead to held once for all."""
    return replace(slip, leads=tuple(map(sys.intern, slip.leads)))


class Anchors:
    """The addresses on all generated pages, one a line, by page; those of a department are read when one is asked for."""

    def __init__(self, read: Callable[[str], Mapping[str, str]]) -> None:
        self.known: dict[str, str] = {}
        self._read = read
        self._asked: set[str] = set()

    def update(self, anchors: Mapping[str, str]) -> None:
        """Add what is known of pages."""
        self.known |= anchors

    def get(self, path: str) -> str | None:
        """The addresses on a page; None where there is no such page."""
        if path not in self.known:
            # The pages of another language stand one folder deeper.
            for department in path.split("/")[:2]:
                if department not in self._asked:
                    self._asked.add(department)
                    for page, anchors in self._read(department).items():
                        self.known.setdefault(page, anchors)
        return self.known.get(path)


def _searchables(departments: Departments) -> Iterator[Searchable]:
    """What can be found of every report."""
    for department in departments.keys:
        yield from departments.searchables(department)


def _paths(
    slips: Mapping[str, Slip], names: Iterable[str], pages: Iterable[str], files: Iterable[str]
) -> set[str]:
    """What projects, by name, pages about many and files have on the site."""
    found = {*map(page_path, pages), *files}
    for name in names:
        if name in slips:
            found.update(slips[name].paths())
    return found
