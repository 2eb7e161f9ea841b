"""Publishing: what is built, what is refused, and that the old site survives a refusal."""

from __future__ import annotations

import fcntl
import filecmp
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.site.conftest import REPORT
from tests.site.conftest import ROOT
from tests.site.conftest import run
from tests.site.conftest import write

MakeSite = Callable[..., Path]


def files(folder: Path) -> set[str]:
    """Every file below a folder."""
    return {each.relative_to(folder).as_posix() for each in folder.rglob("*") if each.is_file()}


def test_every_page_stands_at_its_address(make_site: MakeSite) -> None:
    root = make_site()
    assert run("mingxiao", "build", cwd=root).returncode == 0
    assert {
        "index.html",
        "404.html",
        "departments/index.html",
        "years/index.html",
        "years/2022/index.html",
        "findings/index.html",
        "methods/index.html",
        "about/index.html",
        "ju/index.html",
        "ju/xm/index.html",
        "ju/xm/2022/index.html",
    } <= files(root / "site")


def test_nothing_of_the_theme_is_published_but_its_assets(make_site: MakeSite) -> None:
    root = make_site()
    run("mingxiao", "build", cwd=root)
    assets = {each.split(".")[0] for each in files(root / "site") if each.startswith("assets/")}
    assert assets == {
        "assets/icon",
        "assets/propose",
        "assets/share",
        "assets/site",
        "assets/search",
        "assets/table-tools",
        "assets/theme-switch",
        "assets/icon-32",
        "assets/icon-180",
    }
    assert not [
        each for each in files(root / "site") if each.startswith(("components", "foundations", "layouts"))
    ]
    assert not (root / "site/site.css").exists()
    assert not [each for each in files(root / "site") if "/." in each or each.startswith(".")]


def test_an_error_publishes_nothing_and_leaves_the_old_site(make_site: MakeSite) -> None:
    root = make_site()
    assert run("mingxiao", "build", cwd=root).returncode == 0
    before = (root / "site/ju/xm/2022/index.html").read_bytes()
    write(root / "content/reports/ju/xm/2022.yml", REPORT.replace("spent: 5.65", "spent: 五"))
    done = run("mingxiao", "build", cwd=root)
    assert done.returncode == 1
    assert "content/reports/ju/xm/2022.yml:5:39" in done.stderr
    assert (root / "site/ju/xm/2022/index.html").read_bytes() == before
    assert not list(root.glob(".*building*"))


@pytest.mark.parametrize("builder", ["mkdocs", "properdocs"])
def test_mkdocs_and_its_fork_build_the_same_site(make_site: MakeSite, builder: str) -> None:
    root = make_site()
    assert run("mingxiao", "build", "--site-dir", "ours", cwd=root).returncode == 0
    done = run(builder, "build", "--strict", "--site-dir", "theirs", cwd=root)
    assert done.returncode == 0, done.stderr
    ours, theirs = files(root / "ours"), files(root / "theirs")
    assert ours == theirs
    _, differing, errors = filecmp.cmpfiles(root / "ours", root / "theirs", ours, shallow=False)
    assert (differing, errors) == ([], [])


@pytest.mark.parametrize("builder", ["mkdocs", "properdocs"])
def test_the_repository_s_own_site_is_clean_under_strict(tmp_path: Path, builder: str) -> None:
    done = run(builder, "build", "--strict", "--site-dir", str(tmp_path / "site"), cwd=ROOT)
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr


def test_mkdocs_refuses_what_mingxiao_refuses(make_site: MakeSite) -> None:
    root = make_site(y2022=REPORT + "nonsense: 1\n")
    done = run("mkdocs", "build", cwd=root)
    assert done.returncode == 1
    assert "unknown-key" in done.stderr
    assert not (root / "site").exists()


def test_the_same_content_gives_the_same_bytes_whatever_the_jobs(make_site: MakeSite) -> None:
    reports = {f"y{year}": REPORT.replace("2022", str(year)) for year in range(2015, 2023)}
    root = make_site(**reports)
    for jobs in ("1", "2"):
        assert run("mingxiao", "build", "--jobs", jobs, "--site-dir", f"with-{jobs}", cwd=root).returncode == 0
    one, two = root / "with-1", root / "with-2"
    _, differing, errors = filecmp.cmpfiles(one, two, files(one) | files(two), shallow=False)
    assert (differing, errors) == ([], [])


def test_a_broken_link_in_a_handwritten_page_is_mkdocs_warning(make_site: MakeSite) -> None:
    root = make_site()
    write(root / "content/pages/about.md", "# 关于\n\n[没有](nowhere.md) [也没有](methods.md#nowhere)\n")
    done = run("mkdocs", "build", "--strict", cwd=root)
    assert done.returncode == 1
    assert "nowhere.md" in done.stderr
    assert "#nowhere" in done.stderr
    assert not (root / "site").exists(), "strict failure must not publish"


