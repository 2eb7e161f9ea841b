"""A generated page to HTML: its Markdown is parsed, the templates' HTML blocks between it pass as they are.

To CommonMark an HTML block is opaque from its first line to the next blank one, wherever it stands; most of a page is such
blocks, so handing over only the rest halves the work. That nothing differs is a test over all pages of the content.
"""

from __future__ import annotations

import re

from markdown_it.token import Token

from generator.markdown.dialect import generated

#: How an HTML block of CommonMark's sixth kind begins, at the margin: the elements the templates use.
_HTML = re.compile(r"</?(?:aside|details|div|dl|figure|nav|ol|p|section|table|ul)[\s>]")


def rendered(markdown: str) -> tuple[str, list[Token]]:
    """The HTML of a generated page, and the tokens of its Markdown."""
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
            parse_waiting()
            written.append(block + "\n")
        else:
            waiting.append(chunk)
    parse_waiting()
    return "".join(written), tokens
