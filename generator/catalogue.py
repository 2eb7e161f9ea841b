"""Catalogues: what phrases are in other languages than the one they are written in."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from generator.phrases import CONTEXT
from generator.phrases import Listing
from generator.phrases import Numeral
from generator.phrases import Phrase
from generator.phrases import Rest
from generator.phrases import fill

#: The language messages are written in.
SOURCE = "zh-CN"

#: What separates texts in languages other than Chinese.
SEPARATORS = {"、": ", ", "，": ", ", "；": "; ", "．": ". "}


class Translation(NamedTuple):
    """A message in another language: for one, and for many where that differs."""

    one: str
    many: str = ""


class Catalogue:
    """The words of a language."""

    def __init__(self, language: str, messages: Mapping[str, Translation]) -> None:
        self.language = language
        self.messages = messages

    def say(self, text: object) -> str:
        """A text in this language; what is no phrase is content, and stays as it is."""
        match text:
            case Phrase():
                values = {name: self.say(value) for name, value in text.values.items()}
                return fill(self.translate(text.message, values.get("count", "")), values)
            case Numeral():
                return str(text.number)
            case Listing():
                return SEPARATORS.get(text.separator, text.separator).join(map(self.say, text.parts))
            case Rest():
                return str(Rest(self.say(text.whole), self.say(text.lead)))
        return str(text)

    def translate(self, message: str, count: str = "") -> str:
        """A message in this language, for so many; the message itself where the catalogue does not have it."""
        found = self.messages.get(message)
        if found is None:
            return message.rpartition(CONTEXT)[2]
        return found.many if found.many and count != "1" else found.one


class _Source(Catalogue):
    """The language the messages are written in: everything is said already."""

    def say(self, text: object) -> str:
        """Nothing to do."""
        return str(text)


@cache
def catalogue(language: str) -> Catalogue:
    """The words of a language, read from its catalogue when they are first needed."""
    if language == SOURCE:
        return _Source(language, {})
    from babel.messages.pofile import read_po  # takes as long as all else; Chinese does not need it

    path = Path(__file__).parent / "locale" / language / "LC_MESSAGES" / "mingxiao.po"
    with path.open("rb") as file:
        read = read_po(file, locale=language)
    messages = {}
    for each in read:
        one = each.id if isinstance(each.id, str) else each.id[0]
        said = [each.string] if isinstance(each.string, str) else list(each.string or ())
        if one:
            messages[f"{each.context}{CONTEXT}{one}" if each.context else one] = Translation(*said)
    return Catalogue(language, messages)
