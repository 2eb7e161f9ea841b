"""Nodes: a YAML text as mappings, sequences and scalars that know their places. The only module that knows PyYAML.

YAML is taken from the parser's events, so that depth is limited before anything is built, text stays as it is
written (YAML 1.2 core: `no`, `12:30` and `010` are text), and duplicate keys, tags, anchors, aliases, merge keys
and further documents are mistakes rather than surprises. After a syntax error, what came before is still read.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml
from yaml.cyaml import CParser  # type: ignore[attr-defined]

from generator.findings import Spot
from generator.read.mistakes import Mistakes

DEEPEST = 64


@dataclass(slots=True)
class Scalar:
    """A text; ``is_plain`` when it stands without quotes."""

    value: str
    spot: Spot
    is_plain: bool

    @property
    def is_absent(self) -> bool:
        """Nothing, ``~`` and ``null`` without quotes say that there is no value."""
        return self.is_plain and self.value in ("", "~", "null", "Null", "NULL")


@dataclass(slots=True)
class Mapping:
    """Keys and values in their order, by the key's text; ``is_cut`` when reading stopped before its end."""

    items: dict[str, tuple[Scalar, Node]]
    spot: Spot
    is_cut: bool = False


@dataclass(slots=True)
class Sequence:
    """Items in their order; ``is_cut`` when reading stopped before its end."""

    items: list[Node]
    spot: Spot
    is_cut: bool = False


Node = Scalar | Mapping | Sequence

#: What the parser says, and how an editor should hear it. The place is where the context began, if it says so.
_SYNTAX = (
    (
        "mapping values are not allowed",
        "这一行多了一个“: ”，后面的文字被当成了新的键。",
        "文字里有冒号加空格时，给整个值加上引号；没有的话，检查缩进是否比上一行多。",
    ),
    ("unexpected end of stream", "这里开始的引号没有配对。", "在值的末尾补上同样的引号。"),
    ("document separator", "这里开始的引号没有配对。", "在值的末尾补上同样的引号。"),
    (
        "could not find expected ':'",
        "这一行的键后面没有冒号。",
        "写成“键: 值”，冒号后空一格；如果它是上面那段文字的下一行，就与那段文字缩进一样多。",
    ),
    (
        "did not find expected key",
        "这一行的缩进没有与上面的键对齐，或者引号后面还有文字。",
        "让同级的键左边对齐。",
    ),
    ("did not find expected '-'", "这一行没有与上面的“- ”对齐。", "列表的每一项都用“- ”开头，并左边对齐。"),
    (
        "did not find expected ','",
        "花括号或方括号里少了逗号，或者没有闭合。",
        "各项之间用英文逗号，末尾补上 } 或 ]；文字里本来有花括号的，整段加引号。",
    ),
    (
        "while parsing a flow node",
        "花括号或方括号没有闭合，或者少了一项。",
        "末尾补上 } 或 ]；两个逗号之间要有内容。",
    ),
    (
        "expected comment or line break",
        "“|”或“>”后面还有文字。",
        "文字从下一行写起，比这一行的键多缩进两格。",
    ),
    ("expected <document start>", "文件到“...”就结束了，后面还有内容。", "删掉只有“...”的那一行。"),
    ("incompatible YAML document", "这里的 YAML 版本不支持。", "删掉“%YAML”开头的这一行。"),
    ("block sequence entries are not allowed", "“- ”不能写在这里。", "列表要另起一行。"),
    ("cannot start any token", "值不能用这个字符开头。", "给整个值加上引号。"),
    ("expected node content", "值不能用这个字符开头。", "给整个值加上引号。"),
    ("mapping keys are not allowed", "值不能用“? ”开头。", "给整个值加上引号。"),
    ("scanning an alias", "值不能用“*”开头。", "给整个值加上引号。"),
    ("scanning an anchor", "值不能用“&”开头。", "给整个值加上引号。"),
    ("a tag", "值不能用“!”开头。", "给整个值加上引号。"),
    ("unknown escape character", "双引号里的反斜杠用法不对。", "改用单引号。"),
    ("character escape code", "双引号里的反斜杠用法不对。", "改用单引号。"),
    ("hexdecimal number", "双引号里的反斜杠用法不对。", "改用单引号。"),
)

_CONTEXT_FIRST = (
    *("unexpected end of stream", "document separator", "could not find expected ':'"),
    *("scanning an alias", "scanning an anchor", "a tag"),
)
#: What ends just before a place where a new key was expected: a value that began with it ended there, to YAML.
_ENDS_TOO_SOON = {
    "}": ("值以“{”开头，被当成了一组“键: 值”，到“}”就结束了。", "给整个值加上引号，或改用 | 另起一行写。"),
    "]": ("值以“[”开头，被当成了一个列表，到“]”就结束了。", "给整个值加上引号。"),
    '"': ("引号后面还有文字；值以引号开头，到配对的引号就结束了。", "给整个值加上单引号。"),
    "'": ("引号后面还有文字；值以引号开头，到配对的引号就结束了。", "把值里的单引号写两遍，或改用双引号。"),
}
#: A full-width colon behind what looks like a key: to YAML that is no colon, and the next line is then a surprise.
_WIDE_COLON = re.compile(r"^[ ]*(?:- )?[a-z_0-9.]+(：)")

