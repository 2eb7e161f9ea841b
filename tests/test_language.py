"""Language: both interfaces are complete, and a phrase is said in a language as a translator would expect."""

from __future__ import annotations

import ast
import pickle
import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from markupsafe import Markup

from generator.catalogue import SEPARATORS
from generator.catalogue import SOURCE
from generator.catalogue import Catalogue
from generator.catalogue import Translation
from generator.catalogue import catalogue
from generator.extraction import LOCALE
from generator.extraction import messages
from generator.extraction import update
from generator.model.site import LANGUAGES
from generator.model.site import Site
from generator.pages.content_language import marked
from generator.pages.templates import environment
from generator.phrases import CONTEXT
from generator.phrases import Listing
from generator.phrases import Mixed
from generator.phrases import Numeral
from generator.phrases import Rest
from generator.phrases import _
from generator.phrases import in_context
from tests.conftest import ROOT

CHINESE = re.compile(r"[\u3001-\u9fff\uff00-\uffef]")
SLOT = re.compile(r"\{([\w.]+)\}|%\((\w+)\)s")
TRANSLATED = sorted(set(LANGUAGES) - {SOURCE})

#: Measure words come with Chinese numbers only, and a number of one can be a word.
MAY_GO = {"counter", "count"}


def slots(text: str) -> set[str]:
    """The names of what is filled in; between backticks stands what an editor would type."""
    return {one or other for one, other in SLOT.findall(re.sub("`[^`]*`", "", text))}


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_phrase_is_translated_and_nothing_else_is(language: str) -> None:
    said = catalogue(language).messages
    assert set(said) == set(messages())
    assert not [message for message, translation in said.items() if not translation.one.strip()]


@pytest.mark.parametrize("language", TRANSLATED)
def test_translations_are_filled_with_the_same_values(language: str) -> None:
    for message, translation in catalogue(language).messages.items():
        for text in filter(None, translation):
            assert slots(text) <= slots(message), message
            assert slots(message) - slots(text) <= MAY_GO, message
            assert text.count("%%") == message.count("%%"), message
            assert len(re.findall("%[ds]", text)) == len(re.findall("%[ds]", message)), message


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_catalogue_is_as_extraction_writes_it(language: str, tmp_path: Path) -> None:
    path = LOCALE / language / "LC_MESSAGES/mingxiao.po"
    copy = tmp_path / "mingxiao.po"
    copy.write_bytes(path.read_bytes())
    update(copy, language)
    assert copy.read_text(encoding="utf-8") == path.read_text(encoding="utf-8"), "run make words"
    with path.open("rb") as file:
        read = read_po(file, locale=language)
    assert not read.obsolete
    assert not [each.id for each in read if each.fuzzy and each.id]


#: Chinese in the code of pages that no reader of a page sees as words of the interface: heads of the downloads, digits.
NOT_SHOWN = {
    "lists.py": {"年度", "部门", "项目", "所属", "内容", "网址"},
    "numbers.py": {"零一二三四五六七八九", "十", "百分点"},
    "facts.py": {"分"},
    "data.py": {"全部表 XLSX"},
    "questions.py": {"万元"},
    "groups.py": {"万元"},
    "report_places.py": {"、."},
    # For those who change the theme, in the preview only.
    "gallery.py": {"组件", "# 组件", "<p>主题的每个组件、每种状态。只在预览里有，不会发布。</p>"},
}


@pytest.mark.parametrize("path", sorted((ROOT / "generator/pages").glob("*.py")), ids=lambda path: path.stem)
def test_words_of_pages_are_phrases(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    phrases = {
        id(each)
        for call in calls
        if isinstance(call.func, ast.Name) and call.func.id in ("_", "in_context")
        for each in call.args
    }
    explained = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef) and node.body
        if isinstance(node.body[0], ast.Expr)
    }
    bare = {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and CHINESE.search(node.value)
        if id(node) not in phrases | explained
    }
    assert bare - set(SEPARATORS) <= NOT_SHOWN.get(path.name, set())


TEMPLATES = [*(ROOT / "generator/pages").glob("*.jinja"), *(ROOT / "theme").rglob("*.html")]


