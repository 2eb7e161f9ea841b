"""Which row of one version is which of the other: cases an editor meets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.review.matching import Item
from generator.review.matching import match


def items(*rows: str) -> list[Item[str]]:
    """Rows written as "#id place/name=rest", of which only the name must be there."""
    return list(map(item, rows))


def item(row: str) -> Item[str]:
    id, _, said = row.rpartition(" ")
    where, _, rest = said.partition("=")
    place, _, name = where.rpartition("/")
    return Item(row, id, (place, ""), name, "", rest)


@pytest.mark.parametrize(
    ("before", "after", "pairs", "removed", "added"),
    [
        pytest.param("甲,乙,丙", "甲,新,乙,丙", "甲>甲,乙>乙,丙>丙", "", "新", id="a row put between"),
        pytest.param("甲,乙,丙", "丙,甲", "丙>丙,甲>甲", "乙", "", id="another order, one gone"),
        pytest.param(
            "#a 甲,乙", "乙,#a 丁=9", "乙>乙,#a 甲>#a 丁=9", "", "", id="by id, whatever else it says"
        ),
        pytest.param(
            "甲=1,甲=2,甲=3",
            "甲=1,甲=3",
            "甲=1>甲=1,甲=3>甲=3",
            "甲=2",
            "",
            id="of equal names the one that is gone",
        ),
        pytest.param(
            "项/甲=1,二/甲=2",
            "二/甲=9,项/甲=8",
            "二/甲=2>二/甲=9,项/甲=1>项/甲=8",
            "",
            "",
            id="within its place",
        ),
        pytest.param(
            "项/甲=1,项/乙=2,项/乙=3",
            "项目/甲=1,项目/乙=4,项目/乙=5",
            "项/甲=1>项目/甲=1,项/乙=2>项目/乙=4,项/乙=3>项目/乙=5",
            "",
            "",
            id="a place that was renamed",
        ),
        pytest.param(
            "评审项目总数量=6",
            "评审项目数量=6",
            "评审项目总数量=6>评审项目数量=6",
            "",
            "",
            id="renamed, else the same",
        ),
        pytest.param(
            "参会的本市企业总数量=6",
            "参会的本市企业数量=7",
            "参会的本市企业总数量=6>参会的本市企业数量=7",
            "",
            "",
            id="renamed very little, and changed",
        ),
        pytest.param("培训场次=6", "培训人次=80", "", "培训场次=6", "培训人次=80", id="alike is not the same"),
        pytest.param(
            "培训场次=6", "印发材料=6", "", "培训场次=6", "印发材料=6", id="the same target is not the same row"
        ),
        pytest.param(
            "第1期=6,第2期=6", "第3期=6", "", "第1期=6,第2期=6", "第3期=6", id="two could be it: not guessed"
        ),
    ],
)
def test_rows(before: str, after: str, pairs: str, removed: str, added: str) -> None:
    found = match(items(*before.split(",")), items(*after.split(",")))
    assert ",".join(f"{one}>{other}" for one, other in found.pairs) == pairs
    assert (",".join(found.removed), ",".join(found.added)) == (removed, added)


rows = st.lists(st.sampled_from("甲,乙,丙,项/甲,项/乙,#a 甲=1,#b 乙=2,甲=3,甲=4".split(",")), max_size=8)


@given(rows, rows)
def test_every_row_is_told_of_once(before: list[str], after: list[str]) -> None:
    found = match(items(*before), items(*after))
    assert sorted([one for one, _ in found.pairs] + list(found.removed)) == sorted(before)
    assert sorted([other for _, other in found.pairs] + list(found.added)) == sorted(after)


@given(rows)
def test_nothing_changed_is_nothing_told(rows: list[str]) -> None:
    found = match(items(*rows), items(*rows))
    assert found.pairs == tuple((row, row) for row in rows)
    assert not found.removed + found.added
