"""A page: Markdown at an address, and how one page links to another."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from generator.catalogue import SOURCE
from generator.model.identity import ReportId
from generator.phrases import _
from generator.phrases import in_context


@dataclass(frozen=True, slots=True)
class Crumb:
    """One step of the way from the home page: what it is called and its source ("" for the page itself)."""

    title: str
    source: str = ""


def way_to_department(name: str, source: str = "") -> tuple[Crumb, ...]:
    """The steps from the home page to a department's."""
    return (
        Crumb(_("首页"), HOME),
        Crumb(in_context("navigation", "部门"), DEPARTMENTS),
        Crumb(name, source),
    )


@dataclass(frozen=True, slots=True)
class Page:
    """One page.

    ``source`` is its Markdown file as MkDocs knows it (``a/b/2022.md``), which decides its address (``a/b/2022/``).
    ``section`` is the entry of the main navigation it belongs to. ``kind`` names the page kind for the theme.
    ``structured`` is what search engines are told of it, as JSON-LD. ``origin`` is the one file of the content that it
    shows, "" where there are many. ``language`` is that of the interface.
    """

    source: str
    title: str
    markdown: str
    kind: str
    section: str = ""
    description: str = ""
    crumbs: tuple[Crumb, ...] = ()
    structured: str = ""
    origin: str = ""
    language: str = SOURCE


@dataclass(frozen=True, slots=True)
class Draft:
    """A page not yet written in a language: its template with the view that fills it; the rest as for a page.

    What it says is made once, in phrases. ``source`` is that of the page in the first language.
    """

    source: str
    title: str
    template: str
    view: Mapping[str, Any]
    kind: str
    section: str = ""
    description: str = ""
    crumbs: tuple[Crumb, ...] = ()
    structured: str = ""
    origin: str = ""


def prefix(language: str, languages: Sequence[str]) -> str:
    """What stands before the sources and addresses of pages in a language; the first stands at the root."""
    return "" if language == languages[0] else f"{language.lower()}/"


class FileLink(str):
    """The address of a file of the site from a page. A file is not translated: ``from_twin`` leads to the same file."""

    __slots__ = ("from_twin",)

    from_twin: str

    def __new__(cls, path: str, here: str) -> FileLink:
        """The address of the file at a path, from a page at an address."""
        made = str.__new__(cls, relative(path, here))
        made.from_twin = relative(path, f"twin/{here}")
        return made


@dataclass(frozen=True, slots=True)
class Sketch:
    """A page that can be made, and the fingerprint of what it would be made from; "" where finding that out is as much
    work as making the page.
    """

    source: str
    make: Callable[[], Draft]
    key: str = ""


def address(source: str) -> str:
    """The address of a source relative to the site root: ``a/index.md`` → ``a/``, ``a/2022.md`` → ``a/2022/``."""
    stem = source.removesuffix(".md")
    if stem == "index":
        return ""
    return stem.removesuffix("/index") + "/"


@dataclass(frozen=True, slots=True)
class Links:
    """Links from one page to others, relative, so that the site works under any path."""

    source: str

    def to(self, target: str, anchor: str = "") -> str:
        """The address of another source, or of a place on it, from this page."""
        here, there = address(self.source), address(target)
        fragment = f"#{anchor}" if anchor else ""
        if here == there and anchor:
            return fragment
        return _relative(there, here) + fragment

    def file(self, path: str) -> FileLink:
        """The address of a file, given by its path on the site, from this page."""
        return FileLink(path, address(self.source))

    def own(self, path: str) -> str:
        """The address of a file of which each language has its own."""
        return str(self.file(path))


@lru_cache(maxsize=1024)  # a list links to many rows of the same few pages
def _relative(there: str, here: str) -> str:
    found = relative(there, here)
    return "./" if found == "." else found + "/"


def relative(there: str, here: str) -> str:
    """The way from a folder to a file or folder, both given from the site's root; "." where it is the same one.

    Written as if the site stood at the root of the disk: else the library asks the system for the current folder each time.
    """
    return posixpath.relpath(f"/{there}", f"/{here}")


def report_source(department: str, project: str, year: int) -> str:
    """The source of a report's page."""
    return f"{department}/{project}/{year}.md"


def project_source(department: str, project: str) -> str:
    """The source of a project's page."""
    return f"{department}/{project}/index.md"


def department_source(department: str) -> str:
    """The source of a department's page."""
    return f"{department}/index.md"


def year_source(year: int) -> str:
    """The source of a year's page."""
    return f"years/{year}.md"


def source_of(report: ReportId) -> str:
    """The source of a report's page, by its identity."""
    return report_source(report.department, report.project, report.year)


@dataclass(frozen=True, slots=True)
class Scope:
    """Which reports a list is about: all, those of a department, or those of a year."""

    department: str = ""
    year: int = 0


#: All reports.
WHOLE = Scope()


def list_source(question: str, scope: Scope = WHOLE, number: int = 1) -> str:
    """The source of the list that answers a question in a scope; the first page has no number."""
    narrowed = (
        f"/departments/{scope.department}" if scope.department else f"/years/{scope.year}" if scope.year else ""
    )
    return f"lists/{question}{narrowed}/{'index' if number == 1 else number}.md"


def list_file(question: str, scope: Scope = WHOLE) -> str:
    """The path of a list as a file to download, beside its first page."""
    return address(list_source(question, scope)) + "list.csv"


HOME = "index.md"
DEPARTMENTS = "departments.md"
YEARS = "years/index.md"
FINDINGS = "findings.md"
DATA = "data/index.md"
SEARCH = "search.md"
LISTS_PAGE = "lists/index.md"
PICTURE = "lists/picture.md"
METHODS = "methods.md"
CORRECTIONS = "corrections/index.md"
