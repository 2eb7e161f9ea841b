// Search in the browser: asks the static index which reports have the grams of the query, reads the few that may match,
// and puts those that have the very words first. Nothing leaves the site, or the sites it is searched along with.

const box = document.querySelector(".search");
const form = box.querySelector("form");
const count = box.querySelector(".search__count");
const results = box.querySelector(".search__results");
const more = box.querySelector(".search__more");
const plain = document.querySelector("#search-index");

/** This site and those searched along with it: where the pages of each begin, where its files, and what it is called. */
const sites = [...(form.elements.site?.options ?? [])].slice(2).map((option) => (
  { root: option.value, files: option.value, name: option.text }));
sites.unshift({ root: box.dataset.root, files: box.dataset.files, name: sites.length ? form.elements.site.options[1].text : "", isOwn: true });

/** How many results are shown at a time, how many reports are read for them at most, first and in all in how many bytes;
 *  how many rows of each are shown; how many grams are looked up: more would hardly narrow what a few leave over. */
const SHOWN = 20;
const READ = 40;
const FIRST = 5;
const BYTES = 250_000;
const ROWS = 5;
const GRAMS = 10;

let touched = 0;
const files = new Map();
const read = (address) => {
  if (!files.has(address)) {
    const text = fetch(address).then(async (answer) => {
      if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
      const bytes = await answer.arrayBuffer();
      touched += bytes.byteLength;
      return JSON.parse(new TextDecoder().decode(bytes));
    });
    files.set(address, text);
    text.catch(() => files.delete(address));
  }
  return files.get(address);
};

/** Letters and digits only, in one width and one case; the generator folds texts the same way. */
const fold = (text) => text.normalize("NFKC").toLowerCase().replace(/ß/g, "ss").replace(/[^\p{L}\p{N}]+/gu, "");

const grams = (term) => {
  const points = [...term];
  return points.length < 2 ? points : points.slice(1).map((point, at) => points[at] + point);
};

const shardOf = (gram, shards) => {
  let value = 0x811c9dc5;
  for (let at = 0; at < gram.length; at += 1) value = Math.imul(value ^ gram.charCodeAt(at), 0x01000193) >>> 0;
  return value % shards;
};

/** The reports in the order of their addresses, as the index numbers them. */
const listed = (directory, site) => directory.departments.flatMap(([slug, name, projects]) =>
  projects.flatMap(([project, ...years]) => years.map((year) => ({
    site, department: slug, name, year: directory.firstYear + year,
    path: `${slug}/${project}/${directory.firstYear + year}/`,
  }))));

const pageOf = ({ site, path }) => site.root + path;
const textOf = ({ site, path }) => read(`${site.files}${path}search.json`);

const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";

/** Numbers as the index writes them: digits of 32, the lowest first; the upper half of the digits say that more follow. */
const numbers = (text) => {
  const found = [];
  let value = 0;
  let shift = 0;
  for (const sign of text) {
    const digit = DIGITS.indexOf(sign);
    value += (digit % 32) << shift;
    shift += 5;
    if (digit < 32) {
      found.push(value);
      value = shift = 0;
    }
  }
  return found;
};

const sums = (text) => {
  let sum = 0;
  return numbers(text).map((step) => (sum += step));
};

/** Some of many, evenly spread, with the first and the last. */
const spread = (all, most) => (all.length <= most ? all
  : Array.from({ length: most }, (_, at) => all[Math.round(at * (all.length - 1) / (most - 1))]));

/** Which reports of a site may have the terms, and whether in their names alone. */
async function candidates(terms, directory, site) {
  const wanted = spread([...new Set(terms.flatMap(grams))], GRAMS);
  const shards = await Promise.all(wanted.map((gram) => read(`${site.files}search/${shardOf(gram, directory.shards)}.json`)));
  let found = null;
  wanted.forEach((gram, at) => {
    const [names, body] = shards[at][gram] ?? ["", ""];
    const here = new Map([...sums(body).map((each) => [each, false]), ...sums(names).map((each) => [each, true])]);
    found = found === null ? here
      : new Map([...found].filter(([each]) => here.has(each)).map(([each, named]) => [each, named && here.get(each)]));
  });
  return found ?? new Map();
}

