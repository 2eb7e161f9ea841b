"""Matching: which row of one version is which row of the other. Never by its line or its number.

Each row once, and in this order:

1. by its ``id``;
2. the same in all it says, at the same place (sub-project and item);
3. by its name at the same place, then in the same sub-project;
4. the same in all it says, wherever it stands;
5. by a name that each version has only once;
6. by its name at a place that was renamed: all rows known by then went from the one place to the other;
7. renamed: at the same place, of the same type, and its name alike by 85 %, or by 60 % where all else is the same; only
   where neither could have been another.

Of equal rows the first goes with the first. What is left was removed, or added: nothing is guessed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from collections.abc import Hashable
from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Generic
from typing import TypeVar

from generator.figures.continuity import unspaced

Record = TypeVar("Record")

#: How alike, in percent, the names of a renamed row are; and where all else it says is the same.
ALIKE = 85
ALIKE_WITH_ALL_ELSE_THE_SAME = 60

#: Comparing every name with every other takes time; where it would be more pairs, nothing is called renamed.
_MOST_PAIRS = 20_000
#: Longer names are not compared for likeness.
_LONGEST = 200


@dataclass(frozen=True)
class Item(Generic[Record]):
    """A row as matching sees it: ``place`` from the widest on, ``rest`` all it says besides its id, name and place."""

    record: Record
    id: str
    place: tuple[str, ...]
    name: str
    type: str
    rest: Hashable


@dataclass(frozen=True)
class Matching(Generic[Record]):
    """Pairs (before, after) in the order of the new version, and what has no partner."""

    pairs: tuple[tuple[Record, Record], ...]
    removed: tuple[Record, ...]
    added: tuple[Record, ...]


def match(before: Iterable[Item[Record]], after: Iterable[Item[Record]]) -> Matching[Record]:
    """Match the rows of two versions."""
    new = list(after)
    order = {id(each): number for number, each in enumerate(new)}
    work = _Work(list(before), list(new))
    work.pair(lambda item: item.id)
    work.pair(lambda item: (_place(item), unspaced(item.name), item.rest))
    work.pair(lambda item: (_place(item), unspaced(item.name)))
    work.pair(lambda item: (_place(item)[:1], unspaced(item.name)))
    work.pair(lambda item: unspaced(item.name) and (unspaced(item.name), item.rest))
    work.pair(lambda item: unspaced(item.name), is_sole=True)
    went = work.went()
    work.pair(
        lambda item: (went.get(_place(item), _place(item)), unspaced(item.name)),
        lambda item: (_place(item), unspaced(item.name)),
    )
    work.pair_renamed(went)
    pairs = sorted(work.pairs, key=lambda pair: order[id(pair[1])])
    return Matching(
        tuple((one.record, other.record) for one, other in pairs),
        tuple(item.record for item in work.old),
        tuple(item.record for item in work.new),
    )


Place = tuple[str, ...]
Key = Callable[[Item[Record]], Hashable]


def _place(item: Item[Record]) -> Place:
    return tuple(map(unspaced, item.place))


class _Work(Generic[Record]):
    """What is still without a partner, and the pairs found so far."""

    def __init__(self, old: list[Item[Record]], new: list[Item[Record]]) -> None:
        self.old = old
        self.new = new
        self.pairs: list[tuple[Item[Record], Item[Record]]] = []

    def pair(self, key: Key[Record], key_after: Key[Record] | None = None, *, is_sole: bool = False) -> None:
        """Pair what has the same key, unless that says nothing; ``is_sole``: only where nobody else has it."""
        waiting, found = _by(self.old, key), _by(self.new, key_after or key)
        pairs: list[tuple[Item[Record], Item[Record]]] = []
        for each, items in found.items():
            partners = waiting.get(each, [])
            if each and not (is_sole and len(items) + len(partners) > 2):
                pairs += list(zip(partners, items, strict=False))
        self._take(pairs)

    def went(self) -> dict[Place, Place]:
        """Old place → the one new place that all known rows of it went to."""
        went: dict[Place, set[Place]] = {}
        for one, other in self.pairs:
            went.setdefault(_place(one), set()).add(_place(other))
        return {place: next(iter(places)) for place, places in went.items() if len(places) == 1}

    def pair_renamed(self, went: dict[Place, Place]) -> None:
        """Pair rows that were given another name."""
        waiting = _by(self.old, lambda item: (went.get(_place(item), _place(item)), item.type))
        found = _by(self.new, lambda item: (_place(item), item.type))
        both = [(waiting[key], items) for key, items in found.items() if key in waiting]
        if sum(len(old) * len(new) for old, new in both) <= _MOST_PAIRS:
            self._take([pair for old, new in both for pair in _renamed(old, new)])

    def _take(self, pairs: list[tuple[Item[Record], Item[Record]]]) -> None:
        taken = {id(item) for pair in pairs for item in pair}
        self.pairs += pairs
        self.old = [item for item in self.old if id(item) not in taken]
        self.new = [item for item in self.new if id(item) not in taken]


def _by(items: Iterable[Item[Record]], key: Key[Record]) -> dict[Hashable, list[Item[Record]]]:
    found: dict[Hashable, list[Item[Record]]] = {}
    for item in items:
        found.setdefault(key(item), []).append(item)
    return found


def _renamed(old: list[Item[Record]], new: list[Item[Record]]) -> Iterator[tuple[Item[Record], Item[Record]]]:
    alike = [(one, other) for one in old for other in new if _is_alike(one, other)]
    times = Counter(id(item) for pair in alike for item in pair)
    return (pair for pair in alike if times[id(pair[0])] == times[id(pair[1])] == 1)


def _is_alike(one: Item[Record], other: Item[Record]) -> bool:
    names = unspaced(one.name), unspaced(other.name)
    if not all(names) or max(map(len, names)) > _LONGEST or (one.id and other.id):
        return False
    needed = ALIKE_WITH_ALL_ELSE_THE_SAME if one.rest == other.rest else ALIKE
    same = sum(block.size for block in SequenceMatcher(None, *names, autojunk=False).get_matching_blocks())
    return 200 * same >= needed * sum(map(len, names))
