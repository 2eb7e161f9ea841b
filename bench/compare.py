"""Whether two built sites show the same report tables and prose: a peer that leaves something out would not be one.

    python bench/compare.py SITE OTHER [--reports 50]

Compared cell by cell: the tables of the legal basis, the budget and the indicators, with their captions and heads; the
headings and paragraphs of the prose; the facts of the cover. Left out is what only we compute: verdicts, completion, points
by the standard, notes to a row, and the numbers set beside those that the data contradict.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field
from html.parser import HTMLParser
from itertools import zip_longest
from pathlib import Path

#: Columns that take a judgement.
JUDGED = {"判定", "按标准"}
#: What stands in a cell or a paragraph besides what the report says.
OURS = {"indicator-table__note", "stated__note", "visually-hidden", "facts"}
VOID = {"br", "meta", "link", "img", "rect", "line", "path", "circle", "input", "hr", "col", "use"}
BLOCKS = {"caption", "th", "td", "h2", "h3", "h4", "h5", "h6", "p", "dt", "dd"}


@dataclass
class Reader(HTMLParser):
    """The tables of a page as rows of cells, and its prose as (tag, text)."""

    tables: dict[str, list[list[str]]] = field(default_factory=dict)
    prose: list[tuple[str, str]] = field(default_factory=list)
    open: list[tuple[str, bool]] = field(default_factory=list)
    table: str = ""
    block: str = ""
    text: str = ""
    is_hidden: bool = False

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in VOID:
            return
        was_hidden = self.is_hidden
        is_completion = tag == "small" and not given and self.block == "td"
        is_again = tag == "b"  # a sub-project over its next group: said again, out of sight
        is_ours = bool(OURS & set(given.get("class", "").split())) and not is_again
        self.is_hidden = was_hidden or is_ours or is_completion
        self.open.append((tag, was_hidden))
        if tag == "div" and "table" in given.get("class", "").split():
            self.table = given.get("id", "") or "other"
        elif tag == "tr":
            self.tables.setdefault(self.table, []).append([])
        elif tag in BLOCKS:
            self.block, self.text = tag, ""

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        while self.open:
            opened, self.is_hidden = self.open.pop()
            if opened == tag:
                break
        if tag == "table":
            self.table = ""
        elif tag == self.block:
            words = "".join(self.text.split())  # spaces are a matter of taste
            if tag in ("th", "td"):
                self.tables[self.table][-1].append(words)
            elif tag == "caption":
                self.tables.setdefault(self.table, []).append([words])
            elif words:
                self.prose.append((tag, words))
            self.block = ""

    def handle_data(self, data: str) -> None:
        if self.block and not self.is_hidden:
            self.text += data


def read(page: Path) -> Reader:
    """A page, from its main heading to its end."""
    reader = Reader()
    reader.feed(page.read_text(encoding="utf-8").partition("</h1>")[2])
    return reader


def rows(table: list[list[str]]) -> list[list[str]]:
    """A table without the columns that take a judgement."""
    head = next((row for row in table if len(row) > 1), [])
    kept = [at for at, name in enumerate(head) if name not in JUDGED]
    return [[row[at] for at in kept] if len(row) == len(head) else row for row in table]


def differences(ours: Path, theirs: Path) -> Iterator[str]:
    """What differs between two pages of one report."""
    one, other = read(ours), read(theirs)
    for name in ("basis", "budget", "indicators"):
        pairs = zip_longest(rows(one.tables.get(name, [])), rows(other.tables.get(name, [])))
        yield from (f"{name}: {left} ≠ {right}" for left, right in pairs if left != right)
    # Ours says more; what the report says must be there, in its order.
    said = iter(one.prose)
    for block in other.prose:
        if not any(block == each for each in said):
            yield f"only there, or elsewhere here: {block}"
            said = iter(one.prose)


def pages(site: Path) -> list[Path]:
    """The pages of reports, relative to the site."""
    found = (page.relative_to(site) for page in site.glob("*/*/*/index.html"))
    return sorted(page for page in found if page.parts[0].startswith("d0"))


def compare(site: Path, other: Path, reports: int = 50) -> list[str]:
    """What differs on some reports, evenly taken from all."""
    every = pages(site)
    assert every, f"{site} has no reports"
    return [
        f"{page.parent}: {each}"
        for page in every[:: max(1, len(every) // reports)]
        for each in differences(site / page, other / page)
    ]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site", type=Path)
    parser.add_argument("other", type=Path)
    parser.add_argument("--reports", type=int, default=50)
    asked = parser.parse_args()
    found = compare(asked.site, asked.other, asked.reports)
    print("\n".join(found) or "the same")
    sys.exit(bool(found))
