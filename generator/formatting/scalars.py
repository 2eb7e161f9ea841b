"""Scalars: how a text is written so that every reader of YAML reads the same characters again.

Without quotes where that is safe; text that another reader would take for a number, a date or a yes is quoted.
"""

from __future__ import annotations

import re

from generator.read.source import FORBIDDEN

#: What YAML 1.1 or 1.2 readers take for something else than text.
_NO_TEXT = re.compile(
    r"""~|null|true|false|yes|no|on|off|y|n|=|<<
    |[-+]?0b[01_]+|[-+]?0x[0-9a-f_]+|[-+]?0o?[0-7_]+
    |[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?
    |[-+]?(\.[0-9_]+|[0-9][0-9_]*(\.[0-9_]*)?)(e[-+]?[0-9]+)?
    |[-+]?\.(inf|nan)
    |[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([t ].*)?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ABSENT = re.compile(r"~|null|Null|NULL")
#: Characters a plain text cannot begin with, and what ends it too soon.
_BEGINS_BADLY = re.compile(r"[,\[\]{}#&*!|>'\"%@`?:]|-(?:\s|$)")
_ENDS_TOO_SOON = re.compile(r":(?:\s|$)|\s#")
_INDENTED_BY_TAB = re.compile(r"^ *\t", re.MULTILINE)
#: In brackets these end a text, and one parser stumbles over ":?".
_BRACKETS = re.compile(r"[,\[\]{}]|:\?")
_ESCAPED = re.compile(rf"{FORBIDDEN.pattern}|[\n\t\\\"]")
_SHORT = {"\n": r"\n", "\t": r"\t", "\\": r"\\", '"': r"\""}


def in_line(text: str, *, is_data: bool = False, in_brackets: bool = False) -> str:
    """The text on one line. ``is_data`` says that it is meant as a number, a date or a word of the schema."""
    if _can_be_plain(text, is_data, in_brackets):
        return text
    if '"' not in text and "\\" not in text and not _ESCAPED.search(text):
        return f'"{text}"'
    if not FORBIDDEN.search(text) and "\n" not in text and "\t" not in text:
        return "'" + text.replace("'", "''") + "'"
    return '"' + _ESCAPED.sub(lambda match: _escape(match[0]), text) + '"'


def in_block(text: str, indent: str) -> tuple[str, list[str]] | None:
    """The head and the lines of a literal block, which ends with one line end; None where it cannot hold the text."""
    lines = text.split("\n")
    if FORBIDDEN.search(text) or _INDENTED_BY_TAB.search(text) or not lines[0].strip() or not lines[-1].strip():
        return None
    return "|2" if text.startswith(" ") else "|", [indent + line if line else "" for line in lines]


def _can_be_plain(text: str, is_data: bool, in_brackets: bool) -> bool:
    if not text or text != text.strip() or FORBIDDEN.search(text) or "\n" in text or "\t" in text:
        return False
    if _BEGINS_BADLY.match(text) or _ENDS_TOO_SOON.search(text) or (in_brackets and _BRACKETS.search(text)):
        return False
    return not (_ABSENT if is_data else _NO_TEXT).fullmatch(text)


def _escape(character: str) -> str:
    if character in _SHORT:
        return _SHORT[character]
    code = ord(character)
    return f"\\x{code:02X}" if code < 256 else f"\\u{code:04X}" if code < 65536 else f"\\U{code:08X}"
