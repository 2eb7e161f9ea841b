"""Alternatives: one pattern of many words, looked for fast.

Python tries every alternative at every character. A look at the first character alone rules nearly all of them out at
once, which makes a search ten times as fast and finds the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property

#: What a word may begin with before its first character: the condition that something else does not stand before it.
_BEHIND = re.compile(r"(?:\(\?<[!=](?:\[[^\]]*\]|[^\[\]()])*\))*")
#: The first character of a word: one of a class, one of a group of words, or itself. It must not be optional.
_FIRST = re.compile(
    r"(?:\[(?P<class>[^\]^][^\]]*)\]|\(\?:(?P<group>[^()]*)\)|(?P<escaped>\\.)|(?P<plain>[^\\\[\](){}?*+.|^$]))(?P<optional>[?*]|\{0)?"
)


class Alternatives:
    """A pattern that is compiled when it is first looked for: that takes longer than to check what changed."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern

    @cached_property
    def search(self) -> Callable[[str], re.Match[str] | None]:
        """As of a compiled pattern."""
        return re.compile(self.pattern).search

    @cached_property
    def sub(self) -> Callable[[str, str], str]:
        """As of a compiled pattern."""
        return re.compile(self.pattern).sub


def any_of(*words: str, before: str = "", after: str = "") -> Alternatives:
    """The words, which are patterns between spaces, as one; ``before`` and ``after`` are conditions on all of them."""
    listed = " ".join(words).split()
    firsts = "".join(dict.fromkeys("".join(map(first_of, listed))))
    return Alternatives(f"(?=[{firsts}]){before}(?:{'|'.join(listed)}){after}")


def first_of(word: str) -> str:
    """What the word can begin with, as the inside of a character class; ValueError where that cannot be told."""
    behind = _BEHIND.match(word)
    match = _FIRST.match(word, behind.end() if behind else 0)
    if match is None or match["optional"]:
        raise ValueError(f"{word}: its first character cannot be told")
    if match["group"]:
        return "".join(map(first_of, match["group"].split("|")))
    return match["class"] or match["escaped"] or match["plain"]
