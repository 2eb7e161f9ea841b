"""The content folder: which files there are, and each read into its record.

Surveying lists what is to be read without opening a report; reading one project touches only that project's
files, so projects can be read in any order, by any process. One broken file never hides another's mistakes.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from collections.abc import Mapping as MappingOf
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from functools import cache
from operator import attrgetter
from pathlib import Path
from typing import TypeVar

from generator.findings import Finding
from generator.model.identity import RESERVED
from generator.model.identity import SLUG
from generator.model.identity import ReportId
from generator.model.keys import Record
from generator.model.keys import keys_of
from generator.model.report import Report
from generator.model.site import Department
from generator.model.site import Project
from generator.model.site import Site
from generator.model.standard import Standard
from generator.packing import Packed
from generator.read.mistakes import STOPS
from generator.read.mistakes import Mistakes
from generator.read.nodes import Mapping
from generator.read.nodes import Node
from generator.read.nodes import Scalar
from generator.read.nodes import compose
from generator.read.records import read_record
from generator.read.selection import ALL
from generator.read.selection import CONTENT
from generator.read.selection import REPORTS
from generator.read.selection import STANDARDS
from generator.read.selection import Selection
from generator.read.source import Source
from generator.read.source import decode

AnyRecord = TypeVar("AnyRecord", bound=Record)

DEFAULT_STANDARD = "national-2020"

_NAMED: MappingOf[str, type[Record]] = {"site.yml": Site, "department.yml": Department, "project.yml": Project}

#: Where the standards that come with the program lie.
BUNDLED_STANDARDS = Path(__file__).parent.parent / "standards"


@dataclass(frozen=True, slots=True)
class ProjectFolder(Packed):
    """One project's folder: the years it has reports for, oldest first, and whether project.yml is there."""

    department: str
    project: str
    years: tuple[int, ...]

    @property
    def path(self) -> str:
        """The folder, relative to the site root."""
        return f"{REPORTS}/{self.department}/{self.project}"

    def ids(self) -> tuple[ReportId, ...]:
        """Its reports."""
        return tuple(ReportId(self.department, self.project, year) for year in self.years)


