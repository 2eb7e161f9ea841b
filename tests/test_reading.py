"""Reading: every broken file of tests/cases/reading, what bytes can do, and that nothing ever raises."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from generator.assessment import assess
from generator.findings import Finding
from generator.model.identity import ReportId
from generator.model.report import Report
from generator.model.site import Forge
from generator.model.site import SearchedSite
from generator.personal import masked
from generator.plan import plan
from generator.read import READING_RULES
from generator.read import read_report
from generator.read import read_site
from generator.read import survey
from tests.conftest import CASES
from tests.conftest import REPORTS
from tests.conftest import Read
from tests.conftest import assess_text
from tests.conftest import blocks

HEAD = "year: 2022\ntitle: 报告\n"


def cases() -> Iterator[object]:
    """Each block of YAML with the block after it: what is found in it, and the words said of it."""
    for path in sorted((CASES / "reading").glob("*.md")):
        for (title, text), (_, found) in zip(blocks(path, "yaml"), blocks(path, "found"), strict=True):
            yield pytest.param(text, found.splitlines(), id=f"{path.stem}: {title}")


def read(folder: Path, data: str | bytes, year: int = 2022) -> tuple[Report | None, list[Finding]]:
    """A file of these bytes, and every mistake in it in the order of the file."""
    path = folder / f"{year}.yml"
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    done, mistakes = read_report(folder, path.name, ReportId("bumen", "xiangmu", year))
    return done and done.report, sorted(mistakes, key=lambda each: each.sort_key)


def places(found: list[Finding]) -> list[str]:
    return [f"{each.rule} {each.place.line}:{each.place.column}" for each in found]


@pytest.mark.parametrize(("text", "expected"), [*cases()])
def test_a_broken_file_is_explained(text: str, expected: list[str], tmp_path: Path) -> None:
    _, found = read(tmp_path, text)
    assert places(found) == [" ".join(line.split()[:2]) for line in expected]
    for each, line in zip(found, expected, strict=True):
        for words in line.split()[2:]:
            assert words in each.message + each.advice


def all_cases() -> Iterator[object]:
    """Each block of YAML of tests/cases/unread with the block after it: all that is found in it, by any rule."""
    path = CASES / "unread" / "follow-on.md"
    for (title, text), (_, found) in zip(blocks(path, "yaml"), blocks(path, "found"), strict=True):
        yield pytest.param(text, found.splitlines(), id=title)


@pytest.mark.parametrize(("text", "expected"), [*all_cases()])
def test_what_could_not_be_read_is_not_said_to_be_missing_or_wrong(
    text: str, expected: list[str], tmp_path: Path
) -> None:
    assert places([*assess_text(tmp_path, text).findings]) == expected


def test_every_rule_of_reading_has_a_case() -> None:
    shown = {
        line.split()[0]
        for path in (CASES / "reading").glob("*.md")
        for line in path.read_text().splitlines()
        if line
    }
    here = Path(__file__).read_text(encoding="utf-8")
    assert not [rule for rule in READING_RULES if rule not in shown and not re.search(f'"{rule}[ "]', here)]


@pytest.mark.parametrize(
    ("data", "expected", "words"),
    [
        pytest.param(HEAD.encode("gbk"), "not-utf8 2:8", "GBK", id="GBK"),
        pytest.param(HEAD.encode("utf-16"), "not-utf8 1:1", "UTF-16", id="UTF-16 with a mark"),
        pytest.param(HEAD.encode("utf-16-le"), "not-utf8 1:1", "UTF-16", id="UTF-16 without"),
        pytest.param(b"\x89PNG\r\n\x1a\n\xff\xff\xff\xfe", "not-utf8 1:1", "不是 UTF-8", id="a picture"),
        pytest.param(b"", "empty-file 1:1", "year", id="empty"),
        pytest.param(b"\n\n  \n", "empty-file 1:1", "year", id="blank"),
        pytest.param(b"# later\n", "empty-file 1:1", "注释", id="comments only"),
        pytest.param(HEAD.replace("报", "\0").encode(), "forbidden-character 2:8", "NUL", id="NUL"),
        pytest.param(HEAD.replace("报", "\x1b").encode(), "forbidden-character 2:8", "U+001B", id="escape"),
        pytest.param(HEAD.replace("告", "\u202e").encode(), "forbidden-character 2:9", "U+202E", id="turned"),
        pytest.param(HEAD.replace("告", "\u200b").encode(), "forbidden-character 2:9", "U+200B", id="no width"),
        pytest.param(HEAD.encode() + b"# " * (2 << 20), "file-too-large 1:1", "4 MB", id="five megabytes"),
        pytest.param((HEAD + "basis: " + "[" * 70).encode(), "nesting-too-deep 3:71", "64", id="a deep list"),
        pytest.param(
            (HEAD + "cover: " + "{a: " * 9999).encode(), "nesting-too-deep 3:260", "64", id="very deep"
        ),
    ],
)
def test_bytes_that_cannot_be_published(data: bytes, expected: str, words: str, tmp_path: Path) -> None:
    _, found = read(tmp_path, data)
    assert expected in places(found)
    assert words in "".join(each.message + each.advice for each in found)


@pytest.mark.parametrize("data", [HEAD.encode("utf-8-sig"), HEAD.replace("\n", "\r\n").encode(), HEAD.encode()])
def test_a_byte_order_mark_and_line_ends_of_windows_are_no_mistakes(data: bytes, tmp_path: Path) -> None:
    report, found = read(tmp_path, data)
    assert (report and report.title, found) == ("报告", [])


@pytest.mark.parametrize(
    ("written", "amount"),
    [("1935", "1935"), ("480.82", "480.82"), ("３．５０", "3.50"), ('"1,935"', "1935"), ("１９３５", "1935")],
)
def test_an_amount_keeps_its_digits(written: str, amount: str, tmp_path: Path) -> None:
    report, found = read(tmp_path, f"{HEAD}budget:\n  lines:\n    - name: 培训\n      spent: {written}\n")
    assert not found
    assert report and report.budget
    assert str(report.budget.lines[0].spent) == amount


def test_yaml_guesses_nothing(tmp_path: Path) -> None:
    report, found = read(tmp_path, "year: 2022\ntitle: no\nproblems: [12:30, 010, 1e3, 2022-01-01, on]\n")
    assert not found
    assert report
    assert report.title == "no"
    assert report.problems == ("12:30", "010", "1e3", "2022-01-01", "on")


def test_all_mistakes_are_told_at_once_and_the_rest_is_read(tmp_path: Path) -> None:
    text = """\
