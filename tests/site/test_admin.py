"""Forms: /admin/ in a real browser against a real repository; a save changes of a file what was changed, and no more."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Browser
from playwright.sync_api import Locator
from playwright.sync_api import Page

from generator.admin import configuration
from generator.admin import fields_of
from generator.model.keys import Kind
from generator.model.keys import keys_of
from generator.model.report import Report
from generator.model.report import Section
from generator.model.site import Forge
from generator.model.site import Site
from generator.read import Survey
from tests.site.conftest import ROOT
from tests.site.conftest import Silent
from tests.site.conftest import command
from tests.site.conftest import run
from tests.site.conftest import write

REPORT = "content/reports/gongxinju/industrial-development/2022.yml"
COLLECTION = "reports-gongxinju"
GIT = ["git", "-c", "user.name=某人", "-c", "user.email=a@example.org"]


class Exempt(Silent):
    """Serves the site with its headers; /admin/ brings its own policy, as the guide says."""

    def send_header(self, keyword: str, value: str) -> None:
        """Send a header, but no policy with the form."""
        if keyword == "Content-Security-Policy" and self.path.startswith("/admin/"):
            return
        super().send_header(keyword, value)


@pytest.fixture(scope="module")
def admin(published: Path) -> Iterator[str]:
    """The address of the published form."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Exempt, directory=str(published)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/admin/"
    server.shutdown()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A local repository with the site's content."""
    root = tmp_path / "repository"
    shutil.copytree(ROOT / "content", root / "content")
    shutil.copy(ROOT / "mkdocs.yml", root)
    for arguments in (["init", "-qb", "main"], ["add", "-A"], ["commit", "-qm", "内容"]):
        subprocess.run([*GIT, *arguments], cwd=root, check=True)
    return root


def git(root: Path, *arguments: str) -> str:
    return subprocess.run(
        ["git", "-c", "core.quotepath=off", *arguments], cwd=root, check=True, capture_output=True, encoding="utf-8"
    ).stdout  # fmt: skip