@dataclass(frozen=True, slots=True)
class Survey:
    """What there is to read: departments and projects by slug, and what does not belong there."""

    departments: tuple[str, ...]
    projects: tuple[ProjectFolder, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class ReadReport:
    """A report with its identity and its source text."""

    id: ReportId
    report: Report
    source: Source


@dataclass(frozen=True, slots=True)
class ReadProject:
    """A project with its reports, oldest first, and every mistake found on the way."""

    folder: ProjectFolder
    project: Project
    reports: tuple[ReadReport, ...]
    findings: tuple[Finding, ...]


#: What lies in a folder, by name.
Entries = Sequence[os.DirEntry[str]]
_NAME = attrgetter("name")


@dataclass(slots=True)
class _Listing:
    """The entries of one folder that may be published, and mistakes about those that may not."""

    mistakes: list[Finding] = field(default_factory=list)
    part: Selection = ALL

    def reject(self, path: str, why: str, hint: str) -> None:
        if any(each.place.path == path for each in self.mistakes):
            return  # said once: a link is neither a folder nor a file that belongs here
        self.mistakes.append(_rejected(path, why, hint))

    def reject_link(self, path: str) -> None:
        self.mistakes.append(reject_link(path))

    def folders(self, entries: Entries, path: str) -> Iterator[str]:
        for entry in entries:
            where = f"{path}/{entry.name}"
            if not self.part.touches(where):
                continue
            if entry.is_symlink() or not entry.is_dir():
                continue  # `files` tells of links
            elif not SLUG.fullmatch(entry.name):
                self.reject(
                    where,
                    "文件夹名只能用小写英文字母、数字和连字符。",
                    "改名，例如 gongxinju；它会成为网址的一部分。",
                )
            elif entry.name in RESERVED:
                self.reject(where, "这个名字已被本站的其他页面占用。", "换一个名字。")
            else:
                yield entry.name

    def files(self, entries: Entries, path: str, expected: str) -> Iterator[str]:
        for entry in entries:
            if entry.is_symlink():
                self.reject_link(f"{path}/{entry.name}")
            elif entry.is_file() and entry.name != expected:
                yield entry.name


def reject_link(path: str) -> Finding:
    """The mistake that a file or folder of the content is a symbolic link: it may lead out of the content."""
    return _rejected(path, "不接受符号链接。", "把文件或文件夹本身放在这里。")


def reject_name(path: str) -> Finding:
    """The mistake that a name is not text that can be seen whole: it would be part of an address."""
    return _rejected(
        path, "名字里有看不见的字符，或者不是 UTF-8 编码。", "改名，最好只用英文字母、数字和连字符。"
    )


def _rejected(path: str, why: str, hint: str) -> Finding:
    mistakes = Mistakes(path)
    mistakes.add("path-not-accepted", (1, 1), why, hint)
    return mistakes.found[0]


def _linked(root: Path, *paths: str) -> str:
    """The first of the paths that is a link, which is not followed: what lies there would have no history and no place."""
    return next((each for each in paths if (root / each).is_symlink()), "")


def _entries(root: Path, path: str) -> Entries:
    try:
        with os.scandir(f"{root}/{path}") as entries:
            return sorted((each for each in entries if not each.name.startswith(".")), key=_NAME)
    except (FileNotFoundError, NotADirectoryError):
        return []


def survey(root: Path, part: Selection = ALL) -> Survey:
    """List departments, projects and years under the site root, in the order of their addresses.

    Departments and projects that the part does not touch are passed over.
    """
    listing = _Listing(part=part)
    if linked := _linked(root, CONTENT, REPORTS):
        return Survey((), (), (reject_link(linked),))
    if (root / REPORTS).is_file():
        listing.reject(
            REPORTS,
            "这里要一个文件夹，却是一个文件。",
            "移走它，报告放在 content/reports/<部门>/<项目>/<年份>.yml。",
        )
    reports = _entries(root, REPORTS)
    departments = tuple(listing.folders(reports, REPORTS))
    projects = []
    for entry in _entries(root, CONTENT):
        if entry.name.endswith((".yml", ".yaml")) and entry.name != "site.yml":
            listing.reject(
                f"{CONTENT}/{entry.name}",
                "这里只放 site.yml，这个文件不会发布。",
                "报告放在 content/reports/<部门>/<项目>/<年份>.yml。",
            )
    for stray in listing.files(reports, REPORTS, ""):
        listing.reject(f"{REPORTS}/{stray}", "这里只放部门文件夹。", "报告放在 <部门>/<项目>/<年份>.yml。")
    for department in departments:
        path = f"{REPORTS}/{department}"
        entries = _entries(root, path)
        for stray in listing.files(entries, path, "department.yml"):
            listing.reject(
                f"{path}/{stray}",
                "部门文件夹里只放 department.yml 和项目文件夹。",
                "报告放在 <部门>/<项目>/<年份>.yml。",
            )
        projects += [
            _project_folder(root, department, project, listing) for project in listing.folders(entries, path)
        ]
    return Survey(departments, tuple(projects), tuple(listing.mistakes))


def _project_folder(root: Path, department: str, project: str, listing: _Listing) -> ProjectFolder:
    path = f"{REPORTS}/{department}/{project}"
    years, entries = [], _entries(root, path)
    for name in listing.files(entries, path, "project.yml"):
        year = name.removesuffix(".yml")
        if name.endswith(".yml") and is_year(year):
            years.append(int(year))
        else:
            listing.reject(
                f"{path}/{name}", "这个文件不会发布。", "报告命名为 <年份>.yml；附件放进与年份同名的文件夹。"
            )
    for entry in entries:
        if entry.is_dir(follow_symlinks=False) and not is_year(entry.name):
            listing.reject(
                f"{path}/{entry.name}",
                "项目文件夹里只有以年份命名的附件文件夹，这个文件夹不会发布。",
                "报告是文件 <年份>.yml，直接放在项目文件夹里；附件放进与年份同名的文件夹。",
            )
    return ProjectFolder(department, project, tuple(sorted(years)))


def record_in(path: Path) -> type[Record]:
    """What a content file holds, by its name: whatever has no other name is a report."""
    return _NAMED.get(path.name) or (Standard if path.parent.name == "standards" else Report)


def files(root: Path, found: Survey) -> Iterator[str]:
    """Every content file of the site, relative to its root; attachments are none."""
    if _linked(root, CONTENT):
        return iter(())
    named = [f"{CONTENT}/site.yml"]
    named += [f"{STANDARDS}/{each}" for each in _standards(root, _Listing())]
    named += [f"{REPORTS}/{each}/department.yml" for each in found.departments]
    for folder in found.projects:
        named += [f"{folder.path}/project.yml", *(f"{CONTENT}/{id.path}" for id in folder.ids())]
    return (each for each in named if (root / each).is_file())


def is_year(name: str) -> bool:
    """Whether a report can be named so."""
    return len(name) == 4 and name.isascii() and name.isdigit() and name >= "1900"


def read_site(root: Path) -> tuple[Site, tuple[Finding, ...]]:
    """content/site.yml."""
    path, unknown = f"{CONTENT}/site.yml", Site(name=root.resolve().name)
    if linked := _linked(root, CONTENT, path):  # of the whole folder the survey tells
        return unknown, (reject_link(path),) if linked == path else ()
    site, mistakes = _read(root, path, Site)
    return site or unknown, tuple(mistakes.found)


def read_department(root: Path, department: str) -> tuple[Department, tuple[Finding, ...]]:
    """A department's department.yml; named by its slug where the file cannot be read."""
    read, mistakes = _read(root, f"{REPORTS}/{department}/department.yml", Department)
    return read if read and read.name else Department(name=department), tuple(mistakes.found)


def read_project(root: Path, folder: ProjectFolder) -> ReadProject:
    """A project with all its reports."""
    project, mistakes = _read(root, f"{folder.path}/project.yml", Project)
    findings = list(mistakes.found)
    reports = []
    for each in folder.ids():
        read, more = read_report(root, f"{CONTENT}/{each.path}", each)
        findings += more
        if read:
            reports.append(read)
    named = project if project and project.name else Project(name=folder.project)
    return ReadProject(folder, named, tuple(reports), tuple(findings))


def read_report(
    root: Path, path: str, id: ReportId, data: bytes | None = None
) -> tuple[ReadReport | None, tuple[Finding, ...]]:
    """A report file; ``path`` is relative to the root. The report is None where nothing could be read.

    ``data`` are its bytes where it is not to be read from the disk: an earlier version of it.
    """
    mistakes = Mistakes(path)
    text = _load(root, path, mistakes, Report) if data is None else decode(data, mistakes)
    node = _root_mapping(text, mistakes, Report)
    if node is None:
        return None, tuple(mistakes.found)
    report = read_record(Report, node, mistakes)
    if report.year and id.year and report.year != id.year:
        mistakes.add(
            "year-differs",
            report.spot("year"),
            "文件里的年度是 {written}，文件名是 {named}。",
            "改正其中一处；文件名决定网址。",
            length=4,
            written=str(report.year),
            named=f"{id.year}.yml",
        )
    for attachment in report.attachments:
        if why := refused_attachment(attachment.file):
            mistakes.add(
                "attachment-not-accepted",
                attachment.spot("file"),
                "附件“{file}”不能发布：" + why,
                "改名，或换一种格式，例如 PDF、图片、表格。",
                length=len(attachment.file),
                file=attachment.file,
            )
        elif attachment.file and not is_attachment(root, path, id, attachment.file):
            mistakes.add(
                "attachment-missing",
                attachment.spot("file"),
                "找不到附件“{file}”。",
                "把文件放进 {folder}/。",
                file=attachment.file,
                folder=f"{path.rpartition('/')[0]}/{id.year}",
            )
    real_id = replace(id, year=id.year or report.year)
    return ReadReport(real_id, report, Source(path, text)), _settled(mistakes)


#: What the program itself publishes beside a report's page.
_GENERATED = frozenset(("index.html", "data", "search.json"))

#: Files that a browser runs, or renders as a page of the site: what anybody writes in them would speak in the site's name.
_ACTIVE = frozenset(
    "html htm xhtml xht shtml mhtml mht svg svgz xml xsl xslt rdf js mjs css wasm swf hta php jsp asp aspx cgi".split()
)


def refused_attachment(file: str) -> str:
    """Why a file of this name is not published as an attachment; "" where it may be."""
    name = file.casefold()
    if name in _GENERATED:
        return "这个名字是网页自己要用的。"
    if name.rstrip(". ").rpartition(".")[2] in _ACTIVE and "." in name:
        return "这种文件打开时会像网页一样运行。"
    return ""


#: What file systems can hold.
_LONGEST_NAME = 255


def is_attachment(root: Path, path: str, id: ReportId, file: str) -> bool:
    """Whether the file lies in the report's own attachment folder and nowhere else."""
    folder = (root / path).parent / str(id.year)
    plain = file == Path(file).name and not file.startswith(".") and len(file.encode()) <= _LONGEST_NAME
    return plain and (folder / file).is_file() and not (folder / file).is_symlink()


def read_standards(root: Path) -> tuple[MappingOf[str, Standard], tuple[Finding, ...]]:
    """The scoring standards by name: those that come with the program, and the site's own, which win."""
    standards = dict(_bundled_standards())
    listing = _Listing()
    findings = listing.mistakes
    for name in _standards(root, listing):
        standard, mistakes = _read(root, f"{STANDARDS}/{name}", Standard)
        findings += mistakes.found
        if standard and not mistakes.found:
            standards[name.removesuffix(".yml")] = standard
    return standards, tuple(findings)


def _standards(root: Path, listing: _Listing) -> Iterator[str]:
    """The names of the files with the site's own standards."""
    linked = _linked(root, CONTENT, STANDARDS)
    if linked == STANDARDS:
        listing.reject_link(linked)
    elif not linked:
        names = listing.files(_entries(root, STANDARDS), STANDARDS, "")
        yield from (name for name in names if name.endswith(".yml"))


@cache
def _bundled_standards() -> MappingOf[str, Standard]:
    standards = {}
    for file in sorted(BUNDLED_STANDARDS.glob("*.yml")):
        standard, mistakes = _read(BUNDLED_STANDARDS, file.name, Standard)
        if standard is None or mistakes.found:
            raise ValueError(f"{file}: {mistakes.found}")
        standards[file.stem] = standard
    return standards


def read_data(record: type[AnyRecord], path: str, data: bytes) -> tuple[AnyRecord | None, tuple[Finding, ...]]:
    """The record in the bytes of a file that need not be on the disk, or not be part of the content."""
    read, mistakes = _read(Path(), path, record, data)
    return read, tuple(mistakes.found)


#: What stands above a page, for MkDocs; and in it the key that asks for another frame than that of all pages.
_HEAD = re.compile(r"---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*\n", re.DOTALL)
_TEMPLATE = re.compile(r"""^(["']?)template\1[ \t]*:""", re.MULTILINE)


def read_page(path: str, data: bytes) -> tuple[str, tuple[Finding, ...]]:
    """The text of a hand-written page, and what in it may not be published; Markdown allows tabs."""
    mistakes = Mistakes(path)
    text = decode(data, mistakes)
    head = _HEAD.match(text)
    if head and (key := _TEMPLATE.search(text, 0, head.end())):
        spot = text.count("\n", 0, key.start()) + 1, 1
        wording, hint = "手写页面没有 template 这个键。", "删掉这一行：所有页面用同一个版式。"
        mistakes.add("unknown-key", spot, wording, hint, length=len("template"))
    return text, tuple(each for each in mistakes.found if each.rule != "tab")


#: What MkDocs allows in its settings, and content does not.
_OF_MKDOCS = frozenset(("tag", "alias", "merge-key"))


def read_settings(path: str, data: bytes) -> tuple[str, tuple[Finding, ...]]:
    """The text of mkdocs.yml, and what is wrong with how it is written; what it says is MkDocs' own affair."""
    mistakes = Mistakes(path)
    text = decode(data, mistakes)
    compose(text, mistakes)
    return text, tuple(each for each in mistakes.found if each.rule not in _OF_MKDOCS)


def _read(
    root: Path, path: str, record: type[AnyRecord], data: bytes | None = None
) -> tuple[AnyRecord | None, Mistakes]:
    mistakes = Mistakes(path)
    text = _load(root, path, mistakes, record) if data is None else decode(data, mistakes)
    node = _root_mapping(text, mistakes, record)
    read = read_record(record, node, mistakes) if node else None
    mistakes.found = list(_settled(mistakes))
    return read, mistakes


def _least(record: type[Record]) -> str:
    """The keys that a file with such a record must have at least: year 和 title."""
    return " 和 ".join(name for name, key in keys_of(record).items() if key.required)


def _load(root: Path, path: str, mistakes: Mistakes, record: type[Record]) -> str:
    try:
        data = (root / path).read_bytes()
    except (FileNotFoundError, IsADirectoryError):
        mistakes.add("file-missing", (1, 1), "缺少文件 {name}。", "新建它。", name=path.rpartition("/")[2])
        return ""
    text = decode(data, mistakes)
    if not text.strip() and not mistakes.found:
        hint = "至少写 {keys}" + ("；可以从另一年的报告复制。" if record is Report else "。")
        mistakes.add("empty-file", (1, 1), "文件是空的。", hint, keys=_least(record))
    return text


def _root_mapping(text: str, mistakes: Mistakes, record: type[Record]) -> Mapping | None:
    if not text.strip():
        return None
    node: Node | None = compose(text, mistakes)
    if isinstance(node, Mapping):
        return node
    if node is None and not mistakes.found:
        mistakes.add("empty-file", (1, 1), "文件里只有注释，没有内容。", "至少写 {keys}。", keys=_least(record))
    is_wide = isinstance(node, Scalar) and "：" in node.value[:20]
    if node is not None and not any(each.rule in STOPS for each in mistakes.found):
        mistakes.add(
            "wrong-shape",
            node.spot,
            "文件应是一组“键: 值”，这里是{found}。",
            "键后面用半角冒号，再空一格：写成“{first}: …”。" if is_wide else "第一行从 {first}: 开始写。",
            first=next(iter(keys_of(record))),
            found="一个列表" if type(node).__name__ == "Sequence" else "一段文字",
        )
    return None


def _settled(mistakes: Mistakes) -> tuple[Finding, ...]:
    """Where reading stopped half-way, what was not reached is not reported as missing."""
    stopped = any(each.rule in STOPS for each in mistakes.found)
    return tuple(each for each in mistakes.found if not (stopped and each.rule == "missing-key"))
