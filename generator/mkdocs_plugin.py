"""MkDocs: the plugin that gives it the pages. The only module that knows MkDocs, or ProperDocs, which answers to its
name: replacing the site builder means replacing this file.
"""

from __future__ import annotations

import itertools
import logging
import posixpath
import shutil
import tempfile
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from dataclasses import replace
from pathlib import Path
from typing import Any
from typing import Literal
from urllib.parse import unquote
from urllib.parse import urlsplit

from jinja2 import Environment
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.base import Config
from mkdocs.config.config_options import Type
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.exceptions import MkDocsException
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File
from mkdocs.structure.files import Files
from mkdocs.structure.files import InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.structure.pages import _RelativePathTreeprocessor
from mkdocs.structure.toc import AnchorLink
from mkdocs.structure.toc import TableOfContents
from mkdocs.utils import CountHandler
from rich.console import Console

from generator.appearance import AppearanceMistake
from generator.appearance import appearance
from generator.executors import Crew
from generator.executors import NoExecutor
from generator.executors import crew
from generator.exporters.feed import PATH as FEED
from generator.exporters.sitemap import sitemap
from generator.files import SiteFile
from generator.files import Spool
from generator.findings import Finding
from generator.findings import Severity
from generator.findings import has_errors
from generator.findings_text import as_text
from generator.handwritten import check_handwritten
from generator.markdown import handwritten
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
from generator.pages.render import Rendered
from generator.pages.render import headings
from generator.pages.render import render
from generator.pages.summary import ReportSummary
from generator.progress import counted
from generator.site import Composed
from generator.site import overview
from generator.site import plan
from generator.site import publish
from generator.site import publish_data
from generator.staging import AnotherBuildRuns
from generator.staging import Staging
from generator.stylesheet import scripts
from generator.stylesheet import stylesheet

log = logging.getLogger("mkdocs.plugins.mingxiao")

#: The main navigation: what each entry is called and the page it leads to. Entries without a page are left out.
NAVIGATION = (
    ("首页", HOME),
    ("搜索", SEARCH),
    ("部门", DEPARTMENTS),
    ("年度", YEARS),
    ("清单", LISTS_PAGE),
    ("数据", DATA),
    ("方法", METHODS),
    ("关于", "about.md"),
)
FOOTER = (
    ("更正与改动", CORRECTIONS),
    ("怎样提出更正", "correct.md"),
    ("无障碍声明", "accessibility.md"),
    ("方法", METHODS),
    ("关于本站", "about.md"),
)

#: Of the theme's folder only this is published; MkDocs would publish every stray file of it.
_THEME_ASSETS = "assets/"


class PluginOptions(Config):  # type: ignore[no-untyped-call]
    """The plugin's options in mkdocs.yml."""

    jobs = Type(int, default=0)
    #: Where the work for each project is done: dask://HOST:PORT; "" is this machine.
    executor = Type(str, default="")


@dataclass(frozen=True, slots=True)
class Entry:
    """A link of the navigation or the footer."""

    title: str
    source: str
    address: str


@dataclass(frozen=True, slots=True)
class Frame:
    """What the theme's templates need besides the page: the site, its style sheet, its scripts by name, navigation
    and footer.
    """

    site: Site
    name: str
    emblem: str
    stylesheet: str
    scripts: Mapping[str, str]
    feed: str
    navigation: tuple[Entry, ...]
    footer: tuple[Entry, ...]

    @property
    def language(self) -> str:
        """The language of the interface."""
        return self.site.language or "zh-CN"


