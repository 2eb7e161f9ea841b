// A report: the same tables, prose and facts as ours, but for what takes a judgement.
import markdownIt from "markdown-it";
import { bar, escape, money, page } from "../frame.js";

const md = markdownIt({ html: true });
const stated = (text) => (text ?? "").replace(/\{([^{}=]+?) = ([^{}]*)\}/g, '<a class="stated" href="#f-$1">$2</a>');
const prose = (text) => md.render(stated(text));

const basis = ({ basis: files = [], captions = {} }) => (files.length ? `<div class="table" id="basis">
<table>
<caption>${escape(captions.basis ?? "立项依据文件")}</caption>
<thead><tr><th scope="col" class="number">序号</th><th scope="col">文件名称</th></tr></thead>
<tbody>
${files.map((name, at) => `<tr><td class="number">${at + 1}</td><td>${escape(name)}</td></tr>`).join("\n")}
</tbody>
</table>
</div>` : "");

const budget = ({ budget: { unit, head, lines }, captions = {} }, sums) => {
  const hasInitial = lines.some(({ initial }) => initial);
  const cell = (label, text) => `<td class="number" data-label="${label}">${text}</td>`;
  const rows = lines.map((line, at) => {
    const amount = line.adjusted ?? line.budget ?? line.initial;
    const rate = amount ? (Number(line.spent ?? 0) / Number(amount)) * 100 : null;
    return `<tr id="b${at + 1}"><td class="number row__number">${at + 1}</td><th scope="row">${escape(line.name)}</th>${hasInitial ? cell("年初预算", money(line.initial)) : ""}${cell("预算", money(amount))}${cell("实际支出", money(line.spent))}${cell("执行率", rate === null ? "—" : `${rate.toFixed(2)}%`)}<td class="budget-table__bar">${rate === null ? "" : bar(rate)}</td></tr>`;
  });
  return `<div class="table rows budget-table" id="budget">
<table>
<caption>${escape(captions.budget ?? "预算安排及使用情况")} <small>单位：${unit}</small></caption>
<thead><tr><th scope="col" class="number">序号</th><th scope="col">${escape(head)}</th>${hasInitial ? '<th scope="col" class="number">年初预算</th>' : ""}<th scope="col" class="number">${hasInitial ? "全年预算" : "预算"}</th><th scope="col" class="number">实际支出</th><th scope="col" class="number">执行率</th><th scope="col"><span class="visually-hidden">执行率图示</span></th></tr></thead>
<tbody>
${rows.join("\n")}
</tbody>
<tfoot><tr><td class="row__number"></td><th scope="row">合计</th>${hasInitial ? cell("年初预算", money(sums.initial)) : ""}${cell("预算", money(sums.total))}${cell("实际支出", money(sums.spent))}${cell("执行率", `${sums.rate.toFixed(2)}%`)}<td class="budget-table__bar">${bar(sums.rate)}</td></tr></tfoot>
</table>
</div>`;
};

const isMet = (row) => row.met === "true" || (row.score && Number(row.score) === Number(row.weight));

const indicators = ({ indicators: groups, form, captions = {} }) => {
  const isScored = form === "standard";
  let number = 0;
  const bodies = groups.map((group) => `<tbody>
<tr class="indicator-table__group"><th scope="rowgroup" colspan="${isScored ? 8 : 6}">${[["subproject", group.subproject], ["subproject", group.level1], ["item", group.item]].filter(([, text]) => text).map(([name, text]) => `<span class="indicator-table__${name}">${escape(text)}</span>`).join("")}</th></tr>
${group.rows.map((row) => {
    number += 1;
    return `<tr id="r${number}"><td class="number row__number">${number}</td><th scope="row">${escape(row.name)}</th><td data-label="二级指标">${escape(row.type)}</td><td data-label="目标值">${escape(row.target)}</td><td data-label="实际完成值">${escape(row.actual)}${row.reason ? `<small class="indicator-table__reason">偏差原因：${escape(row.reason)}</small>` : ""}</td>${isScored ? `<td class="number" data-label="分值">${row.weight}</td><td class="number" data-label="自评得分">${row.score}</td>` : ""}<td class="row__status">${isMet(row) ? '<span class="status status--declared">自述达成</span>' : '<span class="status status--unmet">未达成</span>'}</td></tr>`;
  }).join("\n")}
</tbody>`);
  return `<div class="table rows indicator-table" id="indicators">
<table>
<caption>${escape(captions.indicators ?? "绩效目标及完成情况")} <small>共 ${number} 行</small></caption>
<thead><tr><th scope="col" class="number">序号</th><th scope="col">三级指标</th><th scope="col" class="indicator-table__type">二级指标</th><th scope="col" class="indicator-table__target">目标值</th><th scope="col" class="indicator-table__actual">实际完成值</th>${isScored ? '<th scope="col" class="number">分值</th><th scope="col" class="number">自评得分</th>' : ""}<th scope="col">判定</th></tr></thead>
${bodies.join("\n")}
</table>
</div>`;
};

