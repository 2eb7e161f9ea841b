"""mingxiao check: every finding of the content, or of a part of it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from collections.abc import Sequence
from operator import attrgetter
from pathlib import Path

import click

from generator.annotations import FORMATS
from generator.checking import check as check_site
from generator.cli.one_file import assess_file
from generator.cli.one_file import place_in_site
from generator.cli.options import CONTENT_HAS_ERRORS
from generator.cli.options import find_given
from generator.cli.options import format_option
from generator.cli.options import jobs_option
from generator.cli.options import printable
from generator.cli.options import require_site
from generator.cli.options import root_option
from generator.findings import Finding
from generator.findings import Severity
from generator.findings_text import Tally
from generator.findings_text import as_text
from generator.findings_text import printed
from generator.git import RevisionUnknown
from generator.git import changed_since
from generator.handwritten import check_handwritten
from generator.plan import Plan
from generator.plan import plan as plan_site
from generator.read import ALL
from generator.read import Selection
from generator.read import resting_on
from generator.read.selection import CONTENT
from generator.read.selection import PAGES
from generator.read.selection import REPORTS


@click.command(
    epilog="例：mingxiao check content/reports/gongxinju/industrial-development/2022.yml；"
    "mingxiao check --changed-since origin/main --format github"
)
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path))
@format_option("text", *FORMATS)
@click.option("--strict", is_flag=True, help="有警告也以 1 退出。")
@click.option(
    "--changed-since",
    "revision",
    metavar="REV",
    help="只检查本分支离开 REV（分支、标签或提交）以后改过的文件，和依据它们的报告；没有提交的改动也算。",
)
@root_option
@jobs_option
def check(
    paths: tuple[Path, ...], style: str, strict: bool, revision: str | None, root: Path, jobs: int
) -> None:
    """检查内容，列出每一处问题。

    不写 PATH 检查全部；写文件或文件夹只检查那一部分。内容有错误以 1 退出，否则以 0 退出。
    """
    changed = _changed(root, revision)
    given = [path for path in paths if path.as_posix() not in changed]
    places = {path: place_in_site(path, root) for path in (find_given(path, root) for path in given)}
    loose = [path for path, place in places.items() if place is None]
    if revision is not None and loose:
        raise click.UsageError(f"{loose[0]} 不在本站的 content 里，不能与 --changed-since 一起用。")
    if not paths:
        require_site(root)
    inside = [place for place in places.values() if place is not None]
    gone = [path.as_posix() for path in paths if path not in given]
    parts = [Selection(frozenset((*inside, *gone))) if paths else ALL]
    if revision is not None:
        parts.append(resting_on(changed))
    asked = _Asked(root, parts, loose, jobs)
    if style == "text" and asked.is_whole and not _has_colours():
        tally = asked.print_kept()
    else:
        findings = asked.findings()
        tally = Tally.of(findings)
        if style == "text":
            # Slow to load, and not needed for what is kept.
            from rich.console import Console

            as_text(findings, Console(), root)
        elif text := FORMATS[style](findings, root):
            click.echo(printable(text))
    failing = (Severity.ERROR, Severity.WARNING) if strict else (Severity.ERROR,)
    if any(tally.counts[severity] for severity in failing):
        raise SystemExit(CONTENT_HAS_ERRORS)


def _changed(root: Path, revision: str | None) -> tuple[str, ...]:
    if revision is None:
        return ()
    require_site(root)
    try:
        return changed_since(root, revision, CONTENT)
    except RevisionUnknown as error:
        raise click.UsageError(str(error)) from error


class _Asked:
    """What is asked for: the files that all the parts have in common, and files from elsewhere."""

    def __init__(self, root: Path, parts: Sequence[Selection], loose: Sequence[Path], jobs: int) -> None:
        self.root, self.parts, self.jobs = root, parts, jobs
        self.plan = plan_site(root, part=parts[-1])
        self.folders = [each for each in self.plan.survey.projects if self._touches(each.path)]
        self.is_whole = all(part is ALL for part in parts) and not loose
        by_hand = check_handwritten(root, root / PAGES, root / "mkdocs.yml") if self._touches(PAGES) else ()
        self.others = [each for each in (*self.plan.findings, *by_hand) if self._has(each)]
        self.others += (each for path in loose for each in _find_loose(path, self.plan))

    def findings(self) -> list[Finding]:
        """All that is found, in the order of the files."""
        departments = check_site(self.plan, self.folders, self.jobs, is_whole=self.is_whole)
        found = [each for department in departments for each in department.findings if self._has(each)]
        return sorted([*self.others, *found], key=_place)

    def print_kept(self) -> Tally:
        """Print the same, and how many there are of each kind; what is kept as text is not made again."""
        pieces = sorted(self._pieces(), key=lambda piece: piece[0])
        tally = sum((each for _, _, each in pieces), Tally.of(()))
        sys.stdout.writelines((*(text for _, text, _ in pieces), f"{tally}\n"))
        return tally

    def _pieces(self) -> Iterator[tuple[str, str, Tally]]:
        """Texts, each with its place among the files and how many findings there are in it."""
        others = sorted(self.others, key=_place)
        for each in check_site(self.plan, self.folders, self.jobs, is_whole=True):
            folder = f"{REPORTS}/{each.department}/"
            beside = [other for other in others if other.place.path.startswith(folder)]
            kept = None if beside else each.printed
            others = [other for other in others if other not in beside]
            yield folder, *(kept or printed([*beside, *each.findings], self.root))
        for other in others:
            yield other.place.path, *printed([other], self.root)

    def _has(self, finding: Finding) -> bool:
        """Whether a finding is asked for: also one about a folder that hides what is asked for."""
        return self._touches(finding.place.path)

    def _touches(self, path: str) -> bool:
        return all(part.touches(path) for part in self.parts)


_place = attrgetter("sort_key")


def _has_colours() -> bool:
    """Whether what is printed may be seen in colours: on a terminal, or where somebody says so."""
    return sys.stdout.isatty() or any(os.environ.get(name) for name in ("FORCE_COLOR", "TTY_COMPATIBLE"))


def _find_loose(path: Path, plan: Plan) -> list[Finding]:
    files = sorted(path.rglob("*.yml")) if path.is_dir() else [path]
    return [finding for file in files for finding in assess_file(file, plan)[1]]
