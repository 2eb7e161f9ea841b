// Tools for tables: sort, filter, copy, download. Without this script a table is whole and in the report's own order; with
// it nothing is taken away. Rows under a group heading stay under it.

const WORDS = {
  zh: {
    filter: "筛选本表", status: "只看", all: "全部状态", sort: "排序", original: "原次序", up: "从小到大", down: "从大到小",
    copy: "复制", copied: "已复制", download: "下载本表", shown: (some, all) => `显示 ${some} / ${all} 行`, group: "所属",
  },
  en: {
    filter: "Filter this table", status: "Show only", all: "Any status", sort: "Sort", original: "Original order",
    up: "ascending", down: "descending", copy: "Copy", copied: "Copied", download: "Download this table",
    shown: (some, all) => `${some} of ${all} rows shown`, group: "Group",
  },
};
const words = document.documentElement.lang.startsWith("en") ? WORDS.en : WORDS.zh;
const collator = new Intl.Collator("zh-CN", { numeric: true });
const FEW = 8;

const make = (tag, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};

/** What a cell says, in one line; what only screen readers are told is left out. */
const said = (cell) => {
  const copy = cell.cloneNode(true);
  copy.querySelectorAll("svg, .visually-hidden").forEach((each) => each.remove());
  return copy.textContent.replace(/\s+/g, " ").trim();
};

/** A number as a page prints it: 1,935.00, 24.85%, −2.29, 5 万元; null for anything else, so that "—" goes last. */
const number = (text) => {
  const plain = text.replace(/,/g, "").replace("−", "-").match(/^[+-]?\d+(\.\d+)?(?=\s?%|$|\s\p{L})/u);
  return plain ? Number(plain[0]) : null;
};

/** The rows of a table by group: its heading row, where it has one, and the rows under it in their own order. */
const groupsOf = (table) => [...table.tBodies].map((body) => {
  const rows = [...body.rows];
  const heading = rows[0]?.querySelector('th[scope="rowgroup"]') ? rows.shift() : null;
  return { body, heading, rows };
});

function order(groups, column, direction) {
  const compare = (one, other) => {
    const [left, right] = [said(one.cells[column]), said(other.cells[column])];
    const [first, second] = [number(left), number(right)];
    const known = [first, second].map((each, at) => each !== null || /[^—\s]/.test([left, right][at]));
    if (known[0] !== known[1]) return known[0] ? -1 : 1;
    const difference = first !== null && second !== null ? first - second : collator.compare(left, right);
    return direction * difference;
  };
  for (const { body, rows } of groups) {
    body.append(...(direction ? [...rows].sort(compare) : rows));
  }
}

function sorting(table, groups, heads) {
  const select = make("select", { ariaLabel: words.sort }, make("option", { value: "", textContent: words.original }));
  let now = [-1, 0];
  const set = (column, direction) => {
    now = [direction ? column : -1, direction];
    order(groups, column, direction);
    heads.forEach((head, at) => {
      if (at === now[0]) head.setAttribute("aria-sort", direction > 0 ? "ascending" : "descending");
      else head.removeAttribute("aria-sort");
    });
    select.value = direction ? `${column} ${direction}` : "";
  };
  heads.forEach((head, column) => {
    const name = said(head);
    if (!name) return;
    const button = make("button", { type: "button", className: "table-tools__sort" });
    button.append(...head.childNodes);
    button.onclick = () => set(column, now[0] !== column ? 1 : now[1] > 0 ? -1 : 0);
    head.append(button);
    for (const [direction, word] of [[1, words.up], [-1, words.down]]) {
      select.append(make("option", { value: `${column} ${direction}`, textContent: `${name} ${word}` }));
    }
  });
  select.onchange = () => set(...(select.value ? select.value.split(" ").map(Number) : [0, 0]));
  return make("label", { className: "table-tools__phone" }, words.sort, " ", select);
}

function filtering(groups, count) {
  const rows = groups.flatMap((group) => group.rows);
  const input = make("input", { type: "search", autocomplete: "off" });
  const statuses = [...new Set(rows.flatMap((row) => [...row.querySelectorAll(".status")].map(said)))];
  const select = make("select", {}, make("option", { value: "", textContent: words.all }),
    ...statuses.map((each) => make("option", { value: each, textContent: each })));
  const apply = () => {
    const wanted = input.value.trim().toLowerCase();
    for (const row of rows) {
      const status = row.querySelector(".status");
      row.hidden = !row.textContent.toLowerCase().includes(wanted)
        || Boolean(select.value && (!status || said(status) !== select.value));
    }
    for (const { heading, rows: members } of groups) {
      if (heading) heading.hidden = members.every((row) => row.hidden);
    }
    const shown = rows.filter((row) => !row.hidden).length;
    count.textContent = shown < rows.length ? words.shown(shown, rows.length) : "";
  };
  input.oninput = apply;
  select.onchange = apply;
  return [make("label", {}, words.filter, " ", input),
    ...(statuses.length > 1 ? [make("label", {}, words.status, " ", select)] : [])];
}

/** The table as it is shown, merged headings written out in a first column. */
function cellsOf(table, groups, heads) {
  const isGrouped = groups.some(({ heading }) => heading);
  const columns = heads.map((head, at) => at).filter((at) => said(heads[at]));
  const lines = [[...(isGrouped ? [words.group] : []), ...columns.map((at) => said(heads[at]))]];
  for (const { body, heading } of groups) {
    for (const row of body.rows) {
      if (row === heading || row.hidden) continue;
      const own = columns.map((at) => (row.cells[at] ? said(row.cells[at]) : ""));
      lines.push(isGrouped ? [heading ? said(heading) : "", ...own] : own);
    }
  }
  return lines;
}

/** A text no spreadsheet takes for a formula; numbers stay what they are. */
const guarded = (text) => (/^[=+\-@\t\r']/.test(text) && number(text) === null ? `'${text}` : text);
const quoted = (text) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

function taking(table, groups, heads) {
  const copy = make("button", { type: "button", textContent: words.copy });
  copy.onclick = async () => {
    await navigator.clipboard.writeText(cellsOf(table, groups, heads).map((line) => line.join("\t")).join("\n"));
    copy.textContent = words.copied;
    setTimeout(() => { copy.textContent = words.copy; }, 2000);
  };
  const download = make("button", { type: "button", textContent: words.download });
  download.onclick = () => {
    const text = cellsOf(table, groups, heads).map((line) => line.map(guarded).map(quoted).join(",")).join("\r\n");
    const url = URL.createObjectURL(new Blob(["\ufeff", text, "\r\n"], { type: "text/csv" }));
    const name = (table.caption ?? document.querySelector("h1")).textContent.replace(/\s+/g, " ").trim().slice(0, 60);
    make("a", { href: url, download: `${name}.csv` }).click();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
  };
  return navigator.clipboard ? [copy, download] : [download];
}

for (const table of document.querySelectorAll(".table > table")) {
  const heads = table.tHead ? [...table.tHead.rows[0].cells] : [];
  const groups = groupsOf(table);
  const size = groups.reduce((sum, { rows }) => sum + rows.length, 0);
  if (!heads.length || table.tHead.classList.contains("visually-hidden") || size < 2) continue;
  const count = make("span", { className: "table-tools__count" });
  count.setAttribute("role", "status");
  const sort = sorting(table, groups, heads);
  const tools = make("div", { className: "table-tools screen-only" },
    ...(size >= FEW ? filtering(groups, count) : []), sort, ...taking(table, groups, heads), count);
  table.before(tools);
}