@pytest.mark.parametrize("path", sorted(TEMPLATES), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_words_of_templates_are_phrases(path: Path) -> None:
    text = re.sub(r"\{#.*?#\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    text = re.sub(r"\bin_context\([^)]*\)|\b_\(([\"']).*?\1", "", text)
    assert not re.search(r"[\u3001-\u9fff\uff00-\uffef]", text)


@pytest.mark.parametrize("path", sorted((ROOT / "theme").rglob("*.js")), ids=lambda path: path.stem)
def test_words_of_scripts_stand_beside_their_english(path: Path) -> None:
    text = re.sub(r"^\s*//.*|/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    chinese = [line for line in text.splitlines() if CHINESE.search(re.sub(r"//.*", "", line))]
    assert not chinese or 'lang.startsWith("en")' in text


ENGLISH = Catalogue(
    "en",
    {
        "{count} 项，{why}": Translation("{count} indicator, {why}", "{count} indicators, {why}"),
        "没有开展": Translation("not carried out"),
        "第{section}节": Translation("section {section}"),
        f"statement{CONTEXT}报告": Translation("The report"),
        "报告": Translation("Reports"),
    },
)


def test_a_phrase_is_chinese_until_it_is_said() -> None:
    phrase = _("{count} 项，{why}", count=2, why=_("没有开展"))
    assert phrase == "2 项，没有开展"
    assert ENGLISH.say(phrase) == "2 indicators, not carried out"
    assert ENGLISH.say(_("{count} 项，{why}", count=1, why="甲")) == "1 indicator, 甲"
    assert catalogue(SOURCE).say(phrase) == "2 项，没有开展"


def test_what_is_no_phrase_is_content_and_stays() -> None:
    assert ENGLISH.say("没有开展") == "没有开展"
    assert ENGLISH.say(_("没有这句话")) == "没有这句话"


def test_content_never_acts_as_a_format() -> None:
    phrase = _("{count} 项，{why}", count=2, why="{count} %(count)s 100%")
    assert phrase == "2 项，{count} %(count)s 100%"
    assert ENGLISH.say(phrase) == "2 indicators, {count} %(count)s 100%"


def test_numerals_lists_and_context_follow_the_language() -> None:
    assert ENGLISH.say(_("第{section}节", section=Numeral("三（一）", "3.1"))) == "section 3.1"
    assert ENGLISH.say(Listing(["甲", _("没有开展")])) == "甲, not carried out"
    assert (in_context("statement", "报告"), ENGLISH.say(in_context("statement", "报告"))) == (
        "报告",
        "The report",
    )


def test_a_sentence_need_not_say_again_what_stands_before_it() -> None:
    whole, lead = _("第 {number} 行部门自述达成，但{why}。", number=9, why="甲"), _("第 {number} 行", number=9)
    assert Rest(whole, lead) == "部门自述达成，但甲。"
    assert catalogue("en").say(Rest(whole, lead)) == "The department declares it met, but 甲."
    template = environment(ROOT / "theme", "en").from_string("{{ whole|leading(lead, '#r9') }}")
    assert template.render(whole=whole, lead=lead).startswith('<a href="#r9">Row 9</a>: the department')
    assert template.render(whole="<乙>", lead=lead) == '&lt;乙&gt; <a href="#r9">row 9</a>'


def test_processes_hand_phrases_to_each_other_whole() -> None:
    phrase = _("{count} 项，{why}", count=2, why=Listing([_("没有开展"), Numeral("三", 3)]))
    again = pickle.loads(pickle.dumps(phrase))
    assert again == phrase
    assert ENGLISH.say(again) == ENGLISH.say(phrase) == "2 indicators, not carried out, 3"


def test_html_with_phrases_stays_html_and_phrases_stay_text() -> None:
    mixed = Mixed(("<b>", _("数据为 {value}", value="<i>"), "</b>"))
    assert mixed == "<b>数据为 &lt;i&gt;</b>"
    template = environment(ROOT / "theme", "en").from_string("{{ mixed }} {{ plain }}")
    assert template.render(mixed=mixed, plain="<") == "<b>数据为 &lt;i&gt;</b> &lt;"


def test_a_template_says_how_many_in_the_language() -> None:
    source = "{{ _('%(count)s 份报告', count=n) }}"
    english = environment(ROOT / "theme", "en").from_string(source)
    assert [english.render(n=n) for n in (0, 1, 2)] == ["0 reports", "1 report", "2 reports"]
    chinese = environment(ROOT / "theme").from_string(source)
    assert chinese.render(n=1) == "1 份报告"
    assert (chinese.render(n=1261), english.render(n=1261)) == ("1,261 份报告", "1,261 reports")


def test_a_count_has_its_thousands_separated() -> None:
    phrase = _("{count} 项，{why}", why="").with_values(count=1261)
    assert (phrase, ENGLISH.say(phrase)) == ("1,261 项，", "1,261 indicators, ")
    assert _("{count} 项，{why}", count=1261, why=2022) == "1,261 项，2022"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>Row 5</p>", "<p>Row 5</p>"),
        ("<p>甲局 2022</p>", '<p><span lang="zh-CN">甲局</span> 2022</p>'),
        ("<td>2022 年 5G（试行）。</td>", '<td>2022 <span lang="zh-CN">年 5G（试行）。</span></td>'),
        (
            "<p>says “甲”, not “乙”</p>",
            '<p>says “<span lang="zh-CN">甲</span>”, not “<span lang="zh-CN">乙</span>”</p>',
        ),
        ('<option value="a">甲</option>', '<option value="a" lang="zh-CN">甲</option>'),
        ('<a title="甲">b</a>', '<a title="甲">b</a>'),
        ("<script>甲</script>", "<script>甲</script>"),
    ],
)
def test_chinese_on_an_english_page_says_that_it_is(html: str, expected: str) -> None:
    assert marked(html) == expected
    assert Markup(marked(html)).striptags() == Markup(html).striptags()


def test_the_first_language_stands_at_the_root() -> None:
    assert Site().interfaces == ("zh-CN",)
    assert Site(languages=("zh-CN", "en")).interfaces == ("zh-CN", "en")
    assert Site(language="en").interfaces == ("en",)
    assert Site(language="en", languages=("zh-CN", "en")).interfaces == ("en", "zh-CN")