/** The reports of a site that may match what is asked, each with whether its names alone have the words. */
async function waitingAt(site, { terms, filters }) {
  const directory = await read(`${site.files}search/index.json`);
  const reports = listed(directory, site);
  const found = terms.length ? await candidates(terms, directory, site) : new Map(reports.map((_, number) => [number, true]));
  const marks = filters.grade || filters.status ? await read(`${site.files}search/filters.json`) : null;
  const grades = filters.grade ? numbers(marks.gradeOf) : [];
  const statuses = filters.status ? numbers(marks.statusOf) : [];
  const grade = marks?.grades.indexOf(filters.grade);
  const bit = 1 << (marks?.statuses.indexOf(filters.status) ?? 0);
  return [...found].map(([number, named]) => ({ number, named, report: reports[number] })).filter(({ number, report }) =>
    (!filters.department || report.department === filters.department)
    && (!filters.year || report.year === Number(filters.year))
    && (!filters.grade || grades[number] === grade)
    && (!filters.status || statuses[number] & bit));
}

/** How well a report matches: 0 the words stand in its names, 1 in one entry, 2 each somewhere, 3 only scattered, 4 not
 *  at all. */
function judge(text, year, terms, status) {
  const names = [...text.names.map(fold), String(year)];
  const heads = text.heads.map(fold);
  const entries = text.entries
    .filter((entry) => !status || entry[4] === status)
    .map((entry) => ({ entry, own: fold(entry[2]), all: heads[entry[3]] + "\n" + fold(entry[2]) }));
  const isIn = (folded) => terms.every((term) => folded.includes(term));
  const hits = entries.filter(({ all }) => isIn(all)).sort((one, other) => isIn(other.own) - isIn(one.own));
  if (!status && names.some(isIn)) return { rank: 0, hits };
  if (hits.length) return { rank: 1, hits };
  const anywhere = [...(status ? [] : names), ...entries.map(({ all }) => all)];
  if (terms.every((term) => anywhere.some((folded) => folded.includes(term)))) {
    return { rank: 2, hits: entries.filter(({ all }) => terms.some((term) => all.includes(term))) };
  }
  const whole = [...names, ...entries.map(({ all }) => all)].join("\n");
  return { rank: terms.flatMap(grams).every((gram) => whole.includes(gram)) ? 3 : 4, hits: [] };
}

/** A text with the words of the query marked where they stand as written. */
function marked(text, terms) {
  const piece = document.createDocumentFragment();
  const lower = text.toLowerCase();
  let at = 0;
  while (at < text.length) {
    const next = terms.map((term) => [lower.indexOf(term, at), term.length]).filter(([place]) => place >= 0)
      .sort((one, other) => one[0] - other[0] || other[1] - one[1])[0];
    if (!next || lower.length !== text.length) break;
    piece.append(text.slice(at, next[0]));
    const mark = document.createElement("mark");
    mark.textContent = text.slice(next[0], next[0] + next[1]);
    piece.append(mark);
    at = next[0] + next[1];
  }
  piece.append(text.slice(at));
  return piece;
}

const link = (href, text, terms) => {
  const anchor = document.createElement("a");
  anchor.href = href;
  anchor.lang = "zh-CN"; // what is found is content, whatever the language of the interface
  anchor.append(marked(text, terms));
  return anchor;
};

const small = (text) => Object.assign(document.createElement("small"), { textContent: text });

function show({ report, text, hits }, terms) {
  const item = document.createElement("li");
  const [project, department, title] = text.names;
  const where = sites.length > 1 ? [report.site.name, department, title] : [department, title];
  item.append(link(pageOf(report), `${project} ${report.year}`, terms), " ", small(where.join(" · ")));
  if (hits.length) {
    const list = document.createElement("ul");
    for (const { entry: [anchor, kind, words, head, status] } of hits.slice(0, ROWS)) {
      const under = text.heads[head];
      const row = document.createElement("li");
      const state = status && form.elements.status.querySelector(`[value="${status}"]`)?.textContent;
      row.append(link(`${pageOf(report)}#${anchor}`, words || under, terms), " ",
        small([box.dataset[kind], under && words ? under : "", state].filter(Boolean).join(" · ")));
      list.append(row);
    }
    if (hits.length > ROWS) {
      const rest = document.createElement("li");
      rest.append(small(count.dataset.of.replace("%d", hits.length - ROWS)));
      list.append(rest);
    }
    item.append(list);
  }
  results.append(item);
}

let asked = 0;

