"""Packing: values that are handed over between processes and kept on disk by the ten thousand."""

from __future__ import annotations

from typing import Any


class Packed:
    """A dataclass that is packed as its fields in order, and unpacked by its own constructor.

    What dataclasses with slots do by themselves takes three times as long to unpack.
    """

    __slots__ = ()
    __dataclass_fields__: dict[str, Any]

    def __reduce__(self) -> tuple[type[Packed], tuple[object, ...]]:
        """The class and the fields."""
        return type(self), tuple([getattr(self, name) for name in self.__dataclass_fields__])