def test_a_broken_link_in_a_report_is_mkdocs_warning(make_site: MakeSite) -> None:
    text = REPORT.replace("支出", "支出[链接](/ju/none/)")
    done = run("mkdocs", "build", "--strict", cwd=make_site(y2022=text))
    assert done.returncode == 1
    assert "页面 'ju/xm/2022.md' 链接到 '../../none/'" in done.stderr


def test_a_page_named_like_a_generated_one_is_refused(make_site: MakeSite) -> None:
    root = make_site()
    write(root / "content/pages/methods.md", "# 我的方法\n")
    done = run("mingxiao", "build", cwd=root)
    assert done.returncode == 1
    assert "methods.md" in done.stderr


def test_a_second_build_of_the_same_site_is_turned_away(make_site: MakeSite) -> None:
    root = make_site()
    with (root / ".site.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = run("mingxiao", "build", cwd=root)
    assert done.returncode == 1
    assert "另一次构建" in done.stderr


def test_pages_writes_the_markdown_that_is_published(make_site: MakeSite) -> None:
    root = make_site()
    assert run("mingxiao", "pages", "--out", "pages", cwd=root).returncode == 0
    text = (root / "pages/ju/xm/2022.md").read_text(encoding="utf-8")
    assert text.startswith("# 试验项目 2022 年绩效自评\n")
    assert "## 一、预算 {#s1}" in text
    assert "<table>" in text


def test_a_wrong_call_is_told_so(tmp_path: Path) -> None:
    done = run("mingxiao", "build", cwd=tmp_path)
    assert done.returncode == 2
    assert "content" in done.stderr


@pytest.mark.parametrize(
    "folder",
    [".", "..", "content", "content/reports", "content/new", "theme", "theme/x", ".git", ".mingxiao/x"],
)
@pytest.mark.parametrize("builder", ["mingxiao", "mkdocs", "properdocs"])
def test_a_site_never_takes_the_place_of_what_it_is_made_from(
    make_site: MakeSite, folder: str, builder: str
) -> None:
    root = make_site()
    write(root / ".git/HEAD", "ref: refs/heads/main\n")
    before = files(root)
    done = run(builder, "build", "--site-dir", folder, cwd=root)
    said = done.stdout + done.stderr
    assert done.returncode == 2
    assert "网站不能放在" in said
    assert "Traceback" not in said
    assert "ERROR" not in said
    assert files(root) == before


@pytest.mark.parametrize("builder", ["mingxiao", "mkdocs"])
def test_nor_where_mkdocs_yml_says_so(make_site: MakeSite, builder: str) -> None:
    root = make_site()
    settings = (root / "mkdocs.yml").read_text(encoding="utf-8")
    write(root / "mkdocs.yml", settings.replace("site_dir: site", "site_dir: content/pages"))
    done = run(builder, "build", cwd=root)
    assert done.returncode == 2
    assert "网站不能放在" in done.stdout + done.stderr
    assert "ERROR" not in done.stdout + done.stderr


@pytest.mark.parametrize("builder", ["mingxiao", "mkdocs"])
@pytest.mark.parametrize("there", ["notes/year.txt", "index.html", ".git/HEAD", "data/datapackage.json"])
def test_a_folder_of_other_things_is_not_replaced(make_site: MakeSite, builder: str, there: str) -> None:
    root = make_site()
    write(root / "mine" / there, "我的")
    done = run(builder, "build", "--site-dir", "mine", cwd=root)
    assert done.returncode == 2
    assert "换一个" in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert files(root / "mine") == {there}


def test_a_site_published_before_is_replaced_whoever_remembers_it(make_site: MakeSite) -> None:
    root = make_site()
    (root / "www").mkdir()  # empty
    for _ in range(2):
        assert run("mingxiao", "build", "--site-dir", "www", cwd=root).returncode == 0
        shutil.rmtree(root / ".mingxiao")
    (root / "www").rename(root / "site")
    assert run("mkdocs", "build", cwd=root).returncode == 0


@pytest.mark.parametrize("link", ["pages/pw.md", "pages/pw.txt", "pages/all", "site.yml"])
@pytest.mark.parametrize("builder", ["mingxiao", "mkdocs"])
def test_nothing_outside_of_the_content_is_published_by_a_link(
    make_site: MakeSite, tmp_path: Path, link: str, builder: str
) -> None:
    root = make_site()
    write(tmp_path / "secret/file.md", "秘密")
    place = root / "content" / link
    place.unlink(missing_ok=True)
    place.symlink_to(tmp_path / ("secret" if link == "pages/all" else "secret/file.md"))
    done = run(builder, "build", cwd=root)
    assert done.returncode == 1
    assert f"content/{link}:1:1" in done.stderr
    assert "path-not-accepted" in done.stderr
    assert "秘密" not in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert not (root / "site").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ("mingxiao", "build", "--site-dir", "/proc/x"),
        ("mingxiao", "build", "--site-dir", "mkdocs.yml/x"),
        ("mkdocs", "build", "--site-dir", "/proc/x"),
        ("mingxiao", "pages", "--out", "/proc/x"),
        ("mingxiao", "pages", "--out", "/proc"),
        ("mingxiao", "pages", "--out", "mkdocs.yml"),
        ("mingxiao", "pages", "--out", "mkdocs.yml/x"),
        ("mingxiao", "export", "content/reports/ju/xm/2022.yml", "--out", "/proc/x"),
        ("mingxiao", "export", "content/reports/ju/xm/2022.yml", "--out", "mkdocs.yml/x"),
        ("mingxiao", "export", "--site", "--out", "/proc/x"),
        ("mingxiao", "export", "--site", "--out", "mkdocs.yml"),
        ("mingxiao", "pdf", "content/reports/ju/xm/2022.yml", "--site-dir", ".", "--out", "/proc/x"),
        ("mingxiao", "pdf", "content/reports/ju/xm/2022.yml", "--site-dir", ".", "--out", "mkdocs.yml"),
        ("mingxiao", "schema", "--out", "/proc/x"),
        ("mingxiao", "schema", "--out", "mkdocs.yml"),
    ],
)
def test_where_nothing_can_be_written_it_says_so(make_site: MakeSite, arguments: tuple[str, ...]) -> None:
    root = make_site()
    write(root / "ju/xm/2022/index.html", "")
    before = (root / "mkdocs.yml").read_bytes()
    done = run(*arguments, cwd=root)
    assert done.returncode == 2
    assert "不能写" in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert (root / "mkdocs.yml").read_bytes() == before


