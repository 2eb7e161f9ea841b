"""A page's Markdown to HTML: blocks of HTML are passed by the parser, and nothing is different for it."""

from __future__ import annotations

from hypothesis import example
from hypothesis import given
from hypothesis import strategies as st

from generator.markdown import generated
from generator.markdown import prose
from generator.markdown import rendered
from generator.pages.render import headings
from generator.plan import plan
from generator.site import catalogue_of
from generator.site import compose
from generator.site import overview
from generator.site import table
from generator.site import theme_folder
from tests.conftest import ROOT


def whole(markdown: str) -> str:
    """The page as the parser alone renders it, HTML blocks and all."""
    return generated().render(markdown + "\n")


def test_every_page_of_the_content_is_what_the_parser_alone_makes_of_it() -> None:
    planned, theme = plan(ROOT), theme_folder(ROOT)
    projects = list(compose(planned, theme, jobs=1))
    summaries = [summary for project in projects for summary in project.summaries]
    pages = [page for project in projects for page in project.pages]
    pages += overview(planned, catalogue_of(table(planned, theme), summaries))
    assert len(pages) > 30
    for page in pages:
        assert rendered(page.markdown)[0] == whole(page.markdown), page.source


@given(st.lists(st.text(alphabet="ab一。*_-+>#1.)|`~=[](){}<&\\\"' \n\t", max_size=30), min_size=1, max_size=4))
@example(["- 一\n\n  - 二", "    三", "> 四"])
@example(["|a|b|\n|-|-|", "|1|2|"])
@example(["1. 一\n", "2. 二"])
def test_prose_between_blocks_is_what_the_parser_alone_makes_of_it(texts: list[str]) -> None:
    page = "\n\n".join(f'{prose(text)}\n\n<div class="table">\n<table>\n</table>\n</div>' for text in texts)
    assert rendered(page)[0] == whole(page)


TAGS = '<a class="stated stated--agrees" id="n1" href="#f-score" title="与数据一致">48</a><small class="stated__note">〔x〕</small>'


@given(st.text(alphabet="ab一二12。，（：—*#\u3000\u00a0 \t{}.)-+~", max_size=12), st.integers(1, 6))
@example("甲　", 2)
@example("2022年支出~万元", 2)
@example("~", 2)
@example("甲" * 5000 + "*", 2)
@example("1.甲~", 2)
@example("一 {#x}", 3)
@example("一 # ", 3)
@example("二，**a一**。", 2)
@example("**一****二**", 2)
@example("一**a**b**", 1)
def test_a_line_at_the_margin_is_what_the_parser_alone_makes_of_it(text: str, depth: int) -> None:
    line = prose(text).replace("~", TAGS)
    linked = f"[{line}](<https://a.example:81/b/c_d.yml#L5>)"
    for page in (
        line,
        f'<a id="p1"></a>{line}',
        f"- 一\n\n{line}\n\n- 二",
        *(f"{'#' * depth} {title}" for title in (line, f"{line} {{#s1}}", linked, f"{linked} {{#s1}}")),
    ):
        html, tokens = rendered(page)
        assert html == whole(page)
        assert headings(tokens) == headings(generated().parse(page))


def test_headings_of_all_parts_are_found_in_order() -> None:
    _, tokens = rendered("# 甲\n\n<div>\n</div>\n\n## 乙 {#b}\n\n<p>丙</p>\n\n### 丁")
    assert [token.tag for token in tokens if token.type == "heading_open"] == ["h1", "h2", "h3"]
