"""MkDocs: the pages as it knows them, generated or written by hand, and all files of the site, where it looks for links."""

from __future__ import annotations

import itertools
import logging
from collections.abc import Iterable
from collections.abc import MutableMapping
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.structure.files import Files
from mkdocs.structure.files import InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.structure.pages import _RelativePathTreeprocessor
from mkdocs.structure.toc import AnchorLink
from mkdocs.structure.toc import TableOfContents

from generator.building import Build
from generator.catalogue import SOURCE
from generator.catalogue import catalogue
from generator.markdown import handwritten
from generator.mkdocs_frame import language_of
from generator.pages.content_language import marked
from generator.pages.gallery import gallery_page
from generator.pages.page import HOME
from generator.pages.page import address
from generator.pages.page import prefix
from generator.pages.render import Rendered
from generator.pages.render import headings
from generator.pages.render import render
from generator.production import Leaf

log = logging.getLogger("mkdocs.plugins.mingxiao")


class SiteFiles(Files):
    """All files of the site. Of pages and downloads that stay as they are there is one only where somebody asks for it."""

    def __init__(self, files: Iterable[File], build: Build, config: MkDocsConfig) -> None:
        super().__init__(files)
        self.build = build
        self.config = config

    def get_file_from_path(self, path: str) -> File | None:
        """The file of a path, its page knowing its addresses."""
        found = super().get_file_from_path(path)
        if found is None and (leaf := self.build.leaves.get(path)):
            found = File.generated(self.config, path, content="", inclusion=InclusionLevel.NOT_IN_NAV)
            GeneratedPage(leaf, found, self.config, self.build)
        elif found is None and self.build.has_file(path):
            found = File.generated(self.config, path, content="")
        return found


