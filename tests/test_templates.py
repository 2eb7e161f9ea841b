"""How page templates are compiled: names are Python's, and what is printed is escaped."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from jinja2 import UndefinedError
from markupsafe import Markup

from generator.pages.compiler import Told
from generator.pages.compiler import told
from generator.pages.templates import environment
from generator.phrases import _
from tests.conftest import ROOT


def shown(source: str, language: str = "zh-CN", **view: object) -> str:
    return environment(ROOT / "theme", language).from_string(source).render(view)


@pytest.mark.parametrize(
    ("source", "printed"),
    [
        ("{{ report.name }}", "甲&lt;b&gt;"),
        ("{{ report.html }}", "<b>乙</b>"),
        ("{{ report.name|cell }}{{ report.html ~ report.name }}", "甲&lt;b&gt;<b>乙</b>甲&lt;b&gt;"),
        ("{{ told.inner.text }}-{{ told['inner'].text }}", "丙-丙"),
        ("{% for each in report.rows %}{{ loop.index }}{{ each }}{% endfor %}", "1x2y"),
        ("{% macro m(a, b=1) %}{{ a }}{{ b }}{{ caller() }}{% endmacro %}{% call m(2) %}!{% endcall %}", "21!"),
        ("{{ (report.rows + ['z'])[2] }}{{ 'a-b'.split('-')[1] }}", "zb"),
    ],
)
def test_names_items_and_calls_are_those_of_python(source: str, printed: str) -> None:
    report = SimpleNamespace(name="甲<b>", html=Markup("<b>乙</b>"), rows=["x", "y"])
    assert shown(source, report=report, told=told({"inner": {"text": "丙"}})) == printed


@pytest.mark.parametrize("source", ["{{ report.nome }}", "{{ told.nome }}", "{{ nome }}", "{{ nome.a }}"])
def test_a_missing_name_fails(source: str) -> None:
    with pytest.raises((AttributeError, KeyError, UndefinedError), match="nome"):
        shown(source, report=SimpleNamespace(name=""), told=Told(name=""))


def test_words_are_said_in_the_language_of_the_page_also_where_they_are_remembered() -> None:
    source = "{{ word }}{{ words.join }}"
    view = {"word": _("预算"), "words": Told(join=_("预算"))}
    assert shown(source, **view) == "预算预算"
    assert shown(source, "en", **view) == 2 * str(shown("{{ word }}", "en", **view)) != "预算预算"
