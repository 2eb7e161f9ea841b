"""A corpus of made-up reports in the project's own format: the same seed gives the same bytes.

    python bench/corpus.py DIR --reports 1000 --seed 1

Modelled on the reports in content/: half are prose reports in the local form (10 sub-projects, about 60 indicator rows,
chapters whose numbers are tied to figures), half the Ministry's standard form (weights, scores, 20 rows). A project has
five years, a department eight projects. About one statement in thirty is wrong on purpose, and some rows miss their
target, because real reports do. A larger corpus of one seed begins with the smaller one.
"""

from __future__ import annotations

import argparse
import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP
from decimal import Decimal
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
YEARS = range(2020, 2025)
PROJECTS_A_DEPARTMENT = 8
WRONG = 1 / 30

PLACES = "江门 韶关 梅州 惠州 汕尾 河源 阳江 湛江 茂名 肇庆 清远 潮州 揭阳 云浮 黄冈 孝感 荆门 随州 衡阳 邵阳".split()
OFFICES = (
    "工业和信息化局 水利局 农业农村局 文化和旅游局 医疗保障局 林业局 民政局 教育局 生态环境局 商务局".split()
)
FIELDS = "产业发展 水土保持 公共文化 医疗救助 造林抚育 养老服务 校舍维修 污染防治 商贸流通 技能培训 数字政府 节能降耗".split()
KINDS = "管理经费 专项资金 补助资金 工作经费 运行维护经费 奖励资金".split()
SUBJECTS = (
    "产业集群 政策宣讲 业务培训 企业评审 设备运维 无线电监测 工业设计 民营经济 园区规划 统计调查 节能改造 "
    "绿色制造 数据采集 安全检查 质量抽检 人才引进 品牌推广 标准制定 课题研究 信息发布 档案整理 基层巡查 项目验收 群众服务"
).split()
ACTIONS = "组织开展 推进 完成 编制 举办 实施 落实 委托第三方开展".split()
COUNTED = (
    ("场次", "场"),
    ("企业数量", "家"),
    ("项目数量", "个"),
    ("参加人数", "人"),
    ("报告数量", "份"),
    ("材料印发数量", "册"),
)
SENTENCES = (
    "为规范项目经费支出，我局制定了《财务管理规定（修订）》《政府采购管理规定》《合同管理制度（修订）》等制度，大额项目需提交局党组会审议通过后方能实施。",
    "项目用款按支出类别和用款额度设置了不同层级的审批权限，资金的拨付有完整的审批程序和手续，不存在截留、挤占、挪用、虚列支出等情况。",
    "办公室作为项目经费统筹部门，严格把控项目支出进度，定期向局领导汇报项目支出情况，确保项目经费按绩效目标推进。",
    "项目按实施方式、实施要求和实施年限，制定了总体绩效目标、年度绩效目标和绩效指标，目标设置较为明确，但个别二级项目仍存在绩效指标设置不够完整的问题。",
    "根据市财政局关于压减支出和清理盘活存量闲置资金的通知要求，压减一般性支出，部分按计划开展的工作未能在年内完成付款。",
    "我局高度重视资金管理工作，在部门预算调整、资金下达、预算执行及后期绩效评价过程中，凡属于“三重一大”的事项均通过**集体研究**决策。",
    "绩效目标作为绩效管理工作的根基，只有增强绩效目标的科学合理性才能从源头上强化预算绩效管理，推动绩效管理提质增效。",
    "我局将切实履行好预算执行主体的职责，加强预算执行过程的动态监督，促进预算的有效执行和支出的及时实现。",
    "结合项目绩效目标、实施方式以及直接和间接产出成果，以定量指标为主，定性指标为辅的原则，科学设置产出、效益和满意度指标。",
    "在预算执行方面，加强项目执行过程监控，实现全过程管理，确保项目资金使用合理、合规，专款专用。",
    "各实施单位认真梳理经济活动的业务流程，系统分析风险，在此基础上健全单位各项内部管理制度，并接受群众监督。",
    "项目实施后，服务对象的获得感进一步增强，相关工作得到了基层单位和企业的普遍认可，社会反响良好。",
    "下一步将细化项目实施方案，倒排工期，按月通报进度，对进度滞后的二级项目及时分析原因并提出改进措施。",
    "围绕市委、市政府年度重点工作，统筹安排各项经费，为推动全市经济社会高质量发展提供经费保障，立项依据充分。",
)
REASONS = (
    "受项目申报周期影响，部分工作推迟到下一年度，今后将提前谋划。",
    "实际参与单位少于预期，将加大宣传力度，扩大覆盖面。",
    "年中压减一般性支出，相应调减工作量，将完善年初目标测算。",
)