@contextmanager
def opened(repository: Path, mode: str) -> Iterator[int]:
    """The editor's own server for a local repository, and the port it answers at."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {
        "GIT_REPO_DIRECTORY": str(repository),
        "PORT": str(port),
        "MODE": mode,
        "BIND_HOST": "127.0.0.1",
    }
    names = ("AUTHOR", "COMMITTER")
    person = {
        f"GIT_{each}_{key}": value
        for each in names
        for key, value in (("NAME", "编辑"), ("EMAIL", "e@example.org"))
    }
    server = subprocess.Popen(
        [command("node"), str(ROOT / "tests/node/node_modules/decap-server/dist/index.js")],
        env={**os.environ, **person, **settings}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        for _ in range(200):
            with socket.socket() as tried:
                if tried.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield port
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 1000})
    page = context.new_page()
    page.set_default_timeout(20_000)
    yield page
    context.close()


def open_entry(page: Page, admin: str, port: int, entry: str) -> None:
    """Log in to the local repository and open an entry."""
    page.goto(f"{admin}?port={port}")
    page.get_by_role("button", name="登录").click()
    page.get_by_role("link", name="江门市工业和信息化局").wait_for()
    page.goto(f"{admin}?port={port}#/collections/{entry}")
    page.get_by_label("标题", exact=True).first.wait_for()


def budget_line(page: Page, name: str) -> Locator:
    """The fields of a budget line, unfolded."""
    page.get_by_text("10 预算明细").get_by_role("button", name="Expand").click()
    item = page.locator("div[class*=SortableListItem]", has=page.get_by_text(re.compile(f"^{name}"))).first
    item.get_by_role("button").first.click()
    return item


def test_an_amount_is_changed_in_its_line_only(page: Page, admin: str, repository: Path) -> None:
    before = json.loads(run("mingxiao", "check", "--format", "json", cwd=repository).stdout)
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    with opened(repository, "fs") as port:
        open_entry(page, admin, port, f"{COLLECTION}/entries/industrial-development/2022")
        line = budget_line(page, "项目评审")
        spent = line.get_by_label("执行数")
        assert spent.input_value() == "5.65"
        spent.fill("5.75")
        page.get_by_role("button", name="发布", exact=True).click()
        page.get_by_role("menuitem", name="立即发布").click()
        page.get_by_text("内容已保存").wait_for()
    changed = [each for each in git(repository, "diff", "-U0").splitlines() if each[:1] in "+-" and each[:3] not in ("+++", "---")]  # fmt: skip
    assert changed == [
        "-    - {name: 项目评审, budget: 90, spent: 5.65}",
        "+    - {name: 项目评审, budget: 90, spent: 5.75}",
    ]
    assert git(repository, "status", "--short") == f" M {REPORT}\n"
    assert run("mingxiao", "fmt", "--check", cwd=repository).returncode == 0
    checked = run("mingxiao", "check", "--format", "json", cwd=repository)
    assert checked.returncode == 0
    new = [each["message"] for each in json.loads(checked.stdout) if each not in before]
    assert any("480.92" in each for each in new), (
        "the totals in the prose no longer agree, and readers are told"
    )
    (told,) = json.loads(run("mingxiao", "diff", "HEAD", "--format", "json", cwd=repository).stdout)["reports"]
    (edit,) = told["edits"]
    assert (edit["what"], edit["before"], edit["after"]) == ("预算明细“项目评审” · 执行数", "5.65", "5.75")
    assert "budget.spent" in [each["id"] for each in told["figures"]]
    own = (admin.removesuffix("admin/"), f"http://localhost:{port}/", "blob:", "data:")
    assert [each for each in requests if not each.startswith(own)] == []


def test_a_review_begins_with_a_branch_of_its_own(page: Page, admin: str, repository: Path) -> None:
    with opened(repository, "git") as port:
        open_entry(page, admin, port, f"{COLLECTION}/entries/industrial-development/2022")
        budget_line(page, "项目评审").get_by_label("执行数").fill("5.75")
        page.get_by_role("button", name="保存").click()
        page.get_by_role("button", name="状态: 草稿").wait_for()
    branch = f"cms/{COLLECTION}/industrial-development/2022"
    assert git(repository, "branch", "--format", "%(refname:short)").split() == [branch, "main"]
    assert git(repository, "diff", "--numstat", "main", branch) == f"1\t1\t{REPORT}\n"
    assert git(repository, "status", "--short") == ""


def test_a_new_report_lies_in_its_project_and_passes(page: Page, admin: str, repository: Path) -> None:
    with opened(repository, "fs") as port:
        open_entry(page, admin, port, f"{COLLECTION}/new")
        page.get_by_label("年度", exact=True).fill("二〇二三")
        page.get_by_label("标题", exact=True).first.fill("项目绩效自评报告")
        page.get_by_role("button", name="发布", exact=True).click()
        page.get_by_role("menuitem", name="立即发布").click()
        page.get_by_text("“项目”是必填项").wait_for()
        page.get_by_text("“年度”不满足模式（例如 2022）").wait_for()
        page.get_by_label("年度", exact=True).press("Control+a")
        page.get_by_label("年度", exact=True).press_sequentially("2023")
        page.get_by_label("项目", exact=True).click()
        page.get_by_role("option", name="industrial-development").click()
        page.get_by_role("button", name="新增预算明细").click()
        line = page.locator("div[class*=SortableListItem]").first
        line.get_by_label("名称", exact=True).fill("项目评审")
        line.get_by_label("执行数").fill("3.00")
        page.get_by_role("button", name="发布", exact=True).click()
        page.get_by_role("menuitem", name="立即发布").click()
        page.get_by_text("内容已保存").wait_for()
    assert (repository / REPORT.replace("2022", "2023")).read_text(encoding="utf-8") == (
        "# yaml-language-server: $schema=../../../schema/report.json\n"
        "year: 2023\ntitle: 项目绩效自评报告\nbudget:\n  lines:\n    - name: 项目评审\n      spent: 3.00\n"
    )
    assert run("mingxiao", "check", REPORT.replace("2022", "2023"), cwd=repository).returncode == 0


def test_what_cannot_be_written_without_loss_is_refused_with_its_reason(
    page: Page, admin: str, repository: Path
) -> None:
    text = (repository / REPORT).read_text(encoding="utf-8")
    (first,) = re.findall(r"(?m)^basis:\n((?:  - .*\n)+)", text)
    text = text.replace(first, "  [甲, # 甲注\n   乙]\n")
    write(repository / REPORT, text)
    with opened(repository, "fs") as port:
        open_entry(page, admin, port, f"{COLLECTION}/entries/industrial-development/2022")
        page.get_by_text("2 立项依据文件").get_by_role("button", name="Expand").click()
        item = page.locator("div[class*=SortableListItem]").first
        item.get_by_role("button").first.click()
        item.locator("textarea").fill("丙")
        page.get_by_role("button", name="发布", exact=True).click()
        page.get_by_role("menuitem", name="立即发布").click()
        page.get_by_text("要改的几行里有注释，改写会丢掉它。请在文本编辑器里改。").wait_for()
    assert (repository / REPORT).read_text(encoding="utf-8") == text


def test_the_form_is_not_for_search_engines_nor_for_everyone(published: Path, admin: str, page: Page) -> None:
    html = (published / "admin/index.html").read_text(encoding="utf-8")
    assert '<meta name="robots" content="noindex, nofollow">' in html
    assert "admin" not in (published / "search/index.html").read_text(encoding="utf-8")
    assert not re.search(r'href="[^"]*admin/', (published / "index.html").read_text(encoding="utf-8"))
    for vendored in ("decap-cms", "yaml"):
        folder = published / "admin/vendor" / vendored
        assert (folder / "LICENSE").stat().st_size > 500
        assert vendored in (folder / "VERSION").read_text(encoding="utf-8")


def test_the_form_is_published_only_where_it_is_turned_on(make_site: Callable[..., Path]) -> None:
    root = make_site()
    write(
        root / "mkdocs.yml",
        (root / "mkdocs.yml").read_text(encoding="utf-8").replace("admin: true", "admin: false"),
    )
    assert run("mingxiao", "build", cwd=root).returncode == 0
    assert not (root / "site/admin").exists()


def named(fields: list[dict[str, Any]], *path: str) -> dict[str, Any]:
    """A field of a form, by the names that lead to it."""
    for name in path:
        field = next(each for each in fields if each["name"] == name)
        fields = field.get("fields", [])
    return field


def test_every_key_of_a_report_has_its_field() -> None:
    form = fields_of(Report)
    assert [each["name"] for each in form] == list(keys_of(Report))
    for name, key in keys_of(Report).items():
        field = named(form, name)
        assert (field["label"], field["required"]) == (key.title, key.required)
        if key.kind is Kind.RECORDS and key.of:
            assert [each["name"] for each in field["fields"]] == list(keys_of(key.of))
    spent = named(form, "budget", "lines", "spent")
    assert spent["widget"] == "string", "a number widget would take 3.00 for 3"
    assert re.fullmatch(spent["pattern"][0], "3.00") and not re.fullmatch(spent["pattern"][0], "三万")
    assert "实际支出" in spent["hint"]
    assert {"value": "prose", "label": "报告式"} in named(form, "form")["options"]
    assert named(form, "sections", "show")["multiple"]
    assert named(form, "indicators", "rows")["summary"] == "{{fields.name}} {{fields.target}}"
    deepest = named(form, *["sections"] * 4)
    assert [each["name"] for each in deepest["fields"]] == [
        name for name in keys_of(Section) if name != "sections"
    ]


@pytest.mark.parametrize(
    ("forge", "backend", "is_reviewed"),
    [
        (
            Forge(kind="github", repository="https://github.com/o/r", login="https://login.example/"),
            {"name": "github", "repo": "o/r", "branch": "main", "base_url": "https://login.example",
             "api_root": "https://api.github.com", "open_authoring": True},
            True,
        ),
        (
            Forge(kind="gitlab", repository="https://git.example/a/b/c.git", branch="zhu", app_id="7"),
            {"name": "gitlab", "repo": "a/b/c", "branch": "zhu", "auth_type": "pkce", "app_id": "7",
             "base_url": "https://git.example", "api_root": "https://git.example/api/v4"},
            True,
        ),
        (
            Forge(kind="gitea", repository="https://git.example/o/r", app_id="7"),
            {"name": "gitea", "repo": "o/r", "branch": "forms", "app_id": "7",
             "base_url": "https://git.example", "api_root": "https://git.example/api/v1"},
            False,
        ),
        (Forge(kind="github", repository="https://github.com/o/r"), {}, False),
        (Forge(kind="gitee", repository="https://gitee.com/o/r"), {}, False),
    ],
)  # fmt: skip
def test_each_forge_has_its_backend_or_none(forge: Forge, backend: dict[str, Any], is_reviewed: bool) -> None:
    made = configuration(Site(name="站", publisher="局", forge=forge), Survey((), (), ()), {})
    assert (made["backend"], made["is_reviewed"]) == (backend, is_reviewed)


def test_without_a_login_the_form_says_so(page: Page, admin: str) -> None:
    page.goto(admin.replace("127.0.0.1", "site.localhost"))
    page.get_by_text("这个网站没有配置填报表单的登录方式").wait_for()


def test_nothing_is_asked_of_others_before_somebody_logs_in(page: Page, admin: str) -> None:
    forge = Forge(kind="github", repository="https://github.com/o/r", login="https://login.example")
    made = configuration(Site(name="站", publisher="局", forge=forge), Survey(("ju",), (), ()), {})
    page.route("**/config.json", lambda route: route.fulfill(json=made))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    own = admin.replace("127.0.0.1", "site.localhost")
    page.goto(own)
    page.get_by_role("button", name="GitHub").wait_for()
    assert [each for each in asked if not each.startswith(own.removesuffix("admin/"))] == []
    assert complaints == []
