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
#: A line that begins with a letter, or a number no list begins with.
_PARAGRAPH = re.compile(
    rf"(?:[A-Za-z]|[^\x00-\x7f]|\d+(?![\d.)]))(?:{_TEXT}+|{_TAG})*+"
)  # possessive, lest a long line be tried in every cut
_HEADING = re.compile(rf"(##{{1,5}}) ({_TEXT}) \{{#([A-Za-z0-9._-]+)\}}")


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
            html = f"<p>{block}</p>"
        elif (heading := _HEADING.fullmatch(block)) and heading[2] == heading[2].strip():
            tag = f"h{len(heading[1])}"
            html = f'<{tag} id="{heading[3]}">{heading[2]}</{tag}>'
            parse_waiting()
            tokens += _heading(tag, heading[2], heading[3])
        else:
            waiting.append(chunk)
            continue
        parse_waiting()
        written.append(html + "\n")
    parse_waiting()
    return "".join(written), tokens


def _heading(tag: str, title: str, anchor: str) -> tuple[Token, Token]:
    """The first tokens of a heading, as the parser gives them."""
    text = Token("text", "", 0, content=title)
    return Token("heading_open", tag, 1, attrs={"id": anchor}), Token("inline", "", 0, children=[text])
