// The frame of every page, and how values are printed.
export const escape = (text) => String(text ?? "").replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign]);
const grouped = new Intl.NumberFormat("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
export const money = (value) => (value === undefined || value === "" ? "—" : grouped.format(Number(value)));
export const bar = (rate) => `<svg class="bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true"><rect class="bar__track" width="100" height="6"/><rect class="bar__fill" width="${rate.toFixed(2)}" height="6"/></svg>`;

export const page = (title, crumbs, main) => `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)} · 项目绩效公开示例</title>
<link rel="stylesheet" href="/assets/site.css">
</head>
<body>
<a class="skip-link" href="#main">跳到正文</a>
<header class="site-header"><a href="/">项目绩效公开示例</a><nav><a href="/">首页</a> <a href="/years/">年度</a></nav></header>
<main id="main" class="wrap page">
<nav class="breadcrumbs"><ol>${crumbs.map(([name, url]) => `<li><a href="${url}">${escape(name)}</a></li>`).join("")}</ol></nav>
<h1>${escape(title)}</h1>
${main}
</main>
<footer class="site-footer">明效项目组</footer>
</body>
</html>
`;

/** Reports side by side, with their sums. */
export const members = (reports) => {
  const total = reports.reduce((sum, { sums }) => sum + sums.total, 0);
  const spent = reports.reduce((sum, { sums }) => sum + sums.spent, 0);
  const rows = reports.map(({ url, title, department, report, sums }) => `<tr><th scope="row"><a href="${url}">${escape(title)}</a></th><td>${escape(department.name)}</td><td>${report.year}</td><td class="number">${money(sums.total)}</td><td class="number">${money(sums.spent)}</td><td class="number">${sums.rate.toFixed(2)}%</td></tr>`);
  return `<table class="member-table">
<thead><tr><th scope="col">报告</th><th scope="col">部门</th><th scope="col">年度</th><th scope="col" class="number">预算</th><th scope="col" class="number">支出</th><th scope="col" class="number">执行率</th></tr></thead>
<tbody>
${rows.join("\n")}
</tbody>
<tfoot><tr><th scope="row" colspan="3">合计</th><td class="number">${money(total)}</td><td class="number">${money(spent)}</td><td></td></tr></tfoot>
</table>`;
};
