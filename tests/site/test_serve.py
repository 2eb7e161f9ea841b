"""The preview: an edit of a data file shows in the browser, and a mistake does not take the page away."""

from __future__ import annotations

import socket
import subprocess
import time
import urllib.request
from collections.abc import Callable
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.site.conftest import REPORT
from tests.site.conftest import command
from tests.site.conftest import write

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