year: 2021
title: 报告
filled_on: 2022-02-30
budgt: {}
budget:
  lines:
    - {name: 培训, budget: -3, spent: "12,5"}
    - {name: 调研, budget: 3, spent: 2}
"""
    report, found = read(tmp_path, text)
    assert places(found) == [
        "year-differs 1:7",
        "not-a-date 3:12",
        "unknown-key 4:1",
        "negative-amount 7:26",
        "not-an-amount 7:37",
    ]
    assert report and report.budget
    assert report.budget.lines[1].spent == Decimal(2)


def test_what_comes_before_a_syntax_error_is_still_read(tmp_path: Path) -> None:
    report, found = read(tmp_path, HEAD + "filled_on: 昨天\nproblems: [一\n")
    assert report and report.title == "报告"
    assert [each.rule for each in found] == ["not-a-date", "yaml-syntax"]


def test_the_year_of_the_path_counts(tmp_path: Path) -> None:
    _, found = read(tmp_path, HEAD, year=2021)
    assert places(found) == ["year-differs 1:7"]
    assert "2021.yml" in found[0].message


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    done, found = read_report(tmp_path, "2022.yml", ReportId("bumen", "xiangmu", 2022))
    assert done is None
    assert places([*found]) == ["file-missing 1:1"]


@pytest.mark.parametrize("file", ["方案.pdf", "../2022.yml", "/etc/passwd", ".hidden", "长" * 300])
def test_an_attachment_lies_in_the_folder_of_the_year_only(file: str, tmp_path: Path) -> None:
    _, found = read(tmp_path, f"{HEAD}attachments:\n  - {{title: 方案, file: {file}}}\n")
    assert places(found) == ["attachment-missing 4:23"]


def test_an_attachment_that_is_there(tmp_path: Path) -> None:
    (tmp_path / "2022").mkdir()
    (tmp_path / "2022" / "方案.pdf").write_bytes(b"%PDF")
    assert read(tmp_path, f"{HEAD}attachments: [{{title: 方案, file: 方案.pdf}}]\n")[1] == []


@pytest.mark.parametrize(
    "file", ["data", "index.html", "Search.json", "a.svg", "a.HTM", "a.xhtml", "a.b.js", "a.xml", "a.html."]
)
def test_an_attachment_takes_no_generated_name_and_runs_nowhere(file: str, tmp_path: Path) -> None:
    (tmp_path / "2022").mkdir()
    (tmp_path / "2022" / file).write_bytes(b"<script>")
    _, found = read(tmp_path, f"{HEAD}attachments:\n  - {{title: 方案, file: {file}}}\n")
    assert places(found) == ["attachment-not-accepted 4:23"]
    assert file in found[0].message


@pytest.mark.parametrize("file", ["svg", "js", "report.json", "html.pdf", "数据.xlsx"])
def test_an_attachment_with_any_other_name_is_taken(file: str, tmp_path: Path) -> None:
    (tmp_path / "2022").mkdir()
    (tmp_path / "2022" / file).write_bytes(b"x")
    assert read(tmp_path, f"{HEAD}attachments: [{{title: 方案, file: {file}}}]\n")[1] == []


def test_many_of_the_same_are_counted_not_listed(tmp_path: Path) -> None:
    _, found = read(tmp_path, HEAD + "problems:\n" + "  - 一\u200b\n" * 500)
    assert len(found) == 51
    assert "450" in found[-1].message


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400) | st.text(max_size=300).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_no_bytes_ever_raise(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        report, found = read(Path(folder), data)
        assert report or found
        for each in found:
            assert each.rule in READING_RULES
            assert min(each.place.line, each.place.column, each.place.length) >= 1


SEED = (REPORTS / "gongxinju" / "industrial-development" / "2022.yml").read_text(encoding="utf-8")
INSERTED = st.sampled_from(
    [*"{}[]:,&*!|>'\"%@`#-?\t\n 0９", "<<: ", "\n---\n", "\n\n", "- ", ": ", "\0", "\u202e"]
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(SEED)), st.integers(0, 9), INSERTED), min_size=1, max_size=4))
def test_a_real_report_with_slips_of_the_hand_is_read_and_checked(slips: list[tuple[int, int, str]]) -> None:
    text = SEED
    for position, length, inserted in slips:
        text = text[:position] + inserted + text[position + length :]
    lines = text.replace("\r", "\n").split("\n")
    with tempfile.TemporaryDirectory() as folder:
        for each in assess_text(Path(folder), text).findings:
            assert each.message
            assert 1 <= each.place.line <= len(lines)
            assert each.place.column <= len(lines[each.place.line - 1]) + 1


def test_thousands_of_unknown_keys_are_all_told(assess: Callable[..., Read]) -> None:
    read = assess("".join(f"a{number}: 1\n" for number in range(5000)))
    assert len(read.of("unknown-key")) == 5000


@pytest.mark.parametrize("name", ["reports/Bumen", "reports/bumen/项目", "reports/bumen/xiangmu/22.yml"])
def test_a_path_that_cannot_be_an_address_is_not_published(
    name: str, content: Callable[[dict[str, str]], Path]
) -> None:
    root = content({f"{name}/readme.txt" if "." not in name else name: ""})
    found = [each for each in survey(root).findings if each.place.path == f"content/{name}"]
    assert [each.rule for each in found] in (["path-not-accepted"], ["not-a-slug"])


def test_a_linked_file_is_refused_once(content: Callable[[dict[str, str]], Path]) -> None:
    root = content({"reports/bumen/xiangmu/project.yml": "name: 项目\n"})
    (root / "content/reports/bumen/department.yml").symlink_to(
        root / "content/reports/bumen/xiangmu/project.yml"
    )
    assert [each.rule for each in survey(root).findings] == ["path-not-accepted"]


def test_of_endless_mistakes_the_first_are_told(tmp_path: Path) -> None:
    endless = "".join(f"titl{number}: 1\n" for number in range(6000))
    report, found = read(tmp_path, f"{HEAD}{endless}filled_on: 五")
    assert len(found) == 5000
    assert "问题太多" in found[-1].message
    assert report
    assert report.is_unread("filled_on"), "what is no longer told is not forgotten"


def test_a_full_width_colon_is_told_once(tmp_path: Path) -> None:
    assert places(read(tmp_path, "year：2022\ntitle: 报告\n")[1]) == ["yaml-syntax 1:5"]
    (found,) = read(tmp_path, "year：2022")[1]
    assert "半角冒号" in found.advice


@pytest.mark.parametrize(
    ("path", "text", "words"),
    [
        ("reports/bumen/department.yml", "", "至少写 name。"),
        ("reports/bumen/xiangmu/project.yml", "- name: 项目\n", "第一行从 name: 开始写。"),
        ("site.yml", "# 以后写\n", "至少写 name 和 publisher。"),
    ],
)
def test_a_file_that_is_no_report_is_not_told_to_be_one(
    path: str, text: str, words: str, content: Callable[[dict[str, str]], Path]
) -> None:
    root = content({"site.yml": "name: 站\npublisher: 局\n", f"{path}": text})
    desk = plan(root)
    found = [
        *desk.findings,
        *(each for folder in desk.survey.projects for each in assess(folder, desk.desk).findings),
    ]
    assert [each.advice for each in found if each.place.path == f"content/{path}"] == [words]


def test_an_unknown_standard_of_the_site_is_told_once_at_its_line(
    content: Callable[[dict[str, str]], Path],
) -> None:
    report = "year: {year}\ntitle: 报告\nstated: {{score: 93, grade: 优}}\n"
    years = {f"reports/bumen/xiangmu/{year}.yml": report.format(year=year) for year in (2021, 2022)}
    names = {
        "reports/bumen/department.yml": "name: 部门\n",
        "reports/bumen/xiangmu/project.yml": "name: 项目\n",
    }
    root = content({"site.yml": "name: 站\npublisher: 局\nstandard: none\n", **names, **years})
    done = plan(root)
    (folder,) = done.survey.projects
    found = [*done.findings, *assess(folder, done.desk).findings]
    wrong = [each for each in found if each.rule == "standard-unknown"]
    assert [(each.place.path, each.place.line, each.place.column) for each in wrong] == [
        ("content/site.yml", 3, 11)
    ]


def test_a_link_out_of_the_content_is_not_followed(content: Callable[[dict[str, str]], Path]) -> None:
    root = content({"reports/bumen/department.yml": "name: 部门\n"})
    (root / "content/reports/bumen/xiangmu").symlink_to(root)
    assert "path-not-accepted" in [each.rule for each in survey(root).findings]


@pytest.mark.parametrize(
    "address", ["/jiangmen/", "../yi", "https://www.example.gov.cn/jixiao/", "http://a.cn:80"]
)
def test_an_address_of_another_site_is_a_path_or_complete(tmp_path: Path, address: str) -> None:
    (site,), found = searched_sites(tmp_path, address)
    assert (site.address, found) == (address, [])


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "//evil.cn/",
        "jiangmen",
        "https://",
        "https://a@b.cn/",
        "/a b/",
        "/\\a",
    ],
)
def test_any_other_address_is_a_mistake(tmp_path: Path, address: str) -> None:
    sites, found = searched_sites(tmp_path, address)
    assert (sites, found) == ((), ["not-an-address 5:27"])


SITE = "name: 站\npublisher: 局\nforge: {{kind: github, repository: {repository}, branch: {branch}}}\n"
REDRESS = "redress:\n  url: {url}\n  email: {email}\n"
RIGHT = {
    "repository": "https://git.example.gov.cn:8443/czj/mingxiao",
    "branch": "公开/v1.2",
    "url": "'https://www.example.gov.cn/jiucuo?url={page}&where={row}#x'",
    "email": "ji.xiao+1@czj.example.gov.cn",
}


@pytest.mark.parametrize(
    ("key", "written", "expected"),
    [
        *(("repository", each, "not-an-address 3:35") for each in ("'javascript:alert(1)//'", "git@a.cn:b/c", "//a.cn/b")),
        *(("repository", each, "not-an-address 3:35") for each in ("https://", "'https://a.cn/\"x'", "https://u:p@a.cn/b")),
        *(("branch", each, "not-a-branch 3:89") for each in ("'a b/../x?'", "a..b", "/a", "a/", "'a:b'", "-a", "a/.b")),
        *(("url", each, "not-an-address 5:8") for each in ("'javascript:alert({page})'", "/jiucuo", "'https://a.cn/{pages}'")),
        *(("email", each, "not-an-email 6:10") for each in ("not mail", "a@b", "a@b.cn?bcc=c@d.cn", "'<a@b.cn>'", "'a@b.cn, c@d.cn'")),
    ],
)  # fmt: skip
def test_what_becomes_a_link_on_every_page_is_one(
    tmp_path: Path, key: str, written: str, expected: str
) -> None:
    (tmp_path / "content").mkdir()
    file = tmp_path / "content/site.yml"
    file.write_text((SITE + REDRESS).format(**RIGHT), encoding="utf-8")
    assert read_site(tmp_path)[1] == ()
    file.write_text((SITE + REDRESS).format(**{**RIGHT, key: written}), encoding="utf-8")
    site, found = read_site(tmp_path)
    assert places([*found]) == [expected]
    assert masked(written.strip("'"))[:20] in found[0].message
    assert "例如 " in found[0].advice
    assert "***" not in found[0].advice, "our own example is nobody's address"
    assert site.forge and site.redress


def test_a_branch_is_written_in_an_address_as_it_must_be() -> None:
    forge = Forge(kind="github", repository="https://a.cn/b", branch="修改#1")
    assert forge.view("c.yml") == "https://a.cn/b/blob/%E4%BF%AE%E6%94%B9%231/c.yml#L"


def searched_sites(root: Path, address: str) -> tuple[tuple[SearchedSite, ...], list[str]]:
    """The other sites of a site.yml that names one, and the mistakes in it."""
    text = f"name: 站\npublisher: 局\nsearch:\n  sites:\n    - {{name: 乙县, address: '{address}'}}\n"
    (root / "content").mkdir()
    (root / "content/site.yml").write_text(text, encoding="utf-8")
    site, found = read_site(root)
    return site.searched_sites, places(list(found))
