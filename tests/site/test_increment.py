"""Incremental builds: whatever happened to content, theme, settings, cache and site, a build leaves the same bytes as one
that begins from nothing.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import HealthCheck
from hypothesis import Phase
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine
from hypothesis.stateful import initialize
from hypothesis.stateful import invariant
from hypothesis.stateful import precondition
from hypothesis.stateful import rule

from generator.mkdocs_plugin import Refused
from generator.mkdocs_plugin import build
from generator.staging import Staging
from tests.site.conftest import REPORT
from tests.site.conftest import ROOT
from tests.site.conftest import command
from tests.site.conftest import run
from tests.site.conftest import write

MakeSite = Callable[..., Path]

DEPARTMENTS = ("jiao", "shui")
PROJECTS = ("lu", "qiao")
YEARS = (2021, 2022, 2023)
ACTUALS = ("4场", "2场", "3场", "")


def tree(folder: Path) -> dict[str, bytes]:
    """Every file of a folder with its content, and every folder with none."""
    return {
        each.relative_to(folder).as_posix(): each.read_bytes() if each.is_file() else b"/"
        for each in folder.rglob("*")
    }


def report(year: int, spent: int = 5, actual: str = "4场", extra: str = "") -> str:
    """A report of a year."""
    text = REPORT.replace("2022", str(year)).replace("spent: 5.65", f"spent: {spent}").replace("5.65", "5")
    return text.replace("actual: 4场", f"actual: {actual}") + extra


def git(root: Path, *arguments: str) -> None:
    """Run git, at a fixed time and as nobody in particular."""
    named = {
        f"GIT_{who}_{what}": "t@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
    }
    dated = {"GIT_AUTHOR_DATE": "2024-01-02T00:00:00Z", "GIT_COMMITTER_DATE": "2024-01-02T00:00:00Z"}
    subprocess.run(
        ["git", *arguments], cwd=root, env=os.environ | named | dated, check=True, capture_output=True
    )


def many_projects(root: Path, numbers: Iterable[int]) -> None:
    """More projects than one process makes alone, written in this order."""
    for number in numbers:
        home = root / f"content/reports/ju/p{number}"
        write(home / "project.yml", f"name: 项目{number}\n")
        write(home / "2022.yml", report(2022, spent=number))


IN_A_PROCESS = """
import multiprocessing
import sys
from pathlib import Path

from generator.mkdocs_plugin import build
from generator.staging import Staging

if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv[1])
    build(Path("."), jobs=int(sys.argv[2]))
