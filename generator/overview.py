"""The overview: the pages and smaller files about many reports, made by several processes that all know all summaries."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from generator.cache import NotThere
from generator.departments import Departments
from generator.files import PendingFile
from generator.files import SiteFile
from generator.ledger import Overview
from generator.pages.known import Catalogue
from generator.pages.lists import Lists
from generator.pages.lists import csv_lines
from generator.pages.page import Sketch
from generator.pages.questions import Question
from generator.pages.render import leads
from generator.pages.render import render
from generator.plan import Plan
from generator.production import Leaf
from generator.production import Places
from generator.production import few_files
from generator.production import fingerprint
from generator.production import overview_entry
from generator.site import pages_of
from generator.site import sketches
from generator.work import map_sharing

#: With fewer pages times reports than this a second process hardly pays for its start.
_SMALL = 20_000


@dataclass(frozen=True, slots=True)
class Made:
    """A page about many reports, and the places that it leads to and that are not on it."""

    page: Overview
    leads: tuple[str, ...]


@dataclass(frozen=True)
class Workshop:
    """What the overview is made from, and where it goes. Every process finds the same pages and files by their numbers."""

    plan: Plan
    known: Catalogue
    to: Places
    departments: Departments

    @cached_property
    def _lists(self) -> Lists:
        try:
            return Lists(self.known, map(self.departments.years, self.departments.keys))
        except NotThere:
            return Lists(self.known)

    @cached_property
    def sketches(self) -> Sequence[Sketch]:
        """All pages there are, each to be made where that is needed."""
        return tuple(sketches(self.plan, self.known, self._lists))

    @cached_property
    def files(self) -> Sequence[PendingFile]:
        """All smaller files there are."""
        return tuple(few_files(self.known, self._lists, self._lines))

    def _lines(self, department: str, question: Question) -> Mapping[int, bytes]:
        try:
            return self.departments.lines(department, question)
        except NotThere:
            reports = (each for each in self.known.index.reports if each.id.department == department)
            return csv_lines(question, reports, self.known.address)

    def __reduce__(self) -> tuple[type[Workshop], tuple[object, ...]]:
        """Another process finds the pages and files anew."""
        return Workshop, (self.plan, self.known, self.to, self.departments)

    def made(self, sketch: Sketch) -> tuple[Made, ...]:
        """A page in every language; each waits in the cache."""
        return tuple(self._made(sketch))

    def _made(self, sketch: Sketch) -> Iterator[Made]:
        for page in map(render, pages_of(self.plan, self.known, sketch)):
            source, key = page.page.source, fingerprint(page)
            leaf = Leaf(source, page.page.title, overview_entry(source), key, 0)
            self.to.cache.write(leaf.entry, key, [page])
            yield Made(Overview(leaf, sketch.key, page.anchors), leads([page], ()))

    def all_made(
        self, pages: Sequence[int], files: Sequence[int], jobs: int
    ) -> Iterator[tuple[int, tuple[Made, ...]]]:
        """Make pages and write files, both given by number; the pages by number, in order."""
        work = [*((number, True) for number in pages), *((number, False) for number in files)]
        is_small = len(work) * len(self.known.index.reports) < _SMALL
        done = map_sharing(_work, self, work, jobs=jobs, is_small=is_small)
        for (number, is_page), made in zip(work, done, strict=True):
            if is_page:
                yield number, made


def _work(workshop: Workshop, work: Sequence[tuple[int, bool]]) -> list[tuple[Made, ...]]:
    return [
        workshop.made(workshop.sketches[number]) if is_page else _written(workshop.to, workshop.files[number])
        for number, is_page in work
    ]


def _written(to: Places, file: PendingFile) -> tuple[Made, ...]:
    to.site.write((SiteFile(file.path, file.make()),))
    return ()
