"""Edits: what is written otherwise than before, key by key, each with its place in the file.

The declared keys of a record say what there is to compare and what it is called. What the public does not see (the
contact, unless it is published) is left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import zip_longest
from typing import Any

from generator.findings import Place
from generator.findings import Spot
from generator.model.keys import Key
from generator.model.keys import Kind
from generator.model.keys import Record
from generator.model.keys import keys_of
from generator.model.report import Stated
from generator.personal import masked
from generator.personal import personal_data
from generator.review.matching import Item
from generator.review.matching import match
from generator.review.model import Edit

#: By which keys an entry of a list is called, the first that says something.
_NAMES = ("name", "title", "rule", "file", "what", "level")

#: What stands for words that must not be repeated: a version may have been corrected because it said too much.
WITHHELD = "（含个人信息，略）"


@dataclass(frozen=True, slots=True)
class Where:
    """Where a record stands: the files of both versions, what leads to it in words and in keys, its unit of money."""

    path_before: str
    path: str
    words: tuple[str, ...] = ()
    keys: str = ""
    unit: str = ""

    def within(self, words: str, key: str) -> Where:
        """A record in this one."""
        keys = f"{self.keys}.{key}" if self.keys else key
        return Where(self.path_before, self.path, (*self.words, words), keys, self.unit)

    def edit(
        self,
        words: str,
        key: str,
        before: Any,
        after: Any,
        spots: tuple[Spot | None, Spot | None],
        *,
        is_money: bool = False,
    ) -> Edit:
        """An edit of a value in it."""
        old, new = words_of(before), words_of(after)
        is_number = isinstance(before, Decimal) and isinstance(after, Decimal)
        return Edit(
            masked(" · ".join((*self.words, words))),
            masked(f"{self.keys}.{key}" if self.keys else key),
            _told(before, old),
            _told(after, new),
            after - before if is_number else None,
            self.unit if is_money else "",
            Place(self.path, *spots[1]) if spots[1] else None,
            Place(self.path_before, *spots[0]) if spots[0] else None,
        )


def words_of(value: Any) -> str | None:
    """A value as it is written; None where nothing is."""
    match value:
        case None | "" | ():
            return None
        case Decimal():
            return f"{value:f}"
        case bool():
            return "true" if value else "false"
        case date():
            return value.isoformat()
        case tuple():
            return "、".join(map(str, value))
        case int():
            return str(value) if value else None  # a year that is not given
    return str(value)


def guarded(text: str) -> str:
    """A text of the content as a review may repeat it."""
    return WITHHELD if next(personal_data(text), None) else text


def _told(value: Any, words: str | None) -> str | None:
    """A value as a review repeats it; an amount is no telephone number, however long."""
    return words if words is None or isinstance(value, Decimal | date) else guarded(words)


def edits(before: Record, after: Record, where: Where, *, but: Iterable[str] = ()) -> Iterator[Edit]:
    """What two versions of a record do not say alike, in the order of its keys, ``but`` what stands under some."""
    passed_over = frozenset(but)
    for name, key in keys_of(type(after)).items():
        if name not in passed_over:
            yield from _of_key(name, key, before, after, where)


def _of_key(name: str, key: Key, before: Record, after: Record, where: Where) -> Iterator[Edit]:
    old, new = getattr(before, name), getattr(after, name)
    match key.kind:
        case Kind.RECORD:
            if old or new:
                empty = (key.of or Record)()
                yield from edits(old or empty, new or empty, where.within(key.title, name))
        case Kind.RECORDS:
            yield from _of_records(name, key, old, new, where)
        case Kind.TEXTS:
            yield from _of_texts(name, key, before, after, where)
        case Kind.STATED:
            yield from _of_stated(old, new, where)
        case _:
            if words_of(old) != words_of(new):
                spots = _spot(before, name), _spot(after, name)
                is_money = key.kind is Kind.AMOUNT
                yield where.edit(
                    key.title, name, _called(old, key), _called(new, key), spots, is_money=is_money
                )


def _called(value: Any, key: Key) -> Any:
    """A choice by what it is called."""
    if isinstance(value, tuple):
        return tuple(key.choices.get(each, each) for each in value)
    return key.choices.get(value, value) if isinstance(value, str) else value


def _spot(record: Record, name: str) -> Spot | None:
    """Where a value stands, or else its record; None for a record that is not in the file."""
    return record.spot(name) if record.spots else None


def name_of(record: Record) -> str:
    """What an entry of a list is called."""
    return next((text for name in _NAMES if (text := str(getattr(record, name, "") or ""))), "")


def _of_records(
    name: str, key: Key, old: Sequence[Record], new: Sequence[Record], where: Where
) -> Iterator[Edit]:
    matched = match(map(_item, old), map(_item, new))
    for one, other in matched.pairs:
        called = guarded(name_of(other))
        yield from edits(one, other, where.within(f"{key.title}“{called}”", f"{name}[{called}]"))
    for record in matched.removed:
        called = guarded(name_of(record))
        yield where.edit(key.title, f"{name}[{called}]", _entry(record), None, (record.spot(), None))
    for record in matched.added:
        called = guarded(name_of(record))
        yield where.edit(key.title, f"{name}[{called}]", None, _entry(record), (None, record.spot()))


def _entry(record: Record) -> str:
    """An entry of a list in short: its values, those of entries within it left out."""
    kinds = (Kind.RECORD, Kind.RECORDS, Kind.STATED)
    keys = {name: key for name, key in keys_of(type(record)).items() if key.kind not in kinds}
    values = (words_of(_called(getattr(record, name), key)) for name, key in keys.items())
    return "；".join(value for value in values if value) or "（空）"


def _item(record: Record) -> Item[Record]:
    return Item(record, str(getattr(record, "id", "")), (), name_of(record), "", _entry(record))


def _of_texts(name: str, key: Key, before: Record, after: Record, where: Where) -> Iterator[Edit]:
    """Texts are matched by what they say; of the others the first goes with the first."""
    old, new = _numbered(getattr(before, name)), _numbered(getattr(after, name))
    matched = match(old, new)
    pairs = [
        *zip_longest(matched.removed, matched.added),
        *(pair for pair in matched.pairs if old[pair[0]].name != new[pair[1]].name),
    ]
    for one, other in pairs:
        number = 1 + (one if other is None else other)
        yield where.edit(
            f"{key.title}第 {number} 条",
            f"{name}[{number}]",
            None if one is None else old[one].name,
            None if other is None else new[other].name,
            (
                None if one is None else before.spot(f"{name}.{one}"),
                None if other is None else after.spot(f"{name}.{other}"),
            ),
        )


def _numbered(texts: Sequence[str]) -> list[Item[int]]:
    return [Item(number, "", (), text, "", None) for number, text in enumerate(texts)]


def _of_stated(old: Sequence[Stated], new: Sequence[Stated], where: Where) -> Iterator[Edit]:
    before, after = _by_figure(old), _by_figure(new)
    for figure in dict.fromkeys((*before, *after)):
        one, other = before.get(figure, ()), after.get(figure, ())
        if [each.text for each in one] != [each.text for each in other]:
            yield where.edit(
                f"报告自述的数 {figure}",
                f"stated.{masked(figure)}",
                tuple(each.text for each in one),
                tuple(each.text for each in other),
                (
                    (one[0].line, one[0].column) if one else None,
                    (other[0].line, other[0].column) if other else None,
                ),
            )


def _by_figure(stated: Iterable[Stated]) -> Mapping[str, list[Stated]]:
    found: dict[str, list[Stated]] = {}
    for each in stated:
        found.setdefault(each.figure, []).append(each)
    return found
