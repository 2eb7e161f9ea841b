"""Other MkDocs plugins beside ours: they do their work, on generated pages too, and reinterpret none of those."""

from __future__ import annotations

import filecmp
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.site.conftest import REPORT
from tests.site.conftest import run
from tests.site.conftest import write

MakeSite = Callable[..., Path]

#: mkdocs-macros reads every page as a Jinja template, mkdocs-redirects asks which pages there are.
OTHERS = """
  - macros
  - redirects:
      redirect_maps:
        old/report.md: ju/xm/2022.md
        old/missed.md: methods.md#budget.rate
        guanyu.md: about.md
extra:
  office: 试验局办公室
"""

#: What Jinja would take for an expression and a statement; braces are doubled in prose.
BRACES = "写法{{{{ office }}}}与{{% for %}}照原样。"


@pytest.fixture
def site(make_site: MakeSite) -> Path:
    """A site with a hand-written page that uses a macro, and a report whose prose looks like one."""
    root = make_site(y2022=REPORT.replace("支出{budget", BRACES + "支出{budget"))
    write(root / "content/pages/about.md", "# 关于\n\n由{{ office }}公布。共 {{ 6 * 7 }} 项。\n")
    return root


def use_others(root: Path) -> None:
    """Add the other plugins to mkdocs.yml, after the one that makes the pages."""
    settings = (root / "mkdocs.yml").read_text(encoding="utf-8")
    ours = "\n  - mingxiao\n"
    assert ours in settings
    (root / "mkdocs.yml").write_text(settings.replace(ours, ours + OTHERS.lstrip("\n")), encoding="utf-8")


def published(root: Path, name: str, builder: str) -> Path:
    """The site as a builder publishes it; warnings are errors."""
    done = run(builder, "build", "--strict", "--site-dir", name, cwd=root)
    assert done.returncode == 0, done.stderr
    return root / name


@pytest.mark.parametrize("builder", ["mkdocs", "properdocs"])
def test_other_plugins_work_beside_ours(site: Path, builder: str) -> None:
    alone = published(site, "alone", builder)
    assert "{{ office }}" in (alone / "about/index.html").read_text(encoding="utf-8")
    use_others(site)
    together = published(site, "together", builder)

    about = (together / "about/index.html").read_text(encoding="utf-8")
    assert "由试验局办公室公布。共 42 项。" in about
    for old, new in (
        ("old/report", "../../ju/xm/2022/"),
        ("old/missed", "../../methods/#budget.rate"),
        ("guanyu", "../about/"),
    ):
        assert f'href="{new}"' in (together / old / "index.html").read_text(encoding="utf-8")

    report = (together / "ju/xm/2022/index.html").read_text(encoding="utf-8")
    assert "写法{{ office }}与{% for %}照原样。" in report
    generated = {each.relative_to(alone).as_posix() for each in alone.rglob("*.html")} - {"about/index.html"}
    assert len(generated) > 10
    _, differing, missing = filecmp.cmpfiles(alone, together, generated, shallow=False)
    assert (differing, missing) == ([], []), "generated pages are as they were"


def test_what_changes_html_changes_every_page(site: Path) -> None:
    """The events that plugins such as minifiers and lightboxes live by, here as MkDocs' own hooks."""
    write(
        site / "marks.py",
        "def on_page_content(html, page, config, files):\n    return html + '<p>读过</p>'\n\n\n"
        "def on_post_page(output, page, config):\n    return output.replace('</html>', '<!-- 改过 --></html>')\n",
    )
    settings = (site / "mkdocs.yml").read_text(encoding="utf-8")
    (site / "mkdocs.yml").write_text(settings + "hooks: [marks.py]\n", encoding="utf-8")
    marked = published(site, "marked", "mkdocs")
    for page in ("about", "ju/xm/2022", "ju/xm", "lists/missed", "methods"):
        text = (marked / page / "index.html").read_text(encoding="utf-8")
        assert text.count("<p>读过</p>") == 1
        assert text.count("<!-- 改过 -->") == 1
