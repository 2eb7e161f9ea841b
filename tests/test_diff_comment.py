"""The comment under a proposed change, written by a script that has a token and takes text from strangers."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field
from http.server import BaseHTTPRequestHandler
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from tests.conftest import ROOT

IMPACT = "## 对公开数字的影响\n\n| 指标 | 原 | 新 |\n|---|---:|---:|\n| 支出合计 | 480.82 | 481.82 |\n"
SHA = "a" * 40
REPORT = "content/reports/ju/xm/2022.yml"


@dataclass
class Forge:
    """A forge for one test: what it answers by path, and what it was told."""

    answers: dict[str, Any]
    address: str = ""
    told: list[tuple[str, str, str]] = field(default_factory=list)

    def run(
        self, forge: str, folder: Path, event: dict[str, Any] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run the script as the forge does."""
        place = folder / "event.json"
        place.write_text(json.dumps(event or {}), encoding="utf-8")
        return subprocess.run(
            [sys.executable, "-I", ROOT / "ci/diff_comment.py", forge],
            env={
                "PATH": os.environ["PATH"],
                "PYTHONUTF8": "1",
                "TOKEN": "t0ken",
                "GITHUB_API_URL": self.address,
                "GITHUB_REPOSITORY": "czj/mingxiao",
                "GITHUB_EVENT_PATH": str(place),
                "CI_API_V4_URL": self.address,
                "CI_PROJECT_ID": "3",
            },
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    @property
    def comment(self) -> str:
        """The one comment that was written."""
        ((_, _, body),) = self.told
        return body


@pytest.fixture
def forge() -> Iterator[Callable[[dict[str, Any]], Forge]]:
    """A function that starts a forge with these answers."""
    servers = []

    def start(answers: dict[str, Any]) -> Forge:
        forge = Forge(answers)

        class Answering(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                path = re.sub(r"[?&](per_page|page|name|state)=[^&]*", "", self.path)
                answer = forge.answers.get(path)
                if "page=2" in self.path:
                    answer = []
                self.send_response(200 if answer is not None else 404)
                self.end_headers()
                assert "t0ken" in str(self.headers)
                self.wfile.write(answer if isinstance(answer, bytes) else json.dumps(answer).encode())

            def told(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["body"]
                forge.told.append((self.command, self.path, body))
                self.send_response(201)
                self.end_headers()
                self.wfile.write(b"{}")

            do_POST = do_PATCH = do_PUT = told  # noqa: N815

            def log_message(self, format: str, *args: object) -> None:
                """Stay silent."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
        servers.append(server)
        Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        forge.address = f"http://127.0.0.1:{server.server_port}"
        return forge

    yield start
    for server in servers:
        server.shutdown()


def archive(**members: str) -> bytes:
    """What the check leaves behind, as GitHub hands it out."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in members.items():
            packed.writestr(name.replace("_", "."), text)
    return buffer.getvalue()


EVENT = {
    "workflow_run": {
        "id": 11,
        "head_sha": SHA,
        "head_repository": {"full_name": "citizen/mingxiao"},
        "conclusion": "success",
        "html_url": "https://github.com/czj/mingxiao/actions/runs/11",
    }
}


def github(
    packed: bytes, *, head: str = SHA, origin: str = "citizen/mingxiao", files: tuple[str, ...] = (REPORT,)
) -> dict[str, Any]:
    """GitHub, with pull request 7."""
    here = "/repos/czj/mingxiao"
    return {
        f"{here}/actions/runs/11/artifacts": {"artifacts": [{"id": 5, "size_in_bytes": len(packed)}]},
        f"{here}/actions/artifacts/5/zip": packed,
        f"{here}/pulls/7": {"head": {"sha": head, "repo": {"full_name": origin}}, "changed_files": len(files)},
        f"{here}/pulls/7/files": [{"filename": name} for name in files],
        f"{here}/issues/7/comments": [],
    }


Start = Callable[[dict[str, Any]], Forge]


def test_the_impact_is_told_under_the_pull_request(forge: Start, tmp_path: Path) -> None:
    there = forge(github(archive(diff_md=IMPACT, number="7")))
    done = there.run("github", tmp_path, EVENT)
    assert done.returncode == 0, done.stderr
    assert there.told[0][:2] == ("POST", "/repos/czj/mingxiao/issues/7/comments")
    assert IMPACT.strip() in there.comment
    assert "不只改了数据" not in there.comment
    assert "检查通过。[检查结果和预览网站](https://github.com/czj/mingxiao/actions/runs/11)" in there.comment


def test_a_check_that_failed_is_said_to_have_failed(forge: Start, tmp_path: Path) -> None:
    there = forge(github(archive(diff_md=IMPACT, number="7")))
    event = {"workflow_run": {**EVENT["workflow_run"], "conclusion": "failure"}}
    assert there.run("github", tmp_path, event).returncode == 0
    assert "检查没有通过" in there.comment


def test_a_second_check_replaces_its_own_comment_and_nobody_else_s(forge: Start, tmp_path: Path) -> None:
    answers = github(archive(diff_md=IMPACT, number="7"))
    mark = "<!-- mingxiao diff -->"
    answers["/repos/czj/mingxiao/issues/7/comments"] = [
        {"id": 1, "user": {"login": "citizen"}, "body": mark},
        {"id": 2, "user": {"login": "github-actions[bot]"}, "body": f"{mark}\n旧"},
    ]
    there = forge(answers)
    assert there.run("github", tmp_path, EVENT).returncode == 0
    assert [each[:2] for each in there.told] == [("PATCH", "/repos/czj/mingxiao/issues/comments/2")]


def test_a_change_of_the_program_is_pointed_out(forge: Start, tmp_path: Path) -> None:
    there = forge(github(archive(diff_md=IMPACT, number="7"), files=(REPORT, "generator/site.py", "`@czj`")))
    assert there.run("github", tmp_path, EVENT).returncode == 0
    assert "不只改了数据" in there.comment
    assert "`generator/site.py`" in there.comment
    assert "@czj" not in there.comment


def test_a_program_moved_among_the_data_is_pointed_out_too(forge: Start, tmp_path: Path) -> None:
    answers = github(archive(diff_md=IMPACT, number="7"))
    moved = {"filename": "content/site.py", "previous_filename": "generator/site.py"}
    there = forge(answers | {"/repos/czj/mingxiao/pulls/7/files": [moved]})
    assert there.run("github", tmp_path, EVENT).returncode == 0
    assert "`generator/site.py`" in there.comment


@pytest.mark.parametrize(
    "packed",
    [
        pytest.param(archive(diff_md=IMPACT, number="7; echo"), id="no number"),
        pytest.param(archive(diff_md=IMPACT, number="../8"), id="a path for a number"),
        pytest.param(archive(diff_md=IMPACT), id="nothing for a number"),
        pytest.param(archive(diff_md=IMPACT, number="8"), id="no such pull request"),
        pytest.param(archive(diff_md="长" * 40_000, number="7"), id="too long"),
        pytest.param(archive(diff_md="0" * 60_000_000, number="7"), id="a bomb"),
        pytest.param(archive(diff_md=IMPACT, number="7", blob=os.urandom(300_000).hex()), id="a large archive"),
        pytest.param(b"PK no archive", id="no archive"),
    ],
)
def test_a_result_the_check_does_not_write_is_refused(packed: bytes, forge: Start, tmp_path: Path) -> None:
    there = forge(github(packed))
    done = there.run("github", tmp_path, EVENT)
    assert done.returncode == 1
    assert "不写评论" in done.stderr
    assert there.told == []


@pytest.mark.parametrize("other", [{"head": "b" * 40}, {"origin": "somebody/else"}], ids=["commit", "fork"])
def test_nobody_comments_on_another_s_pull_request(other: dict[str, str], forge: Start, tmp_path: Path) -> None:
    there = forge(github(archive(diff_md=IMPACT, number="7"), **other))  # type: ignore[arg-type]
    assert there.run("github", tmp_path, EVENT).returncode == 0
    assert there.told == []


def test_without_a_result_there_is_nothing_to_tell(forge: Start, tmp_path: Path) -> None:
    there = forge({"/repos/czj/mingxiao/actions/runs/11/artifacts": {"artifacts": []}})
    done = there.run("github", tmp_path, EVENT)
    assert (done.returncode, there.told) == (0, [])
    assert "没有留下结果" in done.stdout


HOSTILE = """\
@everyone &#64;everyone &commat;czj &#x23;12 #12 !34 GH-5 ~bug &6 %"七月" $7 owner/repo#8
[领奖](https://evil.example/) ![](https://evil.example/pixel.png) [看][1] https://evil.example www.evil.example
[1]: //evil.example/ "x"
<img src=//evil.example/x> <a href=javascript:alert(1)>点</a> <details open onclick=x> <!-- 藏 -->
/merge
  /assign @czj
```mermaid
graph TD; A-->B; click A "https://evil.example"
```
\u202e反\u200f
"""


def test_strangers_text_calls_nobody_leads_nowhere_and_gives_no_order(forge: Start, tmp_path: Path) -> None:
    there = forge(github(archive(diff_md=HOSTILE, number="7")))
    assert there.run("github", tmp_path, EVENT).returncode == 0
    said = there.comment.partition("-->")[2].rpartition("检查通过。")[0]
    for pattern in (
        r"@\w", r"#\w", r"!\d", r"!\[", r"GH-\d", r"~\w", r"&\d", r'%"', r"\$\d", r"\]\(", r"\]\[", r"\]:",
        r"://", r"www\.", r"(?m)^\s*/\w", r"<(?!/?(?:details|summary|sub|code)>|br>)", r"&(?!amp;|lt;)", r"(?m)^```\w", "[\u202e\u200f]",
    ):  # fmt: skip
        assert not re.search(pattern, said), (pattern, said)


def test_tables_headings_and_folds_keep_their_form(forge: Start, tmp_path: Path) -> None:
    text = (
        "## 一、甲\n\n<details><summary>3 份报告</summary>\n\n| a | b |\n|---|---:|\n| 24.85% | 1,935 |\n\n"
        "- 警告&#91;stated-differs&#93; 少 1\n\n</details>\n\n<sub>main → 工作区</sub>"
    )
    there = forge(github(archive(diff_md=text, number="7")))
    assert there.run("github", tmp_path, EVENT).returncode == 0
    assert text in there.comment


PIPELINE = {
    "id": 21,
    "project_id": 9,
    "status": "success",
    "web_url": "https://gitlab.example.org/czj/pipelines/21",
}


def gitlab(data: bytes, *, notes: tuple[dict[str, Any], ...] = ()) -> dict[str, Any]:
    """GitLab, with merge request 7 from a fork, project 9."""
    there = "/projects/3/merge_requests/7"
    return {
        "/user": {"id": 1},
        "/projects/3/merge_requests": [{"iid": 7}],
        there: {"head_pipeline": PIPELINE},
        f"{there}/diffs": [{"old_path": REPORT, "new_path": REPORT}],
        f"{there}/notes": list(notes),
        "/projects/9/pipelines/21/jobs": [{"id": 31, "name": "diff", "status": "success"}],
        "/projects/9/jobs/31/artifacts/diff.md": data,
    }


def test_the_impact_is_told_under_the_merge_request(forge: Start, tmp_path: Path) -> None:
    there = forge(gitlab(IMPACT.encode()))
    done = there.run("gitlab", tmp_path)
    assert done.returncode == 0, done.stderr
    assert there.told[0][:2] == ("POST", "/projects/3/merge_requests/7/notes")
    assert IMPACT.strip() in there.comment


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        (gitlab(IMPACT.encode()) | {"/projects/3/merge_requests/7": {"head_pipeline": None}}, "还没有检查"),
        (gitlab(b"0" * 100_000), "超过"),
        (gitlab(b"\xff\xfe"), "UTF-8"),
        (gitlab(IMPACT.encode()) | {"/projects/9/jobs/31/artifacts/diff.md": None}, "404"),
    ],
)
def test_a_merge_request_without_a_fit_result_gets_no_note(
    answers: dict[str, Any], said: str, forge: Start, tmp_path: Path
) -> None:
    there = forge(answers)
    done = there.run("gitlab", tmp_path)
    assert (done.returncode, there.told) == (0, [])
    assert said in done.stdout


def test_a_note_is_replaced_where_something_changed(forge: Start, tmp_path: Path) -> None:
    first = forge(gitlab(IMPACT.encode()))
    first.run("gitlab", tmp_path)
    note = {"id": 4, "author": {"id": 1}, "body": first.comment}
    again = forge(gitlab(IMPACT.encode(), notes=(note,)))
    assert "没有变化" in again.run("gitlab", tmp_path).stdout
    assert again.told == []
    changed = forge(gitlab(IMPACT.replace("481", "482").encode(), notes=(note,)))
    changed.run("gitlab", tmp_path)
    assert [each[:2] for each in changed.told] == [("PUT", "/projects/3/merge_requests/7/notes/4")]
