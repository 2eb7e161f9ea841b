"""The comment under a proposed change: what it does to the published figures, taken from the check's result.

Runs where a token may write comments, so it trusts nothing that the proposer could have touched. The check ran the
proposer's files; its result is text of at most a few kilobytes, read under names fixed here, made inert, and posted
only to the change whose newest commit the check was for. Standard library only: nothing is installed beside the token.

    TOKEN=… python3 ci/diff_comment.py github    in a workflow_run of GitHub
    TOKEN=… python3 ci/diff_comment.py gitlab    in a scheduled pipeline of the default branch
"""

from __future__ import annotations

import io
import json
import os
import re
import sys
import unicodedata
import zipfile
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Set
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request
from urllib.request import urlopen

#: `mingxiao diff --format markdown` keeps to 60 kB; forges take 64 Ki characters.
LARGEST_TEXT = 62_000
LARGEST_ARCHIVE = 200_000
LARGEST_COMMENT = 65_000

#: By this a later run finds the comment it shall replace.
MARK = "<!-- mingxiao diff -->"

#: What a change of data alone touches. Anything else may have changed the program that wrote the text.
DATA = "content/"

_BOT = "github-actions[bot]"


class Unacceptable(Exception):
    """The result is not what the check writes."""


@dataclass(frozen=True)
class Forge:
    """The interface of a forge for programs: JSON over HTTP, with a token."""

    address: str
    headers: Mapping[str, str]

    def ask(self, path: str) -> Any:
        """What is at the path."""
        return json.loads(self._send(Request(self.address + path), 20_000_000))

    def pages(self, path: str) -> Iterator[Any]:
        """The entries of a list, page after page."""
        for page in range(1, 31):
            entries = self.ask(f"{path}{'&' if '?' in path else '?'}per_page=100&page={page}")
            yield from entries
            if len(entries) < 100:
                return

    def download(self, path: str, largest: int) -> bytes:
        """A file that must not be larger than told."""
        return self._send(Request(self.address + path), largest)

    def tell(self, method: str, path: str, body: str) -> None:
        """Write a comment."""
        data = json.dumps({"body": body}).encode()
        request = Request(self.address + path, data, {"Content-Type": "application/json"}, method=method)
        self._send(request, 20_000_000)

    def _send(self, request: Request, largest: int) -> bytes:
        for name, value in self.headers.items():
            request.add_unredirected_header(name, value)  # storage that we are sent on to gets no token
        with urlopen(request, timeout=60) as answer:
            data: bytes = answer.read(largest + 1)
        if len(data) > largest:
            raise Unacceptable(f"结果超过 {largest} 字节")
        return data


def on_github() -> None:
    """Comment on the pull request that the finished check was for."""
    environment, token = os.environ, os.environ["TOKEN"]
    forge = Forge(
        environment["GITHUB_API_URL"],
        {"Authorization": f"Bearer {token}", "Accept": "application/vnd.github+json"},
    )
    run = json.loads(Path(environment["GITHUB_EVENT_PATH"]).read_text(encoding="utf-8"))["workflow_run"]
    here = f"/repos/{environment['GITHUB_REPOSITORY']}"
    listed = forge.ask(f"{here}/actions/runs/{int(run['id'])}/artifacts?name=diff")["artifacts"]
    if not listed:
        print("检查没有留下结果，不写评论。")
        return
    if listed[0]["size_in_bytes"] > LARGEST_ARCHIVE:
        raise Unacceptable(f"结果超过 {LARGEST_ARCHIVE} 字节")
    archive = forge.download(f"{here}/actions/artifacts/{int(listed[0]['id'])}/zip", LARGEST_ARCHIVE)
    text, number = member(archive, "diff.md", LARGEST_TEXT), member(archive, "number", 20)
    if not re.fullmatch(r"[1-9][0-9]{0,8}", number):
        raise Unacceptable("合并请求号不是数字")
    change = forge.ask(f"{here}/pulls/{number}")
    origin = (change["head"]["repo"] or {}).get("full_name")
    if (change["head"]["sha"], origin) != (run["head_sha"], run["head_repository"]["full_name"]):
        print(f"检查的不是合并请求 {number} 现在的提交，不写评论。")
        return
    files = list(forge.pages(f"{here}/pulls/{number}/files"))
    touched = {each.get(name, "") for each in files for name in ("filename", "previous_filename")} - {""}
    unseen = change["changed_files"] - len(files)
    body = comment(text, touched, unseen, run["conclusion"] == "success", run["html_url"])
    theirs = forge.pages(f"{here}/issues/{number}/comments")
    old = next((each for each in theirs if each["user"]["login"] == _BOT and MARK in each["body"]), None)
    if old:
        forge.tell("PATCH", f"{here}/issues/comments/{int(old['id'])}", body)
    else:
        forge.tell("POST", f"{here}/issues/{number}/comments", body)
    print(f"已在合并请求 {number} 下写评论。")


def on_gitlab() -> None:
    """Comment on every open merge request whose newest pipeline has a result."""
    forge = Forge(os.environ["CI_API_V4_URL"], {"PRIVATE-TOKEN": os.environ["TOKEN"]})
    here, me = f"/projects/{int(os.environ['CI_PROJECT_ID'])}", forge.ask("/user")["id"]
    for each in forge.pages(f"{here}/merge_requests?state=opened"):
        there = f"{here}/merge_requests/{int(each['iid'])}"
        try:
            print(f"合并请求 {each['iid']}：{_note(forge, there, me)}。")
        except (HTTPError, Unacceptable) as error:
            print(f"合并请求 {each['iid']}：没有写评论，{error}。")


