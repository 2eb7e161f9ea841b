"""Build times against peers, in interleaved pairs over the same reports.

    python bench/run.py --reports 1000 --pairs 5 [--write] [--zensical]

Peers are installed beside this file, in versions that are written down (peers.txt, eleventy/package-lock.json).
Every build is a process of its own, begins without its output and caches, after a sync, and all of its processes are
counted: wall time, processor time (wait4), and in one more round, which is not timed, the memory of all of them together
(sum of PSS, every 50 ms). Rounds go forwards and backwards by turns, since machines drift; a ratio is taken within its
round. `--write` puts the table into README.md, between the markers.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import TypeVar

sys.path.insert(0, str(Path(__file__).resolve().parent))

import compare
import corpus

BENCH = Path(__file__).resolve().parent
README = BENCH / "README.md"
BEGIN, END = "<!-- figures -->", "<!-- /figures -->"
BETWEEN_SAMPLES = 0.05
REFERENCE = "Hugo, YAML"
OURS = "mingxiao"
PEERS = BENCH / ".peers"
ELEVENTY = BENCH / "eleventy"
PINNED = dict(line.split("==") for line in (BENCH / "peers.txt").read_text().split() if "==" in line)
#: Peers that read the same YAML must show the same tables.
SAME_TABLES = (REFERENCE, "Eleventy, YAML")

Measured = TypeVar("Measured")


@dataclass(frozen=True, slots=True)
class Peer:
    """A way to build the site: the command, where it writes, and what else is deleted before it starts."""

    name: str
    command: tuple[str, ...]
    output: Path
    caches: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """What one build took."""

    wall: float
    cpu: float


def main() -> None:
    """Make the corpus, build it by turns, print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=1000)
    parser.add_argument("--pairs", type=int, default=5, help="timed rounds (default 5)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--only", default="", help="names of peers, with semicolons; e.g. 'mingxiao; Hugo, YAML'"
    )
    parser.add_argument("--zensical", action="store_true", help="with Zensical, from the exported Markdown")
    parser.add_argument("--folder", type=Path, help="where to work (default: a temporary folder)")
    parser.add_argument("--write", action="store_true", help="put the table into README.md")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-", dir=asked.folder) as folder:
        size = corpus.make(Path(folder) / "corpus", asked.reports, asked.seed)
        only = [name.strip() for name in asked.only.split(";") if name.strip()]
        peers = [peer for peer in prepare(Path(folder), asked.zensical) if not only or peer.name in only]
        away = Path(folder) / "away"
        away.mkdir()
        runs: dict[str, list[Run]] = {peer.name: [] for peer in peers}
        for number in range(asked.pairs):
            for peer in peers if number % 2 == 0 else reversed(peers):
                runs[peer.name].append(timed(peer, away))
                note(f"{number + 1}/{asked.pairs} {peer.name}: {runs[peer.name][-1].wall:.2f} s")
        outputs: dict[str, tuple[int, int, int]] = {}
        for peer in peers:
            outputs[peer.name] = (memory(peer, away), *written(peer.output))
            note(f"memory {peer.name}: {outputs[peer.name][0] / 1e6:.0f} MB")
        if found := list(differing(peers)):
            sys.exit("Not the same tables, so no fair race:\n" + "\n".join(found[:20]))
    text = report(asked.reports, size, asked.pairs, runs, outputs)
    print(text)
    if asked.write:
        before, rest = README.read_text(encoding="utf-8").split(BEGIN)
        README.write_text(before + BEGIN + "\n" + text + END + rest.split(END)[1], encoding="utf-8")


def differing(peers: list[Peer]) -> Iterator[str]:
    """What the peers' report tables and prose have otherwise than ours, on some reports."""
    outputs = {peer.name: peer.output for peer in peers}
    for name in SAME_TABLES:
        if name in outputs and OURS in outputs:
            yield from (f"{name}: {each}" for each in compare.compare(outputs[OURS], outputs[name]))


def install(with_zensical: bool) -> None:
    """Install the peers that are no dependency of this project."""
    wanted = [f"{name}=={version}" for name, version in PINNED.items() if with_zensical or name != "zensical"]
    if not PEERS.is_dir():
        subprocess.run([sys.executable, "-m", "venv", str(PEERS)], check=True)
    subprocess.run([str(PEERS / "bin" / "pip"), "install", "--quiet", *wanted], check=True)
    if not (ELEVENTY / "node_modules").is_dir():
        npm = [tool("npm"), "ci", "--loglevel=error"]
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        subprocess.run(npm, cwd=ELEVENTY, check=True, env={**os.environ, "PATH": path}, stdout=sys.stderr)


