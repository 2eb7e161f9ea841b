"""A selection: the part of the content that is meant, as paths relative to the site root."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

CONTENT = "content"
PAGES = "content/pages"
REPORTS = "content/reports"
STANDARDS = "content/standards"


@dataclass(frozen=True)
class Selection:
    """Files and folders, and all that is below them; "." is everything."""

    paths: frozenset[str]

    def has(self, path: str) -> bool:
        """Whether a path is in it."""
        return "." in self.paths or any(each in self.paths for each in _with_parents(path))

    def touches(self, folder: str) -> bool:
        """Whether a folder is in it, or anything below the folder is."""
        return folder in self._above or self.has(folder)

    @cached_property
    def _above(self) -> frozenset[str]:
        return frozenset(parent for path in self.paths for parent in _with_parents(path))


#: The whole content.
ALL = Selection(frozenset((".",)))


def _with_parents(path: str) -> Iterator[str]:
    while path:
        yield path
        path = path.rpartition("/")[0]


def resting_on(changed: Iterable[str]) -> Selection:
    """What is to be looked at again when files change: they themselves, and every report that rests on one.

    A report rests on its file, its attachments, the report of the year before, its project.yml and department.yml,
    on site.yml and on the scoring standards.
    """
    return Selection(frozenset(each for path in changed for each in _resting_on(path)))


def _resting_on(path: str) -> Iterator[str]:
    yield path
    folder, _, name = path.rpartition("/")
    if path == f"{CONTENT}/site.yml" or folder == STANDARDS:
        yield CONTENT
    if not path.startswith(f"{REPORTS}/"):
        return
    parts = path.removeprefix(f"{REPORTS}/").split("/")
    if (len(parts), name) in ((2, "department.yml"), (3, "project.yml")):
        yield folder
    elif len(parts) == 3 and name.removesuffix(".yml").isdecimal():
        yield f"{folder}/{int(name.removesuffix('.yml')) + 1}.yml"
    elif len(parts) > 3:
        yield f"{REPORTS}/{'/'.join(parts[:3])}.yml"
