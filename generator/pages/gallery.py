"""The gallery: every component of the theme in each of its states, for those who change how the site looks.

It stands in the preview only. Its examples are the theme's own files and no stranger's, so PyYAML's safe loader will do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml
from markupsafe import Markup

from generator.pages.compiler import told
from generator.pages.page import Page
from generator.pages.templates import block
from generator.pages.templates import environment


@dataclass(frozen=True, slots=True)
class Example:
    """A component in one state. ``params`` are what its macro, named in ``macro``, is called with.

    ``frame`` is what it stands in where it cannot stand alone, ``body`` what is put inside it. A component without a
    macro of its own has its ``html`` written out.
    """

    component: str
    name: str
    macro: str
    params: dict[str, Any]
    frame: str
    body: str
    html: str


class _Exactly(yaml.CSafeLoader):
    """Numbers as the views give them, with the digits they are written with."""


for _kind in ("int", "float"):
    _Exactly.add_constructor(f"tag:yaml.org,2002:{_kind}", lambda _, node: Decimal(str(node.value)))


def examples(theme: Path) -> Iterator[Example]:
    """The examples of all components, as their folders describe them."""
    for file in sorted(theme.glob("components/*/*.yml")):
        described = yaml.load(file.read_text(encoding="utf-8"), _Exactly)
        for each in described["examples"]:
            yield Example(
                file.stem,
                each["name"],
                each.get("macro", described.get("macro", file.stem.replace("-", "_"))),
                each.get("params", {}),
                described.get("frame", "{}"),
                each.get("body", ""),
                each.get("html", ""),
            )


def rendered(theme: Path, example: Example) -> str:
    """An example as HTML."""
    if example.html:
        return example.html.strip()
    env = environment(theme)
    params = dict(told(example.params))
    if "marks" in params:  # made once for all rows of a page, by another component
        mark = getattr(env.get_template("components/status/macro.html").module, "status")  # noqa: B009 (no such name to mypy)
        params["marks"] = {code: mark(code, word) for code, word in params["marks"].items()}
    if "places" in params:  # a view gives a function
        places = params.pop("places")
        params["where"] = lambda finding: places.get(finding["anchor"], "")
    macro = getattr(env.get_template(f"components/{example.component}/macro.html").module, example.macro)
    if example.body:
        params["caller"] = lambda: Markup(example.body)
    return example.frame.replace("{}", str(block(macro(**params))))


def gallery_page(theme: Path) -> Page:
    """The gallery as a page: nothing on it leads anywhere, and what several examples call the same is told apart."""
    parts = ["# 组件", "<p>主题的每个组件、每种状态。只在预览里有，不会发布。</p>"]
    before = ""
    for number, example in enumerate(examples(theme), 1):
        if example.component != before:
            parts.append(f"## {example.component} {{#component-{example.component}}}")
            before = example.component
        parts.append(f"### {example.name} {{#example-{number}}}")
        parts.append(f'<div class="gallery">\n{_apart(rendered(theme, example), number)}\n</div>')
    return Page("gallery.md", "组件", "\n\n".join(parts), "gallery")


_NAMED = re.compile(r' (id|for|aria-labelledby|href)="(#?)([^"]*)"')
_LANDMARK = re.compile(r'(<nav [^>]*aria-label="[^"]*)"')


def _apart(html: str, number: int) -> str:
    own = set(re.findall(r' id="([^"]+)"', html))

    def renamed(match: re.Match[str]) -> str:
        attribute, hash, name = match.groups()
        if name in own and (hash or attribute != "href"):
            return f' {attribute}="{hash}{name}-{number}"'
        return f' href="#example-{number}"' if attribute == "href" else match[0]

    return _LANDMARK.sub(rf'\1 {number}"', _NAMED.sub(renamed, html))
