"""Phrases: words of the interface, which know what they are made of until a page is written in some language.

A phrase is its Chinese text, and can be used as any other text. Where a page is written in another language it is said
anew from its message and values. So everything is computed once for all languages, and Chinese costs nothing more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Mapping
from functools import cache
from functools import lru_cache

from markupsafe import Markup
from markupsafe import escape

_SLOT = re.compile(r"\{([\w.]+)\}")


def fill(sentence: str, values: Mapping[str, object]) -> str:
    """The sentence with each ``{name}`` replaced by its value, once: content never acts as a format string."""
    if not values:
        return sentence
    try:
        return _template(sentence) % values
    except KeyError:
        return _SLOT.sub(lambda slot: str(values.get(slot[1], slot[0])), sentence)


@lru_cache(maxsize=4096)
def _template(sentence: str) -> str:
    """The same sentence in the way of writing that is filled in fastest."""
    return _SLOT.sub(r"%(\1)s", sentence.replace("%", "%%"))


_new = str.__new__

#: Stands between the context and the words of a message, as in all of gettext.
CONTEXT = "\x04"

_NOTHING: Mapping[str, object] = {}


class Phrase(str):
    """Words of the interface. ``message`` is what catalogues know them by, ``values`` fill its ``{name}`` slots."""

    __slots__ = ("message", "values")

    message: str
    values: Mapping[str, object]

    def __new__(cls, message: str, values: Mapping[str, object] = _NOTHING, text: str = "") -> Phrase:
        """The message, filled in, or with its text ready made."""
        made = _new(cls, text or fill(message.rpartition(CONTEXT)[2], values))
        made.message = message
        made.values = values
        return made

    def with_values(self, **values: object) -> Phrase:
        """The same with more of its values."""
        return _(self.message, **{**self.values, **values})

    def __reduce__(self) -> tuple[type[Phrase], tuple[str, Mapping[str, object]]]:
        """Processes hand phrases to each other whole."""
        return Phrase, (self.message, self.values)


_fixed = cache(Phrase)


def thousands(count: object) -> str:
    """A count as it is printed, thousands separated: 1261 → 1,261; one that is a text already stays as it is."""
    return f"{count:,}" if isinstance(count, int) else str(count)


def _(message: str, **values: object) -> Phrase:
    """Words of the interface, with the values of their slots; without any they are made once. ``count`` is how many: a
    language chooses between one and many by it, and it is printed as all counts are.
    """
    if not values:
        return _fixed(message)
    if "count" in values:
        values["count"] = thousands(values["count"])
    made = _new(Phrase, fill(message, values))
    made.message = message
    made.values = values
    return made


def in_context(context: str, words: str) -> Phrase:
    """Words that other languages say in one way here and in another way elsewhere."""
    return Phrase(f"{context}{CONTEXT}{words}")


def phrase(words: str) -> Phrase:
    """Words declared somewhere as plain text, as a phrase."""
    return words if isinstance(words, Phrase) else _fixed(words)


class Numeral(str):
    """A number in Chinese numerals; other languages use ``number``, in digits."""

    __slots__ = ("number",)

    number: int | str

    def __new__(cls, words: str, number: int | str) -> Numeral:
        """The numeral of a number."""
        made = str.__new__(cls, words)
        made.number = number
        return made

    def __reduce__(self) -> tuple[type[Numeral], tuple[str, int | str]]:
        """As a phrase."""
        return Numeral, (str(self), self.number)


class Listing(str):
    """Texts one after another, as one language or another separates them."""

    __slots__ = ("parts", "separator")

    parts: tuple[str, ...]
    separator: str

    def __new__(cls, parts: Iterable[str], separator: str = "、") -> Listing:
        """The texts, separated the Chinese way."""
        known = tuple(parts)
        made = str.__new__(cls, separator.join(known))
        made.parts, made.separator = known, separator
        return made

    def __reduce__(self) -> tuple[type[Listing], tuple[tuple[str, ...], str]]:
        """As a phrase."""
        return Listing, (self.parts, self.separator)


class Rest(str):
    """A sentence without the words it begins with, which are its ``lead``, for where these are said already."""

    __slots__ = ("lead", "whole")

    whole: str
    lead: str

    def __new__(cls, whole: str, lead: str) -> Rest:
        """The rest of a sentence."""
        words = parted(whole, lead)[1].lstrip(": ")
        made = str.__new__(cls, words[:1].upper() + words[1:])
        made.whole, made.lead = whole, lead
        return made

    def __reduce__(self) -> tuple[type[Rest], tuple[str, str]]:
        """As a phrase."""
        return Rest, (self.whole, self.lead)


def parted(text: str, lead: str) -> tuple[str, str]:
    """The words a text begins with, as it writes them, and the rest: Row 9, : the target …; "" where it begins otherwise."""
    end = len(lead) if text.lower().startswith(lead.lower()) else 0
    return text[:end], text[end:]


class Mixed(Markup):
    """HTML with phrases in it: every one of its ``pieces`` that is no phrase is HTML."""

    __slots__ = ("pieces",)

    pieces: tuple[str, ...]

    def __new__(cls, pieces: Iterable[str]) -> Mixed:
        """The pieces put together."""
        known = tuple(pieces)
        text = "".join(escape(each) if isinstance(each, Phrase) else each for each in known)
        made = super().__new__(cls, text)
        made.pieces = known
        return made
