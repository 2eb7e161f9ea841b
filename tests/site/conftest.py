"""Real sites for real tools: a small tree to build, the repository's own site built once, a server, a browser."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser
from playwright.sync_api import sync_playwright

from tests.site.edges import files as edge_files

ROOT = Path(__file__).parent.parent.parent

#: What docs tell a publisher to send with every page; nothing on a page may need more.
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}

#: Chromium as a test runs it: no sandbox inside containers, no calls home.
CHROMIUM = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]

REPORT = """\
year: 2022
title: 项目绩效自评报告
budget:
  lines:
    - {name: 项目评审, budget: 90, spent: 5.65}
indicators:
  - rows:
      - {type: quantity, name: 评审场次, target: 3场, actual: 4场}
sections:
  - title: 预算
    text: 支出{budget.spent = 5.65}万元。
    show: budget
"""


def command(name: str) -> str:
    """A command installed beside the interpreter that runs the tests."""
    return str(Path(sys.executable).parent / name)


def run(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    return subprocess.run(
        [command(arguments[0]), *arguments[1:]],
        cwd=cwd,
        env=os.environ | environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture
def make_site(tmp_path: Path) -> Callable[..., Path]:
    """Make a site: the repository's mkdocs.yml and theme, and content given as path → text."""

    def make(**reports: str) -> Path:
        root = tmp_path / "site-root"
        shutil.copytree(ROOT / "theme", root / "theme")
        shutil.copy(ROOT / "mkdocs.yml", root)
        write(root / "content/site.yml", "name: 试验站\npublisher: 试验局\n")
        write(root / "content/pages/about.md", "# 关于\n\n试验。\n")
        write(root / "content/reports/ju/department.yml", "name: 试验局\n")
        write(root / "content/reports/ju/xm/project.yml", "name: 试验项目\n")
        for name, text in (reports or {"y2022": REPORT}).items():
            write(root / f"content/reports/ju/xm/{name.removeprefix('y')}.yml", text)
        return root

    return make


def write(path: Path, text: str) -> None:
    """Write a file, making its folders."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository's own site, published once."""
    folder = tmp_path_factory.mktemp("published") / "site"
    done = run("mingxiao", "build", "--site-dir", str(folder), cwd=ROOT)
    assert done.returncode == 0, done.stderr
    return folder


class Silent(SimpleHTTPRequestHandler):
    """Serves with strict headers and says nothing."""

    def end_headers(self) -> None:
        for name, value in HEADERS.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Stay silent."""


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The address of a folder served with strict headers."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Silent, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


@pytest.fixture(scope="session")
def served(published: Path) -> Iterator[str]:
    """The address of the published site, served with strict headers."""
    with serving(published) as address:
        yield address


@pytest.fixture(scope="session")
def edges(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of all edges, built once under --strict: no link on it leads nowhere."""
    root = tmp_path_factory.mktemp("edges")
    shutil.copytree(ROOT / "theme", root / "theme")
    shutil.copytree(ROOT / "content/pages", root / "content/pages")
    shutil.copy(ROOT / "mkdocs.yml", root)
    for path, text in edge_files().items():
        write(root / path, text)
    done = run("mkdocs", "build", "--strict", cwd=root)
    assert done.returncode == 0, done.stderr
    return root / "site"


@pytest.fixture(scope="session")
def edges_served(edges: Path) -> Iterator[str]:
    """The address of the site of all edges, served with strict headers."""
    with serving(edges) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chromium, the system's."""
    names = ("chromium", "chromium-browser", "google-chrome")
    path = next(filter(None, map(shutil.which, names)))
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=path, args=CHROMIUM)