"""


def test_the_same_bytes_whatever_the_machine_is_like(make_site: MakeSite, tmp_path: Path) -> None:
    one = make_site()
    other = tmp_path / "other" / one.name
    shutil.copytree(one, other)
    many_projects(one, range(14))
    many_projects(other, reversed(range(14)))
    script = tmp_path / "build.py"
    write(script, IN_A_PROCESS)

    def built(root: Path, start: str, jobs: int, **environment: str) -> dict[str, bytes]:
        shutil.rmtree(root / ".mingxiao", ignore_errors=True)
        arguments = [command("python"), str(script), start, str(jobs)]
        subprocess.run(arguments, cwd=root, env=os.environ | environment, check=True, capture_output=True)
        return tree(root / "site")

    first = built(one, "fork", 1, PYTHONHASHSEED="1", TZ="Asia/Shanghai", LC_ALL="C.UTF-8")
    assert first == built(other, "fork", 2, PYTHONHASHSEED="2", TZ="America/Lima", LC_ALL="C")
    assert first == built(one, "spawn", 8, PYTHONHASHSEED="3", TZ="UTC", LC_ALL="zh_CN.UTF-8")


def test_an_interrupted_build_leaves_the_old_site_and_a_usable_cache(make_site: MakeSite) -> None:
    root = make_site()
    many_projects(root, range(200))  # enough to be still at work when the signal comes
    assert run("mingxiao", "build", cwd=root).returncode == 0
    before = tree(root / "site")
    write(root / "content/site.yml", "name: 另一个站\npublisher: 试验局\n")
    building = subprocess.Popen(
        [command("mingxiao"), "build"], cwd=root, start_new_session=True, stderr=subprocess.PIPE
    )
    while not (root / ".site.building/ju").exists():
        assert building.poll() is None, "it was done before it could be interrupted"
        time.sleep(0.005)
    os.killpg(building.pid, signal.SIGINT)
    _, said = building.communicate(timeout=60)
    assert building.returncode == 1
    assert b"Traceback" not in said
    assert tree(root / "site") == before
    assert not list(root.glob(".site.*"))
    assert run("mingxiao", "build", cwd=root).returncode == 0
    after = tree(root / "site")
    assert after != before
    shutil.rmtree(root / ".mingxiao")
    assert run("mingxiao", "build", cwd=root).returncode == 0
    assert tree(root / "site") == after


def test_a_build_cut_off_while_publishing_is_finished_by_the_next(make_site: MakeSite) -> None:
    root = make_site()
    assert run("mingxiao", "build", cwd=root).returncode == 0
    old = tree(root / "site")
    staging = Staging(root / "site")
    staging.begin()
    write(staging.folder / "index.html", "新")
    write(staging.folder / "a/b/index.html", "新")
    write(
        root / ".site.journal",
        json.dumps({"placed": ["a/b/index.html", "index.html"], "removed": ["ju/index.html"]}),
    )
    staging.end()
    staging.begin()
    now = tree(root / "site")
    assert (now["index.html"], now["a/b/index.html"]) == ("新".encode(), "新".encode())
    assert now.keys() == old.keys() - {"ju/index.html"} | {"a", "a/b", "a/b/index.html"}
    assert not list(root.glob(".site.[bj]*"))
    staging.end()


def test_only_what_changed_is_written_again(make_site: MakeSite) -> None:
    root = make_site()
    many_projects(root, range(3))
    assert run("mingxiao", "build", cwd=root).returncode == 0
    written = {path: (root / "site" / path).stat().st_mtime_ns for path in tree(root / "site")}
    write(root / "content/reports/ju/p1/2022.yml", report(2022, spent=77))
    assert run("mingxiao", "build", cwd=root).returncode == 0
    files = {path for path, content in tree(root / "site").items() if content != b"/"}
    again = {path for path in files if (root / "site" / path).stat().st_mtime_ns != written.get(path)}
    assert {"ju/p1/2022/index.html", "ju/p1/index.html", "ju/index.html", "years/2022/index.html"} <= again
    assert {"index.html", "data/reports.csv", "lists/reports/list.csv", "ju/p1/2022/data/report.xlsx"} <= again
    assert not [path for path in again if path.startswith(("ju/p0/", "ju/p2/", "ju/xm/", "about/"))]


def test_with_many_departments_too_a_build_leaves_what_one_from_nothing_does(make_site: MakeSite) -> None:
    root = make_site()

    def add(number: int, spent: int) -> None:
        home = root / f"content/reports/ju{number:02}"
        write(home / "department.yml", f"name: 第{number}局\n")
        write(home / "p/project.yml", f"name: 项目{number}\n")
        write(home / "p/2022.yml", report(2022, spent=spent))

    def built(*options: str) -> dict[str, bytes]:
        done = run("mingxiao", "build", *options, cwd=root)
        assert done.returncode == 0, done.stderr
        return tree(root / "site")

    for number in range(30):
        add(number, spent=5)
    built()  # with the one that is there already there are 31: too many to choose from on each of their pages
    add(7, spent=500)
    assert built() == built("--clean")
    write(root / "content/reports/ju08/department.yml", "name: 改名局\n")
    assert built() == built("--clean")
    shutil.rmtree(root / "content/reports/ju09")
    assert built() == built("--clean")
    add(9, spent=0)
    assert built() == built("--clean")


def test_a_link_to_what_is_no_longer_there_is_found_on_a_page_that_stays(make_site: MakeSite) -> None:
    root = make_site()
    many_projects(root, range(2))
    place = root / "content/reports/ju/p0/2022.yml"
    write(place, report(2022).replace("支出", "支出[见](/ju/p1/2022/#s1)"))
    assert run("mkdocs", "build", "--strict", cwd=root).returncode == 0
    text = report(2022)
    write(root / "content/reports/ju/p1/2022.yml", text[: text.index("sections:")])
    done = run("mkdocs", "build", "--strict", cwd=root)
    assert done.returncode == 1
    assert "ju/p0/2022.md" in done.stderr
    assert "#s1" in done.stderr


def test_links_into_a_department_that_is_no_longer_there_are_found(make_site: MakeSite) -> None:
    root = make_site()
    many_projects(root, range(2))
    gone = root / "content/reports/bie"
    write(gone / "department.yml", "name: 别局\n")
    write(gone / "p/project.yml", "name: 别的项目\n")
    write(gone / "p/2022.yml", report(2022))
    prose = "支出[页](/bie/p/2022/#s1)、[表](/bie/p/2022/data/budget.csv)、[关于](/about/)"
    write(root / "content/reports/ju/p0/2022.yml", report(2022).replace("支出", prose))
    assert run("mkdocs", "build", "--strict", cwd=root).returncode == 0
    write(root / "content/reports/ju/p1/2022.yml", report(2022, spent=77))
    assert run("mkdocs", "build", "--strict", cwd=root).returncode == 0, "what is there is not doubted"
    shutil.rmtree(gone)
    for _ in range(2):
        done = run("mkdocs", "build", "--strict", cwd=root)
        assert done.returncode == 1
        assert "bie/p/2022/#s1" in done.stderr
        assert "bie/p/2022/data/budget.csv" in done.stderr
        assert "about" not in done.stderr
    assert run("mkdocs", "build", cwd=root).returncode == 0
    done = run("mkdocs", "build", "--strict", cwd=root)
    assert done.returncode == 1, "what was published with a warning is warned of again"
    assert "bie/p/2022/#s1" in done.stderr


def test_check_says_the_same_with_and_without_what_it_kept(make_site: MakeSite, tmp_path: Path) -> None:
    root = make_site()
    many_projects(root, range(3))
    fresh = tmp_path / "fresh" / root.name
    place = root / "content/reports/ju/p1/2022.yml"
    for text in (report(2022), report(2022, spent=500), report(2022) + "nonsense: 1\n", report(2022)):
        write(place, text)
        for kept in sorted((root / ".mingxiao/check").glob("ju")):
            kept.write_bytes(kept.read_bytes()[:-7])  # what is damaged is not believed
        said = [run("mingxiao", "check", cwd=root) for _ in range(2)]
        shutil.copytree(root, fresh, ignore=shutil.ignore_patterns(".mingxiao"))
        said.append(run("mingxiao", "check", cwd=fresh))
        shutil.rmtree(fresh)
        assert len({each.stdout for each in said}) == 1
        assert {each.returncode for each in said} == {1 if "nonsense" in text else 0}


def test_check_says_the_same_after_a_part_of_it_was_checked_and_in_colours(
    make_site: MakeSite, tmp_path: Path
) -> None:
    root = make_site()
    many_projects(root, range(3))
    one, two = (root / f"content/reports/ju/p{number}/2022.yml" for number in (1, 2))

    def checked(*options: str, **environment: str) -> str:
        return run("mingxiao", "check", *options, cwd=root, **environment).stdout

    def as_from_nothing() -> str:
        fresh = tmp_path / "fresh" / root.name
        shutil.copytree(root, fresh, ignore=shutil.ignore_patterns(".mingxiao"))
        said = run("mingxiao", "check", cwd=fresh).stdout
        shutil.rmtree(fresh.parent)
        return said

    before = checked()
    write(one, report(2022, spent=500))
    write(two, "# moves every line\n" + report(2022))
    assert "overspent" in checked(str(one.relative_to(root)))
    write(two, report(2022))
    assert checked() == as_from_nothing() != before
    write(root / "content/reports/ju/department.yml", "name: 局\nshrt: 局\n")
    assert checked() == as_from_nothing()
    assert "department.yml:2:1" in checked()
    shutil.rmtree(one.parent)
    assert checked() == as_from_nothing()
    coloured = checked(FORCE_COLOR="1", COLUMNS="80")
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == checked()


class Edits(RuleBasedStateMachine):
    """A site that is edited in every way; after each edit it is built on what is there, and from nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="edits-"))
        self.root = self.folder / "edited" / "site-root"
        self.reports: set[tuple[str, str, int]] = set()
        self.is_broken = False

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    @initialize()
    def begin(self) -> None:
        shutil.copytree(ROOT / "theme", self.root / "theme")
        shutil.copy(ROOT / "mkdocs.yml", self.root)
        write(self.root / "content/site.yml", "name: 试验站\npublisher: 试验局\n")
        write(self.root / "content/pages/about.md", "# 关于\n\n试验。\n")
        write(self.root / "hook.py", "def on_page_content(html, **of):\n    return html + '<!-- -->'\n")
        for department in DEPARTMENTS:
            write(self.place(department) / "department.yml", f"name: {department}局\n")
            for year in YEARS[:2]:
                self.write_report(department, "lu", year, 5, "4场")

    def place(self, department: str, project: str = "") -> Path:
        return self.root / "content/reports" / department / project

    @rule(
        department=st.sampled_from(DEPARTMENTS),
        project=st.sampled_from(PROJECTS),
        year=st.sampled_from(YEARS),
        spent=st.integers(0, 120),
        actual=st.sampled_from(ACTUALS),
    )
    def write_report(self, department: str, project: str, year: int, spent: int, actual: str) -> None:
        home = self.place(department, project)
        write(home / f"{year}.yml", report(year, spent, actual))
        if not (home / "project.yml").exists():
            write(home / "project.yml", f"name: {department}{project}\n")
        self.reports.add((department, project, year))

    @precondition(lambda self: self.reports)
    @rule(data=st.data())
    def remove_report(self, data: st.DataObject) -> None:
        department, project, year = data.draw(st.sampled_from(sorted(self.reports)))
        (self.place(department, project) / f"{year}.yml").unlink()
        self.reports.remove((department, project, year))

    @precondition(lambda self: self.reports)
    @rule(data=st.data(), what=st.sampled_from(("一", "二")))
    def attach(self, data: st.DataObject, what: str) -> None:
        department, project, year = data.draw(st.sampled_from(sorted(self.reports)))
        home = self.place(department, project)
        write(home / str(year) / "fang-an.txt", what)
        write(home / f"{year}.yml", report(year, extra="attachments: [{title: 方案, file: fang-an.txt}]\n"))

    @precondition(lambda self: self.reports)
    @rule(data=st.data(), new=st.sampled_from(("qiao", "suidao")))
    def rename_project(self, data: st.DataObject, new: str) -> None:
        department, project, _ = data.draw(st.sampled_from(sorted(self.reports)))
        if not self.place(department, new).exists():
            self.place(department, project).rename(self.place(department, new))
            moved = {each for each in self.reports if each[:2] == (department, project)}
            self.reports = self.reports - moved | {(department, new, year) for _, _, year in moved}

    @rule(department=st.sampled_from(DEPARTMENTS), name=st.sampled_from(("甲局", "乙局")))
    def rename_department(self, department: str, name: str) -> None:
        write(self.place(department) / "department.yml", f"name: {name}\n")

    @rule(
        name=st.sampled_from(("试验站", "样板站")),
        unit=st.sampled_from(("万元", "元")),
        languages=st.sampled_from(("[zh-CN]", "[zh-CN, en]", "[en, zh-CN]")),
    )
    def change_site(self, name: str, unit: str, languages: str) -> None:
        text = f"name: {name}\npublisher: 试验局\nunit: {unit}\nlanguages: {languages}\n"
        write(self.root / "content/site.yml", text)

    @rule(
        file=st.sampled_from(
            ("layouts/base.html", "components/fact/macro.html", "components/fact/fact.css", "assets/icon.svg")
        ),
        is_added=st.booleans(),
    )
    def change_theme(self, file: str, is_added: bool) -> None:
        place = self.root / "theme" / file
        own = (ROOT / "theme" / file).read_text(encoding="utf-8")
        more = "/* 改 */ .x {color: red}" if file.endswith("css") else "<!-- 改 -->"
        write(place, own + more if is_added else own)

    @rule(
        more=st.sampled_from(
            ("", "site_url: https://a.example/\n", "site_url: https://b.example/x/\n", "hooks: [hook.py]\n")
        )
    )
    def change_settings(self, more: str) -> None:
        own = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
        write(self.root / "mkdocs.yml", re.sub("(?m)^site_url: .*\n", "", own) + more)

    @rule(
        name=st.sampled_from(("about", "correct", "bangzhu")),
        text=st.sampled_from(
            ("# 一\n", "# 二\n\n[报告](jiao/lu/2021.md#s1)\n", "# 三\n\n[年度](years/2022.md)\n")
        ),
    )
    def write_page(self, name: str, text: str) -> None:
        write(self.root / f"content/pages/{name}.md", text)

    @rule(name=st.sampled_from(("about", "correct", "bangzhu")))
    def remove_page(self, name: str) -> None:
        (self.root / f"content/pages/{name}.md").unlink(missing_ok=True)

    @precondition(lambda self: self.reports)
    @rule(data=st.data())
    def make_a_mistake(self, data: st.DataObject) -> None:
        department, project, year = data.draw(st.sampled_from(sorted(self.reports)))
        place = self.place(department, project) / f"{year}.yml"
        good = place.read_text(encoding="utf-8")
        before = tree(self.root / "site") if (self.root / "site").exists() else {}
        write(place, good + "nonsense: 1\n")
        with pytest.raises(Refused):
            build(self.root, jobs=1)
        assert (tree(self.root / "site") if before else {}) == before
        write(place, good)

    @rule()
    def commit(self) -> None:
        if not (self.root / ".git").exists():
            git(self.root, "init", "--quiet")
        git(self.root, "add", "content")
        git(self.root, "commit", "--quiet", "--allow-empty", "--message", "改")

    @rule(data=st.data(), how=st.sampled_from(("delete", "cut", "garble", "foreign")))
    def damage_the_cache(self, data: st.DataObject, how: str) -> None:
        files = sorted(each for each in (self.root / ".mingxiao").rglob("*") if each.is_file())
        if not files:
            return
        file = data.draw(st.sampled_from(files))
        old = file.read_bytes()
        if how == "delete":
            file.unlink()
        elif how == "foreign":
            file.write_bytes(b'["another", [[3, 4]]]\nabc')
        else:
            file.write_bytes(old[: len(old) // 2] if how == "cut" else old[:-9] + bytes(min(9, len(old))))

    @rule(what=st.sampled_from((".mingxiao", "site")))
    def delete(self, what: str) -> None:
        shutil.rmtree(self.root / what, ignore_errors=True)

    @invariant()
    def a_build_leaves_what_a_build_from_nothing_leaves(self) -> None:
        if not self.root.exists():
            return
        build(self.root, jobs=1)
        fresh = self.folder / "fresh" / "site-root"
        shutil.copytree(self.root, fresh, ignore=shutil.ignore_patterns(".mingxiao", "site"))
        build(fresh, jobs=1)
        assert tree(self.root / "site") == tree(fresh / "site")
        shutil.rmtree(fresh)


Edits.TestCase.settings = settings(
    max_examples=int(os.environ.get("EDITS", "6")),
    stateful_step_count=8,
    deadline=None,
    phases=(Phase.reuse, Phase.generate),  # each step is two builds: to shrink a failure would take hours
    suppress_health_check=list(HealthCheck),
)
TestEdits = Edits.TestCase
