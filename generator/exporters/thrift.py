"""Thrift's compact protocol, in which a Parquet file describes itself: bytes to plain values and back, unknown fields too.

The libraries for it need the declarations of every structure and drop what these do not know; to move a table's rows
within a file a few numbers are changed and all else must stay as it is.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

#: Types as they are numbered in the protocol (Thrift's thrift-compact-protocol.md).
TRUE, FALSE, BYTE, I16, I32, I64, DOUBLE, BINARY, LIST, SET, MAP, STRUCT = range(1, 13)

#: A structure: its fields by number, each with its type and value.
Struct = dict[int, tuple[int, Any]]

_DOUBLE = struct.Struct("<d")
_LONG_LIST = 15


@dataclass(frozen=True, slots=True)
class Items:
    """A list: the type of its items, and these."""

    type: int
    values: list[Any]


def loads(data: bytes) -> Struct:
    """The structure that the bytes are; ValueError where they are none."""
    try:
        found, end = _struct(data, 0)
    except (IndexError, KeyError, RecursionError, struct.error) as error:
        raise ValueError(f"no structure of Thrift's compact protocol: {error}") from error
    if end != len(data):
        raise ValueError(f"{len(data) - end} bytes after a structure")
    return found


def dumps(value: Struct) -> bytes:
    """A structure as bytes."""
    written = bytearray()
    _write_struct(value, written)
    return bytes(written)


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
        shift += 7


def _integer(data: bytes, at: int) -> tuple[int, int]:
    value, at = _varint(data, at)
    return (value >> 1) ^ -(value & 1), at


def _byte(data: bytes, at: int) -> tuple[int, int]:
    return data[at], at + 1


def _double(data: bytes, at: int) -> tuple[float, int]:
    return _DOUBLE.unpack_from(data, at)[0], at + _DOUBLE.size


def _binary(data: bytes, at: int) -> tuple[bytes, int]:
    size, at = _varint(data, at)
    if at + size > len(data):
        raise IndexError("cut short")
    return data[at : at + size], at + size


def _list(data: bytes, at: int) -> tuple[Items, int]:
    head, at = _byte(data, at)
    size, type = head >> 4, head & 0x0F
    if size == _LONG_LIST:
        size, at = _varint(data, at)
    read, values = _READ[type], []
    for _ in range(size):
        value, at = read(data, at)
        values.append(value)
    return Items(type, values), at


def _struct(data: bytes, at: int) -> tuple[Struct, int]:
    found: Struct = {}
    number = 0
    while head := data[at]:
        at += 1
        if head >> 4:
            number += head >> 4
        else:
            number, at = _integer(data, at)
        type = head & 0x0F
        if type <= FALSE:  # the type is the value
            found[number] = (type, type == TRUE)
        else:
            value, at = _READ[type](data, at)
            found[number] = (type, value)
    return found, at + 1


#: What reads a value of a type. Maps are in no description of a table.
_READ: Mapping[int, Callable[[bytes, int], tuple[Any, int]]] = {
    TRUE: _byte,
    FALSE: _byte,
    BYTE: _byte,
    I16: _integer,
    I32: _integer,
    I64: _integer,
    DOUBLE: _double,
    BINARY: _binary,
    LIST: _list,
    SET: _list,
    STRUCT: _struct,
}


def _write_varint(value: int, to: bytearray) -> None:
    while value > 0x7F:
        to.append(value & 0x7F | 0x80)
        value >>= 7
    to.append(value)


def _write_integer(value: int, to: bytearray) -> None:
    _write_varint(value << 1 if value >= 0 else (-value << 1) - 1, to)


def _write_byte(value: int, to: bytearray) -> None:
    to.append(value)


def _write_double(value: float, to: bytearray) -> None:
    to += _DOUBLE.pack(value)


def _write_binary(value: bytes, to: bytearray) -> None:
    _write_varint(len(value), to)
    to += value


def _write_list(items: Items, to: bytearray) -> None:
    size = len(items.values)
    to.append(min(size, _LONG_LIST) << 4 | items.type)
    if size >= _LONG_LIST:
        _write_varint(size, to)
    write = _WRITE[items.type]
    for value in items.values:
        write(value, to)


def _write_struct(value: Struct, to: bytearray) -> None:
    last = 0
    for number, (type, each) in value.items():
        if 0 < number - last < _LONG_LIST + 1:
            to.append((number - last) << 4 | type)
        else:
            to.append(type)
            _write_integer(number, to)
        if type > FALSE:
            _WRITE[type](each, to)
        last = number
    to.append(0)


_WRITE: Mapping[int, Callable[[Any, bytearray], None]] = {
    TRUE: _write_byte,
    FALSE: _write_byte,
    BYTE: _write_byte,
    I16: _write_integer,
    I32: _write_integer,
    I64: _write_integer,
    DOUBLE: _write_double,
    BINARY: _write_binary,
    LIST: _write_list,
    SET: _write_list,
    STRUCT: _write_struct,
}
