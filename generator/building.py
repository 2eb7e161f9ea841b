"""Building: what changed is made, what did not is left where it is; then all of it is published at once.

What is made again is decided by fingerprints of what each thing is made from, and nothing else: a build that finds nothing
of an earlier one makes everything, and both leave the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from posixpath import splitext

from generator.cache import NotThere
from generator.executors import Crew
from generator.exporters.site_files import SITE_FILES
from generator.files import SiteFile
from generator.findings import Finding
from generator.fingerprint import digest
from generator.fingerprint import program
from generator.ledger import Ledger
from generator.ledger import read_census
from generator.ledger import read_ledger
from generator.ledger import stamp
from generator.ledger import strike_out
from generator.ledger import write_census
from generator.ledger import write_ledger
from generator.pages.page import address
from generator.pages.render import Rendered
from generator.pages.render import is_there
from generator.pages.render import leads
from generator.pages.render import places
from generator.pages.summary import ReportSummary
from generator.pages.templates import forget_templates
from generator.plan import Plan
from generator.production import Core
from generator.production import Leaf
from generator.production import Order
from generator.production import Places
from generator.production import Slip
from generator.production import base
from generator.production import core
from generator.production import few_files
from generator.production import fingerprint
from generator.production import heavy_files
from generator.production import orders
from generator.production import overview_pages
from generator.production import page
from generator.production import page_path
from generator.production import produce
from generator.progress import counted
from generator.remote import produce_far
from generator.site import Table
from generator.site import catalogue_of
from generator.staging import Staging
from generator.work import FEW
from generator.work import meanwhile


class Build:
    """One build of a site, from the plan to the published folder. ``leaves`` are all generated pages by source."""

    def __init__(
        self, plan: Plan, table: Table, to: Places, site: Path, themes: Iterable[Path], *, must_frame_all: bool
    ) -> None:
        self.plan, self.table, self.to, self.must_frame_all = plan, table, to, must_frame_all
        self.census = read_census(to.cache)
        self.program = program(self.census, themes)
        _use_templates_of(self.program)
        self.before = read_ledger(to.cache, self.program)
        self.is_partial = self.before.describes(site) and not must_frame_all
        own = base(plan, self.program, table.history, self.census)
        self.orders = {each.entry: each for each in orders(plan, table.history, self.census, own)}
        self.slips: dict[str, Slip] = {}
        self.made: set[str] = set()
        self.leaves: dict[str, Leaf] = {}
        self.anchors: dict[str, str] = {}
        self.doubtful: dict[str, list[tuple[str, str]]] = {}
        self.pages: dict[str, str] = {}
        self.files: dict[str, str] = {}
        self.reports = 0
        self._frame = ""
        self._open: set[str] = set()
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
        made = {each.entry: each for each in counted(slips, len(work), "计算")}
        self.made = set(made)
        self.slips = {name: fresh.get(name) or made[name] for name in self.orders}

    def errors(self) -> list[Finding]:
        """What must not be published."""
        return [each for slip in self.slips.values() for each in slip.errors]

    def make_overview(self) -> None:
        """Make the pages and the smaller files about many reports."""
        summaries: list[ReportSummary] = []
        for name in self.slips:
            kept = self._core(name)
            summaries += kept.summaries
            self.anchors |= kept.anchors
            self.leaves.update((leaf.source, leaf) for leaf in self.slips[name].leaves())
        self.reports = len(summaries)
        known = catalogue_of(self.table, summaries)
        self._open = {lead for slip in self.slips.values() for lead in slip.leads}
        for leaf, rendered in overview_pages(self.plan, known, self.to.cache):
            self.leaves[leaf.source] = leaf
            self.pages[leaf.source] = fingerprint(rendered)
            self.anchors[address(leaf.source).rstrip("/")] = rendered.anchors
            self._open.update(each for each in leads([rendered], ()) if not is_there(each, self.anchors))
        for file in few_files(known):
            self._publish_file(file)

    def heavy(self) -> AbstractContextManager[Callable[[], Sequence[str]]]:
        """Begin to write the large files about many reports; what is given waits for them and tells their paths."""
        made = [(slip.folder, slip.key) for slip in self.slips.values()]
        return meanwhile(partial(heavy_files, self.plan, self.to, made), is_small=len(made) < FEW)

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
        return set(self.anchors.get(address(source).rstrip("/"), "").split())

    def read(self, leaf: Leaf) -> Rendered:
        """A generated page, made again where the cache has lost it."""
        try:
            return page(self.to.cache, leaf)
        except NotThere:
            if leaf.entry not in self.orders:
                raise
            self._again(leaf.entry)
            return page(self.to.cache, leaf)

    def to_frame(self, frame: str) -> Iterator[Leaf]:
        """The pages that have to be written: new ones, and those that link to what is not known to be there.

        ``frame`` tells what is around each page; where that changed all are written.
        """
        self._frame = frame
        self._doubt()
        is_all = not self.is_partial or self.before.frame != frame
        for source, leaf in self.leaves.items():
            is_new = (
                self.before.pages.get(source) != self.pages[source]
                if source in self.pages
                else leaf.entry in self.made
            )
            if is_all or is_new or source in self.doubtful:
                yield leaf

    def publish(self, staging: Staging, heavy: Sequence[str]) -> None:
        """Let the site be seen, and write down what it is."""
        files = self.files | dict.fromkeys(heavy, "")
        own = {page_path(source) for source in self.pages} | set(files)
        for slip in self.slips.values():
            own.update(slip.paths())
        others = frozenset(staging.staged()) - own
        now = Ledger(str(staging.final), (0, 0, 0), self._frame, self.slips, self.pages, files, others)
        strike_out(self.to.cache)
        if self.is_partial:
            staging.publish_changes(_paths(self.before) - own - others)
        else:
            staging.publish()
        write_ledger(self.to.cache, self.program, now.with_stamp(stamp(staging.final)))
        write_census(self.to.cache, self.census)

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

    def _publish_file(self, file: SiteFile) -> None:
        self.files[file.path] = digest(file.data.decode())
        if not self.is_partial or self.before.files.get(file.path) != self.files[file.path]:
            self.to.site.write((file,))

    def _doubt(self) -> None:
        """Find the links that lead where no generated page or file is known to be, page by page."""
        doubts = {
            each
            for each in self._open
            if not is_there(each, self.anchors) and not self.has_file(each.partition("#")[0])
        }
        if not doubts:
            return
        names = {name for name, slip in self.slips.items() if not doubts.isdisjoint(slip.leads)}
        for leaf in self.leaves.values():
            if leaf.entry in names or leaf.source in self.pages:
                found = [each for each in places(self.read(leaf)) if each[1] in doubts]
                if found:
                    self.doubtful[leaf.source] = found


_used = [""]


def _use_templates_of(program: str) -> None:
    """Forget compiled templates where the theme has changed since the last build of this process, as in a preview."""
    if _used[0] not in ("", program):
        forget_templates()
    _used[0] = program


def _paths(ledger: Ledger) -> set[str]:
    """Everything a ledger knows to be on the site."""
    found = {path for slip in ledger.slips.values() for path in slip.paths()}
    found.update(page_path(source) for source in ledger.pages)
    return found.union(ledger.files, ledger.others)
