"""Keys: what may be written in a content file, declared once on the record that holds it.

Reading, the JSON Schema, the nearest-key hints and the documentation all come from these declarations.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import Field
from dataclasses import dataclass
from dataclasses import field
from dataclasses import fields
from dataclasses import replace
from enum import Enum
from enum import auto
from functools import cache
from typing import Any
from typing import ClassVar
from typing import cast

from generator.findings import Spot


class Kind(Enum):
    """What the value of a key is, and so how it is read."""

    TEXT = auto()  # one line, or a few, of plain text
    PROSE = auto()  # Markdown, with {figure} placeholders
    AMOUNT = auto()  # money, never negative, digits kept as written
    POINTS = auto()  # a weight, a score, a percentage of a policy; never negative
    DATE = auto()
    YEAR = auto()
    FLAG = auto()
    CHOICE = auto()
    CHOICES = auto()  # one choice, or a list of them
    TARGET = auto()  # text, or its parts: sign, value, unit
    SLUG = auto()  # part of an address: lower-case letters, digits, hyphens
    ADDRESS = auto()  # of another site or page: a path from the root, or http(s)
    TEXTS = auto()
    RECORD = auto()
    RECORDS = auto()
    STATED = auto()  # figure id → the value as the source states it


#: What a key holds when it is absent or unreadable.
EMPTY: Mapping[Kind, Any] = {
    Kind.TEXT: "",
    Kind.PROSE: "",
    Kind.AMOUNT: None,
    Kind.POINTS: None,
    Kind.DATE: None,
    Kind.YEAR: 0,
    Kind.FLAG: None,
    Kind.CHOICE: "",
    Kind.CHOICES: (),
    Kind.TARGET: "",
    Kind.SLUG: "",
    Kind.ADDRESS: "",
    Kind.TEXTS: (),
    Kind.RECORD: None,
    Kind.RECORDS: (),
    Kind.STATED: (),
}


@dataclass(frozen=True, slots=True)
class Key:
    """One key: its kind, its Chinese title and help, whether it must be there, what may be chosen."""

    kind: Kind
    title: str
    help: str = ""
    required: bool = False
    choices: Mapping[str, str] = field(default_factory=dict)
    examples: tuple[str, ...] = ()
    of: type[Record] | None = None
    #: What a text must look like: a name of `model.formats`, most of them JSON Schema's.
    format: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A mapping of a content file. ``spots`` knows where it and each of its keys' values stand.

    ``unread`` are the keys whose values, or a part of them, are there and could not be read: "name[]" is a list that
    lacks entries, and "" stands for all keys that are absent, since one of them may be meant by what was not understood.
    """

    #: What a form has here and the file has elsewhere, by the words people write for it, and what to do instead.
    elsewhere: ClassVar[Mapping[str, str]] = {}

    spots: Mapping[str, Spot] = field(default_factory=dict, repr=False, compare=False)
    unread: frozenset[str] = field(default=frozenset(), repr=False, compare=False)

    def spot(self, name: str = "") -> Spot:
        """Line and column of the value of the key, or of the record itself where the key is absent."""
        return self.spots.get(name) or self.spots.get("") or (1, 1)

    def is_unread(self, *names: str) -> bool:
        """Whether a value under one of the keys is there, or may be, and could not be read."""
        unread = self.unread
        return bool(unread) and any(
            name in unread or f"{name}[]" in unread or ("" in unread and name not in self.spots)
            for name in names
        )


def key(
    kind: Kind,
    title: str,
    help: str = "",
    *,
    required: bool = False,
    choices: Mapping[str, str] | None = None,
    examples: tuple[str, ...] = (),
    of: type[Record] | None = None,
    format: str = "",
) -> Any:
    """Declare a key as a dataclass field of a `Record`."""
    declared = Key(kind, title, help, required, choices or {}, examples, of, format)
    empty = EMPTY[kind]
    return field(default=empty, metadata={"key": declared})


def keys_of(record: type[Record]) -> Mapping[str, Key]:
    """The keys a record may hold, by name, in their canonical order."""
    return _keys_of(cast(Any, record))


@cache
def _keys_of(record: Any) -> Mapping[str, Key]:
    return {each.name: _with_own_record(each.metadata["key"], record) for each in _declared(record)}


def _with_own_record(declared: Key, record: type[Record]) -> Key:
    """A list of records that names none holds records of its own kind: sections within sections."""
    nested = declared.kind is Kind.RECORDS and declared.of is None
    return replace(declared, of=record) if nested else declared


def _declared(record: type[Record]) -> list[Field[Any]]:
    return [each for each in fields(record) if "key" in each.metadata]


@dataclass(frozen=True, slots=True)
class RecordText:
    """A text somewhere in a record: the names of the keys that lead to it, the text, and where it stands."""

    path: tuple[str, ...]
    text: str
    spot: Spot
    #: Whether it becomes part of an address.
    is_address: bool = False


def texts_of(record: Record, path: tuple[str, ...] = ()) -> Iterator[RecordText]:
    """Every text in a record and the records in it, in the order of the keys."""
    for name, kind in _textual(cast(Any, type(record))):
        value = getattr(record, name)
        if not value:
            continue
        match kind:
            case Kind.TEXT | Kind.PROSE | Kind.TARGET | Kind.ADDRESS | Kind.SLUG:
                yield RecordText((*path, name), value, record.spot(name), kind is Kind.SLUG)
            case Kind.TEXTS:
                for number, text in enumerate(value):
                    yield RecordText((*path, name), text, record.spot(f"{name}.{number}"))
            case Kind.RECORD:
                yield from texts_of(value, (*path, name))
            case Kind.RECORDS:
                for each in value:
                    yield from texts_of(each, (*path, name))


def strings_of(record: Record, *, but: str = "") -> list[str]:
    """What `texts_of` finds, without saying where and in no set order: for a first look that mostly finds nothing.

    ``but`` names a key of the record that is left out.
    """
    found: list[str] = []
    waiting = [record]
    while waiting:
        each = waiting.pop()
        for name, kind in _textual(cast(Any, type(each))):
            value = getattr(each, name)
            if not value or (name == but and each is record):
                continue
            if kind is Kind.TEXTS:
                found.extend(value)
            elif kind is Kind.RECORD:
                waiting.append(value)
            elif kind is Kind.RECORDS:
                waiting.extend(value)
            else:
                found.append(value)
    return found


_TEXTUAL = frozenset(
    (Kind.TEXT, Kind.PROSE, Kind.TARGET, Kind.TEXTS, Kind.SLUG, Kind.ADDRESS, Kind.RECORD, Kind.RECORDS)
)


@cache
def _textual(record: Any) -> tuple[tuple[str, Kind], ...]:
    """The keys of a record that hold text, or records that may."""
    return tuple((name, each.kind) for name, each in keys_of(record).items() if each.kind in _TEXTUAL)
