"""Other machines: projects worked on by any executor, and by a real Dask cluster of which a worker is killed."""

from __future__ import annotations

import json
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from collections.abc import Iterator
from concurrent.futures import Executor
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from distributed import Client

from generator.executors import Crew
from generator.files import Spool
from generator.site import plan
from generator.site import publish
from tests.conftest import ROOT
from tests.site.conftest import REPORT
from tests.site.conftest import command
from tests.site.conftest import run
from tests.site.conftest import write

MakeSite = Callable[..., Path]

#: Enough to keep two workers busy for some seconds.
REPORTS = 150


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, with its bytes."""
    return {
        each.relative_to(folder).as_posix(): each.read_bytes() for each in folder.rglob("*") if each.is_file()
    }


def git(root: Path, *arguments: str) -> None:
    """Run git for somebody."""
    who = ("-c", "user.name=编辑", "-c", "user.email=a@b.c", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, *arguments], cwd=root, check=True, capture_output=True)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with some hundred reports, of which one has an attachment and one was changed after its publication."""
    root = tmp_path_factory.mktemp("corpus")
    maker = [sys.executable, str(ROOT / "bench/corpus.py"), str(root), "--reports", str(REPORTS)]
    subprocess.run(maker, check=True, capture_output=True)
    write(root / "content/pages/about.md", "# 关于\n\n试验。\n")
    changed, other = sorted((root / "content/reports").rglob("2020.yml"))[:2]
    text = other.read_text(encoding="utf-8")
    other.write_text(f"{text}attachments:\n  - {{title: 原件, file: a.pdf}}\n", encoding="utf-8")
    write(other.parent / "2020/a.pdf", "原件")
    git(root, "init", "--quiet")
    git(root, "add", "content")
    git(root, "commit", "--quiet", "--message", "公开")
    text = changed.read_text(encoding="utf-8")
    changed.write_text(text.replace("spent: ", "spent: 1", 1), encoding="utf-8")
    git(root, "commit", "--quiet", "--all", "--message", "更正")
    return root


@pytest.fixture(scope="module")
def plain(corpus: Path) -> dict[str, bytes]:
    """The site as this machine builds it."""
    done = run("mingxiao", "build", "--site-dir", "plain", cwd=corpus)
    assert done.returncode == 0, done.stderr
    return contents(corpus / "plain")


@dataclass(frozen=True)
class Cluster:
    """A scheduler and its workers, each a process of its own; only this machine can reach them."""

    address: str
    workers: list[subprocess.Popen[bytes]]

    def is_busy(self, client: Client) -> bool:
        """Whether every worker has something to do."""
        tasks = client.processing()
        return len(tasks) == len(self.workers) and all(tasks.values())


