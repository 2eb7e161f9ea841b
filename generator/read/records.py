"""Records: nodes read into the records of the model, as their keys are declared."""

from __future__ import annotations

import re
from collections.abc import Collection
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass
from functools import cache
from typing import Any
from typing import TypeVar
from typing import cast

from generator.findings import Spot
from generator.model.keys import EMPTY
from generator.model.keys import Key
from generator.model.keys import Kind
from generator.model.keys import Record
from generator.model.keys import keys_of
from generator.model.report import Stated
from generator.personal import masked
from generator.read.mistakes import Mistakes
from generator.read.nodes import Mapping
from generator.read.nodes import Node
from generator.read.nodes import Scalar
from generator.read.nodes import Sequence
from generator.read.nodes import note_wide_space
from generator.read.values import READERS
from generator.read.values import Reader

AnyRecord = TypeVar("AnyRecord", bound=Record)

#: name:value and name：value are text to YAML.
_COLON_TOO_TIGHT = re.compile(r"[a-z_0-9.]+[:：]")
_SHAPES = {Scalar: "一段文字", Mapping: "一组“键: 值”", Sequence: "一个列表"}


def read_record(record: type[AnyRecord], node: Mapping, mistakes: Mistakes, *, name: str = "") -> AnyRecord:
    """The record in a mapping. Unknown, missing and unreadable keys are noted; the rest is kept."""
    keys, readers = keys_of(record), _readers(cast(Any, record))
    spots: dict[str, Spot] = {"": node.spot}
    values: dict[str, Any] = {}
    misspelt: set[str] = set()
    unread: set[str] = {""} if node.is_cut else set()
    broken = _broken_values(node, keys)
    for written, (key_node, value) in node.items.items():
        key = keys.get(written)
        if key is None:
            if written in broken:
                _note_broken(key_node, broken[written], mistakes)
            else:
                misspelt.add(_note_unknown(key_node, value, record, mistakes))
            continue
        spots[written] = value.spot
        known = mistakes.count
        if type(value) is not Scalar:
            values[written] = _read_value(value, written, key, spots, mistakes)
        elif not value.is_absent:
            read = readers.get(written)
            values[written] = (
                read(value, key, mistakes) if read else _read_value(value, written, key, spots, mistakes)
            )
        if mistakes.count > known or (type(value) is not Scalar and _is_cut(value)):
            unread.add(written)
            if isinstance(value, Sequence) and (
                value.is_cut or not all(isinstance(each, Mapping) for each in value.items)
            ):
                unread.add(f"{written}[]")
    unread |= misspelt - node.items.keys()
    for each in broken.values():
        values.pop(each.key, None)
        unread.add(each.key)
    for written, key in _required(cast(Any, record)).items():
        if written not in misspelt and values.get(written, EMPTY[key.kind]) == EMPTY[key.kind]:
            _note_missing(written, key, node, mistakes, name)
    return record(spots=spots, unread=frozenset(unread), **values) if unread else record(spots=spots, **values)


def _is_cut(node: Node) -> bool:
    return isinstance(node, Mapping | Sequence) and node.is_cut


@dataclass(frozen=True, slots=True)
class _Broken:
    """A value that a comma in braces broke: the key it is of, and all of it as far as that can be said."""

    key: str
    whole: str


def _broken_values(node: Mapping, keys: Collection[str]) -> dict[str, _Broken]:
    """What looks like keys and is the rest of the value before it, by that text: {budget: 1,935}."""
    found: dict[str, _Broken] = {}
    if len(node.items) <= 1 or all(written in keys for written in node.items):
        return found
    before: tuple[str, str, Spot] | None = None  # key, value, and where it ended
    for written, (key_node, value) in node.items.items():
        if written in keys:
            is_text = isinstance(value, Scalar) and value.is_plain and value.value
            before = (written, value.value, _end(value)) if is_text else None  # type: ignore[union-attr,arg-type]
        elif before and _is_absent(value) and key_node.spot[0] == before[2][0] and _is_rest(key_node.value):
            is_adjacent = key_node.spot[1] == before[2][1] + 1
            is_number = is_adjacent and before[1][-1:].isdigit() and key_node.value[:1].isdigit()
            whole = f"{before[1]},{key_node.value}" if is_number else ""
            for earlier in [name for name, each in found.items() if each.key == before[0] and whole]:
                found[earlier] = _Broken(before[0], whole)
            found[written] = _Broken(before[0], whole)
            before = (before[0], whole or key_node.value, _end(key_node))
    return found


