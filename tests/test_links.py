"""The way from one page to another place of the site."""

from __future__ import annotations

import posixpath

from hypothesis import example
from hypothesis import given
from hypothesis import strategies as st

from generator.pages.page import Links
from generator.pages.page import relative

_FOLDERS = st.lists(st.sampled_from(["a", "b", "甲"]), max_size=4).map("/".join)


@given(_FOLDERS, _FOLDERS)
@example("a", "a/b")
@example("a/b", "")
def test_the_way_is_the_library_s_without_asking_for_the_current_folder(there: str, here: str) -> None:
    assert relative(there, here) == posixpath.relpath(there or ".", here or ".")


def test_a_file_has_one_address_in_every_language() -> None:
    link = Links("a/b/2022.md").file("a/b/2022/data/report.json")
    assert link == "data/report.json"
    assert link.from_twin == "../../../../a/b/2022/data/report.json"


def test_a_page_can_lead_to_itself() -> None:
    links = Links("a/index.md")
    assert (links.to("a/index.md"), links.to("a/index.md", "s1"), links.to("index.md")) == ("./", "#s1", "../")