class MingxiaoPlugin(BasePlugin[PluginOptions]):  # type: ignore[no-untyped-call]
    """Reads, computes and checks the content before anything is built; then its pages are MkDocs' pages."""

    def __init__(self) -> None:
        self.is_serving = False
        self.staging: Staging | None = None
        self.spool: Spool | None = None
        self.warnings = CountHandler(level=logging.WARNING)

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember whether this is a preview."""
        self.is_serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Build beside the published site, not over it."""
        self.root = Path(config.config_file_path or ".").parent.resolve()
        self.theme = next(Path(each) for each in config.theme.dirs if (Path(each) / "site.css").is_file())
        config.theme.static_templates.discard("sitemap.xml")
        try:
            self.looks = appearance(dict(config.theme.items()), Path(config.docs_dir), self.theme)
        except AppearanceMistake as mistake:
            raise Abort(str(mistake)) from mistake
        if not self.is_serving:
            self.staging = Staging(Path(config.site_dir).resolve())
            try:
                self.staging.begin()
            except AnotherBuildRuns as error:
                raise Abort(str(error)) from error
            config.site_dir = str(self.staging.folder)
            logging.getLogger("mkdocs").addHandler(self.warnings)
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Make every page and find every mistake; with an error nothing is built and the old site stays."""
        self.plan = plan(self.root, config.site_url or "")
        findings = [*self.plan.findings, *check_handwritten(self.root, Path(config.docs_dir))]
        summaries: list[ReportSummary] = []
        self.pages: list[Rendered] = []
        self.files: list[str] = []
        spool = self.spool = Spool(Path(tempfile.mkdtemp(prefix=".spool-", dir=self._workplace(config))))
        folders, done = self.plan.survey.projects, list[Composed[Rendered]]()
        with self._crew() as workers:
            published = publish(self.plan, self.theme, spool, self.config.jobs, workers)
            for project in counted(published, len(folders), "计算"):
                findings += project.findings
                summaries += project.summaries
                self.pages += project.pages
                self.files += project.files
                done.append(replace(project, pages=(), files=(), findings=()))
        if has_errors(findings):
            _refuse(findings, self.root)
        self.files += publish_data(self.plan, self.theme, spool, done)
        self.pages += map(render, overview(self.plan, self.theme, summaries))
        self.days = {report.id.url: report.day for report in summaries}
        self.reports, self.count = len(summaries), len(self.pages)
        self.stylesheet, self.scripts = stylesheet(self.theme, self.looks.css), scripts(self.theme)

    @contextmanager
    def _crew(self) -> Iterator[Crew | None]:
        """Who does the work for each project; a wrong address is a wrong call."""
        try:
            with crew(self.config.executor) as workers:
                yield workers
        except NoExecutor as error:
            raise CallIsWrong(str(error)) from error

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the generated pages and take out what is only of the theme's making."""
        for file in list(files):
            if file.src_dir in config.theme.dirs and not file.src_uri.startswith(_THEME_ASSETS):
                files.remove(file)
            elif file.is_documentation_page():
                HandwrittenPage(None, file, config)
        files.append(File.generated(config, self.stylesheet.path, content=self.stylesheet.text))
        for script in self.scripts:
            files.append(File.generated(config, script.path, content=script.text))
        assert self.spool
        for path in self.files:
            files.append(SpooledFile.waiting(config, path, self.spool))
        links = LinkBook(self.pages)
        for rendered in self.pages:
            if files.get_file_from_path(rendered.page.source):
                raise PluginError(f"content/pages/{rendered.page.source} 与程序生成的页面同名，请改名。")
            file = File.generated(config, rendered.page.source, content="", inclusion=InclusionLevel.NOT_IN_NAV)
            GeneratedPage(rendered, file, config, links)
            files.append(file)
        self.pages.clear()
        for site_file in self._map(files, config):
            files.append(File.generated(config, site_file.path, content=site_file.data))
        return files

    def _map(self, files: Files, config: MkDocsConfig) -> Iterator[SiteFile]:
        """The map of the site in the place of MkDocs', which says of every page that it changed today."""
        if config.site_url:
            pages = {file.url if file.url != "./" else "": "" for file in files.documentation_pages()}
            yield from sitemap(config.site_url, {**pages, **self.days})

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Give the theme's templates what they need, and escape what they print."""
        env.autoescape = True
        env.globals["_"] = lambda text: text
        footer: dict[str, Any] = dict(self.looks.footer)
        env.globals["mingxiao"] = Frame(
            replace(self.plan.desk.site, **footer),
            self.looks.name or self.plan.desk.site.name,
            self.looks.emblem,
            self.stylesheet.path,
            {script.name: script.path for script in self.scripts},
            FEED,
            tuple(_entries(NAVIGATION, files)),
            tuple(_entries(FOOTER, files)),
        )
        return env

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """A written page need not be held."""
        if isinstance(page, GeneratedPage):
            page.forget()
        return output

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Publish, unless MkDocs is about to give up over warnings."""
        if self.staging is None:
            self._let_go()
            return
        if config.strict and self.warnings.get_counts():
            self._let_go()
            return
        self.staging.publish()
        config.site_dir = str(self.staging.final)
        self._let_go()

    def on_build_error(self, *, error: Exception) -> None:
        """Leave the old site as it was."""
        self._let_go()

    def _workplace(self, config: MkDocsConfig) -> Path:
        """A folder on the file system of the site, so that files can be moved there and need not be copied."""
        place = Path(config.site_dir).parent
        place.mkdir(parents=True, exist_ok=True)
        return place

    def _let_go(self) -> None:
        logging.getLogger("mkdocs").removeHandler(self.warnings)
        if self.spool:
            shutil.rmtree(self.spool.folder, ignore_errors=True)
            self.spool = None
        if self.staging:
            self.staging.discard()
            self.staging.end()
            self.staging = None

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., Any]
    ) -> LiveReloadServer:
        """Rebuild when content or theme change."""
        server.watch(str(self.root / "content"))
        server.watch(str(self.theme))
        return server


class SpooledFile(File):
    """A file that was written while the pages were made; it is moved to its place and not copied."""

    @classmethod
    def waiting(cls, config: MkDocsConfig, path: str, spool: Spool) -> File:
        """The file of a path on the site."""
        return cls.generated(config, path, abs_src_path=str(spool.place(path)))

    def copy_file(self, dirty: bool = False) -> None:
        """Put the file in its place."""
        place = Path(self.abs_dest_path)
        place.parent.mkdir(parents=True, exist_ok=True)
        Path(str(self.abs_src_path)).replace(place)


class GeneratedPage(Page):
    """A page made from data. Its HTML is unpacked only while it is needed, so that memory stays flat."""

    def __init__(self, rendered: Rendered, file: File, config: MkDocsConfig, links: LinkBook) -> None:
        self.rendered = rendered
        self.links = links
        super().__init__(rendered.page.title, file, config)
        self.edit_url = None

    @property
    def content(self) -> str | None:
        """The page as HTML; another plugin's version of it if one was set."""
        if self._changed is not None:
            return self._changed
        if self._unpacked is None:
            self._unpacked = self.rendered.html
        return self._unpacked

    @content.setter
    def content(self, html: str | None) -> None:
        self._changed = None if html is None or html is self._unpacked else html
        self._unpacked = None

    def forget(self) -> None:
        """Let go of the HTML, once it is written."""
        self._changed = self._unpacked = None

    _changed: str | None = None
    _unpacked: str | None = None

    def read_source(self, config: MkDocsConfig) -> None:
        """There is nothing to read: generated pages cannot be reinterpreted."""
        page = self.rendered.page
        self.markdown = ""
        crumbs = [
            {"title": crumb.title, "address": address(crumb.source) if crumb.source else None}
            for crumb in page.crumbs
        ]
        self.meta = {
            "title": page.title,
            "description": page.description,
            "section": page.section,
            "kind": page.kind,
            "structured": page.structured,
            "crumbs": crumbs,
        }

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Tell MkDocs of headings, addresses and links, for its own validation."""
        self.toc = TableOfContents(
            [AnchorLink(each.title, each.anchor, each.level - 1) for each in self.rendered.headings]
        )
        self.present_anchor_ids = self.links.anchors[self.file.src_uri]  # type: ignore[assignment]
        self.links_to_anchors = {}
        for href in self.rendered.links:
            if self.links.is_known_good(self.url, href):
                continue
            problem, target, anchor = self.links.follow(self.file, href, files)
            if problem:
                log.log(config.validation.links.not_found, problem)
            elif target and anchor:
                self.links_to_anchors.setdefault(target, {}).setdefault(anchor, href)


class LinkBook:
    """Where links lead. Thousands of pages hold the same few links from the root: each is followed once."""

    def __init__(self, pages: Iterable[Rendered]) -> None:
        self.anchors = {each.page.source: _Anchors(each.anchors) for each in pages}
        self.good: set[tuple[int, str]] = set()

    def is_known_good(self, url: str, href: str) -> bool:
        """Whether the link, which climbs to the site root from this depth, has been followed to a place that is."""
        return (url.count("/"), href) in self.good

    def follow(self, file: File, href: str, files: Files) -> tuple[str, File | None, str]:
        """What is wrong with a link, or the file and anchor MkDocs should look for; nothing for a good one."""
        scheme, netloc, path, _, anchor = urlsplit(href)
        if scheme or netloc:
            return "", None, ""
        there = posixpath.normpath(posixpath.join(file.url, unquote(path))) if path else ""
        target = _file_at("" if there == "." else there, files) if path else file
        if target is None:
            return f"页面 '{file.src_uri}' 链接到 '{href}'，但没有这个页面或文件。", None, ""
        known = self.anchors.get(target.src_uri)
        if anchor and (known is None or unquote(anchor) not in known):
            return "", target, unquote(anchor)
        depth = file.url.count("/")
        if path.startswith("../" * depth):
            self.good.add((depth, href))
        return "", None, ""


def _file_at(path: str, files: Files) -> File | None:
    """The file published at an address relative to the site root."""
    candidates = (f"{path}.md", f"{path}/index.md" if path else "index.md", path)
    return next((file for each in candidates if (file := files.get_file_from_path(each))), None)


class _Anchors:
    """The addresses on a page, held as one string: sets of ten thousand pages would weigh too much."""

    def __init__(self, lines: str) -> None:
        self.lines = lines

    def __contains__(self, anchor: str) -> bool:
        return f"\n{anchor}\n" in self.lines


class HandwrittenPage(Page):
    """A page of content/pages, in the same dialect as all others."""

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
        self.content = md.renderer.render(tokens, md.options, {})
        self.toc = TableOfContents([AnchorLink(each.title, each.anchor, each.level - 1) for each in found])
        self.present_anchor_ids = {each.anchor for each in found}
        self.links_to_anchors = links.links_to_anchors
        title = next((token for token in itertools.pairwise(tokens) if token[0].tag == "h1"), None)
        if title:
            self._title_from_render = title[1].content
        own = str(self.title)
        self.meta.setdefault("crumbs", [{"title": "首页", "address": ""}, {"title": own, "address": None}])
        self.meta.setdefault("section", self.file.src_uri)


def _entries(listed: Iterable[tuple[str, str]], files: Files) -> Iterator[Entry]:
    for title, source in listed:
        if files.get_file_from_path(source):
            yield Entry(title, source, address(source))


def _refuse(findings: Iterable[Finding], root: Path) -> None:
    """Print the errors and stop."""
    errors = [each for each in findings if each.severity is Severity.ERROR]
    as_text(sorted(errors, key=lambda each: each.sort_key), Console(stderr=True), root)
    raise Abort("内容有错误，没有发布；已发布的网站没有变。")


class CallIsWrong(Abort):
    """What was asked for cannot be done, whatever the content says."""

    code = exit_code = 2


class Refused(Exception):
    """The site was not published; the message says why, unless it has been printed, and ``code`` whose fault it is."""

    def __init__(self, message: str, code: int) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class Built:
    """What was published, and where."""

    reports: int
    pages: int
    folder: Path


def build(
    root: Path, *, site_dir: Path | None = None, jobs: int = 0, strict: bool = False, executor: str = ""
) -> Built:
    """Build the site of a root folder through MkDocs; Refused where it was not published."""
    changes: dict[str, Any] = {"config_file": str(root / "mkdocs.yml"), "strict": strict}
    if site_dir:
        changes["site_dir"] = str(site_dir.resolve())
    config = load_config(**changes)
    plugin = config.plugins["mingxiao"]
    assert isinstance(plugin, MingxiaoPlugin)
    if jobs:
        plugin.config.jobs = jobs
    if executor:
        plugin.config.executor = executor
    config.plugins.on_startup(command="build", dirty=False)
    try:
        mkdocs_build(config)
    except MkDocsException as error:
        raise Refused(error.format_message(), error.exit_code) from error
    finally:
        config.plugins.on_shutdown()
    return Built(plugin.reports, plugin.count, Path(config.site_dir))
