"""Edge states: reports as they may come, each at an edge of what a page must show. Data for a site of them all."""

from __future__ import annotations

LONG = (
    "关于进一步完善县域内基层医疗卫生机构基本药物制度补助资金使用管理与绩效评价工作机制的若干意见所涉及的专项资金"
    * 3
)
LONG = LONG[:120]

_HEAD = "year: {year}\ntitle: 项目支出绩效自评表\nfilled_on: {year}-12-31\n"


def _indicators(count: int, target: str, actual: str, subproject: str = "") -> str:
    group = f"  - subproject: {subproject}\n    rows:\n" if subproject else "  - rows:\n"
    rows = (
        f"      - {{type: 数量指标, name: 第{n}项工作完成数量, target: '{target}', actual: '{actual}'}}\n"
        for n in range(1, count + 1)
    )
    return f"indicators:\n{group}{''.join(rows)}"


def _budget(*lines: tuple[str, str, str]) -> str:
    rows = (f"    - {{name: {name}, budget: {budget}, spent: {spent}}}\n" for name, budget, spent in lines)
    return f"budget:\n  unit: 万元\n  lines:\n{''.join(rows)}"


_PLAIN = _budget(("办公", "10", "9.5")) + _indicators(2, "3个", "3个")

#: Each edge by its project's address: what it is called, and the text of each year's report.
EDGES: dict[str, tuple[str, dict[int, str]]] = {
    "one-year": ("只有一年", {2022: _PLAIN}),
    "years-apart": ("中间缺一年", {2020: _PLAIN, 2022: _PLAIN}),
    "no-budget": ("没有预算", {2022: _indicators(2, "3个", "3个")}),
    "no-indicators": ("没有指标", {2022: _budget(("办公", "10", "9.5"))}),
    "nothing": ("什么都没有", {2022: ""}),
    "nothing-judged": (
        "全部无法判定",
        {2022: _budget(("办公", "10", "9")) + _indicators(3, "提高", "有待核实")},
    ),
    "nothing-spent": (
        "没有支出",
        {2022: _budget(("甲", "10", "0"), ("乙", "20", "0.00")) + _indicators(1, "3个", "0个")},
    ),
    "overspent": ("超预算", {2022: _budget(("甲", "10", "25")) + _indicators(1, "3个", "9个")}),
    "zero-budget": (
        "预算为零",
        {2022: _budget(("甲", "0", "0")) + "sections: [{title: 预算, text: '执行率{budget.rate}。'}]\n"},
    ),
    "partly": (
        "部分达成",
        {
            2022: "indicators:\n  - rows:\n"
            "      - {type: 质量指标, name: 制度, target: 健全, actual: 较健全, met: partly}\n"
            "      - {type: 数量指标, name: 场次, target: 3场, actual: 3场}\n"
        },
    ),
    "budget-gap": (
        "缺一个预算数",
        {
            2022: "budget:\n  lines:\n    - {name: 甲, spent: 58.40}\n    - {name: 乙, budget: 25, spent: 20.15}\n"
        },
    ),
    "spending-unknown": (
        "支出未填报",
        {2022: "budget:\n  lines:\n    - {name: 甲, budget: 10}\n    - {name: 乙, budget: 5, spent: 5}\n"},
    ),
    "not-carried-out": (
        "没有开展",
        {
            2022: _budget(("甲", "10", "0"))
            + "indicators:\n  - subproject: 二级项目甲\n    carried_out: false\n    rows:\n"
            "      - {name: /, target: /, actual: 未开展}\n"
        },
    ),
    "three-hundred": (
        "三百项指标",
        {2021: _indicators(300, "3个", "4个"), 2022: _indicators(300, "5个", "4个", "甲")},
    ),
    "long-names": (
        LONG,
        {
            2022: _budget((LONG, "10", "9.5"), (LONG[::-1], "0.01", "0.01"))
            + f"indicators:\n  - subproject: {LONG}\n    item: {LONG}\n    rows:\n"
            f"      - {{type: 数量指标, name: {LONG}, target: {LONG}, actual: {LONG}, reason: {LONG}}}\n"
        },
    ),
    "ten-figures": (
        "十位数金额",
        {
            2021: _budget(("甲", "9876543210.12", "1234567890.99"), ("乙", "1234567890", "1234567890")),
            2022: _budget(("甲", "9876543210.12", "9876543210.11"), ("乙", "1234567890", "1")),
        },
    ),
}


def files() -> dict[str, str]:
    """A site of all edges, path → text: one department has them all, two hundred others have a report each."""
    found = {"content/site.yml": "name: 边界情形\npublisher: 试验局\n"}
    for slug, (name, years) in EDGES.items():
        folder = f"content/reports/edge/{slug}"
        found[f"{folder}/project.yml"] = f"name: {name}\n"
        for year, text in years.items():
            found[f"{folder}/{year}.yml"] = _HEAD.format(year=year) + text
    found["content/reports/edge/department.yml"] = f"name: {LONG}\nshort: 边界局\n"
    for number in range(1, 201):
        folder = f"content/reports/d{number:03}"
        found[f"{folder}/department.yml"] = f"name: 第{number}局\n"
        found[f"{folder}/p/project.yml"] = f"name: 第{number}号项目\n"
        found[f"{folder}/p/2022.yml"] = _HEAD.format(year=2022) + _PLAIN
    return found
