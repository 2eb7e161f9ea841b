"""The preview: an edit of a data file shows in the browser, and a mistake does not take the page away."""

from __future__ import annotations

import socket
import subprocess
import time
import urllib.request
from collections.abc import Callable
from collections.abc import Iterator
from contextlib import ExitStack
from contextlib import contextmanager
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from generator import mkdocs_plugin
from tests.site.conftest import REPORT
from tests.site.conftest import command
from tests.site.conftest import write
from tests.site.test_increment import many_projects
from tests.site.test_increment import tree

MakeSite = Callable[..., Path]


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def preview(root: Path) -> Iterator[str]:
    """The address of a running preview of a site."""
    address = f"127.0.0.1:{free_port()}"
    with (root / "serve.log").open("w") as log:
        server = subprocess.Popen(
            [command("mkdocs"), "serve", "--dev-addr", address], cwd=root, stdout=log, stderr=log
        )
        try:
            yield f"http://{address}/"
        finally:
            server.terminate()
            server.wait()


def wait_for(url: str, words: str) -> str:
    """The page, once it says the words; patience is no measure of speed."""
    deadline = time.monotonic() + 60
    text = ""
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=10) as response:
                text = response.read().decode()
        except OSError:
            text = ""
        if words in text:
            return text
        time.sleep(0.05)
    raise AssertionError(f"{words!r} never came: {text[:400]!r}")


def test_an_edit_shows_in_the_preview(make_site: MakeSite) -> None:
    root = make_site()
    with preview(root) as address:
        wait_for(address + "ju/xm/2022/", "84.35")
        write(root / "content/reports/ju/xm/2022.yml", REPORT.replace("spent: 5.65", "spent: 45"))
        wait_for(address + "ju/xm/2022/", "执行率 50.00%")


def test_a_mistake_keeps_the_last_good_preview(make_site: MakeSite) -> None:
    root = make_site()
    with preview(root) as address:
        before = wait_for(address + "ju/xm/2022/", "5.65")
        write(root / "content/reports/ju/xm/2022.yml", REPORT.replace("spent: 5.65", "spent: 五"))
        log = root / "serve.log"
        deadline = time.monotonic() + 60
        while "not-an-amount" not in log.read_text(encoding="utf-8") and time.monotonic() < deadline:
            time.sleep(0.05)
        assert "not-an-amount" in log.read_text(encoding="utf-8")
        write(root / "content/reports/ju/xm/2022.yml", REPORT)
        assert wait_for(address + "ju/xm/2022/", "5.65").count("5.65") == before.count("5.65")


def test_many_projects_are_watched_and_an_edit_shows_everywhere(make_site: MakeSite) -> None:
    root = make_site()
    many_projects(root, range(200))
    with preview(root) as address:
        wait_for(address + "ju/p7/2022/", "7.78%")
        edited = root / "content/reports/ju/p7/2022.yml"
        write(edited, edited.read_text(encoding="utf-8").replace("spent: 7", "spent: 45"))
        wait_for(address + "ju/p7/2022/", "执行率 50.00%")
        wait_for(address + "ju/", "50.00%")
        other = root / "content/reports/ju/p8/2022.yml"
        other.replace(other.with_suffix(".half"))  # as editors save: written beside it, then moved over it
        write(
            other.with_suffix(".half"),
            other.with_suffix(".half").read_text(encoding="utf-8").replace("spent: 8", "spent: 9"),
        )
        other.with_suffix(".half").replace(other)
        wait_for(address + "ju/p8/2022/", "执行率 10.00%")


class Preview:
    """The builds of one preview, one after the other, as MkDocs begins them."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.plugins = load_config(config_file=str(root / "mkdocs.yml")).plugins
        self.plugins.on_startup(command="serve", dirty=False)
        self.plugin = self.plugins["mingxiao"]
        assert isinstance(self.plugin, mkdocs_plugin.MingxiaoPlugin)
        self.plugin.owed = root / "owed"  # as if a server watched

    def build(self) -> bool:
        """Build; whether only the pages of what changed are shown, and the rest is to follow."""
        config = load_config(config_file=str(self.root / "mkdocs.yml"), site_url="http://127.0.0.1:8000/")
        build(config)
        return self.plugin.is_owed

    @property
    def site(self) -> dict[str, bytes]:
        return tree(self.root / ".mingxiao/serve/site")


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Path], Preview]]:
    """Begin a preview of a site that counts as large."""
    monkeypatch.setattr(mkdocs_plugin, "_MANY", 1)
    with ExitStack() as stack:

        def begin(root: Path) -> Preview:
            preview = Preview(root)
            stack.callback(preview.plugins.on_shutdown)
            return preview

        yield begin


def test_a_changed_page_is_shown_before_all_that_follows_from_it(
    make_site: MakeSite, large: Callable[[Path], Preview]
) -> None:
    root = make_site(y2022=REPORT, y2021=REPORT.replace("2022", "2021"))
    many_projects(root, range(3))
    preview = large(root)
    assert not preview.build()
    first = preview.site

    edited = root / "content/reports/ju/p1/2022.yml"
    before = edited.read_text(encoding="utf-8")
    write(edited, before.replace("spent: 1}", "spent: 45}"))
    assert preview.build()
    changed = {path for path, data in preview.site.items() if first.get(path) != data}
    assert "ju/p1/2022/index.html" in changed
    assert "ju/p1/2022/data/budget.csv" in changed
    assert {path.split("/")[1] for path in changed} == {"p1"}
    assert preview.site.keys() == first.keys()
    assert not preview.build()
    assert "50.00%" in preview.site["ju/index.html"].decode()

    write(edited, before.replace("spent: 1}", "spent: 60}"))
    assert preview.build()
    write(edited, before)  # taken back before the rest was made
    assert not preview.build()
    assert preview.site == first


def test_what_changes_more_than_a_few_pages_is_made_at_once(
    make_site: MakeSite, large: Callable[[Path], Preview]
) -> None:
    root = make_site()
    many_projects(root, range(3))
    preview = large(root)
    assert not preview.build()
    write(root / "content/reports/ju/p1/2023.yml", REPORT.replace("2022", "2023"))  # a page more
    assert not preview.build()
    write(root / "content/site.yml", "name: 试验二站\npublisher: 试验局\n")  # around every page
    assert not preview.build()
    assert "试验二站" in preview.site["index.html"].decode()