def _is_rest(written: str) -> bool:
    return _REST_OF_A_VALUE.fullmatch(written) is not None


def _end(node: Scalar) -> Spot:
    return node.spot[0], node.spot[1] + len(node.value)


def _note_broken(node: Scalar, broken: _Broken, mistakes: Mistakes) -> None:
    wording, hint = "没有 {key} 这个键。", _BROKEN
    if broken.whole:
        wording = "花括号里，千分位的逗号把 {of} 的值断成了两截，“{key}”成了一个键。"
        hint = '加上引号写 "{whole}"，或者不写逗号：{bare}。'
    mistakes.add(
        "unknown-key",
        node.spot,
        wording,
        hint,
        length=len(node.value),
        key=node.value[:80],
        of=broken.key,
        whole=broken.whole,
        bare=broken.whole.replace(",", ""),
    )


@cache
def _readers(record: Any) -> dict[str, Reader]:
    """The readers of the keys that hold a single value."""
    return {name: READERS[key.kind] for name, key in keys_of(record).items() if key.kind in READERS}


@cache
def _required(record: Any) -> dict[str, Key]:
    return {name: key for name, key in keys_of(record).items() if key.required}


def _read_value(node: Node, written: str, key: Key, spots: dict[str, Spot], mistakes: Mistakes) -> Any:
    """The value of a key that holds more than one scalar; any other shape is noted."""
    match key.kind, node:
        case Kind.RECORD, Mapping():
            return read_record(_record_of(key), node, mistakes, name=key.title)
        case Kind.RECORDS, Sequence():
            return tuple(_records(node, key, mistakes))
        case Kind.TEXTS, Sequence():
            return tuple(_texts(node, written, key, spots, mistakes))
        case Kind.CHOICES, Scalar():
            return tuple(filter(None, [_choice(node, key, mistakes)]))
        case Kind.CHOICES, Sequence():
            return tuple(filter(None, (_choice(each, key, mistakes) for each in node.items)))
        case Kind.TARGET, Mapping():
            return _target(node, key, mistakes)
        case Kind.STATED, Mapping():
            return tuple(_stated(node, mistakes))
        case ((Kind.RECORD | Kind.STATED), _):
            _note_shape(node, key, Mapping, mistakes)
        case ((Kind.RECORDS | Kind.TEXTS | Kind.CHOICES), _):
            _note_shape(node, key, Sequence, mistakes)
        case _:
            _note_shape(node, key, Scalar, mistakes)
    return EMPTY[key.kind]


def _records(node: Sequence, key: Key, mistakes: Mistakes) -> list[Record]:
    read: list[Record] = []
    for each in node.items:
        if isinstance(each, Mapping):
            read.append(read_record(_record_of(key), each, mistakes, name=key.title))
        else:
            _note_shape(each, key, Mapping, mistakes)
    return read


def _texts(node: Sequence, written: str, key: Key, spots: dict[str, Spot], mistakes: Mistakes) -> list[str]:
    read: list[str] = []
    for each in node.items:
        if isinstance(each, Scalar):
            spots[f"{written}.{len(read)}"] = each.spot
            read.append(each.value.strip())
        else:
            _note_shape(each, key, Scalar, mistakes)
    return read


def _choice(node: Node, key: Key, mistakes: Mistakes) -> str:
    if isinstance(node, Scalar):
        chosen: str = READERS[Kind.CHOICE](node, key, mistakes)
        return chosen
    _note_shape(node, key, Scalar, mistakes)
    return ""


def _target(node: Mapping, key: Key, mistakes: Mistakes) -> str:
    """A target in three cells, joined as one text: ≥ | 95 | % → ≥95%; the sign 定性 adds nothing."""
    parts: Any = read_record(_record_of(key), node, mistakes, name=key.title)
    sign = "" if parts.sign in ("定性", "") else parts.sign
    return f"{sign}{parts.value}{parts.unit}"