@contextmanager
def started(*arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """A process that ends with the test."""
    process = subprocess.Popen(
        [command(arguments[0]), *arguments[1:]], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def until(claim: Callable[[], bool]) -> None:
    """Wait for what must come."""
    end = time.monotonic() + 60
    while not claim():
        assert time.monotonic() < end
        time.sleep(0.05)


@contextmanager
def cluster(folder: Path, workers: int) -> Iterator[Cluster]:
    """A cluster of so many workers."""
    known = folder / "scheduler.json"
    local = ("--host", "127.0.0.1", "--no-dashboard")
    with ExitStack() as stack:
        stack.enter_context(started("dask", "scheduler", *local, "--port", "0", "--scheduler-file", str(known)))
        until(lambda: known.exists() and known.read_text() != "")
        address = json.loads(known.read_text())["address"]
        processes = [
            stack.enter_context(
                started(
                    *("dask", "worker", address, *local, "--no-nanny", "--nthreads", "1"),
                    *("--local-directory", str(folder / f"worker-{number}")),
                )
            )
            for number in range(workers)
        ]
        yield Cluster(address.replace("tcp://", "dask://"), processes)


def test_a_cluster_that_loses_a_worker_builds_the_same_site(
    corpus: Path, plain: dict[str, bytes], tmp_path: Path
) -> None:
    with (
        cluster(tmp_path, 2) as two,
        Client(two.address.replace("dask", "tcp"), set_as_default=False) as client,
    ):
        client.wait_for_workers(2)
        builder = [command("mingxiao"), "build", "--executor", two.address, "--site-dir", str(tmp_path / "far")]
        with subprocess.Popen(builder, cwd=corpus, stderr=subprocess.PIPE, encoding="utf-8") as build:
            until(lambda: two.is_busy(client))
            two.workers[0].send_signal(signal.SIGKILL)
            two.workers[0].wait()
            assert build.poll() is None, "killed in mid-build"
            _, said = build.communicate()
        assert build.returncode == 0, said
        assert two.workers[1].poll() is None
    assert contents(tmp_path / "far") == plain
    assert any(name.endswith("/2020/a.pdf") for name in plain)


def test_the_address_can_stand_in_mkdocs_yml(make_site: MakeSite, tmp_path: Path) -> None:
    root = make_site()
    run("mkdocs", "build", "--site-dir", "plain", cwd=root)
    with cluster(tmp_path, 1) as one:
        settings = (root / "mkdocs.yml").read_text(encoding="utf-8")
        told = f"\n  - mingxiao: {{executor: '{one.address}'}}\n"
        (root / "mkdocs.yml").write_text(settings.replace("\n  - mingxiao\n", told), encoding="utf-8")
        done = run("mkdocs", "build", "--site-dir", "far", cwd=root)
    assert done.returncode == 0, done.stderr
    assert contents(root / "far") == contents(root / "plain")


def test_an_error_in_the_content_is_told_with_its_place(make_site: MakeSite, tmp_path: Path) -> None:
    root = make_site(y2022=REPORT.replace("spent: 5.65", "spent: 五"))
    with cluster(tmp_path, 1) as one:
        done = run("mingxiao", "build", "--executor", one.address, cwd=root)
    assert done.returncode == 1
    assert "content/reports/ju/xm/2022.yml:5:39" in done.stderr
    assert not (root / "site").exists()


@pytest.mark.parametrize("kind", [ThreadPoolExecutor, ProcessPoolExecutor])
def test_any_executor_does_the_work(tmp_path: Path, kind: type[Executor]) -> None:
    planned, theme = plan(ROOT), ROOT / "theme"
    here, there = (Spool(tmp_path / name) for name in ("here", "there"))
    made = list(publish(planned, theme, here, jobs=1))
    with kind(2) as executor:  # type: ignore[call-arg]
        far = list(publish(planned, theme, there, crew=Crew(executor, 2)))
    assert far == made
    assert contents(there.folder) == contents(here.folder)


@pytest.fixture(scope="module")
def closed_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.mark.parametrize("address", ["spark://127.0.0.1:1", "dask://", "dask://127.0.0.1", "127.0.0.1:8786"])
def test_an_address_that_is_none_is_a_wrong_call(make_site: MakeSite, address: str) -> None:
    root = make_site()
    done = run("mingxiao", "build", "--executor", address, cwd=root)
    assert done.returncode == 2
    assert "dask://" in done.stderr
    assert address in done.stderr
    assert not (root / "site").exists()


@pytest.mark.parametrize("builder", ["mingxiao", "mkdocs"])
def test_nobody_at_the_address_is_a_wrong_call(make_site: MakeSite, closed_port: int, builder: str) -> None:
    root = make_site()
    settings = (root / "mkdocs.yml").read_text(encoding="utf-8")
    told = f"\n  - mingxiao: {{executor: 'dask://127.0.0.1:{closed_port}'}}\n"
    (root / "mkdocs.yml").write_text(settings.replace("\n  - mingxiao\n", told), encoding="utf-8")
    done = run(builder, "build", cwd=root)
    assert done.returncode == 2
    assert f"连不上 127.0.0.1:{closed_port} 的 Dask 调度器" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_without_the_library_it_is_said_what_to_install(make_site: MakeSite) -> None:
    program = (
        "import sys; sys.modules['distributed'] = None; "  # what Python does for a library that is not there
        "from generator.cli import main; main(['build', '--executor', 'dask://127.0.0.1:8786'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=make_site(), capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 2
    assert "mingxiao[cluster]" in done.stderr


def test_a_cluster_without_the_same_program_is_turned_away(make_site: MakeSite, tmp_path: Path) -> None:
    """A worker that runs another version of the program: its pages could differ, so none are made there."""
    other = tmp_path / "other"
    shutil.copytree(ROOT / "generator", other / "generator")
    with (other / "generator/rules.py").open("a", encoding="utf-8") as module:
        module.write("# changed\n")
    root = make_site()
    known = tmp_path / "scheduler.json"
    local = ("--host", "127.0.0.1", "--no-dashboard")
    with started("dask", "scheduler", *local, "--port", "0", "--scheduler-file", str(known)):
        until(lambda: known.exists() and known.read_text() != "")
        address = json.loads(known.read_text())["address"]
        worker = [command("dask"), "worker", address, *local, "--no-nanny"]
        with subprocess.Popen(
            worker,
            env={"PYTHONPATH": str(other)},
            cwd=tmp_path,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as process:
            done = run("mingxiao", "build", "--executor", address.replace("tcp", "dask"), cwd=root)
            process.kill()
    assert done.returncode == 2
    assert "没有同样的明效" in done.stderr
