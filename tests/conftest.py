"""What the tests share: a report from a text, a content tree on disk, the cases of a folder."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

from generator.assessment import AssessedReport
from generator.assessment import Desk
from generator.assessment import assess_report
from generator.figures import Totals
from generator.findings import Finding
from generator.model.identity import ReportId
from generator.model.site import Site
from generator.read import read_report
from generator.read import read_standards

settings.register_profile("untimed", deadline=None)  # no test fails because a machine is busy
settings.load_profile("untimed")

ROOT = Path(__file__).parent.parent
CASES = Path(__file__).parent / "cases"
REPORTS = ROOT / "content" / "reports"

#: Where a test's report lies in its site.
HERE = "content/reports/bumen/xiangmu"


@dataclass(frozen=True)
class Read:
    """A report as a test sees it: what it came to, and all that was found on the way."""

    assessed: AssessedReport | None
    findings: tuple[Finding, ...]

    def __getattr__(self, name: str) -> object:
        assert self.assessed, "nothing could be read"
        return getattr(self.assessed, name)

    @property
    def rules(self) -> list[str]:
        """The rules broken, each as often as it was, in the order of the file."""
        return [finding.rule for finding in self.findings]

    def of(self, rule: str) -> list[Finding]:
        """What was found of one rule."""
        return [finding for finding in self.findings if finding.rule == rule]

    def shown(self, id: str) -> str:
        """A figure as a page shows it; an interval with both ends, nothing as an em dash."""
        figure = self.assessed.figures[id] if self.assessed else None
        assert figure, "nothing could be read"
        return figure.plain or (
            f"{figure.low:f}..{figure.high:f}" if figure.is_interval and figure.high else "—"
        )


def assess_text(
    folder: Path,
    text: str | bytes,
    year: int = 2022,
    site: Site | None = None,
    before: Totals | None = None,
) -> Read:
    """The report in a text, read from a file of the folder, computed and checked."""
    path = folder / HERE / f"{year}.yml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    read, mistakes = read_report(folder, f"{HERE}/{year}.yml", ReportId("bumen", "xiangmu", year))
    if read is None:
        return Read(None, mistakes)
    desk = Desk(folder, site or Site(name="测试", publisher="测试"), read_standards(folder)[0])
    assessed = assess_report(read, desk, before)
    found = (*mistakes, *assessed.findings)
    return Read(assessed, tuple(sorted(found, key=lambda finding: finding.sort_key)))


@pytest.fixture
def assess(tmp_path: Path) -> Callable[..., Read]:
    """A function that assesses a YAML text; two lines that every report needs are put before it."""

    def assess(text: str, year: int = 2022, **more: object) -> Read:
        body = textwrap.dedent(text)
        return assess_text(tmp_path, f"year: {year}\ntitle: 报告\n{body}", year, **more)  # type: ignore[arg-type]

    return assess


@pytest.fixture
def content(tmp_path: Path) -> Callable[[Mapping[str, str]], Path]:
    """A function that writes a tree of files under content/ and gives the site root."""

    def write(files: Mapping[str, str]) -> Path:
        for name, text in files.items():
            path = tmp_path / "content" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(textwrap.dedent(text), encoding="utf-8")
        return tmp_path

    return write


_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(path: Path, language: str) -> Iterator[tuple[str, str]]:
    """The fenced blocks of a Markdown case file in one language, each with the heading or text before it."""
    text, position = path.read_text(encoding="utf-8"), 0
    for match in _BLOCK.finditer(text):
        title = text[position : match.start()].strip().rpartition("\n")[2].lstrip("# ").strip()
        position = match.end()
        if match[1] == language:
            yield title or path.stem, match[2]