class GeneratedPage(Page):
    """A page made from data. What is on it waits on the disk until it is needed, so that memory stays flat."""

    def __init__(self, leaf: Leaf, file: File, config: MkDocsConfig, build: Build) -> None:
        self.leaf = leaf
        self.of = build
        super().__init__(leaf.title, file, config)
        self.edit_url = None

    @property
    def rendered(self) -> Rendered:
        """The page, read again where it was let go of."""
        if self._rendered is None:
            self._rendered = self.of.read(self.leaf)
        return self._rendered

    @property
    def content(self) -> str | None:
        """The page as HTML; another plugin's version of it if one was set."""
        if self._changed is not None:
            return self._changed
        if self._is_unread:
            return ""
        if self._unpacked is None:
            self._unpacked = self.rendered.html
        return self._unpacked

    @content.setter
    def content(self, html: str | None) -> None:
        self._changed = None if not html or html is self._unpacked else html
        self._is_unread = False
        self.let_go()

    @property
    def toc(self) -> TableOfContents:
        """Its headings."""
        found = [AnchorLink(each.title, each.anchor, each.level - 1) for each in self.rendered.headings]
        return TableOfContents(found)

    @toc.setter
    def toc(self, value: object) -> None:
        """MkDocs sets an empty one first."""

    @property
    def meta(self) -> MutableMapping[str, Any]:
        """What the theme is told of it; another plugin may tell more."""
        if self._told is None:
            page = self.rendered.page
            self._told = {
                "title": page.title,
                "description": page.description,
                "section": page.section,
                "kind": page.kind,
                "structured": page.structured,
                "origin": page.origin,
                "crumbs": [
                    {"title": crumb.title, "address": address(crumb.source) if crumb.source else None}
                    for crumb in page.crumbs
                ],
            }
        return self._told

    @meta.setter
    def meta(self, value: MutableMapping[str, Any]) -> None:
        self._told = value or None

    @property
    def present_anchor_ids(self) -> set[str]:  # type: ignore[override]
        """The addresses on it."""
        return self.of.anchors_of(self.leaf.source)

    def forget(self) -> None:
        """Let go of everything, once it is written."""
        self._changed = self._told = None
        self.let_go()

    def let_go(self) -> None:
        """Let go of what can be read again."""
        self._unpacked = self._rendered = None

    _changed: str | None = None
    _unpacked: str | None = None
    _rendered: Rendered | None = None
    _told: MutableMapping[str, Any] | None = None
    _is_unread: bool = False

    def read_source(self, config: MkDocsConfig) -> None:
        """There is nothing to read: generated pages cannot be reinterpreted."""
        self.markdown = ""

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Tell MkDocs of the links whose places are not known to be there, for its own validation."""
        self._is_unread = not self.of.must_frame_all
        self.links_to_anchors = {}
        for href, place in self.of.doubtful.get(self.leaf.source, ()):
            path, _, anchor = place.partition("#")
            target = _file_at(path, files)
            if target is None:
                problem = f"页面 '{self.leaf.source}' 链接到 '{href}'，但没有这个页面或文件。"
                log.log(config.validation.links.not_found, problem)
            elif anchor:
                self.links_to_anchors.setdefault(target, {}).setdefault(anchor, href)


def _file_at(path: str, files: Files) -> File | None:
    """The file published at an address relative to the site root."""
    candidates = (f"{path}.md", f"{path}/index.md" if path else "index.md", path)
    return next((file for each in candidates if (file := files.get_file_from_path(each))), None)


class HandwrittenPage(Page):
    """A page of content/pages, in the same dialect as all others. ``languages`` are those of the site."""

    def __init__(self, file: File, config: MkDocsConfig, languages: Sequence[str]) -> None:
        self.languages = languages
        super().__init__(None, file, config)

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Markdown to HTML, links resolved and validated by MkDocs."""
        md = handwritten()
        tokens = md.parse(self.markdown or "")
        links = _RelativePathTreeprocessor(self.file, files, config)
        for token in tokens:
            for child in token.children or ():
                for name in ("href", "src"):
                    if url := child.attrGet(name):
                        child.attrSet(name, links.path_to_url(str(url)))
        found = headings(tokens)
        language, source = language_of(self.file.src_uri, self.languages)
        html = md.renderer.render(tokens, md.options, {})
        self.content = html if language == SOURCE else marked(html)
        self.toc = TableOfContents([AnchorLink(each.title, each.anchor, each.level - 1) for each in found])
        self.present_anchor_ids = {each.anchor for each in found}
        self.links_to_anchors = links.links_to_anchors
        title = next((token for token in itertools.pairwise(tokens) if token[0].tag == "h1"), None)
        if title:
            self._title_from_render = title[1].content
        self.meta.pop("structured", None)  # printed as it is, and so only of what we make
        self.meta.pop("template", None)  # a page has no frame of its own, however it asks for one
        if not isinstance(self.meta.get("crumbs"), list):
            self.meta.pop("crumbs", None)
        own = str(self.title)
        home = {
            "title": catalogue(language).translate("首页"),
            "address": address(prefix(language, self.languages) + HOME),
        }
        self.meta.setdefault("crumbs", [home, {"title": own, "address": None}])
        self.meta.setdefault("section", source)
        root = Path(config.config_file_path or ".").parent
        self.meta["origin"] = Path(config.docs_dir, self.file.src_uri).relative_to(root.resolve()).as_posix()


class Gallery(Page):
    """Every component of the theme in every state: a page of the preview. What its examples link to is not there."""

    @classmethod
    def of(cls, theme: Path, config: MkDocsConfig) -> File:
        """The file of the page."""
        made = gallery_page(theme)
        file = File.generated(config, made.source, content="", inclusion=InclusionLevel.NOT_IN_NAV)
        page = cls(made.title, file, config)
        page.html = render(made).html
        return file

    html: str = ""

    def read_source(self, config: MkDocsConfig) -> None:
        """There is nothing to read."""
        self.markdown, self.meta = "", {"title": self.title}

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Made already."""
        self.content, self.toc = self.html, TableOfContents([])
