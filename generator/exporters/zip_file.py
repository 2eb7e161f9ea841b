"""ZIP archives whose parts can be packed once and put into many archives, which Python's own library cannot do.

A workbook of a report is nine parts that never change and five that do. No clock: the same parts are the same bytes.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

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


def packed(name: str, pieces: Iterable[bytes]) -> Packed:
    """A part made of the pieces, of which one at a time is held unpacked."""
    packing = zlib.compressobj(1, zlib.DEFLATED, -15)
    checksum, size, data = 0, 0, []
    for piece in pieces:
        checksum = zlib.crc32(piece, checksum)
        size += len(piece)
        data.append(packing.compress(piece))
    data.append(packing.flush())
    return Packed(name.encode(), checksum, size, b"".join(data))


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
