"""A generated page to HTML: what needs parsing is parsed, what cannot mean anything but itself is passed by.

Most of a page is HTML blocks of the templates: to CommonMark such a block is opaque from its first line to the next blank
one, wherever it stands. Of the rest, most are single lines at the margin without a sign that Markdown knows. That nothing
differs from what the parser alone makes of the page is a test over all pages of the content, and a property.
"""

from __future__ import annotations

import re

from markdown_it.token import Token

from generator.markdown.dialect import generated

#: How an HTML block of CommonMark's sixth kind begins, at the margin: the elements the templates use.
_HTML = re.compile(r"</?(?:aside|details|div|dl|figure|nav|ol|p|section|table|ul)[\s>]")
#: Text with nothing in it to be marked up or escaped, and the tags of statements, which the templates put into prose.
_TEXT = r"[^\x00-\x1f\\`*_\[\]<>&!#|~\"{}]+"
_TAG = r'<a class="stated[^"<>]*"(?: [a-z]+="[^"<>]*")+>|</a>|<small class="stated__note">|</small>'
#: Words in bold: asterisks with letters on their inner sides mean that wherever they stand.
_STRONG = r"(?<!\*)\*\*[A-Za-z0-9\u4e00-\u9fff]++\*\*(?!\*)"
#: A line that begins with an address or a letter, or with a number no list begins with.
_PARAGRAPH = re.compile(
    rf'(?:<a id="[a-z0-9]+"></a>|[A-Za-z]|[^\x00-\x7f]|\d+(?![\d.)]))(?:{_TEXT}+|{_TAG}|{_STRONG})*+'
)  # possessive, lest a long line be tried in every cut
_BOLD = re.compile(r"\*\*([^*]+)\*\*")
_AS_STRONG = r"<strong>\1</strong>"
#: An address of a line at the forge that no part of has to be encoded.
_URL = r"https?://[a-z0-9.-]+(?::\d+)?/[A-Za-z0-9/._#-]*"
_HEADING = re.compile(rf"(#{{1,6}}) (?:({_TEXT})|\[({_TEXT})\]\(<({_URL})>\))(?: \{{#([A-Za-z0-9._-]+)\}})?")


def rendered(markdown: str) -> tuple[str, list[Token]]:
    """The HTML of a generated page, and the tokens of its headings, among others."""
    md = generated()
    written: list[str] = []
    tokens: list[Token] = []
    waiting: list[str] = []

    def parse_waiting() -> None:
        if waiting:
            environment: dict[str, object] = {}
            parsed = md.parse("\n\n".join(waiting), environment)
            written.append(md.renderer.render(parsed, md.options, environment))
            tokens.extend(parsed)
            waiting.clear()

    for chunk in markdown.split("\n\n"):
        block = chunk.strip("\n")
        if _HTML.match(block):
            html = block
        elif _PARAGRAPH.fullmatch(block) and block == block.strip():
            html = f"<p>{_BOLD.sub(_AS_STRONG, block) if '*' in block else block}</p>"
        elif heading := _heading(block):
            html, opening = heading
            parse_waiting()
            tokens += opening
        else:
            waiting.append(chunk)
            continue
        parse_waiting()
        written.append(html + "\n")
    parse_waiting()
    return "".join(written), tokens


def _heading(block: str) -> tuple[str, tuple[Token, Token]] | None:
    """A heading with nothing in it to parse, or all of it a link: its HTML, and its first tokens as the parser gives them."""
    found = _HEADING.fullmatch(block)
    if not found:
        return None
    signs, plain, linked, url, anchor = found.groups()
    title = plain or linked
    if title != title.strip():
        return None
    tag = f"h{len(signs)}"
    id = f' id="{anchor}"' if anchor else ""
    inner = f'<a href="{url}">{title}</a>' if linked else title
    text = Token("text", "", 0, content=title)
    opening = Token("heading_open", tag, 1, attrs={"id": anchor} if anchor else {})
    return f"<{tag}{id}>{inner}</{tag}>", (opening, Token("inline", "", 0, children=[text]))