def _note(forge: Forge, there: str, me: int) -> str:
    pipeline = forge.ask(there).get("head_pipeline")
    if not pipeline:
        return "最新的提交还没有检查"
    project = f"/projects/{int(pipeline['project_id'])}"
    jobs = forge.pages(f"{project}/pipelines/{int(pipeline['id'])}/jobs")
    job = next((each for each in jobs if each["name"] == "diff" and each["status"] == "success"), None)
    if not job:
        return "检查没有留下结果"
    data = forge.download(f"{project}/jobs/{int(job['id'])}/artifacts/diff.md", LARGEST_TEXT)
    touched = {each[name] for each in forge.pages(f"{there}/diffs") for name in ("old_path", "new_path")}
    body = comment(decoded(data), touched, 0, pipeline["status"] in ("success", "running"), pipeline["web_url"])
    notes = forge.pages(f"{there}/notes")
    old = next((each for each in notes if each["author"]["id"] == me and MARK in each["body"]), None)
    if old and old["body"].strip() == body.strip():
        return "没有变化"
    if old:
        forge.tell("PUT", f"{there}/notes/{int(old['id'])}", body)
    else:
        forge.tell("POST", f"{there}/notes", body)
    return "已写评论"


def member(archive: bytes, name: str, largest: int) -> str:
    """The text under a name in a zip file. Nothing is unpacked, and no more is read than may be there."""
    try:
        with zipfile.ZipFile(io.BytesIO(archive)) as opened, opened.open(name) as file:
            data = file.read(largest + 1)
    except (KeyError, zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        raise Unacceptable(f"结果里没有能读的 {name}") from error
    if len(data) > largest:
        raise Unacceptable(f"{name} 超过 {largest} 字节")
    return decoded(data)


def decoded(data: bytes) -> str:
    """Bytes as text."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Unacceptable("结果不是 UTF-8 文字") from error


def comment(text: str, touched: Set[str], unseen: int, well: bool, result: str) -> str:
    """The comment: a warning where more than data was changed, the text, inert, and where the check's result is.

    ``unseen`` is how many of the touched files the forge does not list.
    """
    other = sorted(each for each in touched if not each.startswith(DATA))
    parts = [MARK]
    if other or unseen > 0:
        shown = "".join(f"\n> - `{inert(each).replace('`', '')}`" for each in other[:10])
        left = max(len(other) - 10, 0) + max(unseen, 0)
        more = f"\n> - 另有 {left} 个" if left else ""
        parts.append(
            "> **这次提议不只改了数据。** 下面的结果由改动过的程序算出，请先看这些文件改了什么：" + shown + more
        )
    parts.append(inert(text.removeprefix(MARK)).strip())
    verdict = "检查通过。" if well else "**检查没有通过**，意见写在改动的文件里，每条在那一行旁边。"
    parts.append(f"{verdict}[检查结果和预览网站]({result})")
    body = "\n\n".join(parts) + "\n"
    if len(body) > LARGEST_COMMENT:
        raise Unacceptable("结果太长")
    return body


_ZERO = "\u200b"

#: In order: each pattern that would do something on a forge, and what takes its power away.
_HARMLESS = (
    (re.compile(r"(?m)^([ \t>]*(?:`{3,}|~{3,}))[^\n]*$"), r"\1"),  # a fence that names a language may draw
    (re.compile(r"&(?!#(?:34|38|39|42|60|62|91|92|93|95|96|124);)"), "&amp;"),  # only marks come as entities
    (re.compile(r"<(?!/?(?:details|summary|sub|code)>|br>)"), "&lt;"),
    (re.compile(r"\](?=[(\[:])"), f"]{_ZERO}"),  # links, images and their definitions
    (re.compile(r":(?=//)"), f":{_ZERO}"),
    (re.compile(r"(?i)\bwww(?=\.)"), f"www{_ZERO}"),
    (re.compile(r"(?m)^([ \t]*)/(?=\w)"), rf"\1{_ZERO}/"),  # a line of GitLab that gives an order
    (re.compile(r'(?:@|(?<!&)#|~)(?=[\w"])'), rf"\g<0>{_ZERO}"),  # names, issues, labels
    (re.compile(r'!(?=[\d\[])|[$%](?=[\d"])|\bGH-(?=\d)'), rf"\g<0>{_ZERO}"),  # and other things with a number
)


def inert(text: str) -> str:
    """The text with its headings, tables and folds, and nothing that acts, calls anyone or leads elsewhere."""
    text = "".join(each for each in text if each == "\n" or unicodedata.category(each)[0] != "C")
    for pattern, harmless in _HARMLESS:
        text = pattern.sub(harmless, text)
    return text


def main() -> None:
    """Comment at the forge named on the command line."""
    forges = {"github": on_github, "gitlab": on_gitlab}
    if len(sys.argv) != 2 or sys.argv[1] not in forges:
        sys.exit("用法：TOKEN=… python3 ci/diff_comment.py github|gitlab")
    try:
        forges[sys.argv[1]]()
    except (HTTPError, Unacceptable) as error:
        sys.exit(f"不写评论：{error}。")


if __name__ == "__main__":
    main()
