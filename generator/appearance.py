"""Appearance: what a site sets of its looks under ``theme`` in mkdocs.yml, and whether it can be read."""

from __future__ import annotations

import re
from collections.abc import Collection
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

#: Text needs this contrast with its paper (WCAG 2.2, 1.4.3).
LEAST_CONTRAST = 4.5

#: What can be coloured, with the token it sets and the theme it is for.
COLORS = {
    "link": ("--link", "light"),
    "accent": ("--seal", "light"),
    "link_dark": ("--link", "dark"),
    "accent_dark": ("--seal", "dark"),
}

#: What the footer says, by the names of site.yml: 主办单位, 网站标识码, ICP and police filing numbers.
FOOTER = ("publisher", "site_code", "icp", "police")

_PAPER = re.compile(r"--paper: (#[0-9a-f]{3,6});")
_COLOR = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")


class AppearanceMistake(ValueError):
    """A setting that cannot be used; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Appearance:
    """The site's own looks: its name in the header and its emblem ("" where not set), colours as CSS, and what the footer
    says otherwise than site.yml.
    """

    name: str
    emblem: str
    css: str
    footer: Mapping[str, str]


def appearance(settings: Mapping[str, Any], docs: Path, theme: Path) -> Appearance:
    """The looks set in mkdocs.yml; ``docs`` holds the emblem, ``theme`` the tokens colours are seen against."""
    emblem = str(settings.get("emblem") or "")
    if emblem and not (docs / emblem).is_file():
        raise AppearanceMistake(
            f"mkdocs.yml 的 theme.emblem：{docs.name}/{emblem} 不存在。把图放进去，或改路径。"
        )
    colors = _css(_named(settings, "colors", COLORS), theme)
    said = {name: str(value) for name, value in _named(settings, "footer", FOOTER).items()}
    return Appearance(str(settings.get("title") or ""), emblem, colors, said)


def _named(settings: Mapping[str, Any], setting: str, known: Collection[str]) -> Mapping[str, Any]:
    """A setting that is a group of values with names of which we know all."""
    named = settings.get(setting) or {}
    said = f"mkdocs.yml 的 theme.{setting}："
    if not isinstance(named, Mapping):
        raise AppearanceMistake(f"{said}应是一组“键: 值”；可用：{'、'.join(known)}。")
    for name in named:
        if name not in known:
            raise AppearanceMistake(f"{said}没有 {name}；可用：{'、'.join(known)}。")
    return named


def _css(colors: Mapping[str, Any], theme: Path) -> str:
    light, dark = _PAPER.findall((theme / "foundations/tokens.css").read_text(encoding="utf-8"))[:2]
    papers = {"light": light, "dark": dark}
    rules: dict[str, list[str]] = {"light": [], "dark": []}
    for name, value in colors.items():
        if not _COLOR.fullmatch(str(value)):
            raise AppearanceMistake(
                f"mkdocs.yml 的 theme.colors.{name}：“{value}”不是 #rrggbb 形式的颜色，要加引号。"
            )
        token, kind = COLORS[name]
        ratio = contrast(str(value), papers[kind])
        if ratio < LEAST_CONTRAST:
            raise AppearanceMistake(
                f"mkdocs.yml 的 theme.colors.{name}：{value} 与底色 {papers[kind]} 的对比度只有 {ratio:.2f}，"
                f"文字至少要 {LEAST_CONTRAST}。换深一些（深色主题换浅一些）的颜色。"
            )
        rules[kind].append(f"{token}: {value};")
    return "".join(_rules(rules))


def _rules(rules: Mapping[str, list[str]]) -> Iterator[str]:
    if rules["light"]:
        yield f"@media screen {{ :root {{ {' '.join(rules['light'])} }} }}\n"
    if rules["dark"]:
        yield f"@media (prefers-color-scheme: dark) {{ :root {{ {' '.join(rules['dark'])} }} }}\n"


def contrast(one: str, other: str) -> float:
    """The contrast of two colours (WCAG 2.2, relative luminance)."""
    first, second = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (first + 0.05) / (second + 0.05)


def _luminance(color: str) -> float:
    digits = color.removeprefix("#")
    digits = digits if len(digits) == 6 else "".join(each * 2 for each in digits)
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
