"""The source text of a content file: from bytes to characters that may be published."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field
from functools import cached_property

from generator.findings import Place
from generator.findings import Spot
from generator.read.layout import Layout
from generator.read.layout import layout
from generator.read.mistakes import Mistakes

#: No report needs more; a larger file is an attachment in the wrong place.
LARGEST_FILE = 4 * 1024 * 1024

#: Controls, invisible and direction-changing characters, private use, tags, non-characters.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0e\ufeff\uffa0\ufff0-\uffff\ud800-\udfff\ue000-\uf8ff"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
_INDENT_TAB = re.compile(r"^ *\t", re.MULTILINE)


@dataclass(frozen=True)
class Source:
    """The text of one file. ``path`` is relative to the site root."""

    path: str
    text: str
    _layouts: dict[Spot, Layout] = field(default_factory=dict, repr=False, compare=False)

    def place(self, spot: Spot, text: str, start: int, length: int) -> Place:
        """Where a part of a text stands that begins at the spot; the spot itself where that cannot be said."""
        if spot not in self._layouts:
            self._layouts[spot] = layout(self.text, self._line_starts[spot[0] - 1] + spot[1] - 1, text)
        written = self._layouts[spot].written_at(start)
        if written is None:
            return self.at(spot)
        line = bisect_right(self._line_starts, written)
        return self.at((line, written - self._line_starts[line - 1] + 1), length)

    def at(self, spot: Spot, length: int = 1) -> Place:
        """A place in the file, no longer than its line."""
        starts = self._line_starts
        end = starts[spot[0]] - 1 if spot[0] < len(starts) else len(self.text)
        left = end - starts[spot[0] - 1] - spot[1] + 1
        return Place(self.path, *spot, max(min(length, left), 1))

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.text))]


def decode(data: bytes, mistakes: Mistakes) -> str:
    """The text of a file's bytes, line ends unified; what may not be published is noted and left out."""
    if len(data) > LARGEST_FILE:
        mistakes.add("file-too-large", (1, 1), "文件有 {size} 字节，上限是 4 MB。", size=str(len(data)))
        return ""
    text = _characters(data, mistakes)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if FORBIDDEN.search(text):
        text = _without_forbidden(text, mistakes)
    if "\t" in text:
        text = _without_indent_tabs(text, mistakes)
    return text


def _characters(data: bytes, mistakes: Mistakes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _not_utf8(data, error.start, mistakes)
    return _not_utf8(data, 0, mistakes) if _is_wide(data) else text


def _not_utf8(data: bytes, position: int, mistakes: Mistakes) -> str:
    guess = _likely_encoding(data)
    if guess == "UTF-16":
        position = 0  # it is wrong from its first byte; where decoding broke says nothing
    good = data[:position].decode("utf-8-sig", errors="replace")
    words, hint = (
        (
            "文件不是 UTF-8 编码，看起来是 {encoding}。",
            "在编辑器里另存为 UTF-8，或运行 iconv -f {encoding} -t UTF-8 旧文件 > 新文件。",
        )
        if guess
        else ("文件不是 UTF-8 编码，也认不出是什么编码。", "请确认这是一个文字文件，并另存为 UTF-8。")
    )
    spot = (good.count("\n") + 1, len(good) - good.rfind("\n"))
    mistakes.add("not-utf8", spot, words, hint, encoding=guess)
    return ""


def _likely_encoding(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or _is_wide(data):
        return "UTF-16"
    for encoding in ("GBK", "GB18030", "BIG5"):
        try:
            data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    return ""


def _is_wide(data: bytes) -> bool:
    """Whether so many bytes are zero that each Latin letter takes two."""
    return data.count(0) > len(data) / 5


def _without_forbidden(text: str, mistakes: Mistakes) -> str:
    for spot, match in _first_of(FORBIDDEN, text, "forbidden-character", mistakes):
        character = match.group()
        name = unicodedata.name(character, {"\x00": "NUL"}.get(character, "控制字符"))
        mistakes.add(
            "forbidden-character",
            spot,
            "有一个看不见的字符 U+{code}（{name}）。",
            "删掉它。",
            code=f"{ord(character):04X}",
            name=name,
        )
    return FORBIDDEN.sub("\N{WHITE SQUARE}", text)


def _without_indent_tabs(text: str, mistakes: Mistakes) -> str:
    for (line, _), match in _first_of(_INDENT_TAB, text, "tab", mistakes):
        mistakes.add(
            "tab",
            (line, len(match.group())),
            "缩进里有制表符（Tab）。",
            "换成空格；多数编辑器可以设置“按 Tab 键插入空格”。",
        )
    return _INDENT_TAB.sub(lambda match: match.group().replace("\t", "  "), text)


#: A file with more of the same is a file of another kind; the first ones tell what it is.
_MOST_OF_THE_SAME = 50


def _first_of(
    pattern: re.Pattern[str], text: str, rule: str, mistakes: Mistakes
) -> Iterator[tuple[Spot, re.Match[str]]]:
    """The first matches with their places; of the rest, how many there are."""
    line, line_start, position = 1, 0, 0
    for number, match in enumerate(pattern.finditer(text)):
        line += text.count("\n", position, match.start())
        line_start = max(line_start, text.rfind("\n", position, match.start()) + 1)
        position = match.start()
        spot = (line, position - line_start + 1)
        if number == _MOST_OF_THE_SAME:
            more = sum(1 for _ in pattern.finditer(text, position))
            mistakes.add(rule, spot, "从这里起还有 {more} 处同样的问题。", "先处理前面列出的。", more=str(more))
            return
        yield spot, match
