"""The dialect: CommonMark for generated and for hand-written pages, made fit for Chinese and safe.

Both know tables, Chinese emphasis, headings with an address (`## 标题 {#address}`) and the link policy. Generated
pages may hold HTML, because the only HTML in them is the templates'; hand-written ones may not, but have code.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType
from markdown_it.utils import OptionsDict

from generator.markdown.emphasis import chinese_friendly
from generator.markdown.links import is_allowed_image
from generator.markdown.links import is_allowed_in_page
from generator.markdown.links import is_allowed_link

_ADDRESS = re.compile(r"\s*\{#([A-Za-z0-9._-]+)\}$")


@cache
def generated() -> MarkdownIt:
    """For pages the templates make: HTML passes, prose in it has been made inert, nothing in it can open a code block."""
    md = _base()
    md.disable(["code", "fence", "backticks", "reference", "lheading", "autolink"])
    return md


@cache
def handwritten() -> MarkdownIt:
    """For pages people write: HTML is escaped."""
    md = _base()
    md.options["html"] = False
    md.validateLink = is_allowed_in_page  # type: ignore[method-assign]
    md.disable("lheading")
    md.add_render_rule("fence", _render_code)
    return md


def _base() -> MarkdownIt:
    md = MarkdownIt("commonmark", {"xhtmlOut": False})
    md.enable("table")
    md.use(chinese_friendly)
    md.core.ruler.push("heading_address", _take_addresses)
    md.core.ruler.push("alignment_class", _align_by_class)
    md.inline.ruler.before("image", "own_images_only", _refuse_image)
    md.validateLink = is_allowed_link  # type: ignore[method-assign]
    return md


def _take_addresses(state: StateCore) -> None:
    """`{#address}` at the end of a heading becomes its id."""
    for opening, inline in zip(state.tokens, state.tokens[1:], strict=False):
        if opening.type != "heading_open" or not inline.children:
            continue
        last = inline.children[-1]
        match = _ADDRESS.search(last.content)
        if last.type == "text" and match:
            opening.attrSet("id", match[1])
            last.content = last.content[: match.start()]


def _align_by_class(state: StateCore) -> None:
    """Columns of a Markdown table are aligned by class: pages have no inline style."""
    for token in state.tokens:
        if token.type in ("th_open", "td_open") and token.attrs.pop("style", None) == "text-align:right":
            token.attrSet("class", "number")


def _render_code(
    _renderer: RendererHTML, tokens: Sequence[Token], position: int, _options: OptionsDict, _env: EnvType
) -> str:
    """A block of code; where it is wider than the screen it can be scrolled with the keyboard too."""
    return f'<pre tabindex="0"><code>{escapeHtml(tokens[position].content)}</code></pre>\n'


_IMAGE = re.compile(r"!\[[^\[\]]*\]\(\s*<?([^\s)>]*)")


def _refuse_image(state: StateInline, silent: bool) -> bool:
    """An image from elsewhere stays text: nothing on a page is loaded from another origin."""
    match = _IMAGE.match(state.src, state.pos)
    if not match or is_allowed_image(match[1]):
        return False
    if not silent:
        state.pending += "!["
    state.pos += 2
    return True
