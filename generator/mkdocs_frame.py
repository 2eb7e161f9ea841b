"""MkDocs: what is around each page: the site, its navigation and footer, the way to the same page in other languages."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from typing import Any

from mkdocs.structure.files import Files

from generator.appearance import Appearance
from generator.catalogue import catalogue
from generator.exporters.feed import PATH as FEED
from generator.model.site import LANGUAGES
from generator.model.site import Site
from generator.pages.page import CORRECTIONS
from generator.pages.page import DATA
from generator.pages.page import DEPARTMENTS
from generator.pages.page import HOME
from generator.pages.page import LISTS_PAGE
from generator.pages.page import METHODS
from generator.pages.page import SEARCH
from generator.pages.page import YEARS
from generator.pages.page import address
from generator.pages.page import prefix
from generator.phrases import _
from generator.phrases import in_context

#: The page that says how to propose a correction.
GUIDE = "correct.md"


#: The main navigation: what each entry is called and the page it leads to. Entries without a page are left out.
NAVIGATION = (
    (_("首页"), HOME),
    (_("搜索"), SEARCH),
    (in_context("navigation", "部门"), DEPARTMENTS),
    (in_context("navigation", "年度"), YEARS),
    (_("清单"), LISTS_PAGE),
    (_("数据"), DATA),
    (_("方法"), METHODS),
    (_("关于"), "about.md"),
    (_("提出更正"), GUIDE),
)


FOOTER = (
    (_("更正与改动"), CORRECTIONS),
    (_("怎样提出更正"), GUIDE),
    (_("无障碍声明"), "accessibility.md"),
    (_("方法"), METHODS),
    (_("关于本站"), "about.md"),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A link of the navigation or the footer; ``source`` is that of the page in the first language."""

    title: str
    source: str
    address: str


@dataclass(frozen=True, slots=True)
class Frame:
    """What the theme's templates need besides the page: the site, its style sheet, its scripts by name, the address of
    the guide to corrections, navigation and footer. ``home`` is the address of the home page in the language.
    """

    site: Site
    language: str
    home: str
    name: str
    emblem: str
    stylesheet: str
    scripts: Mapping[str, str]
    feed: str
    guide: str
    navigation: tuple[Entry, ...]
    footer: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Assets:
    """Where the style sheet is published, and each script by name."""

    stylesheet: str
    scripts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Twin:
    """The same page in another language, or the home page where there is none."""

    language: str
    name: str
    address: str
    is_same: bool


def frame(language: str, site: Site, looks: Appearance, assets: Assets, files: Files) -> Frame:
    """What is around the pages of a language."""
    footer: dict[str, Any] = dict(looks.footer)
    own = prefix(language, site.interfaces)
    return Frame(
        replace(site, **footer),
        language,
        own,
        looks.name or site.name,
        looks.emblem,
        assets.stylesheet,
        assets.scripts,
        own + FEED,
        address(own + GUIDE) if files.get_file_from_path(own + GUIDE) else "",
        tuple(_entries(NAVIGATION, files, language, own)),
        tuple(_entries(FOOTER, files, language, own)),
    )


def twins(language: str, source: str, languages: Sequence[str], files: Files) -> Iterator[Twin]:
    """The ways to the page in other languages; ``source`` is that of the page in the first."""
    for other in languages:
        own = prefix(other, languages)
        is_same = files.get_file_from_path(own + source) is not None
        if other != language:
            yield Twin(other, LANGUAGES[other], address(own + (source if is_same else HOME)), is_same)


def _entries(listed: Iterable[tuple[str, str]], files: Files, language: str, own: str) -> Iterator[Entry]:
    for title, source in listed:
        if files.get_file_from_path(own + source):
            yield Entry(catalogue(language).say(title), source, address(own + source))


def language_of(source: str, languages: Sequence[str]) -> tuple[str, str]:
    """The language of a page, by its source, and the source of the same page in the first language."""
    for language in languages[1:]:
        own = prefix(language, languages)
        if source.startswith(own):
            return language, source.removeprefix(own)
    return languages[0], source