async function search() {
  const turn = (asked += 1);
  const given = new FormData(form);
  const query = String(given.get("q") ?? "").trim();
  const filters = Object.fromEntries([...given].filter(([name, value]) => name !== "q" && value));
  const terms = query.split(/\s+/).map(fold).filter(Boolean);
  results.replaceChildren();
  more.hidden = true;
  count.textContent = "";
  plain.hidden = terms.length > 0 || Object.keys(filters).length > 0;
  results.classList.toggle("search__results--open", plain.hidden);
  if (!plain.hidden) return;
  touched = 0;
  // Departments are filtered by on this site alone: another's may have the same address.
  const chosen = sites.filter((site) => (!filters.department || site.isOwn)
    && (!filters.site || (site.isOwn ? filters.site === "./" : filters.site === site.root)));
  const answers = await Promise.allSettled(chosen.map((site) => waitingAt(site, { terms, filters })));
  if (turn !== asked) return;
  const unreached = chosen.filter((_, at) => answers[at].status === "rejected");
  if (unreached.length === chosen.length) {
    count.textContent = count.dataset.failed;
    plain.hidden = false;
    return;
  }
  if (unreached.length) {
    const names = unreached.map(({ name }) => name).join("、");
    results.append(Object.assign(document.createElement("li"), { className: "search__loose", textContent: count.dataset.unreached.replace("%s", names) }));
  }
  const waiting = answers.flatMap((answer, at) => (answer.value ?? []).map((each) => ({ ...each, at })))
    .sort((one, other) => other.named - one.named || other.report.year - one.report.year
      || one.at - other.at || one.number - other.number)
    .map(({ report }) => report);
  try {
    await page(turn, { waiting, terms, status: filters.status ?? "", loose: [], shown: 0, query });
  } catch {
    if (turn !== asked) return;
    count.textContent = count.dataset.failed;
    plain.hidden = false;
  }
}

/** The next reports that may match, with their texts: no more than the bytes left allow for, as the first few weigh. */
async function next(state, most) {
  const reports = state.waiting.splice(0, Math.min(FIRST, most));
  const before = touched;
  const texts = await Promise.all(reports.map(textOf));
  const weight = (touched - before) / reports.length;
  const room = weight ? Math.max(0, Math.floor((BYTES - touched) / weight)) : most;
  const others = state.waiting.splice(0, Math.min(most - reports.length, room));
  texts.push(...await Promise.all(others.map(textOf)));
  return [...reports, ...others].map((report, at) => ({ report, text: texts[at] }));
}

/** The next results: reports are read a few at a time, those with the very words are shown as they are found. */
async function page(turn, state) {
  let wanted = SHOWN;
  let left = READ;
  while (wanted > 0 && left > 0 && state.waiting.length && (left === READ || touched < BYTES)) {
    const some = await next(state, Math.min(SHOWN, left));
    if (turn !== asked) return;
    left -= some.length;
    const judged = some.map(({ report, text }) => ({ report, text, ...judge(text, report.year, state.terms, state.status) }));
    state.loose.push(...judged.filter(({ rank }) => rank === 3));
    for (const each of judged.filter(({ rank }) => rank < 3).sort((one, other) => one.rank - other.rank)) {
      show(each, state.terms);
      state.shown += 1;
      wanted -= 1;
    }
  }
  if (!state.waiting.length && state.loose.length) {
    const note = Object.assign(document.createElement("li"), { className: "search__loose" });
    note.textContent = count.dataset.loose;
    results.append(note);
    for (const each of state.loose.splice(0, SHOWN)) show(each, []);
  }
  more.hidden = !state.waiting.length && !state.loose.length;
  more.firstElementChild.onclick = () => {
    touched = 0;
    return page(turn, state);
  };
  count.textContent = state.shown
    ? (state.waiting.length ? count.dataset.least : count.dataset.some).replace("%d", state.shown)
    : (more.hidden ? count.dataset.none.replace("%s", state.query) : count.dataset.yet);
}

/** Too many departments to be sent with the page are filled in from the index. */
const filled = (async () => {
  const select = form.elements.department;
  if (select.dataset.more === undefined) return;
  const directory = await read(`${box.dataset.files}search/index.json`);
  select.append(...directory.departments.map(([slug, name]) => new Option(name, slug)));
})().catch(() => {});

const fill = async () => {
  await filled;
  const given = new URLSearchParams(location.search);
  for (const name of ["q", "site", "department", "year", "status", "grade"]) {
    if (form.elements[name]) form.elements[name].value = given.get(name) ?? "";
  }
  return search();
};

const go = (event) => {
  event?.preventDefault();
  const given = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
  history.pushState(null, "", given.size ? `?${given}` : location.pathname);
  return search();
};

form.addEventListener("submit", go);
form.addEventListener("change", (event) => event.target.matches("select") && go());
addEventListener("popstate", fill);
fill();
