"""Large files written in blocks: whatever of them is taken over from what is published, they are what they would be if they
were written anew, and others can read them.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import duckdb
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.exporters import TABLES
from generator.exporters import Share
from generator.exporters import json_file
from generator.exporters import thrift
from generator.exporters.parquet_file import NotThere
from generator.exporters.parquet_file import Rows
from generator.exporters.parquet_file import join
from generator.exporters.parquet_file import writer
from generator.exporters.shares import blocks
from generator.exporters.zip_file import archive
from generator.exporters.zip_file import joined
from generator.exporters.zip_file import piece
from tests.site.conftest import run
from tests.site.test_increment import many_projects
from tests.site.test_increment import tree

COLUMNS = TABLES[1].columns


def budget_line(number: int) -> tuple[str, ...]:
    """A row of the table of budget lines."""
    return ("ju/xm/2022", str(number), f"第{number}行", "", "万元", "", f"{number}.50", "3.00", "", "7", "/")


def parquet(folder: Path, name: str, numbers: range) -> Rows:
    """A Parquet file with some budget lines."""
    source, target = folder / f"{name}.json", folder / f"{name}.parquet"
    source.write_bytes(b"[\n" + json_file.lines(COLUMNS, map(budget_line, numbers)) + b"\n]\n")
    with writer() as tables:
        tables.write(source, target, COLUMNS)
    return Rows(target, 0, len(numbers))


def read(place: Path) -> list[tuple[object, ...]]:
    return duckdb.sql(f"SELECT * FROM read_parquet('{place}')").fetchall()


def test_parts_of_a_parquet_file_are_joined_in_their_order(tmp_path: Path) -> None:
    parts = [
        parquet(tmp_path, "a", range(5)),
        parquet(tmp_path, "b", range(5, 30_000)),
        parquet(tmp_path, "c", range(7)),
    ]
    whole = tmp_path / "whole.parquet"
    join(parts, whole)
    assert read(whole) == [row for part in parts for row in read(part.place)]


def test_a_part_taken_from_another_place_leaves_the_same_bytes(tmp_path: Path) -> None:
    a, b, c, d = (
        parquet(tmp_path, name, range(size)) for name, size in zip("abcd", (5, 30_000, 7, 6), strict=True)
    )
    before, after, anew = (tmp_path / name for name in ("before", "after", "anew"))
    join([a, b, c], before)
    join([d, Rows(before, 5, 30_000), Rows(before, 30_005, 7)], after)
    join([d, b, c], anew)
    assert after.read_bytes() == anew.read_bytes()
    assert read(after) == [*read(d.place), *read(b.place), *read(c.place)]


def test_rows_without_a_border_and_files_that_are_none_are_not_there(tmp_path: Path) -> None:
    part = parquet(tmp_path, "a", range(5))
    broken = tmp_path / "broken"
    broken.write_bytes(part.place.read_bytes()[:-20])
    for wrong in (
        Rows(part.place, 1, 4),
        Rows(part.place, 0, 4),
        Rows(broken, 0, 5),
        Rows(tmp_path / "none", 0, 5),
    ):
        with pytest.raises(NotThere):
            join([wrong], tmp_path / "whole")


def test_a_description_read_and_written_again_is_the_same(tmp_path: Path) -> None:
    data = parquet(tmp_path, "a", range(50)).place.read_bytes()
    description = data[-8 - int.from_bytes(data[-8:-4], "little") : -8]
    assert thrift.dumps(thrift.loads(description)) == description


@given(
    st.recursive(
        st.one_of(
            st.booleans().map(lambda value: (thrift.TRUE if value else thrift.FALSE, value)),
            st.integers(-(2**63), 2**63 - 1).map(lambda value: (thrift.I64, value)),
            st.floats(allow_nan=False).map(lambda value: (thrift.DOUBLE, value)),
            st.binary().map(lambda value: (thrift.BINARY, value)),
            st.lists(st.integers(-(2**31), 2**31 - 1), max_size=20).map(
                lambda values: (thrift.LIST, thrift.Items(thrift.I32, values))
            ),
        ),
        lambda values: st.dictionaries(st.integers(1, 2_000), values, max_size=4).map(
            lambda fields: (thrift.STRUCT, dict(sorted(fields.items())))
        ),
    )
)
def test_any_structure_written_and_read_is_the_same(value: tuple[int, object]) -> None:
    assert thrift.loads(thrift.dumps({1: value})) == {1: value}


@given(st.binary())
def test_bytes_that_are_no_structure_are_refused(data: bytes) -> None:
    try:
        thrift.loads(data)
    except ValueError:
        return


@given(st.lists(st.binary(max_size=300)))
def test_pieces_of_an_archive_s_part_are_one_part(pieces: list[bytes]) -> None:
    data = archive([joined("teil", [piece([each]) for each in pieces]), joined("zwei", [piece([b"2"])])])
    with ZipFile(io.BytesIO(data)) as found:
        assert found.testzip() is None
        assert found.read("teil") == b"".join(pieces)
        assert zlib.crc32(b"".join(pieces)) == found.getinfo("teil").CRC


@given(st.sets(st.text("abc", min_size=1, max_size=3)), st.text("abc", min_size=1, max_size=3))
def test_a_project_more_changes_no_block_but_its_own(names: set[str], added: str) -> None:
    def found(projects: set[str]) -> list[tuple[str, ...]]:
        return [
            tuple(each.name for each in block)
            for block in blocks([Share(name, (), ()) for name in sorted(projects)])
        ]

    before, after = found(names - {added}), found(names | {added})
    same = [block for block in after if block in before]
    assert len(after) - len(same) <= 2
    assert [name for block in after for name in block] == sorted(names | {added})


def test_after_changes_the_tables_are_those_of_a_build_from_nothing(make_site: Callable[..., Path]) -> None:
    root = make_site()

    def built(*options: str) -> dict[str, bytes]:
        done = run("mingxiao", "build", *options, cwd=root)
        assert done.returncode == 0, done.stderr
        return tree(root / "site" / "data")

    many_projects(root, range(150))
    assert len(list(blocks([Share(f"projects/ju~p{number}", (), ()) for number in range(150)]))) > 2
    built()
    changed = root / "content/reports/ju/p77/2022.yml"
    changed.write_text(changed.read_text(encoding="utf-8").replace("spent: 77", "spent: 45"), encoding="utf-8")
    many_projects(root, [151])
    after = built()
    assert after == built("--clean")
    sheet = openpyxl.load_workbook(io.BytesIO(after["tables.xlsx"]))["报告"]
    assert sheet.max_row == 1 + 152
    (spent,) = [row[12].value for row in sheet.iter_rows() if row[0].value == "ju/p77/2022"]
    assert spent == 45
    (root / "site/data/reports.parquet").write_bytes(b"PAR1 damaged PAR1")  # then it is written anew
    changed.write_text(changed.read_text(encoding="utf-8").replace("spent: 45", "spent: 46"), encoding="utf-8")
    assert built() == built("--clean")