LOCAL_TYPES = (("数量指标",) * 7, ("质量指标", "时效指标", "社会效益", "可持续影响", "满意度指标"))
CODES = {
    "数量指标": "quantity",
    "质量指标": "quality",
    "时效指标": "timeliness",
    "社会效益": "social",
    "可持续影响": "sustainable",
    "满意度指标": "satisfaction",
}


@dataclass(frozen=True, slots=True)
class Plan:
    """A row as planned for all years of a project."""

    type: str
    name: str
    unit: str
    base: int


@dataclass(frozen=True, slots=True)
class Row:
    """A row of one year, as it is printed."""

    plan: Plan
    target: str
    actual: str
    is_met: bool
    share: Decimal


@dataclass(frozen=True, slots=True)
class Group:
    """A sub-project's item and its rows."""

    subproject: str
    item: str
    plans: tuple[Plan, ...]


@dataclass(frozen=True, slots=True)
class Project:
    """What stays the same over a project's years."""

    name: str
    department: str
    groups: tuple[Group, ...]
    budgets: tuple[int, ...]


def main() -> None:
    """Write the corpus the arguments ask for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, metavar="DIR", help="where to; must not exist or be empty")
    parser.add_argument("--reports", type=int, default=1000, metavar="N", help="1 to 100000 (default 1000)")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    if not 1 <= asked.reports <= 100_000:
        parser.error("--reports must be 1 to 100000")
    if asked.folder.exists() and any(asked.folder.iterdir()):
        parser.error(f"{asked.folder} is not empty")
    size = make(asked.folder, asked.reports, asked.seed)
    print(f"{asked.reports} reports, {size / asked.reports / 1000:.1f} KB each")


def make(folder: Path, reports: int, seed: int = 1) -> int:
    """Write a site of so many reports. How many bytes the reports have."""
    content = folder / "content"
    content.mkdir(parents=True)
    shutil.copytree(REPOSITORY / "theme", folder / "theme")
    shutil.copytree(REPOSITORY / "content" / "pages", content / "pages")
    shutil.copyfile(REPOSITORY / "mkdocs.yml", folder / "mkdocs.yml")
    # The peers say everything in one language, so this site does.
    site = (REPOSITORY / "content" / "site.yml").read_text(encoding="utf-8")
    (content / "site.yml").write_text(site.replace("languages: [zh-CN, en]\n", ""), encoding="utf-8")
    written = size = number = 0
    while written < reports:
        size += _write_project(content / "reports", number, seed, years := list(YEARS)[: reports - written])
        written += len(years)
        number += 1
    return size


def _write_project(folder: Path, number: int, seed: int, years: list[int]) -> int:
    order = number // PROJECTS_A_DEPARTMENT
    place, office = PLACES[order % len(PLACES)], OFFICES[order // len(PLACES) % len(OFFICES)]
    region = f"{place}市" if order < len(PLACES) * len(OFFICES) else f"{place}市第{order // 200}区"
    department = folder / f"d{order:05}"
    if number % PROJECTS_A_DEPARTMENT == 0:
        department.mkdir(parents=True)
        _write(department / "department.yml", f"name: {region}{office}\nshort: {office}\nregion: {region}\n")
    is_prose = number % 2 == 0
    project = _project(random.Random(f"{seed}/{number}"), f"{region}{office}", is_prose)
    home = department / f"p{number:06}"
    home.mkdir()
    _write(home / "project.yml", f"name: {project.name}\nsummary: {SENTENCES[number % len(SENTENCES)]}\n")
    form: Callable[[random.Random, Project, int], str] = _prose_form if is_prose else _standard_form
    return sum(
        _write(home / f"{year}.yml", form(random.Random(f"{seed}/{number}/{year}"), project, year))
        for year in years
    )


def _write(file: Path, text: str) -> int:
    return file.write_bytes(text.encode())


def _project(rng: random.Random, department: str, is_prose: bool) -> Project:
    name = rng.choice(FIELDS) + rng.choice(KINDS)
    groups = []
    subjects = rng.sample(SUBJECTS, 10)
    for subject in subjects if is_prose else ():
        subproject = f"{subject}{rng.choice(('工作经费', '专项经费', '补助'))}"
        for part in range(rng.choice((1, 2, 2))):
            item = f"{rng.choice(ACTIONS)}{subject}（第 {part + 1} 批）项目"
            types = rng.sample(LOCAL_TYPES[0], rng.randint(2, 3)) + rng.sample(
                LOCAL_TYPES[1], rng.randint(1, 2)
            )
            groups.append(Group(subproject, item, tuple(_plans(rng, types, [subject]))))
    if not is_prose:
        for level, types in STANDARD:
            groups.append(Group("", level, tuple(_plans(rng, [kind for kind, _ in types], subjects))))
    return Project(name, department, tuple(groups), tuple(rng.randrange(1500, 100_000) for _ in range(10)))


#: The Ministry's form: 50, 30 and 10 points; with 10 for the execution of the budget, 100.
STANDARD = (
    (
        "产出指标(50分)",
        [("数量指标", 4)] * 6 + [("质量指标", 4)] * 3 + [("时效指标", 4)] * 2 + [("成本指标", 6)],
    ),
    (
        "效益指标(30分)",
        [("经济效益指标", 5)] * 2 + [("社会效益指标", 5)] * 2 + [("生态效益指标", 5), ("可持续影响指标", 5)],
    ),
    ("满意度指标(10分)", [("服务对象满意度指标", 5)] * 2),
)


def _plans(rng: random.Random, types: list[str], subjects: list[str]) -> list[Plan]:
    plans = []
    counted = rng.sample(COUNTED, len(COUNTED))
    for place, kind in enumerate(types):
        subject = subjects[place % len(subjects)]
        if kind == "数量指标":
            what, unit = counted[place % len(counted)]
            plans.append(
                Plan(kind, f"{rng.choice(ACTIONS)}{subject}{what}", unit, rng.choice((2, 5, 12, 30, 80, 1500)))
            )
        elif kind == "质量指标":
            plans.append(
                Plan(
                    kind,
                    f"{subject}{rng.choice(('合格率', '办结率', '验收通过率'))}",
                    "%",
                    rng.choice((85, 90, 95)),
                )
            )
        elif kind == "成本指标":
            plans.append(Plan(kind, f"{subject}总成本", "万元", rng.randint(50, 900)))
        elif "满意度" in kind:
            who = ("企业", "群众", "服务对象")[place % 3]
            plans.append(Plan(kind, f"{subject}{who}满意度", "%", rng.choice((85, 90, 95))))
        else:
            plans.append(Plan(kind, f"{rng.choice(('促进', '保障', '提升'))}{subject}{kind[:2]}成效", "", 0))
    return plans


def _row(rng: random.Random, plan: Plan, year: int) -> Row:
    is_met = rng.random() > 0.04
    if plan.type == "时效指标":
        month = rng.randint(6, 11)
        return Row(plan, f"{year}年{month + 1}月前完成", f"{year}年{month}月完成", True, Decimal(1))
    if not plan.unit:
        said = rng.choice(("有效促进", "效果明显", "按计划完成", "显著提升"))
        return Row(plan, said, said, True, Decimal(1))
    if plan.unit == "%":
        target = plan.base
        actual = min(100, target + rng.randint(0, 8)) if is_met else target - rng.randint(1, 9)
        return Row(
            plan,
            f"{target}%以上" if rng.random() < 0.5 else f"≥{target}%",
            f"{actual}%",
            is_met,
            Decimal(actual) / target,
        )
    target = plan.base + rng.randrange(plan.base)
    if plan.type == "成本指标":
        return Row(plan, f"≤{target}万元", f"{target - rng.randint(0, target // 5)}万元", True, Decimal(1))
    more = rng.random()
    actual = target if more < 0.6 else target + rng.randrange(target // 2 + 1) if more < 0.97 else target * 3
    if not is_met:
        actual = target * rng.randint(40, 95) // 100
    written = rng.choice(
        (
            f"{target} {plan.unit}",
            f"{target}{plan.unit}",
            f"不少于 {target} {plan.unit}",
            f"≥{target}{plan.unit}",
        )
    )
    said = f"{actual}{plan.unit}" if rng.random() < 0.5 else f"{plan.name} {actual} {plan.unit}"
    return Row(plan, written, said, is_met, min(Decimal(1), Decimal(actual) / target))


def _money(hundredths: int) -> str:
    return f"{hundredths / 100:.2f}"


def _rate(spent: int, total: int) -> Decimal:
    return (Decimal(spent) * 100 / total).quantize(Decimal("0.01"), ROUND_HALF_UP)


def _prose(rng: random.Random, count: int) -> str:
    return "".join(rng.sample(SENTENCES, count))


def _prose_form(rng: random.Random, project: Project, year: int) -> str:
    out = [
        f"year: {year}\ntitle: 项目绩效自评报告\nform: prose\ncover:\n  project: {project.name}\n"
        f"  department: {project.department}\nfilled_on: {year + 1}-04-{rng.randint(1, 28):02}\n\n"
        f"captions:\n  basis: 表 1 项目立项相关文件表\n  budget: 表 2 {year} 年预算安排及使用情况表\n"
        f"  indicators: 表 3 {year} 年二级项目绩效目标表\n\nbasis:\n"
    ]
    out += [
        f"  - 关于印发《{rng.choice(SUBJECTS)}{year}年工作要点》的通知（府办函〔{year}〕{number * 13 + 7} 号）\n"
        for number in range(rng.randint(4, 7))
    ]
    names = list(dict.fromkeys(group.subproject for group in project.groups))
    lines = [
        (name, base, base * rng.randint(10, 100) // 100)
        for name, base in zip(names, project.budgets, strict=True)
    ]
    out.append("\nbudget:\n  unit: 万元\n  head: 二级项目\n  lines:\n")
    out += [
        f"    - {{name: {name}, budget: {_money(total)}, spent: {_money(spent)}}}\n"
        for name, total, spent in lines
    ]
    out.append("\nindicators:\n")
    rows: list[Row] = []
    for group in project.groups:
        out.append(f"  - subproject: {group.subproject}\n    item: {group.item}\n    rows:\n")
        for plan in group.plans:
            row = _row(rng, plan, year)
            rows.append(row)
            out.append(
                f"      - type: {plan.type}\n        name: {plan.name}\n        target: {row.target}\n"
                f"        actual: {row.actual}\n        met: {'true' if row.is_met else 'false'}\n"
            )
    total, spent = sum(line[1] for line in lines), sum(line[2] for line in lines)
    score = Decimal(rng.randint(8000, 9900)) / 100
    grade = "优" if score >= 90 else "良"
    out.append(
        f"\nstated:\n  budget.total: {_money(total)}\n  budget.spent: {_money(spent)}\n  score: {score}\n  grade: {grade}\n"
    )
    out.append(_chapters(rng, project, year, rows, (total, spent), (score, grade)))
    return "".join(out)


def _tied(rng: random.Random, figure: str, value: int) -> str:
    return f"{{{figure} = {value + (rng.random() < WRONG)}}}"


def _chapters(
    rng: random.Random,
    project: Project,
    year: int,
    rows: list[Row],
    money: tuple[int, int],
    mark: tuple[Decimal, str],
) -> str:
    total, spent = money
    amounts = f"预算安排{{budget.total = {_money(total)}}}万元，支出{{budget.spent = {_money(spent)}}}万元，支出率为{{budget.rate = {_rate(spent, total)}%}}。"
    by_type = []
    for kind, code in CODES.items():
        of_type = [row for row in rows if row.plan.type == kind]
        if not of_type:
            continue
        met = sum(row.is_met for row in of_type)
        said = (
            "已{{{} = 全部}}达标".format(f"indicators.{code}.met")
            if met == len(of_type)
            else f"完成{_tied(rng, f'indicators.{code}.met', met)}项"
        )
        by_type.append(
            f"          - title: {kind}完成情况\n            text: {year}年{project.name}共设置"
            f"{_tied(rng, f'indicators.{code}.count', len(of_type))}项{kind}，{said}。{_prose(rng, 1)}\n"
        )
    half = min(3, len(by_type))
    return (
        f"\nsections:\n  - title: 项目概况\n    sections:\n      - title: 设立背景\n        text: {_prose(rng, 1)}\n"
        f"      - title: 立项依据\n        show: basis\n      - title: 预算安排及使用情况\n"
        f"        text: {year} 年{project.name}下设 {{budget.lines.count = 10}} 个二级项目，具体情况如下表所示。\n        show: budget\n"
        f"  - title: 项目组织实施情况\n    sections:\n      - title: 投入\n        text: |\n"
        f"          一是从项目立项情况来看，{_prose(rng, 1)}\n\n          二是从绩效目标设置情况来看，{_prose(rng, 1)}\n\n"
        f"          三是从资金落实情况来看，{_prose(rng, 1)}\n      - title: 过程\n        sections:\n"
        f"          - title: 资金管理\n            text: {year}年市财政局{amounts}{_prose(rng, 2)}\n"
        f"          - title: 项目管理\n            text: {_prose(rng, 3)}\n"
        f"  - title: 项目绩效情况\n    text: 本项目下设 {{subprojects.count = 10}} 个二级项目，具体目标及完成情况如下：\n"
        f"    show: indicators\n    sections:\n      - title: 产出指标分析\n        sections:\n{''.join(by_type[:half])}"
        f"      - title: 效果指标分析\n        sections:\n{''.join(by_type[half:])}"
        f"  - title: 项目主要做法和经验\n    text: {_prose(rng, 3)}\n"
        f"  - title: 存在问题及建议\n    sections:\n      - title: 存在问题\n        text: {_prose(rng, 2)}实际支出{{budget.spent = {_money(spent)}}}万元。\n"
        f"      - title: 改进措施或有关建议\n        text: {_prose(rng, 2)}\n"
        f"  - title: 项目自评结论及得分\n    text: {year}年{project.name}实施程序规范，基本完成年度绩效目标任务，"
        f"绩效自评分数为{{score = {mark[0]}}}分，绩效等级为{{grade = {mark[1]}}}。\n"
    )


def _standard_form(rng: random.Random, project: Project, year: int) -> str:
    initial = project.budgets[0]
    adjusted = initial * rng.randint(90, 110) // 100
    spent = adjusted * rng.randint(60, 100) // 100
    carried = project.budgets[1] // 10
    rate = _rate(spent + carried, adjusted + carried)
    execution = (rate / 10).quantize(Decimal("0.01"), ROUND_HALF_UP)
    out = [
        f"year: {year}\ntitle: 项目支出绩效自评表\nform: standard\ncover:\n  project: {project.name}\n"
        f"  department: {project.department}\n  unit: {project.department}\nfilled_on: {year + 1}-03-{rng.randint(1, 28):02}\n\n"
        f"budget:\n  unit: 万元\n  head: 资金来源\n  weight: 10\n  lines:\n"
        f"    - {{name: 本年财政拨款, initial: {_money(initial)}, adjusted: {_money(adjusted)}, spent: {_money(spent)}}}\n"
        f"    - {{name: 上年结转资金, initial: {_money(carried)}, adjusted: {_money(carried)}, spent: {_money(carried)}}}\n"
        f"    - {{name: 其他资金}}\n\n"
        f"objectives:\n  - target: 安排预算资金{{budget.initial = {_money(initial + carried)}}}万元。{_prose(rng, 3)}\n"
        f"    actual: 全年支出{{budget.spent = {_money(spent + carried)}}}万元，执行率{{budget.rate = {rate}%}}。{_prose(rng, 3)}\n\n"
        f"indicators:\n"
    ]
    score = execution
    for group, (level, types) in zip(project.groups, STANDARD, strict=True):
        out.append(f"  - level1: {level}\n    weight: {sum(weight for _, weight in types)}\n    rows:\n")
        for plan, (_, weight) in zip(group.plans, types, strict=True):
            row = _row(rng, plan, year)
            points = (
                Decimal(weight) if row.is_met else (weight * row.share).quantize(Decimal("0.1"), ROUND_HALF_UP)
            )
            score += points
            out.append(
                f"      - type: {plan.type}\n        name: {plan.name}\n        target: {row.target}\n"
                f"        actual: {row.actual}\n        weight: {weight}\n        score: {points}\n"
            )
            if not row.is_met:
                out.append(f"        reason: {rng.choice(REASONS)}\n")
    stated = score + (rng.random() < WRONG)
    out.append(
        f"\nproblems:\n  - {_prose(rng, 2)}\n  - {_prose(rng, 2)}\nmeasures:\n  - {_prose(rng, 2)}\n  - {_prose(rng, 2)}\n\n"
        f"stated:\n  budget.total: {_money(adjusted + carried)}\n  budget.spent: {_money(spent + carried)}\n"
        f"  budget.rate: {rate}%\n  score.execution: {execution}\n  weights.total: 100\n  score: {stated}\n"
        f"\nsections:\n  - title: 项目基本情况\n    text: {_prose(rng, 3)}\n"
        f"  - title: 自评工作开展情况\n    text: {_prose(rng, 3)}\n"
        f"  - title: 结果应用\n    text: {_prose(rng, 2)}本次自评得分{{score = {stated}}}分。\n"
    )
    return "".join(out)


if __name__ == "__main__":
    main()
