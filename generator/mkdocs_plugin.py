"""MkDocs: the plugin that gives it the pages. It and the two modules beside it are all that knows MkDocs, or ProperDocs,
which answers to its name: replacing the site builder means replacing these files.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from contextlib import ExitStack
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any
from typing import Literal

from jinja2 import Environment
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.base import Config
from mkdocs.config.config_options import Type
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.exceptions import MkDocsException
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File
from mkdocs.structure.files import Files
from mkdocs.structure.files import InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import CountHandler
from mkdocs.utils.templates import TemplateContext

from generator.admin import admin_files
from generator.appearance import AppearanceMistake
from generator.appearance import appearance
from generator.building import Build
from generator.cache import Cache
from generator.catalogue import SOURCE
from generator.catalogue import catalogue
from generator.cycles import look_for_cycles
from generator.destination import WrongDestination
from generator.destination import require_destination
from generator.destination import unwritable
from generator.executors import Crew
from generator.executors import NoExecutor
from generator.executors import crew
from generator.exporters.sitemap import sitemap
from generator.files import Spool
from generator.findings import Finding
from generator.findings import Severity
from generator.findings import has_errors
from generator.fingerprint import digest
from generator.handwritten import check_handwritten
from generator.handwritten import check_settings
from generator.mkdocs_frame import Assets
from generator.mkdocs_frame import frame
from generator.mkdocs_frame import language_of
from generator.mkdocs_frame import twins
from generator.mkdocs_pages import Gallery
from generator.mkdocs_pages import GeneratedPage
from generator.mkdocs_pages import HandwrittenPage
from generator.mkdocs_pages import SiteFiles
from generator.model.site import LANGUAGES
from generator.pages.content_language import marked
from generator.plan import plan
from generator.production import Places
from generator.rooms import room
from generator.site import table
from generator.staging import AnotherBuildRuns
from generator.staging import Staging
from generator.stylesheet import scripts
from generator.stylesheet import stylesheet
from generator.work import FEW
from generator.work import aside

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer
    from watchdog.observers.api import BaseObserver


#: In a preview of so many projects a changed page is shown before all that follows from the change is made; and the file,
#: watched by the server, that is written when the rest is to be made.
_MANY = 200
_OWED = "owed/rest"

#: Of the theme's folder only this is published; MkDocs would publish every stray file of it.
_THEME_ASSETS = "assets/"


class PluginOptions(Config):  # type: ignore[no-untyped-call]
    """The plugin's options in mkdocs.yml."""

    jobs = Type(int, default=0)
    #: Where the work for each project is done: dask://HOST:PORT; "" is this machine.
    executor = Type(str, default="")
    admin = Type(bool, default=False)