def _stated(node: Mapping, mistakes: Mistakes) -> list[Stated]:
    """What the source states of each figure; a list where it states the same figure more than once."""
    read: list[Stated] = []
    broken = _broken_values(node, {written for written in node.items if not written[:1].isdigit()})
    unread = {each.key for each in broken.values()}
    for written, (key_node, value) in node.items.items():
        if written in broken:
            _note_broken(key_node, broken[written], mistakes)
        if written in broken or written in unread:
            continue
        for each in value.items if isinstance(value, Sequence) else (value,):
            if not isinstance(each, Scalar):
                mistakes.add(
                    "wrong-shape",
                    each.spot,
                    "{key} 的值应是原件所写的一个数或一段文字，这里是{found}。",
                    "写成“{key}: 98.93”；原件写了几次的用方括号列出。",
                    key=written,
                    found=_SHAPES[type(each)],
                )
            elif not each.is_absent:
                read.append(Stated(written, each.value.strip(), *each.spot))
    return read


def _record_of(key: Key) -> type[Record]:
    if key.of is None:
        raise TypeError(f"{key.title} declares no record")
    return key.of


def _note_unknown(node: Scalar, value: Node, record: type[Record], mistakes: Mistakes) -> str:
    """Note a key that does not exist; the known key it was probably meant to be."""
    keys = keys_of(record)
    if note_wide_space(node.value, node.spot, mistakes):
        meant = node.value.strip().partition(":")[0]
        return meant if meant in keys else ""
    elsewhere = record.elsewhere.get(node.value, "")
    near = "" if elsewhere else _key_called(node.value, keys, mistakes) or mistakes.nearest(node.value, keys)
    hint = elsewhere or ("最接近的是 {near}（{title}）。" if near else "这里可以写：{keys}。")
    if _is_absent(value) and _is_rest(node.value):
        hint = _BROKEN
    mistakes.add(
        "unknown-key",
        node.spot,
        "没有 {key} 这个键。",
        hint,
        length=len(node.value),
        key=masked(node.value)[:80],
        near=near,
        title=keys[near].title if near else "",
        keys="、".join(keys),
    )
    return near


def _key_called(written: str, keys: MappingOf[str, Key], mistakes: Mistakes) -> str:
    """The key whose title a form prints and somebody wrote for it (全年执行数: 171); "" where there is none."""
    titles = {key.title: name for name, key in keys.items()}
    return "" if written.isascii() else titles.get(mistakes.nearest(written, titles), "")


#: What is left over when {budget: 1,935} is read: digits, or words, without a value.
_BROKEN = "花括号里的逗号会把值断开：数里有逗号（1,935）或文字里有逗号时，给整个值加上引号。"
_REST_OF_A_VALUE = re.compile(r"\d.*|[^\x00-\x7f].*")


def _note_missing(written: str, key: Key, node: Mapping, mistakes: Mistakes, name: str) -> None:
    if written in node.items and not _is_absent(node.items[written][1]):
        return  # what is there has been noted as unreadable
    mistakes.add(
        "missing-key",
        node.spot,
        "{where}缺少 {key}（{title}）。",
        "加上一行“{key}: …”。" + (f"例如 {written}: {key.examples[0]}。" if key.examples else ""),
        where=f"{name}里" if name else "",
        key=written,
        title=key.title,
    )


def _is_absent(node: Node) -> bool:
    return isinstance(node, Scalar) and (node.is_absent or not node.value.strip())


def _note_shape(node: Node, key: Key, expected: type[Node], mistakes: Mistakes) -> None:
    first = next((each for each, _ in node.items.values()), None) if isinstance(node, Mapping) else node
    if (
        expected is not Scalar
        and isinstance(first, Scalar)
        and note_wide_space(first.value, first.spot, mistakes)
    ):
        return
    hint = {
        Scalar: "直接写文字；有特殊符号时加引号。",
        Mapping: "每行写一个“键: 值”，并缩进两格。",
        Sequence: "每一项另起一行，用“- ”开头。",
    }[expected]
    if expected is Mapping and isinstance(node, Scalar) and _COLON_TOO_TIGHT.match(node.value):
        hint = "键后面用半角冒号，再空一格：写成“键: 值”。"
    mistakes.add(
        "wrong-shape",
        node.spot,
        "{title}应是{expected}，这里是{found}。",
        hint,
        title=key.title,
        expected=_SHAPES[expected],
        found=_SHAPES[type(node)],
    )
