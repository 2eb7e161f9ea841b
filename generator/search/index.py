"""The index: for every gram the reports that have it, in many small files of which a query needs a few."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from itertools import groupby

from generator.figures import Status
from generator.files import SiteFile
from generator.search.entries import Searchable
from generator.search.folding import shard_of

FOLDER = "search"

#: About how many numbers of reports a file of the index holds: some five kilobytes.
_PER_SHARD = 4_000
_FEWEST_SHARDS, _MOST_SHARDS = 16, 4096

#: The statuses a reader can filter by: a bit each, in this order.
STATUSES = tuple(status.value for status in Status)


#: What the index is found by, and the one file of it that tells what changes most: grades and statuses.
INDEX, FILTERS = f"{FOLDER}/index.json", f"{FOLDER}/filters.json"


def words_key(reports: Iterable[Searchable]) -> str:
    """The fingerprint of all that the index is made from but its filters: an amount changes nothing of it."""
    told = hashlib.sha256()
    for each in reports:
        told.update(f"{each.id}\0{each.department}\0{each.names}\0{each.body}\0".encode())
    return told.hexdigest()


def filters(reports: Sequence[Searchable]) -> SiteFile:
    """The file of what reports are filtered by."""
    return SiteFile(FILTERS, _json(_filters(reports)))


def search_index(reports: Sequence[Searchable]) -> Iterator[SiteFile]:
    """The files of the index besides the filters. Reports are known by their number in the order of their addresses."""
    names: dict[str, list[int]] = {}
    body: dict[str, list[int]] = {}
    for number, report in enumerate(reports):
        for of, listed in ((names, report.names), (body, report.body)):
            for gram in listed.split("\n") if listed else ():
                of.setdefault(gram, []).append(number)
    postings = sum(map(len, names.values())) + sum(map(len, body.values()))
    shards = _shards(postings)
    parts: list[dict[str, list[str]]] = [{} for _ in range(shards)]
    for gram in sorted({*names, *body}):
        parts[shard_of(gram, shards)][gram] = [_gaps(names.get(gram, [])), _gaps(body.get(gram, []))]
    yield SiteFile(INDEX, _json(_directory(reports, shards)))
    for number, part in enumerate(parts):
        yield SiteFile(f"{FOLDER}/{number}.json", _json(part))


def _shards(postings: int) -> int:
    """How many files: a power of two, so that a few more reports leave most of them as they are."""
    shards = _FEWEST_SHARDS
    while shards < _MOST_SHARDS and postings / shards > _PER_SHARD:
        shards *= 2
    return shards


#: Digits of 32: the first half ends a number, the second half says that another digit follows. All stand for themselves
#: in JSON.
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"
_BASE = 32


def _gaps(numbers: Sequence[int]) -> str:
    """Rising numbers as the first one and the steps between them, most of which are one digit."""
    return _written(number - before for before, number in zip([0, *numbers], numbers, strict=False))


def _written(numbers: Iterable[int]) -> str:
    return "".join([_DIGITS[each] if each < _BASE else _long(each) for each in numbers])


def _long(number: int) -> str:
    """A number of several digits, the lowest first."""
    written = ""
    while number >= _BASE:
        written += _DIGITS[_BASE + number % _BASE]
        number //= _BASE
    return written + _DIGITS[number]


def _directory(reports: Sequence[Searchable], shards: int) -> dict[str, object]:
    """Which reports there are, by department, project and year."""
    first = min((report.id.year for report in reports), default=0)
    departments = []
    for slug, members in groupby(reports, key=lambda report: report.id.department):
        listed = list(members)
        projects = [
            [project, *(report.id.year - first for report in years)]
            for project, years in groupby(listed, key=lambda report: report.id.project)
        ]
        departments.append([slug, listed[0].department, projects])
    return {"shards": shards, "firstYear": first, "departments": departments}


def _filters(reports: Sequence[Searchable]) -> dict[str, object]:
    """What each report is filtered by: the number of its grade, and a bit for each status its indicators have."""
    grades = {grade: number for number, grade in enumerate(sorted({report.grade for report in reports}))}
    bits = (sum(1 << bit for bit, each in enumerate(STATUSES) if each in report.statuses) for report in reports)
    return {
        "statuses": STATUSES,
        "grades": list(grades),
        "gradeOf": _written(grades[report.grade] for report in reports),
        "statusOf": _written(bits),
    }


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
