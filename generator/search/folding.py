"""Folding: a text as search compares it, and the grams it is found by. The browser's script folds queries the same way."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from operator import add

_NOT_WORD = re.compile(r"[\W_]+")


def folded(text: str) -> str:
    """Letters and digits only, in one width and one case: ５Ｇ 产业（一期） → 5g产业一期."""
    return _NOT_WORD.sub("", unicodedata.normalize("NFKC", text).casefold())


def grams(texts: Iterable[str]) -> set[str]:
    """Every character of the texts, folded, and every two that follow each other in one: Chinese needs no words, and no
    query is too short.
    """
    lines = "\n".join(map(folded, set(texts)))
    found = {*lines, *map(add, lines, lines[1:])}
    return {gram for gram in found if "\n" not in gram}


def shard_of(gram: str, shards: int) -> int:
    """Which file of the index a gram is in: FNV-1a over UTF-16 code units, as in the script."""
    value = 0x811C9DC5
    units = gram.encode("utf-16-le")
    for at in range(0, len(units), 2):
        value = ((value ^ int.from_bytes(units[at : at + 2], "little")) * 0x01000193) & 0xFFFFFFFF
    return value % shards
