"""Targets: every row of tests/cases/targets, and what no table can show."""

from __future__ import annotations

import csv
import re
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from generator.model.terms import type_code
from generator.targets import Comparator
from generator.targets import Verdict
from generator.targets import direction
from generator.targets import judge
from generator.targets import parse
from generator.targets import spelled_number
from generator.targets import verdict
from generator.targets import wording
from generator.targets.alternatives import Alternatives
from generator.targets.alternatives import any_of
from tests.conftest import CASES

FILES = sorted((CASES / "targets").glob("*.tsv"))
VERDICTS = {
    "yes": Verdict.MET,
    "no": Verdict.UNMET,
    "declared": Verdict.DECLARED,
    "unknown": Verdict.NOT_JUDGED,
    "none": Verdict.NONE,
}
COMPUTED = (Verdict.MET, Verdict.UNMET)


def rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield {key: value or "" for key, value in row.items()}


def verdict_of(row: dict[str, str]) -> Verdict:
    return judge(row["target"], row["actual"], type_code(row.get("type", "")), row.get("name", "")).verdict


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_targets_are_read_as_the_file_says(path: Path) -> None:
    for row in rows(path):
        target = parse(row["target"], type_code(row.get("type", "")))
        read = (str(target.comparator), target.value, target.unit)
        assert read == (row["comparator"], row["value"], row["unit"]), row["target"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_verdict_is_wrong(path: Path) -> None:
    wrong = [
        f"{row['target']} | {row['actual']}: {verdict} instead of {row['met']}"
        for row in rows(path)
        if (verdict := verdict_of(row)) in COMPUTED and verdict is not VERDICTS[row["met"]]
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_a_person_can_judge_is_judged(path: Path) -> None:
    judgeable = [row for row in rows(path) if VERDICTS[row["met"]] in COMPUTED]
    judged = [row for row in judgeable if verdict_of(row) in COMPUTED]
    assert len(judged) >= 0.85 * len(judgeable), [row["actual"] for row in judgeable if row not in judged]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_an_echo_is_declared_and_a_dash_is_no_target(path: Path) -> None:
    off = [
        f"{row['target']} | {row['actual']}: {verdict_of(row)}"
        for row in rows(path)
        if row["met"] in ("declared", "none") and verdict_of(row) is not VERDICTS[row["met"]]
    ]
    assert not off, "\n".join(off)


def test_the_cases_are_many() -> None:
    counts = {path.stem: sum(1 for _ in rows(path)) for path in FILES}
    assert sum(counts.values()) > 700, counts


def test_completion_is_exact_and_a_bound_where_the_actual_is_one() -> None:
    assert judge("不少于 100 个", "评审项目 383 个").completion_percent == Decimal("383.00")
    assert judge("6个", "5个").completion_percent == Decimal("83.33")
    assert judge("≤5%", "4%").completion == 100
    assert judge("≤5%", "8%").completion_percent == Decimal("62.50")
    at_least = judge("不少于 150 件", "超过 400 件")
    assert (at_least.completion_percent, at_least.is_at_least) == (Decimal("266.67"), True)
    assert judge("0起", "1起").completion is None


def test_another_indicator_name_turns_the_direction() -> None:
    assert judge("5%", "3%").verdict is Verdict.UNMET
    assert judge("5%", "3%", name="失业率").verdict is Verdict.NOT_JUDGED
    assert judge("95%", "98%", name="投诉办结率").verdict is Verdict.MET


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("四十八", 48),
        ("十二", 12),
        ("二〇", None),
        ("一百零五", 105),
        ("两千", 2000),
        ("十", 10),
        ("零", 0),
        ("百", None),
    ],
)
def test_chinese_numerals_are_read(text: str, number: int | None) -> None:
    assert spelled_number(text) == number


