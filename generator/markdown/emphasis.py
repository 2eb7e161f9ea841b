"""Emphasis beside Chinese punctuation: `**重点。**后` is bold.

CommonMark takes 。 and 后 for the end of a word and a letter, so that the closing asterisks close nothing. Chinese has
no spaces between words: next to a wide character the letter on the other side is no hindrance.
"""

from __future__ import annotations

from unicodedata import category
from unicodedata import east_asian_width

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter
from markdown_it.token import Token


def chinese_friendly(md: MarkdownIt) -> None:
    """Plugin: emphasis and line breaks as Chinese needs them."""
    md.inline.ruler.at("emphasis", _mark_emphasis)
    md.add_render_rule("softbreak", _join_wide)


def is_wide(character: str) -> bool:
    """Whether it is a Chinese character or full-width punctuation."""
    return len(character) == 1 and east_asian_width(character) in "WF"


def _mark_emphasis(state: StateInline, silent: bool) -> bool:
    marker = state.src[state.pos]
    if silent or marker not in "*_":
        return False
    run = state.scanDelims(state.pos, marker == "*")
    before = state.src[state.pos - 1 : state.pos]
    after = state.src[state.pos + run.length : state.pos + run.length + 1]
    can_open, can_close = run.can_open, run.can_close
    if marker == "*" and (is_wide(before) or is_wide(after)):
        can_open = can_open or _may_touch(after, before)
        can_close = can_close or _may_touch(before, after)
    for _ in range(run.length):
        state.push("text", "", 0).content = marker
        state.delimiters.append(
            Delimiter(
                marker=ord(marker),
                length=run.length,
                token=len(state.tokens) - 1,
                end=-1,
                open=can_open,
                close=can_close,
            )
        )
    state.pos += run.length
    return True


def _may_touch(inner: str, outer: str) -> bool:
    """Whether asterisks can belong to the inner side: it is no space, and if punctuation, a wide one or beside one."""
    if not inner or inner.isspace():
        return False
    return not category(inner).startswith(("P", "S")) or is_wide(inner) or is_wide(outer)


def _join_wide(_renderer: object, tokens: list[Token], index: int, _options: object, _env: object) -> str:
    """A line break in the source between two wide characters is no space."""
    before = tokens[index - 1].content[-1:] if index else ""
    after = tokens[index + 1].content[:1] if index + 1 < len(tokens) else ""
    return "" if is_wide(before) and is_wide(after) else "\n"
