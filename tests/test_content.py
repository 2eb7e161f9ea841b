"""The published content: the seed whole and its figures, and the true faults of the other real reports."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest
from click.testing import CliRunner

from generator.cli import main
from tests.conftest import ROOT

SEED = "content/reports/gongxinju/industrial-development/2022.yml"


def run(*arguments: str) -> Any:
    """What a command prints as JSON about the content of this repository."""
    result = CliRunner().invoke(main, [*arguments, "--format", "json", "-C", str(ROOT)])
    assert result.exit_code in (0, 1), result.output
    return json.loads(result.stdout)


@cache
def findings() -> list[dict[str, Any]]:
    return run("check")


@cache
def figures() -> dict[str, dict[str, Any]]:
    return run("figures", SEED)


@pytest.mark.parametrize(
    ("id", "value"),
    [
        ("budget.total", "1935"),
        ("budget.spent", "480.82"),
        ("budget.unspent", "1454.18"),
        ("budget.rate", "24.85"),
        ("budget.idle.count", "2"),
        ("indicators.count", "66"),
        ("indicators.quantity.count", "49"),
        ("indicators.quality.count", "2"),
        ("indicators.timeliness.count", "2"),
        ("indicators.social.count", "4"),
        ("indicators.sustainable.count", "3"),
        ("indicators.satisfaction.count", "6"),
        ("indicators.met", "43"),
        ("indicators.declared", "19"),
        ("indicators.not_judged", "3"),
        ("indicators.unmet", "1"),
        ("score.cap", "92.49"),
    ],
)
def test_the_figures_of_the_seed(id: str, value: str) -> None:
    assert figures()[id]["value"] == value


def test_the_one_target_of_the_seed_that_was_missed_is_row_25() -> None:
    (line,) = figures()["indicators.unmet"]["lines"]
    row = "".join((ROOT / SEED).read_text(encoding="utf-8").splitlines()[line - 1 : line + 4])
    assert "评审项目总数量 5 个" in row
    assert figures()["indicator.25.completion"]["value"] == "83.33"


def test_the_stated_48_is_held_against_the_49_counted() -> None:
    counted = figures()["indicators.quantity.count"]
    assert (counted["stated"], counted["agrees"]) == ("48", False)


def test_the_content_has_no_error() -> None:
    assert [each for each in findings() if each["severity"] == "error"] == []


@pytest.mark.parametrize(
    ("department", "rule", "words"),
    [
        ("gongxinju", "stated-differs", "“48”，按数据计算，数量指标数为 49"),
        ("gongxinju", "declared-contradicted", "征求意见"),
        ("zhongjiang-shuiliju", "stated-differs", "分值合计为 110.00"),
        ("chunan-wenlvju", "breakdown-differs", "1,020.02 万元，支出合计是 1,020.03"),
        ("huoshan-yibaoju", "rate-of-nothing", "0"),
        ("huanggang-shuili", "group-score-differs", "39.6"),
        ("lingling-linyeju", "stated-differs", "80.45"),
    ],
)
def test_the_true_faults_of_real_reports_are_found(department: str, rule: str, words: str) -> None:
    messages = [
        each["message"] for each in findings() if each["rule"] == rule and f"/{department}/" in each["path"]
    ]
    assert any(words in message for message in messages), messages


def test_a_report_that_adds_up_is_left_alone() -> None:
    loud = [each for each in findings() if "/tengchong-" in each["path"] and each["severity"] != "note"]
    assert loud == []
