"""Identity: the path of a report is its identity, and its address on the site."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.packing import Packed

#: The pattern of one part of an address.
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

#: Names an address must not take: the site's own pages stand there, or Windows cannot hold the folder.
RESERVED = frozenset(
    (
        "years findings methods about departments search data corrections accessibility assets feeds "
        "admin lists gallery en zh-cn 404 con prn aux nul"
    ).split()
)


@dataclass(frozen=True, slots=True, order=True)
class ReportId(Packed):
    """Which report: department and project by slug, and the year."""

    department: str
    project: str
    year: int

    @property
    def path(self) -> str:
        """The file, relative to the content folder."""
        return f"reports/{self.department}/{self.project}/{self.year}.yml"

    @property
    def url(self) -> str:
        """The page, relative to the site root."""
        return f"{self.department}/{self.project}/{self.year}/"

    def __str__(self) -> str:
        return f"{self.department}/{self.project}/{self.year}"
