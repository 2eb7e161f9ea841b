"""Hostile text in every field of a report: it is printed, never obeyed, and never breaks the page around it."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable
from functools import partial
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from generator.assessment import assess
from generator.history import History
from generator.pages.project import project_page
from generator.pages.render import render
from generator.pages.report import report_page
from generator.pages.revisions import Past
from generator.pages.summary import summarise
from generator.pages.templates import written
from generator.plan import plan
from generator.site import Table
from generator.site import catalogue_of
from generator.site import overview
from tests.site.conftest import ROOT
from tests.site.conftest import run
from tests.site.conftest import write

#: Each cut to what a field could hold: some are long to see what takes time.
STRINGS = [
    each[:5000]
    for each in json.loads((ROOT / "tests/cases/hostile/strings.json").read_text(encoding="utf-8"))["text"]
]

#: Elements that a page of ours has; anything else came from content.
OURS = frozenset(
    "a b blockquote br caption code dd div dl dt em h1 h2 h3 h4 h5 h6 hr img li nav ol p path rect section small span strong "
    "svg table tbody td tfoot th thead tr ul figure figcaption circle line text g title del ins time wbr".split()
)
#: The search form is ours alone; nothing of it may come from a report.
FORM = re.compile(
    r'<form class="search__(?:form|query)" role="search".*?</form>|<p class="search__more".*?</p>', re.DOTALL
)
URLS = re.compile(
    r"#|\.{1,2}/|/(?!/)|https?://|mailto:|(?:[a-z0-9-]+/)+(?:#[\w.-]+|[a-z]+\.[a-z]+)?$|list\.csv$|[a-z_]+\.(?:csv|json|parquet|xlsx)$"
)


def report(hostile: str) -> str:
    """A report whose every text is the hostile string. JSON is YAML."""
    return json.dumps(
        {
            "year": 2022,
            "title": hostile,
            "cover": {"project": hostile, "department": hostile, "unit": hostile},
            "disclosure": {"index": hostile, "publisher": hostile, "category": hostile, "number": hostile},
            "excerpt": hostile,
            "basis": [hostile],
            "captions": {"basis": hostile, "budget": hostile, "indicators": hostile},
            "budget": {
                "head": hostile,
                "lines": [{"name": hostile, "source": hostile, "budget": 1, "spent": 2}] * 2,
            },
            "objectives": [{"name": hostile, "target": hostile, "actual": hostile}],
            "indicators": [
                {
                    "subproject": hostile,
                    "item": hostile,
                    "level1": hostile,
                    "rows": [
                        {
                            "type": hostile,
                            "name": hostile,
                            "target": hostile,
                            "actual": hostile,
                            "reason": hostile,
                        },
                        {
                            "type": "数量指标",
                            "name": hostile,
                            "target": "3个",
                            "actual": hostile,
                            "met": "true",
                        },
                    ],
                }
            ],
            "sections": [
                {
                    "title": hostile,
                    "text": hostile,
                    "sections": [{"title": hostile, "text": f"一\n\n{hostile}\n\n二"}],
                }
            ],
            "problems": [hostile],
            "stated": {"score": hostile, "grade": hostile, "budget.total": hostile},
            "corrections": [{"on": "2023-01-01", "what": hostile, "reason": hostile}],
            "accepted": [{"rule": "overspent", "reason": hostile}],
        },
        ensure_ascii=False,
    )


class Reader(HTMLParser):
    """The elements and attributes of a page, and what stands open at each address."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.elements.append((tag, dict(attrs)))


def test_what_stands_before_a_handwritten_page_is_no_script(make_site: Callable[..., Path]) -> None:
    root = make_site()
    before = "---\ntitle: <script>x</script>\ncrumbs: 3\nkind: x\nstructured: </script><script>alert(1)</script>\n---\n"
    write(root / "content/pages/own.md", f"{before}# 页\n")
    write(root / "content/pages/framed.md", "template: nowhere.html\n\n# 页\n")
    assert run("mingxiao", "build", cwd=root).returncode == 0
    html = (root / "site/own/index.html").read_text(encoding="utf-8")
    assert "alert(1)" not in html
    assert all(attributes.get("src") for tag, attributes in Reader(html).elements if tag == "script")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site with one project, whose report each test writes."""
    write(
        tmp_path / "content/site.yml",
        "name: 站\npublisher: 局\nforge: {kind: github, repository: https://git.example/r}\n",
    )
    write(tmp_path / "content/reports/ju/department.yml", "name: 局\n")
    return tmp_path


def pages(root: Path, hostile: str) -> list[str]:
    """The HTML of the report's page and its project's, made even though the content may have errors."""
    write(
        root / "content/reports/ju/xm/project.yml",
        json.dumps({"name": hostile, "summary": hostile, "unit": hostile}),
    )
    write(root / "content/reports/ju/xm/2022.yml", report(hostile))
    desk = plan(root)
    project = assess(desk.survey.projects[0], desk.desk)
    theme = ROOT / "theme"
    table = Table(desk.desk, theme, History())
    summaries = tuple(summarise(project, each) for each in project.reports)
    drafts = [report_page(project, each, desk.desk, Past()) for each in project.reports]
    drafts.append(project_page(project, summaries, desk.desk, theme, History()))
    made = (*written(drafts, theme, desk.desk.site.interfaces), *overview(desk, catalogue_of(table, summaries)))
    return [FORM.sub("", render(page).html) for page in made]


@pytest.mark.parametrize("number", range(len(STRINGS)))
def test_hostile_text_stays_text(site: Path, number: int) -> None:
    for html in pages(site, STRINGS[number]):
        for tag, attributes in Reader(html).elements:
            assert tag in OURS, (tag, attributes)
            assert not [name for name in attributes if name.startswith("on") or name == "style"], attributes
            for name in ("href", "src"):
                if name in attributes:
                    assert URLS.match(str(attributes[name])), attributes


@pytest.mark.parametrize("number", range(len(STRINGS)))
def test_the_page_goes_on_after_hostile_text(site: Path, number: int) -> None:
    html = pages(site, STRINGS[number])[0]
    places = [html.find(f'id="{anchor}"') for anchor in ("s1", "s1-1", "p1", "checks", "origin", "source")]
    assert -1 not in places
    assert places == sorted(places)
    assert html.rstrip().endswith("</div>\n</div>")


def test_no_hostile_text_runs_in_a_browser_that_would_let_it(site: Path, browser: Browser) -> None:
    out = site / "out"
    scripts = [each for each in STRINGS if "__pwned" in each]
    for number, hostile in enumerate(scripts):
        kinds = pages(site, hostile)
        for kind, html in enumerate(kinds):
            write(out / f"{number}-{kind}.html", f"<!doctype html><meta charset=utf-8><body>{html}")
        # Each page is whole in a frame of its own: what one leaves open cannot swallow the next.
        frames = "".join(f"<iframe src={number}-{kind}.html></iframe>" for kind in range(len(kinds)))
        write(out / f"{number}.html", f"<!doctype html>{frames}")
    handler = partial(SimpleHTTPRequestHandler, directory=str(out))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    page = browser.new_page()
    for number, hostile in enumerate(scripts):
        page.goto(f"http://127.0.0.1:{server.server_port}/{number}.html")
        pages_shown = page.evaluate(
            "[...document.querySelectorAll('iframe')].map(({contentWindow: own}) => [own.document.body.innerText.length, own.__pwned])"
        )
        assert len(pages_shown) > 10 and all(length for length, _ in pages_shown), "the pages are there"
        assert not [ran for _, ran in pages_shown if ran is not None], hostile
    server.shutdown()