class MingxiaoPlugin(BasePlugin[PluginOptions]):  # type: ignore[no-untyped-call]
    """Reads, computes and checks the content before anything is built; then its pages are MkDocs' pages."""

    def __init__(self) -> None:
        self.is_serving = self.is_clean = False
        #: Whether this build shows the pages of a few changed projects before the rest is made, and the rest is to follow.
        self.is_first = self.is_owed = False
        self.owed: Path | None = None
        self.cache: Cache | None = None
        self.staging: Staging | None = None
        self.rooms, self.work = ExitStack(), ExitStack()
        self.watching: BaseObserver | None = None
        self.warnings = CountHandler(level=logging.WARNING)

    def load_config(self, options: dict[str, Any], config_file_path: str | None = None) -> Any:
        """Read the options; and look at where the site is to go before MkDocs does, whose words are English."""
        config = MkDocsConfig.plugins._config  # type: ignore[attr-defined]
        if config and config_file_path:
            with _said(Path(config["site_dir"])):
                require_destination(Path(config["site_dir"]), Path(config_file_path).parent)
        return super().load_config(options, config_file_path)

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember whether this is a preview."""
        self.is_serving = command == "serve"

    @property
    def is_large(self) -> bool:
        """Whether this is a preview of so many projects that an editor would wait for all that follows from a change."""
        return self.is_serving and len(self.plan.survey.projects) >= _MANY

    def on_shutdown(self) -> None:
        """Leave the cache to others, and the site as it was where the build was interrupted."""
        if self.watching:
            self.watching.stop()
        self._let_go()
        self._leave()

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Build beside the published site, not over it."""
        self.root = Path(config.config_file_path or ".").parent.resolve()
        self.theme = _theme(config.theme.dirs)
        config.theme.static_templates.discard("sitemap.xml")
        try:
            self.looks = appearance(dict(config.theme.items()), Path(config.docs_dir), self.theme)
        except AppearanceMistake as mistake:
            raise Abort(str(mistake)) from mistake
        if self.cache is None:
            name = "serve" if self.is_serving else "build"
            self.cache = self.rooms.enter_context(room(self.root, name, clean=self.is_clean))
        self.staging = self._staging(self.cache, Path(config.site_dir))
        config.site_dir = str(self.staging.folder)
        logging.getLogger("mkdocs").addHandler(self.warnings)
        return config

    def _staging(self, cache: Cache, wanted: Path) -> Staging:
        """What is to become the site, begun. A preview stays between one start and the next, so that the next is quick."""
        final = cache.place("site") if self.is_serving else wanted.resolve()
        with _said(final):
            if not self.is_serving:
                require_destination(final, self.root)
            staging = Staging(final)
            staging.begin()
        return staging

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Read what is common to all projects; with a mistake there nothing is built."""
        look_for_cycles(seldom=True)
        self.plan = plan(self.root, config.site_url or "")
        by_hand = check_handwritten(self.root, Path(config.docs_dir), Path(config.config_file_path))
        findings = [*self.plan.findings, *by_hand]
        if has_errors(findings):
            _refuse(findings, self.root)

    @contextmanager
    def _crew(self) -> Iterator[Crew | None]:
        """Who does the work for each project; a wrong address is a wrong call."""
        try:
            with crew(self.config.executor) as workers:
                yield workers
        except NoExecutor as error:
            raise CallIsWrong(str(error)) from error

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Make what has changed, find every mistake, and add the pages; with an error nothing is published."""
        assert self.cache
        assert self.staging
        for file in list(files):
            is_theme_s = file.src_dir in config.theme.dirs and not file.src_uri.startswith(_THEME_ASSETS)
            if is_theme_s or file.src_uri.startswith(self._unpublished()):
                files.remove(file)
            elif file.is_documentation_page():
                HandwrittenPage(file, config, self.plan.desk.site.interfaces)
        self.stylesheet, self.scripts = stylesheet(self.theme, self.looks.css), scripts(self.theme)
        files.append(File.generated(config, self.stylesheet.path, content=self.stylesheet.text))
        for script in self.scripts:
            files.append(File.generated(config, script.path, content=script.text))
        if self.config.admin:
            desk = self.plan.desk
            for form in admin_files(desk.site, self.plan.survey, desk.departments):
                files.append(File.generated(config, form.path, content=form.data))
        self._aside = self.work.enter_context(aside(is_small=len(self.plan.survey.projects) < FEW))
        build = self.build = Build(
            self.plan,
            table(self.plan, self.theme),
            Places(self.cache, Spool(self.staging.folder)),
            self.staging.final,
            [Path(each) for each in config.theme.dirs],
            # Who else looks at pages must see all of them.
            must_frame_all=_has_others(config, self),
        )
        look_for_cycles(seldom=build.is_partial)
        with self._crew() as workers:
            build.make_projects(self.config.jobs, workers)
        errors = build.errors()
        if errors:
            _refuse(errors, self.root)
        self.is_first = self.owed is not None and self.is_large and not self.is_owed and build.take_over()
        if not self.is_first or self._framed(SiteFiles(files, build, config)) != build.before.frame:
            self.is_first = False
            self._make_overview(build)
        self.reports, self.count = build.reports, len(build.leaves)
        for source in build.leaves:
            if source in files.src_uris:
                raise PluginError(f"content/pages/{source} 与程序生成的页面同名，请改名。")
        if config.site_url and not self.is_first:
            # In the place of MkDocs' map, which says of every page that it changed today.
            own = {file.url if file.url != "./" else "": "" for file in files.documentation_pages()}
            for site_file in sitemap(config.site_url, {**own, **build.pages_by_day()}):
                files.append(File.generated(config, site_file.path, content=site_file.data))
        known = SiteFiles(files, build, config)
        for leaf in build.to_frame(self._framed(known)):
            file = File.generated(config, leaf.source, content="", inclusion=InclusionLevel.NOT_IN_NAV)
            GeneratedPage(leaf, file, config, build)
            known.append(file)
        if self.is_serving and not self.is_first:
            known.append(Gallery.of(self.theme, config))
        return known

    def _make_overview(self, build: Build) -> None:
        """Make what is about many reports."""
        build.gather()
        if build.is_partial:  # after an edit the large files take longest
            self._heavy = build.heavy(self._aside)
        build.make_overview(self.config.jobs)
        if not build.is_partial:  # all processors were at work, and one thing after the other takes less memory
            build.let_go()
            self._heavy = build.heavy(self._aside)

    def _framed(self, known: SiteFiles) -> str:
        """Lay out what is around each page; its fingerprint."""
        published = Assets(self.stylesheet.path, {each.name: each.path for each in self.scripts})
        site = self.plan.desk.site
        self.frames = {each: frame(each, site, self.looks, published, known) for each in site.interfaces}
        return digest([repr(self.frames), _settings(known.config)])

    def _unpublished(self) -> tuple[str, ...]:
        """The folders of hand-written pages in languages that the site does not list."""
        listed = self.plan.desk.site.interfaces
        return tuple(f"{each.lower()}/" for each in LANGUAGES if each not in listed)

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Give the theme's templates what they need, and escape what they print."""
        env.autoescape = env.trim_blocks = env.lstrip_blocks = True
        self.all_files, languages = files, self.plan.desk.site.interfaces
        env.bytecode_cache = self.build.compiled
        env.globals["mingxiao"] = self.frames[languages[0]]
        env.globals["interfaces"] = [(self.frames[language], self._words(language)) for language in languages]
        env.globals["_"] = self._words(languages[0])
        return env

    @staticmethod
    def _words(language: str) -> Callable[[str], str]:
        words = catalogue(language)
        return lambda text: words.translate(text)

    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Give a page the words and the frame of its language, and the way to the same page in others."""
        languages = self.plan.desk.site.interfaces
        language, source = language_of(page.file.src_uri, languages)
        words: dict[str, Any] = {"_": self._words(language), "mingxiao": self.frames[language]}
        words["twins"] = tuple(twins(language, source, languages, self.all_files))
        context.update(words)  # type: ignore[typeddict-item]
        return context

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """A written page need not be held."""
        if language_of(page.file.src_uri, self.plan.desk.site.interfaces)[0] != SOURCE:
            before, content, after = output.partition(page.content or "</main>")
            output = marked(before) + content + marked(after)
        if isinstance(page, GeneratedPage):
            page.forget()
        return output

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Publish, unless MkDocs is about to give up over warnings."""
        if self.staging and not (config.strict and self.warnings.get_counts()):
            if self.is_first:
                self.build.publish_first(self.staging)
            else:
                self.build.publish(self.staging, self._heavy())
            config.site_dir = str(self.staging.final)
            self.is_owed = self.is_first
        self._let_go()
        if self.is_owed and self.owed:
            self.owed.write_bytes(b"")  # the server sees it and builds again

    def on_build_error(self, *, error: Exception) -> None:
        """Leave the old site as it was."""
        self._let_go()

    def _let_go(self) -> None:
        logging.getLogger("mkdocs").removeHandler(self.warnings)
        self.work.close()
        if self.staging:
            self.staging.discard()
            self.staging.end()
            self.staging = None
        if not self.is_serving:
            self._leave()

    def _leave(self) -> None:
        self.rooms.close()
        self.cache = None

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., Any]
    ) -> LiveReloadServer:
        """Show the kept preview; rebuild when content or theme change."""
        assert self.cache
        preview = self.cache.place("site")
        server.root = str(preview)
        server.error_handler = lambda code: _error_page(preview, code)
        self.owed = self.cache.place(_OWED)
        self.owed.parent.mkdir(exist_ok=True)
        watched = [str(self.root / "content"), str(self.theme), str(self.owed.parent)]
        if not (self.is_large and self._is_told_of(server, watched)):
            for each in watched:
                server.watch(each)
        return server

    def _is_told_of(self, server: LiveReloadServer, watched: Sequence[str]) -> bool:
        """Let the system tell of changes, where it does: MkDocs looks at every file twice a second, which takes a quarter of
        a processor for ten thousand reports.
        """
        # Slow to load, and needed in a preview only.
        from generator.watching import Told

        looking: Any = server.observer
        told: Any = Told()
        server.observer = told
        try:
            for each in watched:
                server.watch(each)
            told.start()
        except OSError:
            for each in watched:
                server.unwatch(each)
            return False
        else:
            self.watching = told
            return True
        finally:
            server.observer = looking


