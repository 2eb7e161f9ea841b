"""Inert text: what comes from YAML, put so that a page can hold it without obeying it.

`prose` keeps the Markdown an editor may use (emphasis, lists, quotes, links, tables) and disarms the rest; `plain`
disarms all of it; `cell` is for text inside HTML.
"""

from __future__ import annotations

import re

from markupsafe import Markup
from markupsafe import escape

_ESCAPED_OR_MARKUP = re.compile(r"(\\.)|([<&])", re.DOTALL)
_HEADING = re.compile(r"^([ ]{0,3})(#{1,6})(?=\s|$)", re.MULTILINE)
#: More list and quote marks, or a deeper indent, than any report needs; deep enough, they would swallow the page.
_TOO_DEEP = re.compile(r"^((?:[ ]*(?:[-+*>]|\d{1,9}[.)])[ ]*){4})(\d{0,9})(?=[-+*>.)])", re.MULTILINE)
_INDENT = re.compile(r"^[ ]{13,}", re.MULTILINE)
_PUNCTUATION = re.compile(r"([\\`*_{}\[\]()#+\-.!|~>=:])")


def prose(text: str) -> str:
    """Markdown from YAML, with HTML, entities, headings and endless nesting made literal."""
    if "<" in text or "&" in text:
        text = _ESCAPED_OR_MARKUP.sub(lambda match: match[1] or "\\" + match[2], text)
    if "#" in text:
        text = _HEADING.sub(r"\1\\\2", text)
    return _TOO_DEEP.sub(r"\1\2\\", _INDENT.sub(" " * 12, text))


def plain(text: str) -> str:
    """One line of text from YAML, to stand as itself in Markdown."""
    flat = " ".join(text.split()).replace("&", "&amp;").replace("<", "&lt;")
    return _PUNCTUATION.sub(r"\\\1", flat)


def cell(text: str) -> Markup:
    """Text from YAML inside HTML: escaped, its line breaks kept, and no blank line that would end the block."""
    if "\n" not in text:
        return escape(text.strip())
    lines = [line.strip() for line in text.splitlines()]
    return Markup("<br>").join(escape(line) for line in lines if line)
