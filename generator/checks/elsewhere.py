"""Personal data elsewhere than in reports: in the records of the site, in standards, in settings, in names, on pages."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping

from generator.checks import personal_data as rule
from generator.findings import Finding
from generator.findings import Place
from generator.model.keys import Record
from generator.model.keys import RecordText
from generator.model.keys import texts_of
from generator.personal import Datum
from generator.personal import personal_data
from generator.personal import personal_data_in_address

#: What is there to be called or written to, and so may be published; nobody's own number is.
_OFFICIAL: Mapping[tuple[str, ...], frozenset[str]] = {
    ("redress", "phone"): frozenset(("固定电话", "电话号码")),
    ("redress", "email"): frozenset(("电子邮箱",)),
}


def check_texts(record: Record, path: str) -> Iterator[Finding]:
    """Personal data in a record that is no report: the site's, a department's, a project's, a standard's."""
    for text in texts_of(record):
        for each in _data_in(text):
            if each.kind not in _OFFICIAL.get(text.path, ()):
                yield from _found(each, Place(path, *text.spot))


def check_line(line: str, path: str, number: int) -> Iterator[Finding]:
    """Personal data in a line of a file."""
    for each in personal_data(line):
        yield from _found(each, Place(path, number, each.start + 1, len(each.written)))


def check_name(path: str) -> Iterator[Finding]:
    """Personal data in the name of a file or folder, which becomes a part of an address."""
    for each in personal_data_in_address(path.rpartition("/")[2]):
        yield from _found(each, Place(path))


def _data_in(text: RecordText) -> Iterator[Datum]:
    return personal_data_in_address(text.text) if text.is_address else personal_data(text.text)


def _found(each: Datum, place: Place) -> Iterator[Finding]:
    if each.is_certain:
        fault = rule.fault_at(each, place)
        yield Finding("personal-data", rule.SEVERITY, place, fault.wording, fault.hint, fault.values)