def _error_page(folder: Path, code: int) -> bytes | None:
    """What a preview answers where there is no page."""
    try:
        return (folder / f"{code}.html").read_bytes()
    except OSError:
        return None


def _has_others(config: MkDocsConfig, own: MingxiaoPlugin) -> bool:
    """Whether other plugins or hooks work on the site too."""
    return bool(config.hooks) or any(each is not own for each in config.plugins.values())


def _theme(folders: Iterable[str]) -> Path:
    """The folder of the theme with the style sheet; a theme without one is not ours."""
    for each in map(Path, folders):
        if (each / "site.css").is_file():
            return each
    raise CallIsWrong(
        "主题里没有 site.css，不是本程序的主题。在 mkdocs.yml 的 theme.custom_dir 写明主题文件夹，例如 theme。"
    )


#: Settings that say where things lie, or that other settings tell better.
_PLACES = frozenset(
    ("config_file_path", "docs_dir", "site_dir", "plugins", "hooks", "theme", "watch", "dev_addr")
)


def _settings(config: MkDocsConfig) -> list[str]:
    """The settings a theme can see."""
    plain = [f"{name}: {value!r}" for name, value in sorted(config.items()) if name not in _PLACES]
    return [*plain, *(f"{name}: {value!r}" for name, value in sorted(config.theme.items()))]