def prepare(folder: Path, with_zensical: bool) -> list[Peer]:
    """The peers, with what they need in place: the exported Markdown, and copies of the Hugo sites."""
    install(with_zensical)
    site, pages = folder / "corpus", folder / "pages"
    mingxiao, hugo = tool("mingxiao"), hugo_binary()
    subprocess.run([mingxiao, "pages", "-C", str(site), "--out", str(pages)], check=True, capture_output=True)
    for page in (site / "content" / "pages").glob("*.md"):
        shutil.copy(page, pages)
    sections = folder / "sections"
    shutil.copytree(pages, sections)
    # Hugo takes the neighbours and subfolders of an index.md for its resources, of an _index.md for pages.
    for index in list(sections.rglob("index.md")):
        index.rename(index.with_name("_index.md"))
    # The pages of methods show a brace written twice, which Hugo would read as its own shortcode.
    for methods in list(sections.rglob("methods.md")):
        text = methods.read_text(encoding="utf-8").replace("{{", "{&#123;").replace("}}", "}&#125;")
        methods.write_text(text, encoding="utf-8")
    settings = (
        # A nav of all pages would be printed on all pages, so it is left out; so is the search plugin.
        "site_name: bench\ndocs_dir: pages\nsite_dir: {out}\n{theme}plugins: []\nnav: [index.md]\n"
        'not_in_nav: "*"\nmarkdown_extensions: [attr_list]\nvalidation: {{links: {{absolute_links: ignore}}}}\n'
    )
    for name, theme in (("mkdocs", "theme: mkdocs\n"), ("properdocs", "theme: mkdocs\n"), ("zensical", "")):
        text = settings.format(out=f"out-{name}", theme=theme)
        (folder / f"{name}.yml").write_text(text, encoding="utf-8")
    eleventy = (
        *(tool("env"), "-C", str(ELEVENTY)),
        *(f"REPORTS={site / 'content' / 'reports'}", f"OUTPUT={folder / 'out-eleventy'}"),
        *(tool("node"), str(ELEVENTY / "node_modules/@11ty/eleventy/cmd.cjs")),
    )
    return [
        Peer(
            OURS,
            (mingxiao, "build", "--clean", "-C", str(site)),
            site / "site",
            tuple(site / name for name in (".mingxiao", ".cache")),
        ),
        hugo_peer(REFERENCE, "hugo_yaml", hugo, folder, {"assets/reports": site / "content" / "reports"}),
        hugo_peer("Hugo, Markdown", "hugo_markdown", hugo, folder, {"content": sections}),
        Peer("Eleventy, YAML", eleventy, folder / "out-eleventy"),
        *(
            Peer(
                f"{name}, Markdown",
                (tool(name.lower()), "build", *quiet, "-f", str(folder / f"{name.lower()}.yml")),
                folder / f"out-{name.lower()}",
                (folder / ".cache",),
            )
            for name, quiet in (("MkDocs", ("-q",)), ("ProperDocs", ("-q",)), ("Zensical", ("--clean",)))
            if with_zensical or name != "Zensical"
        ),
    ]


def hugo_peer(name: str, source: str, hugo: str, folder: Path, mounts: dict[str, Path]) -> Peer:
    """A Hugo site of this folder, with mounts of what it is built from."""
    home, out, cache = folder / source, folder / f"out-{source}", folder / f"cache-{source}"
    shutil.copytree(BENCH / source, home)
    mounts = {"layouts": home / "layouts", "content": home / "content", **mounts}
    (home / "mounts.toml").write_text(
        "".join(
            f'[[module.mounts]]\nsource = "{place}"\ntarget = "{target}"\n' for target, place in mounts.items()
        ),
        encoding="utf-8",
    )
    command = (hugo, "--logLevel", "error", "--noBuildLock", "--config", "hugo.toml,mounts.toml")
    return Peer(
        name,
        (*command, "-s", str(home), "-d", str(out), "--cacheDir", str(cache)),
        out,
        (cache, home / "resources", home / "public"),
    )


def tool(name: str) -> str:
    """A command that is installed among the peers, beside this Python, or on the path."""
    places = (str(PEERS / "bin"), str(Path(sys.executable).parent), os.environ["PATH"])
    return shutil.which(name, path=os.pathsep.join(places)) or sys.exit(f"{name} is not installed")


def hugo_binary() -> str:
    """Hugo itself: what the Python package installs as its command is a script that starts it."""
    return next((str(each) for each in PEERS.glob("lib/*/site-packages/hugo/binaries/hugo*")), "") or tool(
        "hugo"
    )