@pytest.mark.parametrize(
    "arguments",
    [
        ("pages", "--out", "content/pages"),
        ("export", "--site", "--out", "content"),
        ("export", "content/reports/ju/xm/2022.yml", "--out", "content/reports/ju/xm/2022.yml"),
        ("export", "content/reports/ju/xm/2022.yml", "--out", "content"),
        ("build", "--site-dir", "theme/main.html"),
        ("build", "--site-dir", "mkdocs.yml"),
    ],
)
def test_what_somebody_else_wrote_stays(make_site: MakeSite, arguments: tuple[str, ...]) -> None:
    root = make_site()
    before = {each: (root / each).read_bytes() for each in files(root)}
    done = run("mingxiao", *arguments, cwd=root)
    assert done.returncode == 2
    assert "换一个" in done.stderr
    assert "Traceback" not in done.stderr
    assert {each: (root / each).read_bytes() for each in files(root)} == before


def test_what_it_wrote_before_is_written_anew(make_site: MakeSite) -> None:
    root = make_site()
    for _ in range(2):
        assert run("mingxiao", "pages", cwd=root).returncode == 0
        assert run("mingxiao", "export", "--site", cwd=root).returncode == 0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("site_name: 站\nplugins: [mingxiao\n", "mkdocs.yml:2:10: 错误[yaml-syntax]"),
        ("site_name: 站\nplugins:[mingxiao]\n", "mkdocs.yml:2:1: 错误[yaml-syntax]"),
        ("site_name: 站\nsite_name: 另一个站\nplugins: [mingxiao]\n", "mkdocs.yml:2:1: 错误[duplicate-key]"),
        ("[" * 20_000, "mkdocs.yml:1:65: 错误[nesting-too-deep]"),
        ("docs_dir: content/pages\nsite_name: 站\n", "plugins 里没有 mingxiao"),
        ("docs_dir: nowhere\nsite_name: 站\n", "mkdocs.yml 的设置不对，没有发布"),
        ("", "mkdocs.yml 的设置不对，没有发布"),
    ],
)
def test_a_mistake_in_mkdocs_yml_is_told(make_site: MakeSite, text: str, words: str) -> None:
    root = make_site()
    write(root / "mkdocs.yml", text)
    done = run("mingxiao", "build", cwd=root)
    assert done.returncode == 1
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert not (root / "site").exists()


@pytest.mark.parametrize("builder", ["mingxiao", "mkdocs"])
def test_a_theme_without_a_style_sheet_is_none_of_ours(make_site: MakeSite, builder: str) -> None:
    root = make_site()
    (root / "theme/site.css").unlink()
    done = run(builder, "build", cwd=root)
    assert done.returncode == 2
    assert "site.css" in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