@contextmanager
def _said(final: Path) -> Iterator[None]:
    """Stop where the folder cannot become the site, saying why."""
    try:
        yield
    except WrongDestination as error:
        raise CallIsWrong(str(error)) from error
    except AnotherBuildRuns as error:
        raise Abort(str(error)) from error
    except OSError as error:
        raise CallIsWrong(unwritable(final, error)) from error


def _refuse(findings: Iterable[Finding], root: Path) -> None:
    """Print the errors and stop."""
    # Slow to load, and seldom needed: a build without errors prints nothing of this kind.
    from rich.console import Console

    from generator.findings_text import as_text

    errors = [each for each in findings if each.severity is Severity.ERROR]
    as_text(sorted(errors, key=lambda each: each.sort_key), Console(stderr=True), root)
    raise NotPublished("内容有错误，没有发布；已发布的网站没有变。")


class NotPublished(Abort):
    """There are errors, which have been printed."""


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
    root: Path,
    *,
    site_dir: Path | None = None,
    jobs: int = 0,
    strict: bool = False,
    clean: bool = False,
    executor: str = "",
) -> Built:
    """Build the site of a root folder through MkDocs; Refused where it was not published.

    ``clean`` forgets what earlier builds kept.
    """
    changes: dict[str, Any] = {"config_file": str(root / "mkdocs.yml"), "strict": strict}
    if site_dir:
        changes["site_dir"] = str(site_dir.resolve())
    try:
        if findings := [*check_settings(root / "mkdocs.yml", root)]:
            _refuse(findings, root)
        config = load_config(**changes)
    except (CallIsWrong, NotPublished) as error:
        raise Refused(error.format_message(), error.exit_code) from error
    except MkDocsException as error:
        raise Refused(f"mkdocs.yml 的设置不对，没有发布：{error.format_message()}", 1) from error
    plugin = config.plugins.get("mingxiao")
    if not isinstance(plugin, MingxiaoPlugin):
        raise Refused("mkdocs.yml 的 plugins 里没有 mingxiao。在 plugins: 下加一行“- mingxiao”。", 1)
    if jobs:
        plugin.config.jobs = jobs
    if executor:
        plugin.config.executor = executor
    plugin.is_clean = clean
    config.plugins.on_startup(command="build", dirty=False)
    try:
        mkdocs_build(config)
    except MkDocsException as error:
        raise Refused(error.format_message(), error.exit_code) from error
    finally:
        config.plugins.on_shutdown()
    return Built(plugin.reports, plugin.count, Path(config.site_dir))