def clear(peer: Peer, away: Path) -> None:
    """Move what an earlier build left away, and let the disk come to rest.

    It is deleted when all is measured: for half a minute ext4 gives the places of deleted files to no new one, and looks
    for others at length, which would cost those most who write most files.
    """
    for folder in (peer.output, *peer.caches):
        if folder.exists():
            folder.rename(Path(tempfile.mkdtemp(dir=away)) / folder.name)
    os.sync()


def started(peer: Peer, log: Path, away: Path) -> int:
    """Start a cold build. The number of its process."""
    clear(peer, away)
    streams = [(os.POSIX_SPAWN_OPEN, fd, log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600) for fd in (1, 2)]
    return os.posix_spawn(peer.command[0], peer.command, os.environ, file_actions=streams)


def finished(peer: Peer, wait_status: int, log: Path) -> None:
    """End if the build failed."""
    if code := os.waitstatus_to_exitcode(wait_status):
        sys.exit(f"{peer.name} ended with {code}:\n{log.read_text(errors='replace')[-2000:]}")


def with_log(peer: Peer, measure: Callable[[Path], tuple[int, Measured]]) -> Measured:
    """Measure with a log that is shown if the build fails."""
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        status, measured = measure(log)
        finished(peer, status, log)
    return measured


def timed(peer: Peer, away: Path) -> Run:
    """Build once, only timed."""

    def measure(log: Path) -> tuple[int, Run]:
        process = started(peer, log, away)
        start = time.perf_counter()
        _, status, usage = os.wait4(process, 0)
        return status, Run(time.perf_counter() - start, usage.ru_utime + usage.ru_stime)

    return with_log(peer, measure)


def memory(peer: Peer, away: Path) -> int:
    """Build once more. The most memory its processes held together, in bytes."""

    def measure(log: Path) -> tuple[int, int]:
        process, peak = started(peer, log, away), 0
        while True:
            done, status, _ = os.wait4(process, os.WNOHANG)
            if done:
                return status, peak
            peak = max(peak, sum(pss(each) for each in family(process)))
            time.sleep(BETWEEN_SAMPLES)

    return with_log(peer, measure)


def family(process: int) -> list[int]:
    """A process and all below it."""
    found = [process]
    for each in found:
        for children in Path(f"/proc/{each}/task").glob("*/children"):
            try:
                found += map(int, children.read_text().split())
            except OSError:
                continue
    return found


def pss(process: int) -> int:
    """The memory of one process; shared memory is divided among those who share it."""
    try:
        for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    return 0


def written(folder: Path) -> tuple[int, int]:
    """How many HTML pages were written, and how many bytes they have."""
    pages = [page.stat().st_size for page in folder.rglob("*.html")]
    return len(pages), sum(pages)


def report(
    reports: int, size: int, pairs: int, runs: dict[str, list[Run]], outputs: dict[str, tuple[int, int, int]]
) -> str:
    """The table, with what it was measured on."""
    memory_total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    lines = [
        f"{reports:,} reports of {size / reports / 1000:.1f} KB, {pairs} rounds, {datetime.now(UTC):%Y-%m-%d}. "
        f"{len(os.sched_getaffinity(0))} cores, {memory_total:.0f} GiB, Linux, Python {platform.python_version()}, "
        f"MkDocs {version('mkdocs')}, ProperDocs {PINNED['properdocs']}, {hugo_version()}, "
        f"Eleventy {json.loads((ELEVENTY / 'package.json').read_text())['dependencies']['@11ty/eleventy']}.",
        "",
        f"| cold build | wall (s) | × {REFERENCE} (min–max) | CPU (s) | peak memory (MB) | HTML pages | HTML (MB) |",
        "|---|---|---|---|---|---|---|",
    ]
    reference = runs.get(REFERENCE, [])
    for name, measured in runs.items():
        held, pages, bytes_written = outputs[name]
        ratios = [run.wall / other.wall for run, other in zip(measured, reference, strict=False)]
        ratio = f"{statistics.median(ratios):.2f} ({min(ratios):.2f}–{max(ratios):.2f})" if ratios else "–"
        wall = statistics.median(run.wall for run in measured)
        cpu = statistics.median(run.cpu for run in measured)
        lines.append(
            f"| {name} | {wall:.2f} | {ratio} | {cpu:.2f} | {held / 1e6:.0f} | {pages:,} | {bytes_written / 1e6:.1f} |"
        )
    return "\n".join(lines) + "\n"


def hugo_version() -> str:
    """The version of Hugo, as it says itself."""
    said = subprocess.run([hugo_binary(), "version"], capture_output=True, text=True, check=True).stdout
    return "Hugo " + said.split()[1].split("-")[0].lstrip("v")


def note(text: str) -> None:
    """Say how far it is."""
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
