"""The canonical form: keys in the order they are declared in, one way to lay out and to quote each value.

It depends on what is read and on the comments, not on how the file was laid out before: two people, or a person and
a form, who say the same write the same file. Texts are never wrapped, so a change of one value changes its line.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from generator.formatting.scalars import in_block
from generator.formatting.scalars import in_line
from generator.formatting.written import Branch
from generator.formatting.written import Entry
from generator.formatting.written import Leaf
from generator.formatting.written import Note
from generator.formatting.written import written
from generator.model.budget import BudgetLine
from generator.model.budget import Share
from generator.model.indicators import TargetParts
from generator.model.keys import Key
from generator.model.keys import Kind
from generator.model.keys import Record
from generator.model.keys import keys_of
from generator.model.standard import Bands
from generator.model.standard import Grade
from generator.model.standard import LevelPoints

#: Records of a few short values, each written on one line like a row of a table, however long it is.
ONE_LINE = frozenset((BudgetLine, Share, TargetParts, LevelPoints, Grade, Bands))

#: What is meant as a number, a date, a word of the schema; everything else is text, whatever it looks like.
_DATA = frozenset(
    (Kind.AMOUNT, Kind.POINTS, Kind.DATE, Kind.YEAR, Kind.FLAG, Kind.CHOICE, Kind.CHOICES, Kind.STATED)
)

_INDENT = "  "
_UNIX_LINE_END = re.compile(r"(?<!\r)\n|\r(?!\n)")


class Unfaithful(ValueError):
    """The canonical form would not say what the file says: a fault of this package, and the file must stay as it is."""


def formatted(text: str, record: type[Record]) -> str:
    """The text of a file that holds one record of the type, in its canonical form.

    The text has been read without mistakes and its line ends are unified. What is returned reads as the same record
    and has the same comments, which is made sure of; formatting it again changes nothing.
    """
    root = written(text)
    said, comments = _said(root), Counter(_comments(root))
    result = laid_out(root, record)
    try:
        again = written(result)
    except ValueError as error:
        raise Unfaithful from error
    if _said(again) != said or Counter(_comments(again)) != comments:
        raise Unfaithful
    return result


def laid_out(root: Branch, record: type[Record]) -> str:
    """The canonical text of a tree, which may lose its comments to their new places."""
    return "".join(f"{line}\n" for line in _file(root, keys_of(record)))


def entry_lines(entry: Entry, key: Key) -> list[str]:
    """The lines of one entry by itself."""
    return _valued(f"{entry.key}:", entry, key, "")


def formatted_file(data: bytes, record: type[Record]) -> bytes:
    """The same for the bytes of a file; it keeps its byte order mark, and line ends of Windows where all are."""
    text = data.decode("utf-8-sig")
    is_windows = _UNIX_LINE_END.search(text) is None and "\r" in text
    result = formatted(text.replace("\r\n", "\n").replace("\r", "\n"), record)
    if is_windows:
        result = result.replace("\n", "\r\n")
    return (codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b"") + result.encode()


def _file(root: Branch, keys: Mapping[str, Key]) -> Iterator[str]:
    """The lines of a file: what stands above its first key stays there, and keys of several lines stand apart."""
    first = root.entries[0]
    heading = Entry(before=first.before, is_apart=first.is_apart)
    first.before, first.is_apart = [], False
    yield from _above(heading, "", is_first=True)
    was_long = False
    for number, entry in enumerate(_in_order(root, keys)):
        value = _valued(f"{entry.key}:", entry, keys[entry.key or ""], "")
        is_long = len(value) > 1
        if number and (is_long or was_long or _stands_apart(entry)):
            yield ""
        yield from _above(entry, "", is_first=True)
        yield from value
        was_long = is_long
    yield from _notes(root.after, "", is_first=False)


def _in_order(branch: Branch, keys: Mapping[str, Key] | None) -> list[Entry]:
    """The entries in the order of their keys; figures (``keys`` is None) and items stay in their own."""
    if keys is None:
        return branch.entries
    order = {name: number for number, name in enumerate(keys)}
    return sorted(branch.entries, key=lambda entry: order[entry.key or ""])


def _stands_apart(entry: Entry) -> bool:
    return entry.before[0].is_apart if entry.before else entry.is_apart


def _above(entry: Entry, pad: str, *, is_first: bool) -> Iterator[str]:
    notes = _notes_of(entry)
    yield from _notes(notes, pad, is_first=is_first)
    if entry.is_apart and (notes or not is_first):
        yield ""


def _notes_of(entry: Entry) -> list[Note]:
    """The comments above an entry: its own, and those for which its line has no room."""
    inside = entry.value.after if isinstance(entry.value, Branch) and not entry.value.entries else []
    return [*entry.before, *(Note(each) for each in entry.beside[1:]), *inside]


def _notes(notes: Iterable[Note], pad: str, *, is_first: bool) -> Iterator[str]:
    for number, note in enumerate(notes):
        if note.is_apart and (number or not is_first):
            yield ""
        yield pad + note.text


def _valued(head: str, entry: Entry, key: Key, pad: str) -> list[str]:
    """A key or a dash with its value: one line, or several."""
    value, beside = entry.value, "".join(f" {each}" for each in entry.beside[:1])
    if isinstance(value, Leaf):
        return _scalar(head, value, beside, key, pad + _INDENT)
    line = _one_line(value, key)
    if line is not None:
        return [f"{head} {line}{beside}"]
    inner = pad + _INDENT
    if value.is_mapping:
        return [head + beside, *_mapping(value, _keys_in(key), key, inner)]
    return [head + beside, *_items(value, key, inner)]


def _scalar(head: str, leaf: Leaf, beside: str, key: Key, pad: str) -> list[str]:
    if leaf.absent is not None:
        return [f"{head} {leaf.absent}".rstrip() + beside]
    text = leaf.text.strip("\n")
    line = in_line(text, is_data=key.kind in _DATA)
    if "\n" in text or (key.kind is Kind.PROSE and line != text):
        block = in_block(text, pad)
        if block:
            return [f"{head} {block[0]}{beside}", *block[1]]
    return [f"{head} {line}{beside}"]


def _mapping(branch: Branch, keys: Mapping[str, Key] | None, key: Key, pad: str) -> list[str]:
    """The lines of a mapping whose keys stand below each other; without ``keys`` each value is as ``key`` says."""
    lines: list[str] = []
    for entry in _in_order(branch, keys):
        name = entry.key or ""
        lines += _above(entry, pad, is_first=not lines)
        lines += _valued(f"{pad}{in_line(name, is_data=True)}:", entry, keys[name] if keys else key, pad)
    return [*lines, *_notes(branch.after, pad, is_first=False)]


def _items(branch: Branch, key: Key, pad: str) -> list[str]:
    lines: list[str] = []
    for entry in branch.entries:
        record = entry.value if isinstance(entry.value, Branch) and entry.value.entries else None
        if record:
            _raise_notes(entry, record, key)
        if record and _one_line(record, key) is None:
            above = replace(entry, beside=["", *entry.beside])  # the dash has no room beside it
            inner = _mapping(record, _keys_in(key), key, pad + _INDENT)
            lines += [*_above(above, pad, is_first=not lines), f"{pad}- {inner[0].lstrip()}", *inner[1:]]
        else:
            lines += [*_above(entry, pad, is_first=not lines), *_valued(f"{pad}-", entry, key, pad)]
    return [*lines, *_notes(branch.after, pad, is_first=False)]


def _raise_notes(entry: Entry, branch: Branch, key: Key) -> None:
    """Put the comments above the first key of an item above its dash, where there is room for them."""
    first = _in_order(branch, _keys_in(key))[0]
    entry.before += _notes_of(first)
    first.before, first.beside[1:] = [], []
    if isinstance(first.value, Branch) and not first.value.entries:
        first.value.after = []


def _keys_in(key: Key) -> Mapping[str, Key] | None:
    return keys_of(key.of) if key.of else None


def _one_line(branch: Branch, key: Key, *, in_row: bool = False) -> str | None:
    """A collection in brackets, where it is one that is written so and nothing in it needs a line of its own."""
    if not branch.entries:
        return "{}" if branch.is_mapping else "[]"
    is_short = key.of in ONE_LINE if branch.is_mapping else in_row or key.kind in (Kind.CHOICES, Kind.STATED)
    has_notes = branch.after or any(each.before or each.beside for each in branch.entries)
    if not is_short or has_notes:
        return None
    keys = _keys_in(key) if branch.is_mapping else None
    parts = []
    for entry in _in_order(branch, keys):
        value = _in_brackets(entry.value, keys[entry.key or ""] if keys else key)
        if value is None:
            return None
        parts.append(f"{entry.key}: {value}" if branch.is_mapping else value)
    return ("{%s}" if branch.is_mapping else "[%s]") % ", ".join(parts)


def _in_brackets(value: Leaf | Branch, key: Key) -> str | None:
    if isinstance(value, Branch):
        return _one_line(value, key, in_row=True)
    if value.absent is not None:
        return value.absent or None
    text = value.text.strip("\n")
    return None if "\n" in text else in_line(text, is_data=key.kind in _DATA, in_brackets=True)


def _said(value: Leaf | Branch) -> Any:
    """What is read of a value: neither the order of keys nor empty lines at the ends of a text are."""
    if isinstance(value, Leaf):
        return None if value.absent is not None else value.text.strip("\n")
    if value.is_mapping:
        return {entry.key: _said(entry.value) for entry in value.entries}
    return [_said(entry.value) for entry in value.entries]


def _comments(branch: Branch) -> Iterator[str]:
    for entry in branch.entries:
        yield from (note.text for note in entry.before)
        yield from entry.beside
        if isinstance(entry.value, Branch):
            yield from _comments(entry.value)
    yield from (note.text for note in branch.after)
