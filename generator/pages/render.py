"""Rendering: a page's Markdown to HTML, with what MkDocs needs to know of it: headings, addresses, links."""

from __future__ import annotations

import itertools
import posixpath
import re
import zlib
from collections.abc import Collection
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from functools import lru_cache
from typing import Protocol
from urllib.parse import unquote
from urllib.parse import urlsplit

from markdown_it.token import Token

from generator.catalogue import SOURCE
from generator.markdown import rendered
from generator.pages.content_language import marked
from generator.pages.page import Links
from generator.pages.page import Page
from generator.pages.page import address


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading with its address and depth, for the table of contents."""

    title: str
    anchor: str
    level: int


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page as HTML. ``anchors`` are all addresses on it, one a line; ``links`` the hrefs to others of the site."""

    page: Page
    packed: bytes
    headings: tuple[Heading, ...]
    anchors: str
    links: tuple[str, ...]

    @property
    def html(self) -> str:
        """The page's HTML, unpacked: ten thousand of them are in memory at once, written one by one."""
        return zlib.decompress(self.packed).decode()


# Templates put one space before an attribute; looking for just that is four times as fast as for any space.
_ID = re.compile(' id="([^"]+)"')
_HREF = re.compile(' href="(?!https?://)([^"]+)"')
_SRC = re.compile(' src="([^"]+)"')


def render(page: Page) -> Rendered:
    """The page as HTML."""
    html, tokens = rendered(page.markdown)
    html = _with_relative_links(html, page)
    if page.language != SOURCE:
        html = marked(html, SOURCE)
    anchors = _ID.findall(html)
    own = {f"#{anchor}" for anchor in anchors}
    links = dict.fromkeys(link for link in (*_HREF.findall(html), *_SRC.findall(html)) if link not in own)
    return Rendered(
        replace(page, markdown=""),
        zlib.compress(html.encode(), 1),
        tuple(headings(tokens)),
        "\n".join(["", *anchors, ""]),
        tuple(links),
    )


def leads(pages: Sequence[Rendered], files: Collection[str]) -> tuple[str, ...]:
    """The places that pages lead to and that are neither on them nor among the files: ``a/b#s1``, relative to the site's
    root.
    """
    own = {address(each.page.source).rstrip("/"): each.anchors for each in pages}
    found = dict.fromkeys(place for each in pages for _, place in places(each))
    return tuple(place for place in found if not is_there(place, own) and place not in files)


class Known(Protocol):
    """The addresses on pages, one a line, by path."""

    def get(self, path: str, /) -> str | None:
        """Those of a page; None where there is no such page."""


def is_there(place: str, pages: Known) -> bool:
    """Whether a place is on one of the pages."""
    path, _, anchor = place.partition("#")
    anchors = pages.get(path)
    return anchors is not None and (not anchor or f"\n{anchor}\n" in anchors)


def places(page: Rendered) -> Iterator[tuple[str, str]]:
    """Every link of a page to another place of the site: as it is written, and where it leads."""
    here = address(page.page.source)
    for href in page.links:
        path, _, anchor = href.partition("#")
        there = _there(here, path)
        if there is not None:
            yield href, f"{there}#{unquote(anchor)}" if anchor else there


@lru_cache(maxsize=1024)  # links of a page lead to many places of the same few pages
def _there(here: str, path: str) -> str | None:
    """Where an address leads from a page, relative to the site's root; None where it leads beyond the site."""
    scheme, netloc, path, _, _ = urlsplit(path)
    if scheme or netloc:
        return None
    there = posixpath.normpath(here + unquote(path)) if path or here else ""
    return "" if there == "." else there


_FROM_ROOT = re.compile(r'(\shref=")/([^/"][^"]*)?"')


def _with_relative_links(html: str, page: Page) -> str:
    """Links an editor wrote from the site's root, made relative, so that the site works under any path."""
    if 'href="/' not in html:
        return html
    links = Links(page.source)
    return _FROM_ROOT.sub(lambda match: f'{match[1]}{links.file(match[2] or ".")}{_slash(match[2])}"', html)


def _slash(path: str | None) -> str:
    return "/" if not path or path.endswith("/") else ""


def headings(tokens: list[Token]) -> list[Heading]:
    """The headings that have an address."""
    found = []
    for opening, inline in itertools.pairwise(tokens):
        if opening.type == "heading_open" and opening.attrGet("id"):
            title = "".join(
                child.content for child in inline.children or () if child.type in ("text", "code_inline")
            )
            found.append(Heading(title, str(opening.attrGet("id")), int(opening.tag[1])))
    return found
