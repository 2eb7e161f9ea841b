"""Templates: the page templates beside their views, and the theme's components they place."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

from jinja2 import Environment
from jinja2 import FileSystemLoader
from jinja2 import StrictUndefined
from jinja2 import nodes
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from generator.markdown import cell
from generator.markdown import plain
from generator.pages import numbers

_BLANK_LINES = re.compile(r"\n\s*\n+")


class _Folding(Environment):
    """A Jinja environment that translates fixed words once, when a template is compiled, not on every page."""

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        return _Folder(self.translate).visit(tree)  # type: ignore[no-any-return]

    def translate(self, words: str) -> str:
        """The words in the language of the interface."""
        return words


class _Folder(NodeTransformer):
    """Puts the translation in the place of each `_("…")` without variables."""

    def __init__(self, translate: Callable[[str], str]) -> None:
        self.translate = translate

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802 (named by Jinja)
        """Fold a call of `_` with one constant; a percent sign in it is written double, as in all of gettext."""
        self.generic_visit(node)
        is_gettext = isinstance(node.node, nodes.Name) and node.node.name == "_"
        if not is_gettext or node.kwargs or not isinstance(node.args[0], nodes.Const):
            return node
        words = self.translate(node.args[0].value).replace("%%", "%")
        return nodes.TemplateData(words, lineno=node.lineno)


@cache
def environment(theme: Path) -> Environment:
    """The Jinja environment of all generated pages; a missing name fails the build."""
    loaded = _Folding(
        loader=FileSystemLoader([Path(__file__).parent, theme]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        extensions=["jinja2.ext.i18n"],
    )
    loaded.install_null_translations(newstyle=True)  # type: ignore[attr-defined]
    loaded.filters |= {
        "amount": numbers.amount,
        "cents": numbers.cents,
        "percent": numbers.percent,
        "points": numbers.points,
        "signed": numbers.signed,
        "day": numbers.chinese_date,
        "cell": cell,
        "plain": lambda text: Markup(plain(str(text))),
        "block": block,
    }
    return loaded


def block(html: str) -> Markup:
    """HTML as one block of a Markdown page: a blank line inside would end it."""
    return Markup(_BLANK_LINES.sub("\n", str(html).strip()))