#: A wide space where YAML needs a plain one: in the indent, behind a dash, behind a key's colon.
WIDE_SPACE = re.compile(r"^[ ]*(?:- )?(?:[a-z_0-9.]+:(?=[\u3000\xa0])|-(?=[\u3000\xa0])|(?=[\u3000\xa0]))")
_WIDE_INDENT = re.compile(r"[ ]*[\u3000\xa0][ \u3000\xa0]*(?:- |[a-z_0-9.]+:)")


def note_wide_space(written: str, spot: Spot, mistakes: Mistakes) -> bool:
    """Note a wide space in what stands at the spot, where it takes the place of a plain one; whether there was one."""
    match = WIDE_SPACE.match(written)
    if match is None:
        return False
    where = (spot[0], spot[1] + match.end())
    kind = "全角空格" if written[match.end()] == "\u3000" else "不换行空格（U+00A0）"
    mistakes.add("wide-space", where, "这里的空格是{kind}，YAML 不认。", "换成半角空格。", kind=kind)
    return True


def compose(text: str, mistakes: Mistakes) -> Node | None:
    """The root node of the text, or None where there is none; everything wrong on the way is noted."""
    return _Composer(text, mistakes).root


class _Composer:
    def __init__(self, text: str, mistakes: Mistakes) -> None:
        self.lines = text.split("\n")
        self.mistakes = mistakes
        self.root: Node | None = None
        self.open: list[Mapping | Sequence] = []
        self.pending: list[Scalar | None] = []  # per open mapping, the key that waits for its value
        self.documents = 0
        self.repeated: set[tuple[int, str]] = set()  # keys of open mappings already noted as written twice
        try:
            self._run(CParser(text))
        except yaml.MarkedYAMLError as error:
            self._note_syntax(error)
        for node in self.open:
            node.is_cut = True
        if self.documents > 1 and isinstance(self.root, Mapping | Sequence):
            self.root.is_cut = True

    def _run(self, parser: CParser) -> None:
        next_event: Callable[[], Any] = parser.get_event
        stack, pending = self.open, self.pending
        while True:
            event = next_event()
            kind = type(event)
            if kind is yaml.ScalarEvent:
                mark = event.start_mark
                spot = (mark.line + 1, mark.column + 1)
                if event.anchor or event.tag:
                    self._note_properties(event, spot)
                node = Scalar(event.value, spot, not event.style)
                parent = stack[-1] if stack else None
                if type(parent) is Mapping:  # nearly all there is: no call is made for it
                    key = pending[-1]
                    if key is None:
                        pending[-1] = node
                        continue
                    pending[-1] = None
                    if key.value not in parent.items and key.value != "<<" and key is not _NO_KEY:
                        parent.items[key.value] = (key, node)
                    else:
                        self._add_item(parent, key, node)
                else:
                    self._place(node)
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                if not self._open(event, kind is yaml.MappingStartEvent):
                    return
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                self.open.pop()
                self.pending.pop()
            elif kind is yaml.AliasEvent:
                self._note_alias(event)
            elif kind is yaml.DocumentStartEvent:
                self.documents += 1
                if self.documents == 2:
                    self.mistakes.add(
                        "several-documents",
                        _spot(event.start_mark),
                        "这里开始了第二份文档，一个文件只能有一份。",
                        "删掉“---”，或把后面的内容另存为文件。",
                        length=3,
                    )
                    return
            elif kind is yaml.StreamEndEvent:
                return

    def _open(self, event: Any, is_mapping: bool) -> bool:
        spot = _spot(event.start_mark)
        if len(self.open) >= DEEPEST:
            self.mistakes.add(
                "nesting-too-deep", spot, "从这里起超过 64 层，没有再读下去。", "检查括号和缩进。"
            )
            return False
        if event.anchor or event.tag:
            self._note_properties(event, spot)
        node: Mapping | Sequence = Mapping({}, spot) if is_mapping else Sequence([], spot)
        self._place(node)
        self.open.append(node)
        self.pending.append(None)
        return True

    def _place(self, node: Node) -> None:
        """Put a finished or just opened node where it belongs."""
        if not self.open:
            self.root = node
            return
        parent = self.open[-1]
        if isinstance(parent, Sequence):
            parent.items.append(node)
            return
        key = self.pending[-1]
        if key is not None:
            self.pending[-1] = None
            self._add_item(parent, key, node)
        elif isinstance(node, Scalar):
            self.pending[-1] = node
        else:
            self.mistakes.add("wrong-shape", node.spot, "这里要一个键，却是一组内容。", "键只能是文字。")
            self.pending[-1] = _NO_KEY

    def _add_item(self, parent: Mapping, key: Scalar, value: Node) -> None:
        if key is _NO_KEY:
            return
        if key.value == "<<" and key.is_plain:
            self.mistakes.add(
                "merge-key", key.spot, "不支持合并键“<<”。", "把要合并的内容直接写出来。", length=2
            )
            return
        if (
            key.value[:1].isdigit()
            and isinstance(value, Scalar)
            and value.is_absent
            and key.value in parent.items
        ):
            # 1,000,000 in braces: no keys at all, and both are told as what they are
            parent.items[f"{key.value} {key.spot}"] = (key, value)
        elif key.value in parent.items:
            self._note_duplicate(parent, parent.items[key.value][0], key)
        else:
            parent.items[key.value] = (key, value)

    def _note_duplicate(self, parent: Mapping, earlier: Scalar, later: Scalar) -> None:
        places = [(later, earlier)]
        if (id(parent), later.value) not in self.repeated:
            self.repeated.add((id(parent), later.value))
            places.append((earlier, later))
        for key, other in places:
            self.mistakes.add(
                "duplicate-key",
                key.spot,
                "键 {key} 写了两次，另一处在第 {line} 行。",
                "只留一个。",
                length=len(key.value),
                key=key.value,
                line=str(other.spot[0]),
            )

    def _note_properties(self, event: Any, spot: Spot) -> None:
        if event.anchor:
            self.mistakes.add(
                "alias", spot, "不支持锚点“&{name}”。", "删掉它，把内容直接写在用到的地方。", name=event.anchor
            )
        if event.tag and event.tag != "!":
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self.mistakes.add("tag", spot, "不支持标签“{tag}”。", "删掉它；值一律按文字读取。", tag=tag)

    def _note_alias(self, event: Any) -> None:
        spot = _spot(event.start_mark)
        self.mistakes.add("alias", spot, "不支持别名“*{name}”。", "把内容直接写出来。", name=event.anchor)
        self._place(Scalar("", spot, True))

    def _note_syntax(self, error: Any) -> None:
        if any(mistake.rule in ("tab", "forbidden-character") for mistake in self.mistakes.found):
            return  # the characters named there are the cause
        mark = error.problem_mark or error.context_mark
        if mark and self._note_wide(mark.line):
            return
        said = f"{error.problem or ''} {error.context or ''}"
        words, hint = next(
            (entry[1:] for entry in _SYNTAX if entry[0] in said),
            ("这里的 YAML 写法读不懂。", "检查这一行和上一行的引号、冒号与缩进。"),
        )
        if "did not find expected" in said and mark and mark.line < len(self.lines):
            words, hint = _ENDS_TOO_SOON.get(self.lines[mark.line][: mark.column].rstrip()[-1:], (words, hint))
        is_left_open = "expected ','" in said and mark and mark.line != error.context_mark.line
        if error.context_mark and (is_left_open or any(part in said for part in _CONTEXT_FIRST)):
            mark = error.context_mark
        self.mistakes.add("yaml-syntax", _spot(mark) if mark else (1, 1), words, hint)

    def _note_wide(self, line: int) -> bool:
        """Whether a full-width colon or space on the line of an error or the one before is its cause."""
        for number in (line - 1, line):
            if not 0 <= number < len(self.lines):
                continue
            written = self.lines[number]
            is_structure = _WIDE_INDENT.match(written) or not written.lstrip(" ").startswith(("\u3000", "\xa0"))
            if (number == line or is_structure) and note_wide_space(written, (number + 1, 1), self.mistakes):
                return True
            match = _WIDE_COLON.match(written)
            if match:
                spot = (number + 1, match.start(1) + 1)
                self.mistakes.add(
                    "yaml-syntax", spot, "键后面的冒号是全角的“：”。", "改成半角的“:”，后面空一格。"
                )
                return True
        return False


