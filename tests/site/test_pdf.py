"""Reports on paper: read back by another library than the one that printed them."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.site.conftest import ROOT
from tests.site.conftest import run

SEED = "content/reports/gongxinju/industrial-development/2022.yml"
FORM = "content/reports/jishan-yibaoju/medicare-contribution/2020.yml"


@pytest.fixture(scope="module")
def printed(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report in prose and a standard form, printed from the published site."""
    out = tmp_path_factory.mktemp("pdf")
    done = run("mingxiao", "pdf", SEED, FORM, "--site-dir", str(published), "--out", str(out), cwd=ROOT)
    assert done.returncode == 0, done.stderr
    return out


@pytest.fixture(scope="module")
def seed(printed: Path) -> PdfReader:
    """The seed, as PDF."""
    return PdfReader(printed / "gongxinju-industrial-development-2022.pdf")


def test_it_is_a4_and_says_what_it_is_and_in_which_language(seed: PdfReader) -> None:
    assert seed.metadata
    assert seed.metadata.title == "工业发展管理经费 2022 年绩效自评 · 项目绩效公开示例"
    assert seed.trailer["/Root"]["/Lang"] == "zh-CN"
    for page in seed.pages:
        assert [round(float(each) * 25.4 / 72) for each in page.mediabox[2:]] == [210, 297]


def test_it_is_tagged_and_has_bookmarks(seed: PdfReader) -> None:
    root = seed.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    titles = [each.title for each in seed.outline if not isinstance(each, list)]
    assert any("工业发展管理经费" in str(title) for title in titles)
    assert "一、项目概况" in str(seed.outline)


def test_its_text_can_be_read_and_its_fonts_are_inside(seed: PdfReader) -> None:
    text = "".join(page.extract_text() for page in seed.pages)
    for words in ("480.82", "24.85%", "评审项目总数量", "〔数据为 49〕"):
        assert words in text
    assert "李凤笑" not in text
    assert "3279820" not in text
    fonts = [font.get_object() for page in seed.pages for font in page["/Resources"]["/Font"].values()]  # type: ignore[index]
    for font in fonts:
        inner = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
        descriptor = inner["/FontDescriptor"]
        assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor)


def test_every_page_is_numbered_and_runs_its_title(seed: PdfReader) -> None:
    count = len(seed.pages)
    for number, page in enumerate(seed.pages, 1):
        text = page.extract_text()
        assert f"{number} / {count}" in text
        assert "工业发展管理经费 2022 年绩效自评" in text


def test_the_same_page_is_the_same_file(printed: Path, published: Path, tmp_path: Path) -> None:
    run("mingxiao", "pdf", FORM, "--site-dir", str(published), "--out", str(tmp_path), cwd=ROOT)
    (again,) = tmp_path.iterdir()
    assert again.read_bytes() == (printed / again.name).read_bytes()


def test_without_a_built_site_there_is_nothing_to_print(tmp_path: Path) -> None:
    done = run("mingxiao", "pdf", SEED, "--site-dir", str(tmp_path), cwd=ROOT)
    assert done.returncode == 2
    assert "先构建网站" in done.stderr
