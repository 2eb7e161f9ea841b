"""Records: nodes read into the records of the model, as their keys are declared."""

from __future__ import annotations

import re
from collections.abc import Mapping as MappingOf
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
from generator.read.mistakes import nearest
from generator.read.nodes import Mapping
from generator.read.nodes import Node
from generator.read.nodes import Scalar
from generator.read.nodes import Sequence
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
    for written, (key_node, value) in node.items.items():
        key = keys.get(written)
        if key is None:
            misspelt.add(_note_unknown(key_node, value, keys, mistakes))
            continue
        spots[written] = value.spot
        if type(value) is not Scalar:
            values[written] = _read_value(value, written, key, spots, mistakes)
        elif not value.is_absent:
            read = readers.get(written)
            values[written] = (
                read(value, key, mistakes) if read else _read_value(value, written, key, spots, mistakes)
            )
    for written, key in _required(cast(Any, record)).items():
        if written not in misspelt and values.get(written, EMPTY[key.kind]) == EMPTY[key.kind]:
            _note_missing(written, key, node, mistakes, name)
    return record(spots=spots, **values)


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
    for written, (_, value) in node.items.items():
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


def _note_unknown(node: Scalar, value: Node, keys: MappingOf[str, Key], mistakes: Mistakes) -> str:
    """Note a key that does not exist; the known key it was probably meant to be."""
    near = nearest(node.value, keys)
    hint = "最接近的是 {near}（{title}）。" if near else "这里可以写：{keys}。"
    if _is_absent(value) and _REST_OF_A_VALUE.fullmatch(node.value):
        hint = "花括号里的逗号会把值断开：数里有逗号（1,935）或文字里有逗号时，给整个值加上引号。"
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


#: What is left over when {budget: 1,935} is read: digits, or words, without a value.
_REST_OF_A_VALUE = re.compile(r"\d[\d.]*|[^\x00-\x7f].*")


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