#: Stands in for a key that is no text.
_NO_KEY = Scalar("", (1, 1), True)


def _spot(mark: Any) -> Spot:
    return mark.line + 1, mark.column + 1


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a text as it is written: a scalar, or where a collection begins or ends, between two characters.

    ``collection`` is the class of node that begins, None for a scalar and for an end; ``quote`` is how a scalar is
    written: nothing, one of the quotation marks, | or >. Only what stands in brackets has an end of its own length.
    """

    start: int
    end: int
    column: int
    collection: type[Node] | None = None
    is_scalar: bool = False
    is_bracketed: bool = False
    value: str = ""
    quote: str = ""


def parts(text: str) -> Iterator[Part]:
    """The parts of a text that `compose` finds no mistake in, in their order; ValueError for one that is no YAML."""
    try:
        yield from _parts(CParser(text))
    except yaml.YAMLError as error:
        raise ValueError(text) from error


def _parts(parser: CParser) -> Iterator[Part]:
    starts = {yaml.MappingStartEvent: Mapping, yaml.SequenceStartEvent: Sequence}
    event: Any = parser.get_event()
    while event is not None:
        kind, mark = type(event), event.start_mark
        where = (mark.index, event.end_mark.index, mark.column)
        if kind is yaml.ScalarEvent:
            yield Part(*where, is_scalar=True, value=event.value, quote=event.style or "")
        elif kind in starts:
            yield Part(*where, starts[kind], is_bracketed=bool(event.flow_style))
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            yield Part(*where, is_bracketed=where[0] < where[1])
        event = None if kind is yaml.StreamEndEvent else parser.get_event()