const TABLES = { basis, budget, indicators };
const NUMBERS = "一二三四五六七八九十";

const chapters = (sections, depth, place, contents, view) => sections.map((section, at) => {
  const mark = depth === 2 ? `${NUMBERS[at]}、` : depth === 3 ? `（${NUMBERS[at]}）` : `${at + 1}.`;
  const anchor = `${place}${place === "s" ? "" : "-"}${at + 1}`;
  const title = `${mark}${escape(section.title)}`;
  contents.push(`<li><a href="#${anchor}">${title}</a></li>`);
  return `<h${depth} id="${anchor}">${title}</h${depth}>
${prose(section.text)}${section.show ? TABLES[section.show](view.report, view.sums) : ""}
${section.sections ? chapters(section.sections, depth + 1, anchor, contents, view) : ""}`;
}).join("\n");

const facts = ({ report, sums }) => {
  const rows = report.indicators.flatMap((group) => group.rows);
  const points = rows.reduce((sum, row) => sum + Number(row.score ?? 0), 0);
  return `<dl class="facts">
<div class="fact"><dt class="fact__question">花了多少</dt><dd class="fact__answer"><p class="fact__value">${money(sums.spent)}<small>${report.budget.unit}，共安排 ${money(sums.total)} ${report.budget.unit}</small></p>${bar(sums.rate)}<p>执行率 ${sums.rate.toFixed(2)}%，未支出 ${money(sums.total - sums.spent)} ${report.budget.unit}</p></dd></div>
<div class="fact"><dt class="fact__question">目标做到了吗</dt><dd class="fact__answer"><p class="fact__value">${rows.filter(isMet).length}<small>/ ${rows.length} 项指标自述达成</small></p></dd></div>
<div class="fact"><dt class="fact__question">自评得分</dt><dd class="fact__answer"><p class="fact__value">${report.stated?.score ?? "—"}<small>分</small></p>${points ? `<p>指标得分合计 ${points.toFixed(2)}</p>` : ""}</dd></div>
</dl>`;
};

const standardForm = (view) => `<h2 id="t-budget">预算与支出</h2>
${budget(view.report, view.sums)}
<h2 id="t-objectives">年度总体目标</h2>
${(view.report.objectives ?? []).map(({ target, actual }) => `<div class="objective">
<p><strong>预期目标</strong></p>${prose(target)}
<p><strong>实际完成情况</strong></p>${prose(actual)}
</div>`).join("\n")}
<h2 id="t-indicators">绩效指标</h2>
${indicators(view.report)}
<h2 id="p">存在问题</h2>
${(view.report.problems ?? []).map(prose).join("")}
<h2 id="m">改进措施</h2>
${(view.report.measures ?? []).map(prose).join("")}`;

const day = (text) => text.replace(/^(\d+)-0?(\d+)-0?(\d+)$/, "$1年$2月$3日");

export const data = {
  pagination: { data: "disclosed.reports", size: 1, alias: "view" },
  permalink: ({ view }) => `${view.url}index.html`,
};

export const render = ({ view }) => {
  const { report, department, project, neighbours } = view;
  const contents = [];
  const body = chapters(report.sections, 2, "s", contents, view);
  const cover = [["原件标题", report.title], ["项目名称", report.cover.project], ["主管部门", report.cover.department], ["实施单位", report.cover.unit], ["填报日期", day(report.filled_on)]];
  return page(view.title, [["首页", "/"], [department.name, `/${department.slug}/`], [project.name, `/${project.slug}/`]], `<p class="lede">责任部门：${escape(department.name)} · ${day(report.filled_on)}填报</p>
${facts(view)}
<nav class="pager" aria-label="相邻年度"><ul>${neighbours.map((year) => `<li><a href="/${project.slug}/${year}/">${year} 年</a></li>`).join("")}</ul></nav>
<nav class="contents" aria-label="目录"><ul>${contents.join("")}</ul></nav>
<dl class="summary-list">
${cover.filter(([, text]) => text).map(([name, text]) => `<div><dt>${name}</dt><dd>${escape(text)}</dd></div>`).join("\n")}
</dl>
${body}
${report.form === "standard" ? standardForm(view) : ""}`);
};
