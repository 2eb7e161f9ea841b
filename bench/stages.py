"""Where the time of a cold build goes, a report, stage by stage; and what could not be saved in any case.

    python bench/stages.py --reports 400 [--functions 25]

The stages of a worker run one after the other in this process, on all reports at once, so that each can be timed; what a
build does with it all (MkDocs' frame, validation, writing) is what a build on one processor takes beyond that. The floor is
reading the files and writing the published ones, without doing anything in between. `--functions` lists the costliest ones.
"""

from __future__ import annotations

import argparse
import cProfile
import os
import pickle
import pstats
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(1, str(Path(__file__).resolve().parent.parent))

import corpus

from generator.assessment import AssessedProject
from generator.assessment import assess
from generator.exporters import project_files
from generator.files import SiteFile
from generator.history import history
from generator.pages.groups import project_page
from generator.pages.page import Page
from generator.pages.render import render
from generator.pages.report import report_page
from generator.pages.revisions import Past
from generator.pages.summary import ReportSummary
from generator.pages.summary import summarise
from generator.read import read_project
from generator.read.content import REPORTS
from generator.search import search_index
from generator.search import searchable
from generator.site import overview
from generator.site import plan
from generator.site import theme_folder

Result = TypeVar("Result")


class Stages:
    """How long each stage took, in the order they ran."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def timed(self, name: str, work: Callable[[], Result]) -> Result:
        """Do the work under a name."""
        start = time.process_time()
        result = work()
        self.seconds[name] = time.process_time() - start
        return result


def in_workers(root: Path, stages: Stages) -> None:
    """Everything that is done for each report, and then the pages about many."""
    planned, theme = plan(root), theme_folder(root)
    desk, folders, known = planned.desk, planned.survey.projects, history(root, REPORTS)
    stages.timed("reading YAML", lambda: [read_project(root, each) for each in folders])
    projects = stages.timed("reading, figures, checks", lambda: [assess(each, desk) for each in folders])

    def summaries_of(project: AssessedProject) -> tuple[ReportSummary, ...]:
        return tuple(summarise(project, each) for each in project.reports)

    def pages_of(project: AssessedProject, summaries: tuple[ReportSummary, ...]) -> list[Page]:
        reports = [report_page(project, each, desk, theme, Past()) for each in project.reports]
        return [*reports, project_page(project, summaries, desk, theme, known)]

    summaries = stages.timed("summaries", lambda: [summaries_of(each) for each in projects])
    pages = stages.timed(
        "views and Jinja", lambda: [pages_of(*pair) for pair in zip(projects, summaries, strict=True)]
    )
    rendered = stages.timed("Markdown to HTML", lambda: [[render(page) for page in each] for each in pages])
    stages.timed("downloads", lambda: [project_files(each, root, desk.address, known) for each in projects])
    found = stages.timed(
        "search, per report",
        lambda: [searchable(project, each) for project in projects for each in project.reports],
    )
    stages.timed("sending results back", lambda: [pickle.loads(pickle.dumps(each)) for each in rendered])
    every = [each for some in summaries for each in some]
    many = stages.timed("pages about many", lambda: list(overview(planned, theme, every)))
    stages.timed("their HTML", lambda: [render(page) for page in many])
    stages.timed("search index", lambda: list[SiteFile](search_index([each for each, _ in found])))


def built(root: Path) -> tuple[float, float]:
    """A build on one processor: wall and processor seconds."""
    start, before = time.perf_counter(), os.times()
    mingxiao = [
        str(Path(sys.executable).parent / "mingxiao"),
        "build",
        "--clean",
        "--jobs",
        "1",
        "-C",
        str(root),
    ]
    subprocess.run(mingxiao, check=True, capture_output=True)
    after = os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return time.perf_counter() - start, used


def floor(root: Path) -> tuple[float, float]:
    """Reading what a build reads and writing what it writes: processor seconds of each."""
    start = time.process_time()
    for file in (root / "content").rglob("*.yml"):
        file.read_bytes()
    read = time.process_time()
    shutil.copytree(root / "site", root / "copy")
    return read - start, time.process_time() - read


def main() -> None:
    """Make a corpus, run the stages, print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--functions", type=int, default=0, metavar="N", help="list the N costliest functions")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="profile-") as folder:
        root, stages = Path(folder) / "corpus", Stages()
        corpus.make(root, asked.reports, asked.seed)
        if asked.functions:
            profile = cProfile.Profile()
            profile.runcall(in_workers, root, Stages())
            pstats.Stats(profile).sort_stats("tottime").print_stats(asked.functions)
            return
        in_workers(root, stages)
        wall, used = built(root)
        read, written = floor(root)
    reading = stages.seconds.pop("reading YAML")
    both = stages.seconds.pop("reading, figures, checks")
    table = {"reading YAML": reading, "figures, checks": both - reading, **stages.seconds}
    rest = used - sum(table.values())
    print(f"{asked.reports:,} reports; ms of one processor a report\n\n| stage | ms |\n|---|---|")
    for name, seconds in {**table, "MkDocs, writing, the rest": rest, "a whole build": used}.items():
        print(f"| {name} | {seconds / asked.reports * 1000:.2f} |")
    print(f"| floor: reading the files | {read / asked.reports * 1000:.2f} |")
    print(f"| floor: writing the site | {written / asked.reports * 1000:.2f} |")
    print(f"\nThe build took {wall:.1f} s, {used:.1f} s of it computing.")


if __name__ == "__main__":
    main()
