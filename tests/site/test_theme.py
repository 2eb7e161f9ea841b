"""The theme: every component has its style, its examples, and markup that is one block."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
import yaml
from markupsafe import Markup

from generator.catalogue import catalogue
from generator.pages.gallery import Example
from generator.pages.gallery import examples
from generator.pages.gallery import rendered
from generator.pages.templates import block
from generator.pages.templates import environment
from generator.stylesheet import stylesheet
from tests.site.conftest import ROOT

THEME = ROOT / "theme"
COMPONENTS = sorted(each.name for each in (THEME / "components").iterdir() if each.is_dir())
VOID = ("br", "input", "img", "hr", "rect", "line", "meta", "link")


def described(component: str) -> dict[str, object]:
    """A component's own description."""
    text = (THEME / "components" / component / f"{component}.yml").read_text(encoding="utf-8")
    loaded: dict[str, object] = yaml.safe_load(text)
    return loaded


EXAMPLES = [
    pytest.param(example, id=f"{example.component}-{example.name}".replace(" ", "-"))
    for example in examples(THEME)
]


class Balance(HTMLParser):
    """Whether every element that is opened is closed, in order, and how many stand side by side outermost."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.roots = 0
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open."""
        self.roots += not self.open
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close."""
        if tag not in VOID:
            assert self.open.pop() == tag


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_is_one_block_of_sound_markup(example: Example) -> None:
    html = rendered(THEME, example)
    assert "\n\n" not in html, "a blank line would end the block in Markdown"
    is_empty = html == "" and not any(example.params.get(each) for each in ("choices", "links"))
    assert is_empty or Balance(html).roots in (1, 2)
    assert set(example.params) <= set(described(example.component)["params"])  # type: ignore[call-overload]


@pytest.mark.parametrize("example", EXAMPLES)
def test_a_component_escapes_what_it_is_given(example: Example) -> None:
    hostile = {name: _hostile(value) for name, value in example.params.items()}
    assert "<script" not in rendered(THEME, replace(example, params=hostile))


def test_every_component_shows_its_states() -> None:
    assert {example.component for example in examples(THEME)} == set(COMPONENTS)


def _hostile(value: object) -> object:
    if isinstance(value, str):
        return value if re.fullmatch(r"[\d.]*|[a-z_]+|#?[\w.-]*", value) else value + "<script>1</script>"
    if isinstance(value, list):
        return [_hostile(each) for each in value]
    if isinstance(value, dict):
        return {key: _hostile(each) for key, each in value.items()}
    return value


@pytest.mark.parametrize("component", COMPONENTS)
def test_a_component_has_its_parts(component: str) -> None:
    folder = THEME / "components" / component
    assert described(component)["params"] is not None
    listed = (THEME / "site.css").read_text(encoding="utf-8")
    for sheet in folder.glob("*.css"):
        assert f'"components/{component}/{sheet.name}"' in listed


def test_the_style_sheet_lists_files_that_exist_and_leaves_none_out() -> None:
    listed = re.findall(r'@import "([^"]+)"', (THEME / "site.css").read_text(encoding="utf-8"))
    there = {each.relative_to(THEME).as_posix() for each in THEME.rglob("*.css")} - {"site.css"}
    assert set(listed) == there
    assert len(listed) == len(set(listed))


def test_the_style_sheet_asks_nothing_of_anyone() -> None:
    text = stylesheet(THEME).text
    assert "url(" not in text
    assert "@import" not in text


def test_words_in_style_sheets_are_those_of_the_catalogue() -> None:
    """What a cell is called on a phone is said once, in the style sheet, in each language of the interface."""
    text = "".join(sheet.read_text(encoding="utf-8") for sheet in sorted(THEME.rglob("*.css")))
    chinese = dict(re.findall(r'--(word-[a-z]+): "([^":]+)：";', text))
    english = dict(re.findall(r'--(word-[a-z]+): "([^"：]+): ";', text))
    assert len(chinese) > 10
    assert english == {name: catalogue("en").translate(words) for name, words in chinese.items()}


def test_colours_are_only_in_the_tokens() -> None:
    for sheet in THEME.rglob("*.css"):
        if sheet.name != "tokens.css":
            assert not re.search(r"#[0-9a-f]{3,8}\b|rgb\(|hsl\(", sheet.read_text(encoding="utf-8")), sheet


def test_text_and_marks_have_contrast_in_every_theme() -> None:
    """Text 4.5:1 on its paper, WCAG 2.2 success criterion 1.4.3."""
    tokens = (THEME / "foundations/tokens.css").read_text(encoding="utf-8")
    light, dark, paper = (dict(re.findall(r"--([\w-]+): (#\w+);", part)) for part in _themes(tokens))
    pairs = [
        (ink, ground)
        for ink in ("ink", "ink-soft", "ink-faint", "link", "seal")
        for ground in ("paper", "paper-soft")
    ]
    pairs += [(name, f"{name}-paper") for name in ("met", "declared", "unjudged", "unmet")]
    pairs += [("ink", "mark"), ("seal", "mark"), ("seal", "unmet-paper"), ("ink", "unmet-paper")]
    for theme in (light, light | dark, light | paper):
        for ink, ground in pairs:
            assert contrast(theme[ink], theme[ground]) >= 4.5, (ink, ground, theme[ink], theme[ground])


def _themes(tokens: str) -> tuple[str, str, str]:
    light, _, rest = tokens.partition("@media (prefers-color-scheme: dark)")
    dark, _, paper = rest.partition("@media print")
    return light, dark, paper


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours by WCAG."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """Relative luminance of #rgb or #rrggbb by WCAG."""
    digits = colour.removeprefix("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    channels = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_a_missing_name_fails_the_build() -> None:
    with pytest.raises(Exception, match="undefined"):
        environment(THEME).from_string("{{ nobody }}").render()


def test_a_block_has_no_blank_line() -> None:
    assert block(Markup("<div>\n\n  \n<p>a</p>\n</div>\n")) == "<div>\n<p>a</p>\n</div>"
