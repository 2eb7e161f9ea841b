"""ZIP archives whose parts can be packed once and put into many archives, which Python's own library cannot do.

A workbook of a report is nine parts that never change and five that do. No clock: the same parts are the same bytes.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

#: Headers as in PKWARE's APPNOTE 6.3, 4.3.7, 4.3.12 and 4.3.16: version 2.0, names in UTF-8, deflated, 1 January 1980.
_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_VERSION, _UTF8, _DEFLATED, _TIME, _DAY = 20, 0x800, 8, 0, 0x21
_UNIX, _READABLE = 3 << 8, 0o644 << 16


@dataclass(frozen=True, slots=True)
class Packed:
    """A part, packed: its name, the checksum and size of what it holds, and its bytes in the archive."""

    name: bytes
    checksum: int
    size: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a part, packed by itself so that it can be put beside others: checksum and size of what it holds, its bytes."""

    checksum: int
    size: int
    data: bytes


def piece(stretches: Iterable[bytes]) -> Piece:
    """A piece made of the stretches, of which one at a time is held unpacked; to be followed by another."""
    return _piece(stretches, zlib.Z_FULL_FLUSH)


def packed(name: str, stretches: Iterable[bytes]) -> Packed:
    """A part made of the stretches, of which one at a time is held unpacked."""
    whole = _piece(stretches, zlib.Z_FINISH)
    return Packed(name.encode(), whole.checksum, whole.size, whole.data)


def _piece(stretches: Iterable[bytes], end: int) -> Piece:
    packing = _packing()
    checksum, size, data = 0, 0, []
    for each in stretches:
        checksum = zlib.crc32(each, checksum)
        size += len(each)
        data.append(packing.compress(each))
    data.append(packing.flush(end))
    return Piece(checksum, size, b"".join(data))


def joined(name: str, pieces: Iterable[Piece]) -> Packed:
    """A part made of pieces."""
    checksum, size, data = 0, 0, []
    for each in pieces:
        checksum = _checksum_of_both(checksum, each.checksum, each.size)
        size += each.size
        data.append(each.data)
    data.append(_packing().flush())
    return Packed(name.encode(), checksum, size, b"".join(data))


def _packing() -> zlib._Compress:
    return zlib.compressobj(1, zlib.DEFLATED, -15)


def _checksum_of_both(first: int, second: int, size: int) -> int:
    """The checksum of bytes one after the other, of which the second are so many.

    A CRC is the remainder of a polynomial; bytes that follow multiply it by a power of x. Python 3.15 will know it.
    """
    power, bit = _ONE, 3  # 8 times as many bits as bytes
    while size:
        if size & 1:
            power = _product(_squares()[bit & 31], power)
        size >>= 1
        bit += 1
    return _product(power, first) ^ second


#: The polynomial of ZIP's CRC, and the polynomial 1; the highest power stands in the lowest bit.
_POLYNOMIAL, _ONE = 0xEDB88320, 1 << 31


def _product(one: int, other: int) -> int:
    """The product of two polynomials, modulo the CRC's."""
    product, bit = 0, _ONE
    while bit:
        if one & bit:
            product ^= other
        bit >>= 1
        other = other >> 1 ^ (_POLYNOMIAL if other & 1 else 0)
    return product


@cache
def _squares() -> tuple[int, ...]:
    """x, its square, the square of that, and so on."""
    found = [_ONE >> 1]
    while len(found) < 32:
        found.append(_product(found[-1], found[-1]))
    return tuple(found)


def archive(parts: Iterable[Packed]) -> bytes:
    """The parts as an archive. Each part, and all of them together, must stay below 4 GiB."""
    files, entries, offset = [], [], 0
    for part in parts:
        about = (_UTF8, _DEFLATED, _TIME, _DAY, part.checksum, len(part.data), part.size, len(part.name), 0)
        files.append(_LOCAL.pack(b"PK\3\4", _VERSION, *about) + part.name + part.data)
        entries.append(
            _CENTRAL.pack(b"PK\1\2", _UNIX | _VERSION, _VERSION, *about, 0, 0, 0, _READABLE, offset) + part.name
        )
        offset += len(files[-1])
    directory = b"".join(entries)
    end = _END.pack(b"PK\5\6", 0, 0, len(entries), len(entries), len(directory), offset, 0)
    return b"".join((*files, directory, end))