#: Pieces officials put together, so that random texts come near to what the grammar knows.
PIECES = st.sampled_from(
    "≥ ≤ > < = 不少于 不超过 控制在 95 3.5 0 100 2022 1,500 % ‰ 个 万元 家次 分钟 年 月 日 前 底前 以上 以下 以内 (含) - ~ 至 "
    "三 十二 完成 达到 满意度 合格率 举办 产业园 ， 。 、 ； （ ） / — 未 约 其中 每 ２ ％ \n \t 𠀀 ㎡ ﷽ . + ×".split(
        " "
    )
)
TEXTS = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=12).map("".join))


@settings(max_examples=400, deadline=None)
@given(TEXTS, TEXTS, st.sampled_from(("", "cost", "economic", "timeliness")))
def test_no_text_raises(target: str, actual: str, type: str) -> None:
    judgement = judge(target, actual, type)
    assert judgement.verdict in Verdict
    assert judgement.completion is None or judgement.completion >= 0


@settings(max_examples=400, deadline=None)
@given(TEXTS, st.sampled_from(("", "cost", "timeliness")))
def test_a_target_printed_reads_the_same(text: str, type: str) -> None:
    target = parse(text, type)
    assert parse(str(target), type) == target


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(["≥", "≤", ">", "<", "="]), st.decimals(0, 10**6, places=2), st.decimals(0, 10**6, places=2)
)
def test_plain_numbers_are_compared_as_numbers(sign: str, bound: Decimal, number: Decimal) -> None:
    holds = {
        "≥": number >= bound,
        "≤": number <= bound,
        ">": number > bound,
        "<": number < bound,
        "=": number == bound,
    }
    verdict = judge(f"{sign}{bound}个", f"共{number}个").verdict
    assert verdict is not (Verdict.UNMET if holds[sign] else Verdict.MET)
    if sign != "=":
        assert verdict is (Verdict.MET if holds[sign] else Verdict.UNMET)


@pytest.mark.parametrize(
    "text",
    [
        "9" * 100_000,
        "1," * 50_000,
        "1万" * 50_000,
        "=" * 100_000,
        "≥" * 100_000,
        " " * 100_000,
        "1 " * 50_000,
        "1 000" * 20_000,
        "未" * 100_000,
        "除" * 100_000,
        "《" * 100_000,
        "(" * 100_000,
        "不存在" * 30_000,
        "﷽" * 10_000,
        "1年" * 990,
        "2022-1" * 300,
        "a1" * 990,
        "除1外" * 600,
        "一" * 1_990,
        "截至" * 990,
        "无安全责任" * 390,
        "1(" * 990,
        "约1" * 990,
        "每月月月月月月月月" * 220,
        "1-" * 990,
    ],
    ids=lambda text: f"{text[:6]!r}×{len(text)}",
)
def test_no_text_takes_long(text: str) -> None:
    started = time.perf_counter()
    judge(text, "5个")
    judge("≥5个", text)
    judge("≥5个", "5个", name=text)
    judge(text, text)
    assert time.perf_counter() - started < 1


def test_a_long_target_is_words() -> None:
    assert parse("≥" + "5" * 300).comparator is Comparator.QUALITATIVE


@given(st.text(alphabet="未没无新发生除外截至12月底占成本的 响应率投诉处理完成进度5%", max_size=30))
def test_looking_at_the_first_character_finds_the_same(text: str) -> None:
    tables = (vars(module).values() for module in (wording, direction, verdict))
    quick = [each for table in tables for each in table if isinstance(each, Alternatives)]
    assert len(quick) == 11
    for pattern in quick:
        slow = re.compile(pattern.pattern[pattern.pattern.index("])") + 2 :])
        found, same = pattern.search(text), slow.search(text)
        assert (found and found.span()) == (same and same.span())
        assert pattern.sub("", text) == slow.sub("", text)


def test_a_word_that_may_begin_with_anything_is_refused() -> None:
    with pytest.raises(ValueError, match="first character"):
        any_of("未完成", "无?效")
