"""What is written: the entries of a content file with the comments that belong to each, in a tree.

A comment at the end of a line belongs to what stands on it, a comment on its own line to the entry below it. Where
collections end between two entries, its indentation says whether it still belongs to one of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from dataclasses import field

from generator.read.nodes import Mapping
from generator.read.nodes import Part
from generator.read.nodes import Scalar
from generator.read.nodes import parts

_HEADER = re.compile(r"[|>][-+0-9]*[ \t]*(#[^\n]*)?")
_BLANK_AT_END = re.compile(r"\n[ \t]*\n[ \t]*\Z")


@dataclass(slots=True)
class Note:
    """A comment on a line of its own, and whether a blank line stands above it."""

    text: str
    is_apart: bool = False


@dataclass(slots=True)
class Leaf:
    """A scalar: its text as it is read. ``absent`` is what stands for no value, where there is none."""

    text: str
    absent: str | None = None


@dataclass(slots=True)
class Branch:
    """A collection: its entries, and the comments after the last of them."""

    is_mapping: bool
    column: int
    entries: list[Entry] = field(default_factory=list)
    after: list[Note] = field(default_factory=list)


@dataclass(slots=True)
class Entry:
    """An item of a list, or a key with its value; the comments above and beside it, and whether it stands apart."""

    key: str | None = None
    value: Leaf | Branch = field(default_factory=lambda: Leaf("", ""))
    before: list[Note] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)
    is_apart: bool = False


def written(text: str) -> Branch:
    """The tree of a text that was read without mistakes; its root is a mapping."""
    return _Builder(text).root


@dataclass(slots=True)
class _Comment:
    text: str
    column: int
    is_apart: bool


class _Builder:
    def __init__(self, text: str) -> None:
        self.text = text
        self.root = Branch(True, 0)
        self.open: list[tuple[Branch, Entry]] = []  # each with the entry that holds it
        self.waiting: list[Entry | None] = []  # per open collection, the key whose value is still to come
        self.closed: list[Branch] = []  # since the last token, innermost first
        self.comments: list[_Comment] = []  # since the last token, each on a line of its own
        self.last = Entry()  # what a comment at the end of the line belongs to
        self.token_end = 0
        self.scanned = 0
        self.is_apart = False
        for part in parts(text):
            self._add(part)
        self._scan(len(text))
        self._hand_out([], -1)

    def _add(self, part: Part) -> None:
        if part.is_scalar or part.collection is not None:
            self._scan(part.start)
            self._begin(part)
        elif part.is_bracketed:
            self._scan(part.start)
            branch, self.last = self._close()
            branch.after += self._notes()
        else:  # it is told of late, and where it stands says nothing
            self.closed.append(self._close()[0])
        if part.is_scalar or part.is_bracketed:
            self.token_end = self.scanned = max(part.end, self.scanned)
            if part.quote in ("|", ">"):
                self.is_apart = bool(_BLANK_AT_END.search(self.text, part.start, part.end))

    def _begin(self, part: Part) -> None:
        if part.is_scalar and self.open[-1][0].is_mapping and self.waiting[-1] is None:
            self.waiting[-1] = self.last = self._new_entry(part.value)
            return
        entry = self._holder(part)
        if part.is_scalar:
            is_absent = Scalar(part.value, (1, 1), not part.quote).is_absent
            entry.value = Leaf(part.value, part.value if is_absent else None)
            header = _HEADER.match(self.text, part.start) if part.quote in ("|", ">") else None
            if header and header[1]:
                entry.beside.append(header[1].rstrip())
        else:
            branch = Branch(part.collection is Mapping, part.column)
            if not self.open:
                self.root = branch
            entry.value = branch
            self.open.append((branch, entry))
            self.waiting.append(None)
        if part.is_scalar or part.is_bracketed:
            self.last = entry

    def _holder(self, part: Part) -> Entry:
        """The entry that a value belongs to: the key before it, or a new item."""
        if not self.open:
            return Entry()
        entry = self.waiting[-1]
        if entry is None:
            return self._new_entry(None)
        self.waiting[-1] = None
        if part.is_scalar or part.is_bracketed:  # else the first entry in it takes them
            entry.before += self._notes()
        return entry

    def _new_entry(self, key: str | None) -> Entry:
        branch = self.open[-1][0]
        entry = Entry(key)
        self._hand_out(entry.before, branch.column)
        entry.is_apart, self.is_apart = self.is_apart, False
        branch.entries.append(entry)
        return entry

    def _close(self) -> tuple[Branch, Entry]:
        self.waiting.pop()
        return self.open.pop()

    def _notes(self) -> list[Note]:
        """The comments that wait, taken."""
        taken = [Note(each.text, each.is_apart) for each in self.comments]
        self.comments.clear()
        return taken

    def _hand_out(self, rest: list[Note], column: int) -> None:
        """Give the waiting comments to the collections that have ended, by their indentation, and the rest."""
        ended = [each for each in self.closed if each.column > column]
        for comment in self.comments:
            while ended and ended[0].column > comment.column:
                del ended[0]
            place = ended[0].after if ended else rest
            place.append(Note(comment.text, comment.is_apart))
        if column < 0:  # the end of the file: what is left belongs to all of it
            self.root.after += rest
        self.closed.clear()
        self.comments.clear()

    def _scan(self, end: int) -> None:
        """Note the comments and blank lines between what was scanned and the next token."""
        start = self.scanned
        for line in self.text[start:end].split("\n"):
            stop = start + len(line)
            mark = line.find("#")
            if mark >= 0:
                self._comment(line[mark:].rstrip(), start + mark)
            elif stop < end and not line.strip() and self._is_line_start(start):
                self.is_apart = True
            start = stop + 1
        self.scanned = max(end, self.scanned)

    def _comment(self, text: str, position: int) -> None:
        line_start = self.text.rfind("\n", 0, position) + 1
        if line_start < self.token_end:
            self.last.beside.append(text)
            return
        before = self.text[line_start:position]
        column = len(before) - len(before.lstrip())
        self.comments.append(_Comment(text, column, self.is_apart))
        self.is_apart = False

    def _is_line_start(self, position: int) -> bool:
        return position == 0 or self.text[position - 1] == "\n"
